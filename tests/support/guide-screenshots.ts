import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "@playwright/test";
import config from "../../playwright.config";
import { DEMO_PASSWORD } from "../../prisma/demo";
import { locales } from "../../src/i18n/locales";
import { startPortal } from "./portal-process";

/*
 * npm run guide:screenshots [-- <language> …]
 * Takes the pictures of the user guide from the running product with its demo data, in every language or in those named, into
 * public/guide.
 */

const FOLDER = "public/guide";
const VIEW = { width: 1200, height: 760 };

/** Picture → the page on it; `{site}` is the demo's site that holds most. */
const PICTURES: Record<string, Record<string, string>> = {
  "customer@example.com": {
    welcome: "/dashboard",
    account: "/account",
    users: "/users",
    history: "/history",
    credits: "/credits",
    sites: "/sites",
    configurations: "/sites/{site}/configurations",
    cards: "/sites/{site}/cards",
    configurators: "/sites/{site}/configurators",
    "private-ids": "/private-id-settings",
    profiles: "/users/profiles",
  },
  "reseller@example.com": { customers: "/customers", transfers: "/credits/transfers" },
  "operator@example.com": {
    requests: "/operator/requests",
    accounts: "/operator/accounts/tree",
    "support-editor": "/operator/support",
  },
};

async function signedIn(browser: Browser, origin: string, email: string, locale: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: VIEW,
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  await context.addCookies([{ name: "locale", value: locale, url: origin }]);
  const page = await context.newPage();
  await page.goto("/login");
  await page.locator("input[type=email]").fill(email);
  await page.locator("input[type=password]").fill(DEMO_PASSWORD);
  await page.locator("button[type=submit]").first().click();
  await page.waitForURL((url) => !url.pathname.startsWith("/login"));
  return page;
}

/** The address of the demo's site London, as the list of sites links it. */
async function demoSite(page: Page): Promise<string> {
  await page.goto("/sites");
  const href = await page.getByRole("link", { name: "London", exact: true }).first().getAttribute("href");
  return href?.split("/")[2] ?? "";
}

const named = process.argv.slice(2);
const wanted = locales.filter((locale) => named.length === 0 || named.includes(locale));
mkdirSync(FOLDER, { recursive: true });
const portal = await startPortal();
const browser = await chromium.launch(config.use?.launchOptions);
try {
  for (const locale of wanted)
    for (const [email, pictures] of Object.entries(PICTURES)) {
      const page = await signedIn(browser, portal.origin, email, locale);
      const site = email.startsWith("customer") ? await demoSite(page) : "";
      for (const [name, path] of Object.entries(pictures)) {
        await page.goto(path.replace("{site}", site), { waitUntil: "networkidle" });
        await page.screenshot({ path: join(FOLDER, `${name}.${locale}.jpg`), type: "jpeg", quality: 72 });
      }
      await page.context().close();
      console.log(`${locale} ${email}: ${Object.keys(pictures).length}`);
    }
} finally {
  await browser.close();
  await portal.close();
}
