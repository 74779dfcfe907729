import { gzipSync } from "node:zlib";
import { anAccount } from "../factories/accounts";
import { aCard, aSending } from "../factories/cards";
import { aConfiguration, aSite } from "../factories/sites";
import type { Bench } from "./harness";
import { openPortal } from "./phones/portal";

const row = {
  id: "P20b",
  what: "landing page of a link: JavaScript, gzip, all of it (with the page's whole HTML)",
  must: "≤ 60 kB",
  goal: "≤ 20 kB",
};
const ANDROID =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

/** P20, the part of the landing page: every script that the page carries or loads, packed. */
export const bench: Bench = {
  rows: [row],

  async run() {
    const { portal, close } = await openPortal();
    try {
      const site = await aSite((await anAccount()).id);
      const card = await aCard(site, { configurationId: (await aConfiguration(site)).id });
      const { token } = await aSending(card.id, { price: 0 });
      const page = await (await fetch(`${portal.origin}/a/${token}`, { headers: { "user-agent": ANDROID } })).text();
      const inline = [...page.matchAll(/<script(?![^>]* src=)[^>]*>([\s\S]*?)<\/script>/g)].map(
        (found) => found[1] ?? "",
      );
      const loaded = await Promise.all(
        [...page.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]+\.m?js[^"]*)"/g)].map(async (found) =>
          (await fetch(new URL(found[1] ?? "", portal.origin))).text(),
        ),
      );
      const bytes = [...inline, ...loaded].reduce((sum, script) => sum + gzipSync(script).length, 0);
      const kilobytes = (size: number) => `${(size / 1000).toFixed(1)} kB`;
      return [{ ...row, measured: `${kilobytes(bytes)} (${kilobytes(gzipSync(page).length)})` }];
    } finally {
      await close();
    }
  },
};
