import { gzipSync } from "node:zlib";
import { aCardChange } from "@tests/factories/removals";
import { asAccount, asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { landingBrandOf } from "@/composition/landing-brand";
import { activationEmails, landingBrand, landingFormResponse, landingResponse } from "@/modules/activation/server";
import { timelineOf } from "@/modules/delivery/server/card-timeline.query";
import { makeLinkToken } from "@/platform/crypto";
import type { Work } from "@/platform/db";
import type { EmailBrand, EmailRow } from "@/platform/email";
import { newId } from "@/shared/kernel/ids";
import { aPhone, aSentCard, ORIGIN, stateOf } from "./phones";

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";
const ANDROID =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";
const DESKTOP = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";

const open = (token: string, userAgent = IPHONE, headers: Record<string, string> = {}) =>
  landingResponse(
    new Request(`https://other.example.com/a/${token}`, {
      headers: { "user-agent": userAgent, host: "other.example.com", ...headers },
    }),
    token,
    new Date(),
  );
const body = async (...of: Parameters<typeof open>) => (await open(...of)).text();
const visits = (sendingId: string) =>
  asSystem(({ tx }) => tx.linkVisit.findMany({ where: { sendingId }, orderBy: { id: "asc" } }));

describe("landing page", () => {
  test("R223 opened ten times by anyone, nothing changes but who opened it", async () => {
    const { card, token, sendingId } = await aSentCard();
    const before = await stateOf(card.id);
    for (let i = 0; i < 10; i++) {
      const answer = await open(token, i % 2 ? IPHONE : DESKTOP);
      expect(answer.status).toBe(200);
      await answer.text();
    }
    await open(token, "curl/8");
    await open(token, IPHONE, { "sec-purpose": "prefetch" });
    expect(await stateOf(card.id)).toEqual(before);
    expect((await visits(sendingId)).map((v) => v.client)).toEqual(["desktop", "ios", "robot"]);
    await aPhone().activate(token);
  });

  test("R221 a phone is offered the ways to add the card, a desktop a QR code of the configured origin", async () => {
    const { token, card } = await aSentCard();
    const phone = await body(token);
    expect(phone).toContain(`href="/wallet#${token}"`);
    expect(phone).toContain(`Simon ${card.lastName}`);
    expect(phone).not.toContain("<svg xmlns");
    const desktop = await body(token, DESKTOP);
    expect(desktop).toContain("<svg xmlns");
    expect(desktop).toContain('<div id="phone" hidden>');
    expect(desktop).not.toContain("other.example.com");
  });

  test("R220 R221 store and deep links of the operator's settings, for the right system", async () => {
    const { token } = await aSentCard();
    const appLinks = {
      ios: "https://apps.apple.com/app/id1",
      android: "https://play.google.com/store/apps/details?id=x",
      deepLink: "mobileid://a?l={link}",
    };
    await asSystem(({ tx }) => tx.operatorSettings.updateMany({ data: { appLinks } }));
    const iphone = await body(token, IPHONE);
    expect(iphone).toContain(`mobileid://a?l=${encodeURIComponent(`${ORIGIN}/a/${token}`)}`);
    expect(iphone).toContain("apps.apple.com");
    expect(iphone).not.toContain("play.google.com");
    const android = await body(token, ANDROID);
    expect(android).toContain("play.google.com");
    expect(android).not.toContain("apps.apple.com");
    await asSystem(({ tx }) => tx.operatorSettings.updateMany({ data: { appLinks: {} } }));
  });

  test("the card's language stands before the browser's", async () => {
    const { token, card } = await aSentCard();
    expect(await body(token, IPHONE, { "accept-language": "fr" })).toContain('<html lang="en">');
    await asSystem(({ tx }) => tx.virtualCard.update({ where: { id: card.id }, data: { locale: "fr" } }));
    const page = await body(token);
    expect(page).toContain('<html lang="fr">');
    expect(page).toContain("votre carte est prête");
    expect(await body("x".repeat(66), IPHONE, { "accept-language": "fr" })).toContain("Ce lien est inconnu");
  });

  test("R224 every other state has its own page", async () => {
    const used = await aSentCard();
    await aPhone().activate(used.token);
    expect(await body(used.token)).toContain("This link has been used");
    expect(await body(used.token)).toContain("(Pixel 9 · Android 16)"); // not the app's name, which says nothing to a holder
    const lapsed = await aSentCard({ expiresAt: new Date(Date.now() - 1000) });
    expect(await body(lapsed.token)).toContain("This link has lapsed");
    for (const [state, title] of [
      ["WITHDRAWN", "withdrawn"],
      ["REPLACED", "newer e-mail"],
      ["KILLED", "closed"],
    ] as const) {
      const sent = await aSentCard();
      await asSystem(({ tx }) => tx.sending.update({ where: { id: sent.sendingId }, data: { state } }));
      const page = await body(sent.token);
      expect(page).toContain(title);
      expect(page).not.toContain("/wallet#");
    }
    const unknown = await open(makeLinkToken("card", newId()));
    expect(unknown.status).toBe(404);
    expect(await unknown.text()).toContain("This link is not known");
  });

  test("its headers keep the token from caches, referrers and foreign scripts; it weighs less than 20 kB (P20)", async () => {
    const { token } = await aSentCard();
    const answer = await open(token, DESKTOP);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
    const policy = answer.headers.get("content-security-policy") ?? "";
    const page = await answer.text();
    const nonce = /script-src 'nonce-([^']+)'/.exec(policy)?.[1];
    expect(policy).toContain("default-src 'none'");
    expect(page).toContain(`<script nonce="${nonce}">`);
    expect((await (await open(token)).text()).includes(nonce ?? "-")).toBe(false);
    expect(page).not.toMatch(/ style=|on(click|load)=/);
    expect(Buffer.byteLength(page)).toBeLessThan(20_000);
    expect(gzipSync(page).length).toBeLessThan(8_000);
  });

  test("names are text, whatever they hold", async () => {
    const { token, card, account } = await aSentCard();
    await asSystem(async ({ tx }) => {
      await tx.virtualCard.update({
        where: { id: card.id },
        data: { firstName: '<img src=x onerror="1">', lastName: "O'Neil & Sons" },
      });
      await tx.account.update({
        where: { id: account.id },
        data: { companyName: "</style><script>alert(1)</script>" },
      });
    });
    const page = await body(token);
    expect(page).not.toContain("<img src=x");
    expect(page).not.toContain("<script>alert");
    expect(page).toContain("O&#39;Neil &amp; Sons");
  });

  test("R220 branded by the account: its logo, colours and line, else its name", async () => {
    const { token, account } = await aSentCard();
    const look = await landingBrandOf(account.id);
    const plain = await body(token);
    expect(plain).toContain(`--brand:${look.background};--brand-ink:${look.text}`);
    expect(plain).toContain("<header>Bank of America</header>");
    expect(plain).toContain(look.copyright);
    const own = { logoUrl: `${ORIGIN}/logos/1.png`, background: "#123456", text: "#fedcba", copyright: "© Bank" };
    landingBrand.bind(async (accountId) => (accountId === account.id ? own : look));
    const answer = await open(token);
    landingBrand.bind(landingBrandOf);
    const page = await answer.text();
    expect(page).toContain(`<img src="${own.logoUrl}" alt="Bank of America">`);
    expect(page).toContain("--brand:#123456;--brand-ink:#fedcba");
    expect(page).toContain("© Bank");
    expect(answer.headers.get("content-security-policy")).toContain(`img-src 'self' ${ORIGIN} data:`);
  });

  test("a colour that is none never reaches the style sheet", async () => {
    const { token } = await aSentCard();
    const evil = { logoUrl: null, background: "red}body{display:none", text: "#fff", copyright: "" };
    landingBrand.bind(async () => evil);
    const page = await body(token);
    landingBrand.bind(landingBrandOf);
    expect(page).not.toContain("display:none");
    expect(page).toContain("--brand:#1b2a41;--brand-ink:#ffffff");
  });

  test("the card's timeline tells what opened the link, and when", async () => {
    const { token, account, card } = await aSentCard();
    await open(token, "Mozilla/5.0 (compatible; SafeLinks scanner)");
    await open(token, DESKTOP);
    await open(token, IPHONE);
    const timeline = await asAccount(account.id, (work) => timelineOf(work, account.id, card.id));
    const opened = timeline.filter((entry) => entry.action === "opened");
    expect(opened.map((entry) => entry.params.client).sort()).toEqual(["desktop", "ios", "robot"]);
    for (const { at } of opened) expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(60_000);
  });

  test("asking for a new link tells the customer once, by history and e-mail, and only when the link is dead", async () => {
    const ask = (token: string) =>
      landingFormResponse(new Request(`${ORIGIN}/a/${token}`, { method: "POST" }), token, new Date());
    const lapsed = await aSentCard({ expiresAt: new Date(Date.now() - 1000) });
    for (let i = 0; i < 3; i++) expect(await (await ask(lapsed.token)).text()).toContain("Your company has been told");
    expect((await stateOf(lapsed.card.id)).history.map((h) => h.action)).toEqual(["activation.askedAgain"]);
    expect(await requestsOf(lapsed.account.id)).toMatchObject([
      { toAddress: lapsed.account.email, data: { request: "newLink", cardId: lapsed.card.id } },
    ]);
    const ready = await aSentCard();
    expect(await (await ask(ready.token)).text()).toContain("your card is ready");
    expect((await stateOf(ready.card.id)).history).toEqual([]);
    expect(await requestsOf(ready.account.id)).toEqual([]);
  });

  test("the mail of a request names holder, site and phone, and leads to the card's list; not once the card is deleted", async () => {
    const { account, card, site } = await aSentCard({ expiresAt: new Date(Date.now() - 1000) });
    const row = { accountId: account.id, data: { request: "newLink", cardId: card.id } } as unknown as EmailRow;
    const resolve = () =>
      asSystem((work) => {
        const resolver = activationEmails(async () => ({ productName: "P" }) as EmailBrand)["holder-request"];
        return (resolver as { resolve(work: Work, row: EmailRow): Promise<unknown> }).resolve(work, row);
      });
    expect(await resolve()).toMatchObject({
      data: {
        request: "newLink",
        cardKind: "PRIVATE_ID",
        holderName: `Simon ${card.lastName}`,
        siteName: site.name,
        device: null,
        cardsUrl: `${ORIGIN}/sites/${site.id}/cards?q=${card.lastName}`,
      },
    });
    await aCardChange(card.id, "delete");
    expect(await resolve()).toBe("cancel");
  });
});

const requestsOf = (accountId: string) =>
  asSystem(({ tx }) => tx.emailMessage.findMany({ where: { accountId, kind: "holder-request" } }));
