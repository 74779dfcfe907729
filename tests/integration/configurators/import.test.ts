import { aUser } from "@tests/factories/accounts";
import { theLabels } from "@tests/factories/labels";
import { aSite } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { exported, sheetOf } from "@tests/support/files";
import { aFile, csvOf, importsOf, importsOn } from "@tests/support/imports";
import { asSystem } from "@tests/support/system";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { configuratorImport } from "@/modules/configurators/server";
import { aWorkshop } from "./installers";

const HEAD = ["First Name", "Last Name", "Email", "Phone Number"];
const csv = (rows: string[][]) => csvOf(HEAD, rows);

async function aShopOfImports() {
  const shop = await aWorkshop();
  const { configuratorImports } = await callerOf(shop.user);
  return { ...shop, configuratorImports, ...importsOn(shop, "configurators", configuratorImport, configuratorImports) };
}

const peopleOf = (siteId: string) =>
  asSystem(({ tx }) => tx.configurator.findMany({ where: { siteId, deletedAt: null }, orderBy: { number: "asc" } }));

describe("R258 importing configurators", () => {
  test("R258 R257 headers in another language and order; each row is judged as the form does", async () => {
    const shop = await aShopOfImports();
    const [there] = await peopleOf(shop.site.id);
    const text = [
      "E-mail;Nom;Prénom;Téléphone;Remarque",
      "ann@example.com;BLACK;Ann;0044 1;x",
      `${there?.email.toUpperCase()};OLD;Ann;;`,
      "Bob@example.com;GREEN;Bob;;",
      "bob@example.com;RED;Bob;;",
      `no address;;${"x".repeat(101)};${"1".repeat(41)};`,
    ].join("\n");
    const importId = await shop.checked(Buffer.from(text, "latin1"));
    expect(await shop.configuratorImports.get({ ...shop.at, importId })).toMatchObject({
      state: "CHECKED",
      total: 5,
      good: 2,
      refused: 3,
      unknown: ["Remarque"],
    });
    expect(await shop.told(importId)).toEqual([
      [2, "GOOD"],
      [3, "REFUSED", "email configurators.emailTaken"],
      [4, "GOOD"],
      [5, "REFUSED", "email configurators.emailTwice"],
      [6, "REFUSED", "firstName cards.tooLong", "lastName cards.missing", "email shared.email", "phone cards.tooLong"],
    ]);
  });

  test("a corrected row is judged again with those that it clashed with; a removed one is gone", async () => {
    const shop = await aShopOfImports();
    const importId = await shop.checked(
      csv([
        ["A", "A", "a@example.com", ""],
        ["B", "B", "a@example.com", ""],
        ["C", "", "c@example.com", ""],
        ["D", "D", "d@example.com", ""],
      ]),
    );
    const [a, , c, d] = await shop.rows(importId);
    const correct = (rowId: string | undefined, cells: Record<string, string>) =>
      shop.configuratorImports.correct({ ...shop.at, importId, rowId: rowId as string, cells });
    await correct(a?.id, { email: "D@example.com" });
    await correct(c?.id, { lastName: " C " });
    expect(await shop.told(importId)).toEqual([
      [2, "GOOD"],
      [3, "GOOD"],
      [4, "GOOD"],
      [5, "REFUSED", "email configurators.emailTwice"],
    ]);
    // What was wrong beside others is no longer said of a row that is wrong by itself.
    await correct(d?.id, { email: "" });
    expect((await shop.told(importId))[3]).toEqual([5, "REFUSED", "email cards.missing"]);
    await correct(d?.id, { email: "D@example.com" });
    await correct(a?.id, { email: "" });
    expect((await shop.told(importId)).map(([, state]) => state)).toEqual(["REFUSED", "GOOD", "GOOD", "GOOD"]);
    await shop.configuratorImports.removeRow({ ...shop.at, importId, rowId: d?.id as string });
    const found = await shop.configuratorImports.get({ ...shop.at, importId });
    expect(found).toMatchObject({ total: 3, good: 2, refused: 1 });
    expect((await refusal(correct(a?.id, { siteId: "x" }))).kind).toBe("BAD_INPUT");
  });

  test("R258 R171 all good rows become configurators in one go, with history and counters; refused ones are a workbook", async () => {
    const shop = await aShopOfImports();
    const importId = await shop.checked(
      csv([
        ["Ann", "BLACK", "ann@example.com", "0044 1"],
        ["Bob", "GREEN", "bob@example.com", ""],
        ["", "=cmd()", "tim", ""],
      ]),
    );
    await shop.commit(importId);
    await shop.finishCommit(importId); // a job that runs twice does nothing
    expect((await peopleOf(shop.site.id)).slice(1)).toMatchObject([
      { firstName: "Ann", lastName: "BLACK", email: "ann@example.com", phone: "0044 1", field1: null },
      { firstName: "Bob", lastName: "GREEN", email: "bob@example.com", phone: null },
    ]);
    expect((await shop.sites.detail(shop.at)).counters.configurators).toEqual({ added: 3, deleted: 0 });
    const history = await asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId: shop.account.id } }));
    expect(
      history.map((entry) => JSON.stringify([entry.action, entry.params, entry.performerId === shop.user.id])).sort(),
    ).toEqual(
      expect.arrayContaining([
        '["configurators.added",{"name":"Ann BLACK"},true]',
        '["configurators.added",{"name":"Bob GREEN"},true]',
        '["configurators.imported",{"count":2,"fileName":"cards.csv"},true]',
      ]),
    );
    expect(await shop.configuratorImports.list(shop.at)).toMatchObject([
      { state: "COMMITTED", committed: 2, refused: 1, fileName: "cards.csv" },
    ]);
    const query = `siteId=${shop.site.id}&importId=${importId}`;
    const { bytes } = await exported(shop.user, "configurators-import-refused", query);
    const { cells } = await sheetOf(bytes);
    expect(cells[1]).toEqual([...HEAD, "Line in the file", "Reasons"]);
    expect(JSON.stringify(cells[2])).toContain("First Name: This is missing. Email: Enter an e-mail address");
    expect((await refusal(shop.configuratorImports.commit({ ...shop.at, importId }))).code).toBe("imports.over");
  });

  test("the same file twice is warned of, and none of it is made again", async () => {
    const shop = await aShopOfImports();
    const text = csv([["Ann", "BLACK", "ann@example.com", ""]]);
    await shop.commit(await shop.checked(text));
    const importId = await shop.checked(text);
    expect((await shop.configuratorImports.get({ ...shop.at, importId })).sameFileAt).not.toBeNull();
    expect(await shop.told(importId)).toEqual([[2, "REFUSED", "email configurators.emailTaken"]]);
    const commit = shop.configuratorImports.commit({ ...shop.at, importId });
    expect((await refusal(commit)).code).toBe("imports.nothingGood");
    await shop.configuratorImports.discard({ ...shop.at, importId });
    expect(await importsOf(shop.account.id)).toEqual({ imports: 1, rows: 0 });
  });

  test("the same import twice at the same time, checked before either is committed: one is made, whole, the other marked", async () => {
    const shop = await aShopOfImports();
    for (let round = 0; round < 5; round += 1) {
      const text = csv([0, 1, 2].map((n) => ["A", `${n}`, `r${round}n${n}@example.com`, ""]));
      const both = [await shop.checked(text), await shop.checked(text)];
      await Promise.all(both.map((importId) => shop.commit(importId)));
      const found = await Promise.all(both.map((importId) => shop.configuratorImports.get({ ...shop.at, importId })));
      const states = found.map(({ state, committed, good, refused, failure }) => [
        ...[state, committed, good, refused],
        failure,
      ]);
      expect(states.sort()).toEqual([
        ["CHECKED", 0, 0, 3, "imports.conflict"],
        ["COMMITTED", 3, 3, 0, null],
      ]);
      expect(await peopleOf(shop.site.id)).toHaveLength(1 + 3 * (round + 1));
    }
  });

  test("commit ∥ commit of one import, and an address added meanwhile: whole or nothing", async () => {
    const shop = await aShopOfImports();
    const twice = await shop.checked(csv([["A", "A", "a@example.com", ""]]));
    const asked = await Promise.allSettled([0, 1].map(() => shop.commit(twice)));
    expect(asked.filter((one) => one.status === "fulfilled").length).toBeGreaterThan(0);
    expect(await peopleOf(shop.site.id)).toHaveLength(2);
    for (let round = 0; round < 5; round += 1) {
      const address = (n: number) => `add${round}n${n}@example.com`;
      const importId = await shop.checked(csv([0, 1, 2].map((n) => ["A", "A", address(n), ""])));
      const person = { firstName: "B", lastName: "B", email: address(1).toUpperCase() };
      const [, added] = await Promise.allSettled([
        shop.commit(importId),
        shop.configurators.add({ ...shop.at, ...person }),
      ]);
      const { state, committed } = await shop.configuratorImports.get({ ...shop.at, importId });
      const here = (await peopleOf(shop.site.id)).filter((one) => one.email.toLowerCase().startsWith(`add${round}n`));
      if (added.status === "fulfilled") expect([state, committed, here.length]).toEqual(["CHECKED", 0, 1]);
      else expect([state, committed, here.length]).toEqual(["COMMITTED", 3, 3]);
    }
  });

  test("a file that can't be taken is refused with its reason and leaves nothing behind", async () => {
    const shop = await aShopOfImports();
    const refused = async (content: string | Uint8Array, name?: string) =>
      (await refusal(shop.upload(aFile(content, name)))).code;
    expect(await refused("")).toBe("workbook.empty");
    expect(await refused("First Name;Email\nA;a@example.com")).toBe("workbook.missingColumn");
    expect(await refused(HEAD.join(";"))).toBe("imports.noRows");
    expect(await refused(Buffer.from("PK\u0003\u0004 not really"), "x.xlsm")).toMatch(/^workbook\./);
    expect((await refusal(shop.upload(new FormData()))).code).toBe("imports.fileNeeded");
    expect(await importsOf(shop.account.id)).toEqual({ imports: 0, rows: 0 });
  });
});

