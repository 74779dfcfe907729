import { readFileSync } from "node:fs";
import ExcelJS from "exceljs";
import { aLoad } from "../factories/credits";
import { aConfiguration, aSite } from "../factories/sites";
import { asSystem } from "../support/system";
import { openDatabaseOf } from "./support/database";
import { CUSTOMER, expect, test } from "./support/fixtures";
import { row } from "./support/steps";

/** More than one batch of a bulk action, so that there is a middle. */
const CARDS = 1_200;
const SHORT = 50;

let close: () => Promise<void>;
test.beforeAll(({ portal }) => {
  close = openDatabaseOf(portal);
});
test.afterAll(() => close());

/** A workbook of Mobile ID+ cards; the address of its last row is none. */
async function aWorkbook(): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet("Cards");
  sheet.addRow(["Last Name", "First Name", "Email"]);
  for (let n = 1; n < CARDS; n++) sheet.addRow([`STAFF${n}`, "Robin", `robin${n}@holders.test`]);
  sheet.addRow([`STAFF${CARDS}`, "Robin", "robin at holders.test"]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Keeps the card with a last name as it is until the answered function is called: who wants to change it waits so long. */
async function hold(siteId: string, lastName: string): Promise<() => Promise<void>> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return new Promise((held, failed) => {
    const holding = asSystem(async ({ tx }) => {
      await tx.$queryRaw`SELECT 1 FROM virtual_cards WHERE site_id = ${siteId}::uuid AND last_name = ${lastName} FOR UPDATE`;
      held(async () => {
        release();
        await holding;
      });
      await released;
    });
    holding.catch(failed);
  });
}

