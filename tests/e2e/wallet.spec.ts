import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { publishTouched } from "@/platform/db";
import { aRevocation } from "../factories/removals";
import { aSentCard, stateOf } from "../integration/activation/phones";
import { asSystem } from "../support/system";
import { openDatabaseOf } from "./support/database";
import { expect, test } from "./support/fixtures";

const ANDROID =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

const DESKTOP =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

let close: () => Promise<void>;
test.beforeAll(({ portal }) => {
  close = openDatabaseOf(portal);
});
test.afterAll(() => close());

function aPhone(browser: Browser, baseURL: string | undefined, dark = false): Promise<BrowserContext> {
  return browser.newContext({
    baseURL,
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    userAgent: ANDROID,
    locale: "en-GB",
    colorScheme: dark ? "dark" : "light",
  });
}

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`)).toEqual([]);
}

async function add(page: Page, link: string, code: string): Promise<void> {
  await page.goto(link);
  await page.getByRole("link", { name: "Add to this phone" }).click();
  await page.getByLabel("Code from the e-mail").fill(code);
  await page.getByRole("button", { name: "Add to this phone" }).click();
}

test("R223 a mail scanner that fetches, prerenders and presses everything activates nothing", async ({
  browser,
  portal,
}) => {
  const { card, token } = await aSentCard();
  const link = `${portal.origin}/a/${token}`;
  for (let n = 0; n < 3; n++) await (await fetch(link)).text();
  await fetch(link, { method: "HEAD" });
  await fetch(link, { headers: { "sec-purpose": "prefetch;prerender" } });
  for (const userAgent of [ANDROID, DESKTOP]) {
    const scanner = await browser.newContext({ userAgent });
    const page = await scanner.newPage();
    await pressEverything(page, link);
    await scanner.close();
  }
  const now = await stateOf(card.id);
  expect(now.card.status).toBe("EMAIL_SENT");
  expect(now.sendings[0]).toMatchObject({ state: "OPEN", wrongCodes: 0 });
  // All were seen, and none by its name: the portal's own words for kinds of clients.
  const visits = await asSystem(({ tx }) => tx.linkVisit.findMany({ where: { sendingId: now.sendings[0]?.id } }));
  expect([...new Set(visits.map((visit) => visit.client))].sort()).toEqual(["android", "desktop", "robot"]);
  expect(portal.output()).not.toContain(token);
});

/** Follows every link and presses every button of a page, and of the page that it leads to. */
async function pressEverything(page: Page, link: string): Promise<void> {
  await page.goto(link, { waitUntil: "networkidle" });
  const links = await page.locator("a[href]").evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
  for (const href of [link, ...links.filter((address) => address.startsWith("http"))]) {
    await page.goto(href, { waitUntil: "domcontentloaded" }).catch(() => null);
    await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => {});
    for (const button of await page.locator("button, summary, input[type=submit]").all()) {
      await button.dispatchEvent("click", undefined, { timeout: 1_000 }).catch(() => {});
    }
    await page
      .evaluate(() => {
        for (const form of document.forms) form.requestSubmit();
      })
      .catch(() => {});
  }
}

test("R219-R223, R231 the wallet: wrong code, right code, offline, door, revoked by push", async ({
  browser,
  baseURL,
  portal,
}) => {
  const { card, token, code } = await aSentCard();
  const context = await aPhone(browser, baseURL);
  const page = await context.newPage();
  const wrong = code === "1111" ? "2222" : "1111";
  const leaks: string[] = [];
  page.on("request", (request) => {
    const [address = ""] = request.url().split("#"); // what a server hears of it
    const told = `${address} ${request.headers().referer ?? ""}`;
    if (told.includes(token) && address !== `${portal.origin}/a/${token}`) leaks.push(told);
  });
  await add(page, `${portal.origin}/a/${token}`, wrong);
  await expect(page.getByText("4 tries are left")).toBeVisible();
  await page.getByLabel("Code from the e-mail").fill(code);
  await page.getByRole("button", { name: "Add to this phone" }).click();
  await expect(page.getByText(card.privateId as string)).toBeVisible();
  expect(page.url()).not.toContain(token);
  expect((await stateOf(card.id)).card.status).toBe("ACTIVATED");
  expect(leaks, "requests that carry the token in address or Referer").toEqual([]);
  expect(portal.output()).not.toContain(token);
  await accessible(page);

  await page.getByText(card.privateId as string).click();
  await accessible(page);
  await page.getByRole("button", { name: "Show at the door" }).click();
  await expect(page.getByRole("img", { name: "Code for the reader" })).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Close" }).click();

  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect
    .poll(() => page.evaluate(async () => (await (await caches.open("wallet-1")).keys()).length))
    .toBeGreaterThan(5);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText(card.privateId as string)).toBeVisible();
  await expect(page.getByText(/^Offline/)).toBeVisible();
  await page.getByText(card.privateId as string).click();
  await page.getByRole("button", { name: "Show at the door" }).click();
  const doorCode = page.getByRole("img", { name: "Code for the reader" });
  await expect(doorCode).toBeVisible();
  const countdown = page.getByText(/^New code in \d+ s$/);
  const before = await countdown.textContent();
  await expect(countdown).not.toHaveText(before as string);
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Close" }).click();
  await context.setOffline(false);
  await page.reload();
  await expect(page.getByText(/Up to date/)).toBeVisible();

  await aRevocation(card.id);
  publishTouched([`card:${card.id}`]);
  await expect(page.getByText(/was removed from this phone/)).toBeVisible();
  await expect(page.getByText(card.privateId as string)).toBeHidden();
  await expect.poll(async () => (await stateOf(card.id)).card.status).toBe("REVOKED");
  await context.close();
});

test("the service worker syncs without a page: the card goes, the portal is told, the holder hears of it later", async ({
  browser,
  baseURL,
  portal,
}) => {
  const { card, token, code } = await aSentCard();
  const context = await aPhone(browser, baseURL);
  const page = await context.newPage();
  await add(page, `${portal.origin}/a/${token}`, code);
  await expect(page.getByText(card.privateId as string)).toBeVisible();
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  // Away from the wallet, on a page that nothing listens on.
  await page.goto("/icons/wallet.svg");
  await aRevocation(card.id);
  const devtools = await context.newCDPSession(page);
  const registration = new Promise<string>((found) =>
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.endsWith("/wallet"));
      if (own) found(own.registrationId);
    }),
  );
  await devtools.send("ServiceWorker.enable");
  const wake = { origin: portal.origin, registrationId: await registration, tag: "wallet" };
  await devtools.send("ServiceWorker.dispatchPeriodicSyncEvent", wake);
  await expect.poll(async () => (await stateOf(card.id)).card.status).toBe("REVOKED");
  await page.goto("/wallet");
  await expect(page.getByText(/was removed from this phone/)).toBeVisible();
  await page.reload();
  await expect(page.getByText("No card yet")).toBeVisible();
  await expect(page.getByText(/was removed from this phone/)).toBeHidden();
  await context.close();
});

test("the link opened again leads to the card; where the browser has lost it, the wallet says so and what to do", async ({
  browser,
  baseURL,
  portal,
}) => {
  const { card, token, code } = await aSentCard();
  const context = await aPhone(browser, baseURL);
  const page = await context.newPage();
  await add(page, `${portal.origin}/a/${token}`, code);
  await expect(page.getByText(card.privateId as string)).toBeVisible();
  await page.goto(`/a/${token}`);
  await expect(page.getByText("This link has been used")).toBeVisible();
  await accessible(page);
  await page.getByRole("link", { name: "Open my cards" }).click();
  await expect(page.getByRole("dialog").getByText("Works offline until")).toBeVisible();
  expect(page.url()).not.toContain(token);

  await page.goto("/icons/wallet.svg");
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name as string);
  });
  await page.goto(`/a/${token}`);
  await page.getByRole("link", { name: "Open my cards" }).click();
  await expect(page.getByText("This card is no longer on this phone")).toBeVisible();
  await expect(page.getByText(/Ask your company to send it to this phone again/)).toBeVisible();
  await accessible(page);
  await context.close();
});

test("a card moves to another phone without a code; the old one says so", async ({ browser, baseURL, portal }) => {
  const { card, token, code } = await aSentCard();
  const old = await aPhone(browser, baseURL);
  const page = await old.newPage();
  await add(page, `${portal.origin}/a/${token}`, code);
  await page.getByText(card.privateId as string).click();
  await page.getByRole("button", { name: "Move to another phone" }).click();
  await old.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy the link" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Close" }).click();

  const fresh = await aPhone(browser, baseURL, true);
  const other = await fresh.newPage();
  await other.goto(link);
  await other.getByRole("link", { name: "Add to this phone" }).click();
  await other.getByRole("button", { name: "Add to this phone" }).click();
  await expect(other.getByText(card.privateId as string)).toBeVisible();
  await accessible(other);
  // The old phone is told while it is open, within one of its rounds.
  await expect(page.getByText(/has moved to your other phone/)).toBeVisible({ timeout: 30_000 });
  await old.close();
  await fresh.close();
});

test("the landing page is accessible in both themes, on phone and desktop, and works without a script", async ({
  browser,
  baseURL,
}) => {
  const { token } = await aSentCard();
  for (const dark of [false, true]) {
    for (const context of [
      await aPhone(browser, baseURL, dark),
      await browser.newContext({ baseURL, colorScheme: dark ? "dark" : "light" }),
    ]) {
      const page = await context.newPage();
      await page.goto(`/a/${token}`);
      await expect(page.getByRole("heading", { name: /your card is ready/ })).toBeVisible();
      await accessible(page);
      await context.close();
    }
  }
  const scriptless = await browser.newContext({ baseURL, userAgent: ANDROID, javaScriptEnabled: false });
  const page = await scriptless.newPage();
  await page.goto(`/a/${token}`);
  await expect(page.getByText(/Please turn JavaScript on/)).toBeVisible();
  await scriptless.close();
});
