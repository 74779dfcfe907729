import { aUser } from "@tests/factories/accounts";
import { theLabels } from "@tests/factories/labels";
import { refusal } from "@tests/support/caller";
import { exported, sheetOf } from "@tests/support/files";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { anInstaller, aWorkshop, onPhone } from "./installers";

const now = new Date("2018-12-14T09:01:00Z");
const sorted = encodeURIComponent(JSON.stringify({ sort: { column: "lastName", direction: "asc" } }));

/** A workshop with Simon, who has an activated card, and Paul, who has a created one. */
async function aFilledWorkshop() {
  const shop = await aWorkshop();
  await shop.configurators.delete({ ...shop.at, configuratorId: shop.configurator.id });
  const simon = await shop.configurators.add({
    ...shop.at,
    ...anInstaller({ firstName: "Simon", lastName: "BLACKLEDGE", email: "simon@example.com", phone: "0033442126060" }),
  });
  const paul = await shop.configurators.add({
    ...shop.at,
    ...anInstaller({ firstName: "=1+1", lastName: "DURAND", email: "paul@example.com" }),
  });
  await asSystem(({ tx }) =>
    tx.configurator.updateMany({
      where: { siteId: shop.site.id },
      data: { createdAt: new Date("2018-05-01T18:05:00Z") },
    }),
  );
  const active = await shop.cardOf(simon.id);
  await shop.cardOf(paul.id);
  await onPhone(shop, active);
  return { shop, simon, paul };
}

async function bookOf(user: { id: string }, name: string, query: string, locale = "en") {
  const { fileName, bytes } = await exported(user, name, query, { now, locale });
  const { sheet, cells } = await sheetOf(bytes);
  const row = (line: number, width: number) =>
    Array.from({ length: width }, (_, at) => sheet.getCell(line, at + 1).value);
  const head = [2, 3, 4].map((line) => [sheet.getCell(`B${line}`).value, sheet.getCell(`C${line}`).value]);
  return { fileName, title: sheet.getCell("B1").value, head, header: cells[5], lines: cells.length, row, sheet };
}

test("R284 R285 R286 R291 configurators: report and export have the cells of figures 88 and 89", async () => {
  const { shop } = await aFilledWorkshop();
  const query = `siteId=${shop.site.id}&input=${sorted}`;
  const report = await bookOf(shop.user, "configurators-report", query);
  expect(report.fileName).toBe("Configurators - Report.xlsx");
  expect(report.title).toBe("Report");
  expect(report.head).toEqual([
    ["Company Name", "Bank of America"],
    ["Site Name", shop.site.name],
    ["Date", new Date("2018-12-14T10:01:00Z")],
  ]);
  expect(report.sheet.getCell("C4").numFmt).toBe("dd-mm-yyyy hh:mm");
  expect(report.header).toEqual(["First Name", "Last Name", "Email", "Phone Number", "Creation Date"]);
  expect(report.row(7, 5)).toEqual([
    "Simon",
    "BLACKLEDGE",
    { text: "simon@example.com", hyperlink: "mailto:simon@example.com" },
    "0033442126060",
    new Date("2018-05-01T20:05:00Z"),
  ]);
  expect(report.row(8, 2)).toEqual(["=1+1", "DURAND"]);
  expect(report.lines).toBe(8);

  const book = await bookOf(shop.user, "configurators-export", query, "fr");
  expect(book.title).toBe("Export");
  expect(book.header).toEqual(["Prénom", "Nom", "E-mail", "Numéro de téléphone"]);
  expect(book.lines).toBe(8);
});

test("R042 R285 R286 the account's own fields stand after the figures' last column, by their labels", async () => {
  const { shop, simon } = await aFilledWorkshop();
  await theLabels(shop.account.id, "CONFIGURATOR", [null, "Company", null, "Badge"]);
  const own = { field1: "unseen", field2: "Stone Ltd", field4: "=007" };
  await shop.configurators.edit({ ...shop.at, configuratorId: simon.id, ...own });
  const query = `siteId=${shop.site.id}&input=${sorted}`;
  const report = await bookOf(shop.user, "configurators-report", query);
  expect(report.header?.slice(3)).toEqual(["Phone Number", "Creation Date", "Company", "Badge"]);
  expect(report.row(7, 7).slice(5)).toEqual(["Stone Ltd", "=007"]);
  expect(report.row(8, 7).slice(5)).toEqual([null, null]);
  const book = await bookOf(shop.user, "configurators-export", query);
  expect(book.header?.slice(3)).toEqual(["Phone Number", "Company", "Badge"]);
  // What of the fields is searched is what the workbook holds.
  const searched = encodeURIComponent(JSON.stringify({ search: "stone ltd" }));
  expect((await bookOf(shop.user, "configurators-export", `siteId=${shop.site.id}&input=${searched}`)).lines).toBe(7);
});

test("R287 R288 R291 R292 configuration cards: report and export have the cells of figures 90 and 91", async () => {
  const { shop, paul } = await aFilledWorkshop();
  const report = await bookOf(shop.user, "configuration-cards-report", `siteId=${shop.site.id}&input=${sorted}`);
  expect(report.fileName).toBe("Configuration cards - Report.xlsx");
  expect(report.header).toEqual([
    "First Name",
    "Last Name",
    "Blue Mobile ID Configuration",
    "Configuration Creation Date",
    "Configuration Activation Date",
    "Configuration Revoked Date",
    "Status",
  ]);
  const [first, last, name, created, activated, revoked, status] = report.row(7, 7);
  expect([first, last, name, revoked, status]).toEqual([
    "Simon",
    "BLACKLEDGE",
    shop.configuration.name,
    null,
    "Activated",
  ]);
  expect([created, activated].every((cell) => cell instanceof Date)).toBe(true);
  expect(report.row(8, 7).slice(4)).toEqual([null, null, "Created"]);

  const filtered = encodeURIComponent(JSON.stringify({ filters: { configuratorId: [paul.id] } }));
  const book = await bookOf(shop.user, "configuration-cards-export", `siteId=${shop.site.id}&input=${filtered}`);
  expect(book.header).toEqual(["First Name", "Last Name", "Blue Mobile ID Configuration", "Status"]);
  expect(book.row(7, 4)).toEqual(["=1+1", "DURAND", shop.configuration.name, "Created"]);
  expect(book.lines).toBe(7);
});

test("R284 reports need the right to see what they hold; a foreign site does not exist", async () => {
  const shop = await aWorkshop();
  const stranger = await aWorkshop();
  const query = `siteId=${shop.site.id}`;
  const viewer = await aUser(shop.account.id, { siteRights: { [shop.site.id]: ["reports.view"] } });
  for (const name of [
    "configurators-report",
    "configurators-export",
    "configuration-cards-report",
    "configuration-cards-export",
  ]) {
    expect(await refusal(exported(viewer, name, query))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await refusal(exported(stranger.user, name, query))).toMatchObject({ kind: "NOT_FOUND" });
  }
});
