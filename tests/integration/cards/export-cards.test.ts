import { aUser } from "@tests/factories/accounts";
import { refusal } from "@tests/support/caller";
import { exported, sheetOf } from "@tests/support/files";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { makeLinkToken } from "@/platform/crypto";
import { aPhone } from "../activation/phones";
import { aPortal, blue, orange, pick } from "./portal";

const now = new Date("2018-12-14T08:40:00Z");

test("R289 R291 R292 R293 the report has figure 92's cells", async () => {
  const portal = await aPortal();
  const simon = await portal.cards.add({
    ...portal.at,
    card: blue(portal, {
      firstName: "Aymerick",
      lastName: "BRADLEY",
      email: "aymerick@example.com",
      privateId: "012356479",
    }),
  });
  const plus = await portal.cards.add({
    ...portal.at,
    card: orange({ firstName: "=1+1", lastName: "GREEN", email: "green@example.com" }),
  });
  await portal.cards.send({ ...portal.at, selection: pick(simon.id, plus.id) });
  const { sendingId } = await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id: plus.id } }));
  await aPhone().activate(makeLinkToken("card", sendingId as string));
  const { csn, activatedAt } = await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id: plus.id } }));
  await asSystem(({ tx }) =>
    tx.virtualCard.updateMany({
      where: { accountId: portal.account.id },
      data: { createdAt: new Date("2018-05-01T18:09:00Z") },
    }),
  );

  const input = encodeURIComponent(JSON.stringify({ sort: { column: "lastName", direction: "asc" } }));
  const query = `siteId=${portal.site.id}&input=${input}`;
  const { fileName, bytes } = await exported(portal.user, "cards-report", query, { now });
  expect(fileName).toBe("Users (VCards) - Report.xlsx");
  const { sheet, cells } = await sheetOf(bytes);
  expect(sheet.getCell("B1").value).toBe("Report");
  expect([sheet.getCell("B2").value, sheet.getCell("C2").value]).toEqual(["Company Name", "Bank of America"]);
  expect([sheet.getCell("B3").value, sheet.getCell("C3").value]).toEqual(["Site Name", portal.site.name]);
  // 09:40 in Paris; a real date.
  expect([sheet.getCell("B4").value, sheet.getCell("C4").value]).toEqual(["Date", new Date("2018-12-14T09:40:00Z")]);
  expect(sheet.getCell("C4").numFmt).toBe("dd-mm-yyyy hh:mm");
  expect(cells[5]).toEqual([
    "First Name",
    "Last Name",
    "Email",
    "Blue Mobile ID Configuration",
    "Private ID/CSN",
    "VCard Creation Date",
    "VCard Activation Date",
    "VCard Revoked Date",
    "Status",
  ]);
  const row = (line: number) => Array.from({ length: 9 }, (_, index) => sheet.getCell(line, index + 1).value);
  expect(row(7)).toEqual([
    "Aymerick",
    "BRADLEY",
    { text: "aymerick@example.com", hyperlink: "mailto:aymerick@example.com" },
    portal.configuration.name,
    "012356479",
    new Date("2018-05-01T20:09:00Z"),
    null,
    null,
    "Created and Email Sent",
  ]);
  expect(row(8).slice(0, 2)).toEqual(["=1+1", "GREEN"]);
  expect(row(8).slice(3, 5)).toEqual([null, csn]);
  expect(row(8)[6]).toBeInstanceOf(Date);
  expect(activatedAt).not.toBeNull();
  expect(row(8)[8]).toBe("Activated");
  expect(cells).toHaveLength(8);

  const french = await sheetOf((await exported(portal.user, "cards-report", query, { locale: "fr", now })).bytes);
  expect(french.sheet.getCell("B1").value).toBe("Rapport");
  expect(french.sheet.getCell("I7").value).toBe("Créée et e-mail envoyé");
});

test("R290 R291 the export has figure 93's cells, and holds what the filter holds", async () => {
  const portal = await aPortal();
  await portal.cards.add({
    ...portal.at,
    card: blue(portal, {
      firstName: "Mary",
      lastName: "FOSTER",
      email: "mary@example.com",
      phone: "0033442126060",
      privateId: "658742",
    }),
  });
  await portal.cards.add({ ...portal.at, card: orange() });
  const input = encodeURIComponent(JSON.stringify({ search: "foster", filters: { kind: ["PRIVATE_ID"] } }));
  const { sheet, cells } = await sheetOf(
    (await exported(portal.user, "cards-export", `siteId=${portal.site.id}&input=${input}`)).bytes,
  );
  expect(sheet.getCell("B1").value).toBe("Export");
  expect(cells[5]).toEqual([
    "First Name",
    "Last Name",
    "Email",
    "Phone Number",
    "Blue Mobile ID Configuration",
    "Private ID/CSN",
  ]);
  expect(cells).toHaveLength(7);
  expect([1, 2, 4, 5, 6].map((column) => sheet.getCell(7, column).value)).toEqual([
    "Mary",
    "FOSTER",
    "0033442126060",
    portal.configuration.name,
    "658742",
  ]);
});

test("R284 more than one page of rows, every card once; rights and tenants", async () => {
  const portal = await aPortal();
  await asSystem(
    ({ tx, now: at }) => tx.$executeRaw`
      INSERT INTO virtual_cards (id, account_id, site_id, kind, status, first_name, last_name, email, created_at)
      SELECT uuid_v7(), ${portal.account.id}::uuid, ${portal.site.id}::uuid, 'MOBILE_ID_PLUS', 'CREATED', 'N', n::text, n || '@example.com', ${at}
      FROM generate_series(1, 4500) AS n`,
  );
  const query = `siteId=${portal.site.id}`;
  const { cells } = await sheetOf((await exported(portal.user, "cards-export", query)).bytes);
  expect(new Set(cells.slice(6).map((line) => line[1])).size).toBe(4_500);
  const reporter = await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["reports.view"] } });
  expect(await refusal(exported(reporter, "cards-export", query))).toMatchObject({ kind: "FORBIDDEN" });
  const viewer = await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["cards.view"] } });
  expect(await refusal(exported(viewer, "cards-report", query))).toMatchObject({ kind: "FORBIDDEN" });
  const stranger = await aPortal();
  expect(await refusal(exported(stranger.user, "cards-report", query))).toMatchObject({ kind: "NOT_FOUND" });
});
