import { randomBytes } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { seal } from "@/platform/crypto";
import { FIGURE_52 } from "../factories/pse";
import { aConfiguration, aSite } from "../factories/sites";
import { asSystem } from "../support/system";
import { openDatabaseOf } from "./support/database";
import { CUSTOMER, expect, linkIn, test } from "./support/fixtures";

const ANDROID =
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";
const CSV = [
  "First Name;Last Name;Email;Phone Number",
  "Ingrid;STONE;ingrid@installers.test;0044 20",
  "Marta;FIELD;marta@installers.test;",
  "Otto;;otto@installers.test;",
].join("\r\n");

let close: () => Promise<void>;
test.beforeAll(({ portal }) => {
  close = openDatabaseOf(portal);
});
test.afterAll(() => close());

/** A site of the demo's customer with two configurations, the first with settings and these keys. */
async function aTower(name: string) {
  const { accountId } = await asSystem(({ tx }) => tx.user.findFirstOrThrow({ where: { email: CUSTOMER } }));
  const site = await aSite(accountId, { name });
  const first = await aConfiguration(site, { name: `${name} entrance` });
  const second = await aConfiguration(site, { name: `${name} garage` });
  const keys = randomBytes(32);
  await asSystem(({ tx }) =>
    tx.readerConfiguration.update({
      where: { id: first.id },
      data: { settings: FIGURE_52, sealedKeys: seal("pse-keys", keys) },
    }),
  );
  return { site, first, second, keys: keys.toString("base64url") };
}

const configurators = (page: Page) => page.getByRole("region", { name: "Configurators", exact: true });
const assigned = (page: Page) => page.getByRole("region", { name: "Assigned configurations", exact: true });
const rowsOf = (part: ReturnType<typeof assigned>, text: string | RegExp) =>
  part.getByRole("row").filter({ hasText: text });
const dialogOf = (page: Page) => page.getByRole("dialog").or(page.getByRole("alertdialog"));

/** Presses a button of the selection's bar, and confirms. */
async function act(page: Page, part: ReturnType<typeof assigned>, action: string): Promise<void> {
  await part.getByRole("button", { name: action, exact: true }).first().click();
  await dialogOf(page)
    .getByRole("button", { name: new RegExp(`^${action}`) })
    .click();
  await expect(dialogOf(page)).toBeHidden();
}

/** Everything that the web wallet has stored, its secrets in the clear. */
function storedIn(phone: Page): Promise<string> {
  return phone.evaluate(async () => {
    const open = indexedDB.open("mobile-id-wallet");
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result);
    });
    const all = await Promise.all(
      ["cards", "pending"].map((name) => {
        const request = database.transaction(name).objectStore(name).getAll();
        return new Promise<{ secrets?: string }[]>((resolve) => {
          request.onsuccess = () => resolve(request.result);
        });
      }),
    );
    database.close();
    const clear = all
      .flat()
      .map(({ secrets }) => (secrets ? atob(secrets.replaceAll("-", "+").replaceAll("_", "/")) : ""));
    return JSON.stringify([all, clear]);
  });
}