describe("R258 who may import configurators", () => {
  test("another right, another customer's site or import, another kind's import", async () => {
    const shop = await aShopOfImports();
    const text = csv([["A", "A", "a@example.com", ""]]);
    const importId = await shop.checked(text);
    const viewer = await aUser(shop.account.id, { everySiteRights: ["configurators.view", "cards.create"] });
    expect((await refusal(shop.upload(aFile(text), viewer))).kind).toBe("FORBIDDEN");
    const caller = await callerOf(viewer);
    expect((await refusal(caller.configuratorImports.get({ ...shop.at, importId }))).kind).toBe("FORBIDDEN");
    expect((await refusal(caller.cardImports.get({ ...shop.at, importId }))).kind).toBe("NOT_FOUND");
    const stranger = await aWorkshop();
    expect((await refusal(shop.upload(aFile(text), stranger.user))).kind).toBe("NOT_FOUND");
    const foreign = (await callerOf(stranger.user)).configuratorImports;
    for (const call of [foreign.get, foreign.rows, foreign.commit, foreign.discard])
      expect((await refusal(call({ ...stranger.at, importId }))).kind).toBe("NOT_FOUND");
    const other = await aSite(shop.account.id);
    const elsewhere = shop.configuratorImports.get({ siteId: other.id, importId });
    expect((await refusal(elsewhere)).kind).toBe("NOT_FOUND");
  });

  test("a right taken away before the job commits: nothing is made", async () => {
    const shop = await aShopOfImports();
    const importId = await shop.checked(csv([["A", "A", "a@example.com", ""]]));
    await shop.configuratorImports.commit({ ...shop.at, importId });
    await asSystem(({ tx }) => tx.user.update({ where: { id: shop.user.id }, data: { status: "DISABLED" } }));
    await shop.finishCommit(importId);
    expect(await peopleOf(shop.site.id)).toHaveLength(1);
  });
});

