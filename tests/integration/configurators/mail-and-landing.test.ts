import { asSystem } from "@tests/support/system";
import { afterEach, expect, test } from "vitest";
import { landingResponse } from "@/modules/activation/server";
import { cardEmails } from "@/modules/delivery/server";
import { makeLinkToken } from "@/platform/crypto";
import type { EmailBrand, EmailRow, ResolvedEmail } from "@/platform/email";
import { makeInstallers } from "../../../prisma/demo-installers";
import { aWorkshop, pick, stored } from "./installers";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const APP_LINKS = {
  ios: "https://apps.example.com/mobile-id",
  android: "https://play.example.com/mobile-id",
  deepLink: "mobileid://activate/{token}",
  settingsIos: "https://apps.example.com/settings",
  settingsAndroid: "https://play.example.com/settings",
  settingsDeepLink: "mobileidsettings://activate/{token}",
};
const withLinks = (appLinks: object) => asSystem(({ tx }) => tx.operatorSettings.updateMany({ data: { appLinks } }));
afterEach(() => withLinks({}));

/** What the mails of a card say, as the dispatcher would write them. */
function mailsOf(cardId: string) {
  type All = (work: unknown, rows: EmailRow[]) => Promise<Map<string, ResolvedEmail<"card-sent">>>;
  const { resolveAll } = cardEmails(async () => ({ productName: "P" }) as EmailBrand)["card-sent"] as unknown as {
    resolveAll: All;
  };
  return asSystem(async (work) => {
    const found = await work.tx.emailMessage.findMany({ where: { cardId, kind: "card-sent" }, orderBy: { id: "asc" } });
    const rows = found as unknown as EmailRow[];
    const all = await resolveAll(work, rows);
    return rows.map((row) => all.get(row.id));
  });
}

test("R251 R265 R269 R270 the configurator's mail has a link per system and the Settings app's store links", async () => {
  const shop = await aWorkshop();
  await withLinks(APP_LINKS);
  const card = await shop.cardOf();
  await shop.configurationCards.send({ ...shop.at, selection: pick(card) });
  const token = makeLinkToken("card", (await stored(card)).sendingId as string);
  const landingUrl = `https://portal.example.com/a/${token}`;
  expect(await mailsOf(card)).toMatchObject([
    {
      data: {
        cardKind: "CONFIGURATION",
        siteName: shop.site.name,
        landingUrl,
        iosUrl: `${landingUrl}?os=ios`,
        androidUrl: `${landingUrl}?os=android`,
        iosStoreUrl: APP_LINKS.settingsIos,
        androidStoreUrl: APP_LINKS.settingsAndroid,
      },
    },
  ]);

  const request = new Request(landingUrl, { headers: { "user-agent": IPHONE } });
  const page = await (await landingResponse(request, token, new Date())).text();
  expect(page).toContain(`mobileidsettings://activate/${token}`);
  expect(page).toContain(APP_LINKS.settingsIos);
  expect(page).toContain("STid Settings");
  expect(page).not.toContain(APP_LINKS.ios);
  expect(page).toContain(shop.configuration.name);
});

test("R255 R263 the demo has two configurators with three assigned configurations, which can be sent", async () => {
  const shop = await aWorkshop();
  await asSystem((work) => makeInstallers(work, shop.account.id, shop.site.id));
  expect((await shop.configurators.list(shop.at)).rows.map((row) => row.lastName)).toEqual(
    expect.arrayContaining(["BLACKLEDGE", "DURAND"]),
  );
  expect((await shop.configurationCards.send({ ...shop.at, selection: { by: "filter" } })).done).toBe(3);
});
