import { exported, sheetOf } from "@tests/support/files";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { aPortal, blue } from "./portal";

test("R040 R042 a label of a card's field appears in forms, filter, import, report and export, and only then", async () => {
  const portal = await aPortal();
  await portal.cards.add({ ...portal.at, card: blue(portal, { field2: "Reception", lastName: "A" }) });
  await portal.cards.add({ ...portal.at, card: blue(portal, { field2: "Kitchen", lastName: "B" }) });
  const query = `siteId=${portal.site.id}`;
  const headers = async (name: string) => (await sheetOf((await exported(portal.user, name, query)).bytes)).cells[5];
  expect((await portal.cards.formOptions(portal.at)).fieldLabels).toEqual([null, null, null, null, null]);
  expect(await headers("cards-export")).toHaveLength(6);
  await asSystem(({ tx }) =>
    tx.fieldLabel.create({
      data: { accountId: portal.account.id, subject: "CARD", position: 2, label: "Department" },
    }),
  );
  expect((await portal.cards.formOptions(portal.at)).fieldLabels).toEqual([null, "Department", null, null, null]);
  const filters = { field2: "recep" };
  const { rows } = await portal.cards.list({ ...portal.at, limit: 50, filters });
  expect(rows).toMatchObject([{ field2: "Reception" }]);
  expect((await portal.cards.get({ ...portal.at, cardId: rows[0]?.id ?? "" })).field2).toBe("Reception");
  expect(await headers("cards-report")).toHaveLength(10);
  expect((await headers("cards-report"))?.at(-1)).toBe("Department");
  const { cells } = await sheetOf((await exported(portal.user, "cards-export", query)).bytes);
  expect(cells.slice(5).map((line) => line[6])).toEqual(["Department", "Kitchen", "Reception"]);
  const template = await sheetOf((await exported(portal.user, "cards-import-template", query)).bytes);
  expect(JSON.stringify(template.cells[0])).toContain("Department");
});