test("R249 from an import of configurators to a configuration on an installer's phone, and back", async ({
  browser,
  portal,
  page,
  signIn,
  mailTo,
}) => {
  test.setTimeout(240_000);
  const { site, first, second, keys } = await aTower("Tower");
  await signIn(page, CUSTOMER);
  await test.step("R252 R253 R254 the site's detail counts and leads there, and so does the menu once the site was viewed", async () => {
    await page.goto(`/sites/${site.id}`);
    for (const text of ["Number of Added Configurators", "Number of Deleted Configurators"])
      await expect(page.getByText(text).first()).toBeVisible();
    await page.locator(`a[href="/sites/${site.id}/configurators"]`, { hasText: "Manage" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Configurators" })).toBeVisible();
    await page.goto("/dashboard");
    await page.getByRole("button", { name: "Manage my customer sites" }).click();
    await page.getByRole("menuitem", { name: "Configurators" }).click();
    await page.waitForURL(`**/sites/${site.id}/configurators`);
  });

  await test.step("R258 three are imported; the refused one is corrected in the table", async () => {
    await expect(page.getByText("No configurator yet")).toBeVisible();
    await page.getByRole("link", { name: "Import" }).first().click();
    await page.getByText("Info", { exact: true }).click();
    await expect(page.getByText("One row per configurator")).toBeVisible();
    const file = { name: "installers.csv", mimeType: "text/csv", buffer: Buffer.from(CSV) };
    await page.locator('input[type="file"]').setInputFiles(file);
    await page.waitForURL(/import\/[0-9a-f-]{36}/);
    const rows = page.getByRole("region", { name: "Rows of the file" });
    await expect(rowsOf(rows, "otto@installers.test")).toContainText("Refused");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await rows.getByRole("button", { name: /Correct Last Name in line 4/ }).click();
    await rows.getByRole("textbox", { name: /Correct Last Name in line 4/ }).fill("REED");
    await page.keyboard.press("Enter");
    await expect(rowsOf(rows, "otto@installers.test")).toContainText("Good");
    await page.getByRole("button", { name: "Import 3 configurators" }).click();
    await expect(page.getByText("3 rows imported")).toBeVisible();
    await page.getByRole("link", { name: "To the configurators" }).click();
    for (const name of ["STONE", "FIELD", "REED"]) await expect(rowsOf(configurators(page), name)).toBeVisible();
  });

  await test.step("R257 one more by the form; an address twice is refused at its field", async () => {
    await page.getByRole("button", { name: "Add new configurator" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("First Name").fill("Lena");
    await dialog.getByLabel("Last Name").fill("BROOK");
    await dialog.getByLabel("Email").fill("INGRID@installers.test");
    await dialog.getByRole("button", { name: "Create" }).click();
    await expect(dialog.getByText("This site has a configurator with this e-mail already.").first()).toBeVisible();
    await dialog.getByLabel("Email").fill("lena@installers.test");
    await dialog.getByRole("button", { name: "Create" }).click();
    await expect(rowsOf(configurators(page), "BROOK")).toBeVisible();
  });

  await test.step("R255 R260 R284 columns and buttons of figures 70 and 72", async () => {
    for (const name of ["First Name", "Last Name", "Email"])
      await expect(configurators(page).getByRole("columnheader", { name })).toBeVisible();
    for (const name of ["First Name", "Last Name", "Blue Mobile ID Configuration", "Status"])
      await expect(assigned(page).getByRole("columnheader", { name })).toBeVisible();
    for (const part of [configurators(page), assigned(page)])
      for (const name of ["Report", "Export"]) await expect(part.getByRole("link", { name })).toBeVisible();
  });

  await test.step("R259 R261 R263 two configurators get two configurations each, at once", async () => {
    await page.getByRole("button", { name: "Assign", exact: true }).first().click();
    const dialog = page.getByRole("dialog");
    for (const name of ["Ingrid STONE", "Marta FIELD", first.name, second.name])
      await dialog.getByRole("checkbox", { name }).check();
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(rowsOf(assigned(page), /STONE|FIELD/)).toHaveCount(4);
  });

  await test.step("the two tables: a configurator chosen above narrows the list below", async () => {
    await configurators(page).getByRole("checkbox", { name: "Select Ingrid STONE" }).check();
    await expect(page.getByText("Only those of Ingrid STONE")).toBeVisible();
    await expect(rowsOf(assigned(page), /STONE|FIELD/)).toHaveCount(2);
    await configurators(page).getByRole("checkbox", { name: "Select Otto REED" }).check();
    await configurators(page).getByRole("checkbox", { name: "Select Ingrid STONE" }).uncheck();
    await expect(rowsOf(assigned(page), /STONE|FIELD/)).toHaveCount(0);
    await page.getByRole("button", { name: "Show all" }).click();
    await expect(rowsOf(assigned(page), /STONE|FIELD/)).toHaveCount(4);
  });

  await test.step("on a phone: each name once, long ones within the width, and the page's own tab in view", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.reload();
    await expect(rowsOf(assigned(page), "STONE")).toHaveCount(2);
    for (const part of [configurators(page), assigned(page)])
      await expect(rowsOf(part, "STONE").first().getByText("STONE").filter({ visible: true })).toHaveCount(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await expect(page.locator("nav a[aria-current=page]", { hasText: "Configurators" }).last()).toBeInViewport({
      ratio: 0.95, // the line of tabs lies a pixel over its last
    });
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  await test.step("R264 the same from the reader configurations: the pair that exists is skipped and said", async () => {
    await page.goto(`/sites/${site.id}/configurations`);
    await page.getByRole("checkbox", { name: `Select ${first.name}` }).check();
    await page.getByRole("button", { name: "Assign", exact: true }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("checkbox", { name: "Ingrid STONE" }).check();
    await dialog.getByRole("checkbox", { name: "Otto REED" }).check();
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await expect(dialog.getByText(`${first.name}: Ingrid STONE`)).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).last().click();
    await page.goto(`/sites/${site.id}/configurators`);
    await expect(rowsOf(assigned(page), "REED")).toContainText("Created");
  });

  const freshLink = async () => linkIn(await mailTo("ingrid@installers.test"), "/a/");
  const card = rowsOf(assigned(page), "STONE").filter({ hasText: first.name });
  const pick = () => card.getByRole("checkbox").check();
  await test.step("R265 R266 R283 sent, and sent again: the first link is dead", async () => {
    await pick();
    await act(page, assigned(page), "Send");
    await expect(card).toContainText("Created and Email Sent");
    const old = await freshLink();
    await pick();
    await assigned(page).getByRole("button", { name: "Send", exact: true }).click();
    await expect(dialogOf(page).getByText("1 card is sent again; its last link dies.")).toBeVisible();
    await dialogOf(page).getByRole("button", { name: /^Send/ }).click();
    await expect(dialogOf(page)).toBeHidden();
    await expect.poll(freshLink).not.toBe(old);
    const answer = await page.request.get(old);
    expect(await answer.text()).toContain("newer");
  });

  const context = await browser.newContext({
    baseURL: portal.origin,
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    userAgent: ANDROID,
    locale: "en-GB",
  });
  const phone = await context.newPage();
  let used = "";
  await test.step("R267 R269 R270 the installer's wallet shows site, readers and configuration, and how to use it", async () => {
    const mail = await mailTo("ingrid@installers.test");
    expect(mail.parsed.text).toContain("STid Settings");
    expect(mail.parsed.text).toContain("Use your phone’s default mail app");
    expect(mail.parsed.text).toContain("can be used once");
    const code = (mail.parsed.text ?? "").match(/^\s*(\d{4})\s*$/m)?.[1] as string;
    used = linkIn(mail, "/a/");
    await phone.goto(used);
    await expect(phone.getByText("STid Settings").first()).toBeVisible();
    await phone.getByRole("link", { name: "Add to this phone" }).click();
    await phone.getByLabel("Code from the e-mail").fill(code);
    await phone.getByRole("button", { name: "Add to this phone" }).click();
    await expect(phone.getByRole("button", { name: "Configurations (1)", pressed: true })).toBeVisible();
    await expect(card).toContainText("Activated");
    // Whoever has configurations only sees them at once.
    await phone.reload();
    await expect(phone.getByRole("button", { name: "Configurations (1)", pressed: true })).toBeVisible();
    await phone.getByText(first.name).first().click();
    const sheet = phone.getByRole("dialog");
    for (const text of ["Tower", first.name, "MIFARE DESFire", "At the reader"])
      await expect(sheet.getByText(text).first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page: phone }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await phone.screenshot({ path: "test-results/pages/wallet-configuration.png", fullPage: true });
    expect(await storedIn(phone)).toContain(keys);
  });

  await test.step("R283 an activated one can't be sent; R272 its configurator can't be deleted, and the dialog says why", async () => {
    await pick();
    await expect(assigned(page).getByRole("button", { name: "Send", exact: true })).toBeDisabled();
    await card.getByRole("checkbox").uncheck();
    await configurators(page).getByRole("checkbox", { name: "Select Ingrid STONE" }).check();
    await configurators(page).getByRole("button", { name: "Delete", exact: true }).first().click();
    await dialogOf(page).getByRole("button", { name: "Delete the configurator" }).click();
    await expect(page.getByText("Ingrid STONE can’t be deleted yet")).toBeVisible();
    await expect(dialogOf(page)).toContainText(/still has 2 configuration cards/);
    await dialogOf(page).getByRole("button", { name: "Close" }).last().click();
  });

  const other = rowsOf(assigned(page), "STONE").filter({ hasText: second.name });
  await test.step("R268 another configuration goes to the same phone, by one tap", async () => {
    await other.getByRole("checkbox").check();
    await act(page, assigned(page), "Send");
    await expect.poll(freshLink).not.toBe(used);
    await phone.goto(await freshLink());
    await phone.getByRole("link", { name: "Add to this phone" }).click();
    await phone.getByRole("button", { name: "Add to this phone" }).click();
    await expect(phone.getByRole("button", { name: "Configurations (2)" })).toBeVisible();
    await expect(other).toContainText("Activated");
  });

  await test.step("R275 R276 R277 R278 R282 revoked: told to keep the app; the phone removes it and confirms", async () => {
    await other.getByRole("checkbox").check();
    for (const name of ["Send", "Revoke", "Delete"])
      await expect(assigned(page).getByRole("button", { name, exact: true }).first()).toBeVisible();
    await assigned(page).getByRole("button", { name: "Revoke", exact: true }).click();
    await expect(dialogOf(page).getByText("STid Settings must stay installed until then.")).toBeVisible();
    await dialogOf(page)
      .getByRole("button", { name: /^Revoke/ })
      .click();
    await expect(other.getByText("Revoked", { exact: true })).toBeVisible({ timeout: 30_000 });
    await expect(phone.getByRole("button", { name: "Configurations (1)" })).toBeVisible();
  });

  await test.step("R280 R281 deleted while Activated: it leaves the list, and the phone with all that it carried", async () => {
    await pick();
    await act(page, assigned(page), "Delete");
    await expect(card).toHaveCount(0);
    await expect(phone.getByText(`“${first.name}” was removed from this phone`)).toBeVisible({ timeout: 30_000 });
    await expect.poll(() => storedIn(phone)).toBe("[[[],[]],[]]");
  });

  await test.step("R274 with its cards gone or Revoked the configurator goes", async () => {
    await configurators(page).getByRole("checkbox", { name: "Select Ingrid STONE" }).check();
    await configurators(page).getByRole("button", { name: "Delete", exact: true }).first().click();
    await dialogOf(page).getByRole("button", { name: "Delete the configurator" }).click();
    await expect(rowsOf(configurators(page), "STONE")).toHaveCount(0);
    await expect(rowsOf(assigned(page), "STONE")).toHaveCount(0);
  });
  await context.close();
});