test("R193 R201 R205 R306 cards by the form and by a workbook; all that match are sent, with the page closed in the middle", async ({
  context,
  page: first,
  signIn,
}) => {
  const { accountId } = await asSystem(({ tx }) => tx.user.findFirstOrThrow({ where: { email: CUSTOMER } }));
  const site = await aSite(accountId, { name: "Harbour" });
  const configuration = await aConfiguration(site, { name: "Harbour gate" });
  const { available } = await asSystem(({ tx }) => tx.creditBalance.findUniqueOrThrow({ where: { accountId } }));
  await aLoad(accountId, CARDS - SHORT - Number(available));
  let page = first;
  await signIn(page, CUSTOMER);
  await page.goto(`/sites/${site.id}/cards`);

  await test.step("R193 R196 R214 the form stays open for the next card, and explains both kinds", async () => {
    await page.getByRole("button", { name: "Add", exact: true }).first().click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByText("5 credits when sent.")).toBeVisible();
    await dialog.getByLabel("First Name").fill("Simon");
    await dialog.getByLabel("Last Name").fill("WHITE");
    await dialog.getByLabel("Email").fill("simon@holders.test");
    await dialog.getByLabel("Private ID", { exact: false }).last().fill("00568746");
    await dialog.getByRole("button", { name: "Add the card" }).click();
    await expect(dialog.getByText("Simon WHITE was added.")).toBeVisible();
    await expect(dialog.getByLabel("First Name")).toBeFocused();
    await expect(dialog.getByLabel("First Name")).toHaveValue("");
    await dialog.getByText("STid Mobile ID+ card").click();
    await expect(dialog.getByLabel("Private ID", { exact: true })).toHaveCount(0);
    await dialog.getByLabel("First Name").fill("Claudia");
    await dialog.getByLabel("Last Name").fill("GREEN");
    await dialog.getByLabel("Email").fill("claudia@holders.test");
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("2 cards added")).toBeVisible();
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(row(page, "WHITE")).toContainText(`${configuration.name}00568746`);
  });

  await test.step("R201 R202 a workbook: its wrong row is corrected in the table, then all are imported", async () => {
    await page.getByRole("link", { name: "Import" }).first().click();
    const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    await page.locator('input[type="file"]').setInputFiles({ name: "staff.xlsx", mimeType, buffer: await aWorkbook() });
    await page.waitForURL(/import\/[0-9a-f-]{36}/);
    const rows = page.getByRole("region", { name: "Rows of the file" });
    await rows.getByPlaceholder("Search in any column").fill("robin at");
    const wrong = rows.getByRole("row").filter({ hasText: `STAFF${CARDS}` });
    await expect(wrong).toContainText("Refused");
    await wrong.getByRole("button", { name: /Correct Email in line/ }).click();
    await wrong.getByRole("textbox").fill(`robin${CARDS}@holders.test`);
    await page.keyboard.press("Enter");
    await expect(page.getByText("Credits that sending them all would take")).toBeVisible();
    await page.getByRole("button", { name: `Import ${CARDS} cards` }).click();
    await expect(page.getByText(`${CARDS.toLocaleString("en")} rows imported`)).toBeVisible({ timeout: 30_000 });
    await page.getByRole("link", { name: "To the cards" }).click();
  });

  const selectStaff = async () => {
    await page.goto(`/sites/${site.id}/cards?q=staff`);
    await page.getByRole("checkbox", { name: "Select all rows of this page" }).check();
    await page.getByRole("button", { name: `Select all ${CARDS.toLocaleString("en")} that match` }).click();
  };
  const dialog = () => page.getByRole("dialog").or(page.getByRole("alertdialog"));
  const bulk = () => page.getByRole("listitem").filter({ hasText: /Put away|Stop/ });

  // The cards come in the table's order, the last row first: this one is in the second batch.
  const release = await hold(site.id, "STAFF10");
  await test.step("R205 R207 all that match: what it costs, what is missing; as many as possible", async () => {
    await selectStaff();
    await page.getByRole("button", { name: "Send", exact: true }).first().click();
    await expect(dialog()).toContainText("Credits put on hold1200");
    await expect(dialog()).toContainText(`Available now${CARDS - SHORT}`);
    await expect(dialog()).toContainText(`${SHORT} credits are missing`);
    await dialog().getByRole("button", { name: "Send as many as possible" }).click();
    await expect(page.getByText("1,000 of 1,200")).toBeVisible();
    await expect(page.getByText("You may leave this page; the work goes on.")).toBeVisible();
  });

  await test.step("the page is closed in the middle; another one shows how far it is, and its end", async () => {
    await page.close();
    page = await context.newPage();
    await page.goto(`/sites/${site.id}/cards`);
    await expect(page.getByText("1,000 of 1,200")).toBeVisible();
    await release();
    await expect(bulk()).toContainText("1,150 done, 50 left as they are");
  });

  await test.step("R306 the cards that were left, each with the reason; they are sent once there are credits", async () => {
    await bulk().getByRole("button", { name: "Details" }).click();
    await expect(
      dialog().getByRole("row").filter({ hasText: "The available credits do not reach for it." }),
    ).toHaveCount(SHORT);
    await page.keyboard.press("Escape");
    await aLoad(accountId, SHORT + 3);
    await bulk().getByRole("button", { name: "Try the others again" }).click();
    await expect(dialog()).toContainText("Available afterwards3");
    await dialog()
      .getByRole("button", { name: `Send ${SHORT} cards` })
      .click();
    await expect(bulk()).toContainText("50 done, 0 left as they are");
    await expect(page.getByTestId("credits")).toContainText("1,203");
  });

  await test.step("R306 all links are withdrawn; the credits come back", async () => {
    await selectStaff();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Withdraw the link" }).click();
    await expect(dialog()).toContainText("Credits that come back1200");
    await dialog().getByRole("button", { name: "Withdraw 1200 links" }).click();
    await expect(bulk().first()).toContainText("1,200 done, 0 left as they are");
    await expect(row(page, `STAFF${CARDS}`)).toContainText("Created");
    const { available: now } = await asSystem(({ tx }) => tx.creditBalance.findUniqueOrThrow({ where: { accountId } }));
    expect(Number(now)).toBe(CARDS + 3);
  });

  await test.step("R284 R290 the export holds what the screen does", async () => {
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Export", exact: true }).click();
    const book = new ExcelJS.Workbook();
    // biome-ignore lint/suspicious/noExplicitAny: exceljs names a Buffer of its own
    await book.xlsx.load(readFileSync(await (await download).path()) as any);
    const sheet = book.worksheets[0];
    expect(sheet?.getCell("B1").value).toBe("Export");
    expect(sheet?.getCell("C3").value).toBe("Harbour");
    expect(sheet?.rowCount).toBe(6 + CARDS);
  });
});
