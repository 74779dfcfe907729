import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { CUSTOMER, expect, OPERATOR, test } from "./support/fixtures";

/* Every page of every role: no accessibility violation, nothing wider than the screen, no error in the console. */

const VISITOR = ["/login", "/register", "/reset", "/not-me/unknown", "/wallet", "/developers"];
const PAGES: Record<string, string[]> = {
  [OPERATOR]: [
    "/operator",
    "/operator/requests",
    "/operator/accounts",
    "/operator/accounts/tree",
    "/operator/orders",
    "/operator/prices",
    "/operator/support",
    "/operator/guide/accounts",
    "/operator/users",
    "/operator/users/profiles",
    "/operator/history",
    "/operator/api-requests",
    "/operator/mailbox",
    "/operator/jobs",
    "/operator/emails",
    "/operator/personalization",
    "/operator/personalization/mails",
    "/sign-in",
  ],
  "reseller@example.com": [
    "/dashboard",
    "/account",
    "/users",
    "/users/profiles",
    "/customers",
    "/customers/overview",
    "/customers/import",
    "/credits",
    "/credits/transfers",
    "/credits/orders",
    "/history",
    "/personalization",
    "/personalization/mails",
    "/api-settings",
    "/support",
    "/guide",
    "/guide/credits",
    "/sign-in",
  ],
  [CUSTOMER]: [
    "/dashboard",
    "/account",
    "/users",
    "/users/profiles",
    "/credits",
    "/history",
    "/sites",
    "/sites/last/cards",
    "/sites/last/cards > /import",
    "/sites/last/configurations",
    "/sites/last/configurators",
    "/sites/last/configurators > /import",
    "/private-id-settings",
    "/personalization",
    "/personalization/mails",
    "/personalization/mails/card-sent",
    "/personalization/fields",
    "/api-settings",
    "/sign-in",
    "/support",
    "/guide",
    "/guide/credits",
  ],
};
const SHAPES = [
  { width: 1440, colorScheme: "light" },
  { width: 768, colorScheme: "dark" },
] as const;
/** The narrowest screen, which is looked at in the language of the longest words. */
const PHONE = { width: 390, colorScheme: "light", locale: "de" } as const;

/** What axe finds on the page; in the dark, where the document is the same, by the rules of contrast alone. */
async function violations(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (colorScheme === "dark") axe.withRules(["color-contrast"]);
  const found = (await axe.analyze()).violations;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 200)).join(" ")}`);
}

async function look(page: Page, path: string, who: string): Promise<void> {
  await page.setViewportSize({ width: SHAPES[0].width, height: 900 });
  await page.emulateMedia({ colorScheme: SHAPES[0].colorScheme });
  // "a > b": the address that a leads to, with b after it.
  const [first = path, more] = path.split(" > ");
  await page.goto(first);
  if (more) await page.goto(`${new URL(page.url()).pathname}${more}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("This page does not exist")).toBeHidden();
  for (const { width, colorScheme } of SHAPES) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await fits(page, path, `${width}-${colorScheme}-${who}`);
  }
  // A frame that may run no script (the preview of an e-mail) can't be asked: axe would wait for it without end.
  await page.evaluate(() => {
    for (const frame of document.querySelectorAll("iframe[sandbox]")) frame.remove();
  });
  for (const { width, colorScheme } of SHAPES) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    expect.soft(await violations(page, colorScheme), `${path} at ${width} px, ${colorScheme}`).toEqual([]);
  }
  await page.context().addCookies([{ name: "locale", value: PHONE.locale, url: page.url() }]);
  await page.setViewportSize({ width: PHONE.width, height: 900 });
  await page.emulateMedia({ colorScheme: PHONE.colorScheme });
  await page.reload();
  await expect(page.locator(`html[lang=${PHONE.locale}] h1`).first()).toBeVisible();
  await fits(page, path, `${PHONE.width}-${PHONE.locale}-${who}`);
  await page.context().clearCookies({ name: "locale" });
}

/** Nothing of the page is wider than the screen; leaves a picture of it. */
async function fits(page: Page, path: string, name: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(overflow, `${path} is wider than the screen (${name})`).toBeLessThanOrEqual(0);
  const file = `${name}${path.replace(" > ", "").replaceAll("/", "-")}`;
  await page.screenshot({ path: `test-results/pages/${file}.png`, fullPage: true });
}

test("visitors' pages", async ({ page }) => {
  for (const path of VISITOR) await look(page, path, "visitor");
});
for (const [email, paths] of Object.entries(PAGES)) {
  test(`pages of ${email}`, async ({ page, signIn }) => {
    test.setTimeout(300_000);
    await signIn(page, email);
    for (const path of paths) await look(page, path, email.split("@")[0] ?? "");
  });
}
