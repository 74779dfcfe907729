import { expect, test } from "vitest";
import { newId } from "@/shared/kernel/ids";
import { anAccount, aUser } from "../../factories/accounts";
import { aCard } from "../../factories/cards";
import { aSite } from "../../factories/sites";
import { refusal } from "../../support/caller";
import { exported, sheetOf } from "../../support/files";
import { asSystem } from "../../support/system";

test("R167 R168 the export has figure 47's cells, in the reader's language, with real dates of the account's time zone", async () => {
  const account = await anAccount();
  const user = await aUser(account.id);
  const site = await aSite(account.id, { name: "=London" });
  await aSite(account.id, { name: "Annexe" });
  await aCard(site);
  await asSystem(({ tx }) =>
    tx.site.updateMany({ where: { id: site.id }, data: { createdAt: new Date("2018-05-01T18:04:00Z") } }),
  );
  const { fileName, bytes } = await exported(user, "sites");
  expect(fileName).toBe("Dashboard - Customer Site List.xlsx");
  const { sheet, cells } = await sheetOf(bytes);
  expect(cells[0]?.[0]).toBe("Dashboard - Customer Site List");
  expect(cells[1]).toEqual([
    "Customer Site Name",
    "Creation Date",
    "Number of Configurations",
    "Number of Users",
    "Number of Configurators",
  ]);
  expect(cells[2]).toEqual(["=London", new Date("2018-05-01T20:04:00Z"), 0, 1, 0]);
  expect(sheet.getCell("B3").numFmt).toBe("dd-mm-yyyy hh:mm");
  expect(cells).toHaveLength(4);

  const french = await sheetOf((await exported(user, "sites", "", { locale: "fr" })).bytes);
  expect(french.cells[1]?.[0]).toBe("Nom du site client");
});

test("R167 it holds what search and rights let the screen hold, whatever the number", async () => {
  const account = await anAccount();
  const other = await anAccount();
  await aSite(other.id, { name: "Foreign 1" });
  const ids = Array.from({ length: 450 }, () => newId());
  await asSystem(({ tx, now }) =>
    tx.site.createMany({
      data: ids.map((id, n) => ({ id, accountId: account.id, name: `Site ${n}`, createdAt: now })),
    }),
  );
  const all = await sheetOf((await exported(await aUser(account.id), "sites")).bytes);
  expect(new Set(all.cells.slice(2).map((row) => row[0])).size).toBe(450);
  const found = await sheetOf((await exported(await aUser(account.id), "sites", "search=site%2044")).bytes);
  expect(found.cells.slice(2).map((row) => row[0])).toHaveLength(11);
  const narrow = await aUser(account.id, { siteRights: { [ids[7]!]: ["cards.view"] } });
  expect((await sheetOf((await exported(narrow, "sites")).bytes)).cells.slice(2).map((row) => row[0])).toEqual([
    "Site 7",
  ]);
  expect(await refusal(exported(null, "sites"))).toMatchObject({ kind: "UNAUTHENTICATED" });
});