test("R258 R042 the account's own fields are columns by their labels, in the template too", async () => {
  const shop = await aShopOfImports();
  await theLabels(shop.account.id, "CONFIGURATOR", ["Company", null, "Badge n°"]);
  const importId = await shop.checked(
    csvOf(
      [...HEAD, "badge N°", "company", "Field 2"],
      [["Ann", "BLACK", "ann@example.com", "", "007", "Stone Ltd", "x"]],
    ),
  );
  const found = await shop.configuratorImports.get({ ...shop.at, importId });
  expect(found.unknown).toEqual(["Field 2"]);
  expect(found.columnNames.slice(4)).toEqual([
    { key: "field1", name: "Company", inFile: true },
    { key: "field3", name: "Badge n°", inFile: true },
  ]);
  await shop.commit(importId);
  expect((await peopleOf(shop.site.id))[1]).toMatchObject({ field1: "Stone Ltd", field2: null, field3: "007" });
  const { bytes } = await exported(shop.user, "configurators-import-template", `siteId=${shop.site.id}`);
  const { cells } = await sheetOf(bytes);
  expect(cells[0]).toEqual(["First Name *", "Last Name *", "Email *", "Phone Number", "Company", "Badge n°"]);
});

test("R258 the template explains itself and can be imported", async () => {
  const shop = await aShopOfImports();
  const query = `siteId=${shop.site.id}`;
  const { bytes, fileName } = await exported(shop.user, "configurators-import-template", query, { locale: "fr" });
  expect(fileName).toBe("Configurateurs - Modèle d’importation.xlsx");
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as never);
  const [sheet, info] = book.worksheets;
  expect(JSON.stringify(sheet?.getRow(1).values)).toContain("Prénom *");
  expect(JSON.stringify(info?.getSheetValues())).toContain("Une ligne par configurateur");
  sheet!.getRow(2).values = ["Ann", "BLACK", "ann@example.com", "007"];
  const importId = await shop.checked(new Uint8Array(await book.xlsx.writeBuffer()));
  expect((await shop.told(importId)).map(([, state]) => state)).toEqual(["GOOD"]);
  await shop.commit(importId);
  expect((await peopleOf(shop.site.id))[1]).toMatchObject({ phone: "007" });
});
