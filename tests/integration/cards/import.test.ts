import { anAccount, aUser } from "@tests/factories/accounts";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { exported, sheetOf } from "@tests/support/files";
import { aFile, csvOf, importsOf, importsOn } from "@tests/support/imports";
import { asSystem } from "@tests/support/system";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { cardImport } from "@/modules/cards/server";
import { aPortal, blue, everything, orange } from "./portal";

const HEAD = ["First Name", "Last Name", "Email", "Phone Number", "Configuration", "Private ID"];

const csv = (rows: string[][]) => csvOf(HEAD, rows);

async function aPortalOfImports(options: Parameters<typeof aPortal>[0] = {}) {
  const portal = await aPortal(options);
  const { cardImports } = await callerOf(portal.user);
  return { ...portal, cardImports, ...importsOn(portal, "cards", cardImport, cardImports) };
}

describe("R201 uploading and checking", () => {
  test("R201 R202 headers in another language and order, blank rows, a title above: every row is judged", async () => {
    const portal = await aPortalOfImports();
    const { name } = portal.configuration;
    const text = [
      "Mes utilisateurs;;;;",
      "",
      "Identifiant privé;E-mail;Nom;Prénom;Configuration;Remarque",
      `00123;ann@example.com;BLACK;Ann;${name.toUpperCase()};x`,
      ";;;;;",
      ";zoë@;WHITE;Zoë;;",
      ";bob@example.com;GREEN;Bob;;",
      `9;eve@example.com;GREY;Eve;Nowhere;`,
      `12-3;;RED;Tim;${name};`,
    ].join("\n");
    const id = await portal.checked(Buffer.from(text, "latin1"));
    const found = await portal.cardImports.get({ ...portal.at, importId: id });
    expect(found).toMatchObject({ state: "CHECKED", total: 5, good: 2, warned: 0, refused: 3, unknown: ["Remarque"] });
    expect(found.available).toBe(100);
    expect(await portal.told(id)).toEqual([
      [4, "GOOD"],
      [6, "REFUSED", "email shared.email"],
      [7, "GOOD"],
      [8, "REFUSED", "configuration cards.configurationNamed"],
      [9, "REFUSED", "email cards.missing", "privateId cards.privateIdForm"],
    ]);
  });

  test("R198 numbers that a workbook has turned into floats are refused with the reason, dates are read", async () => {
    const portal = await aPortalOfImports();
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("Cards");
    sheet.addRow([...HEAD, "Valid until"]);
    const row = (id: unknown, n: number) => [
      ...["Ann", "BLACK", `a${n}@example.com`, "", portal.configuration.name, id],
      new Date("2100-05-31T00:00:00Z"),
    ];
    sheet.addRow(row(984523.5, 1));
    sheet.addRow(row("1.23457E+11", 2));
    sheet.addRow(row("984523.0", 3));
    sheet.addRow(row(984523, 4));
    const id = await portal.checked(new Uint8Array(await book.xlsx.writeBuffer()));
    expect(await portal.told(id)).toEqual([
      [2, "REFUSED", "privateId workbook.cells.decimal"],
      [3, "REFUSED", "privateId workbook.cells.exponent"],
      [4, "REFUSED", "privateId workbook.cells.decimal"],
      [5, "GOOD"],
    ]);
    await portal.commit(id);
    const { cards } = await everything(portal.account.id);
    expect(cards.map((card) => [card.privateId, card.validUntil?.getUTCFullYear()])).toEqual([["984523", 2100]]);
  });

  test("R197 R203 duplicates in the file and on the site, without case, are refused; the first of a file stays", async () => {
    const portal = await aPortalOfImports();
    await portal.cards.add({ ...portal.at, card: blue(portal, { privateId: "ab1", email: "old@example.com" }) });
    await portal.cards.add({ ...portal.at, card: orange({ email: "plus@example.com" }) });
    const c = portal.configuration.name;
    const id = await portal.checked(
      csv([
        ["A", "A", "a@example.com", "", c, "AB1"],
        ["B", "B", "OLD@example.com", "", c, "2"],
        ["C", "C", "Plus@example.com", "", "", ""],
        ["D", "D", "d@example.com", "", c, "x9"],
        ["E", "E", "e@example.com", "", c, "X9"],
        ["F", "F", "D@example.com", "", c, "10"],
        ["G", "G", "d@example.com", "", "", ""],
      ]),
    );
    expect(await portal.told(id)).toEqual([
      [2, "REFUSED", "privateId cards.privateIdTaken"],
      [3, "REFUSED", "email cards.emailTaken"],
      [4, "REFUSED", "email cards.emailTakenPlus"],
      [5, "GOOD"],
      [6, "REFUSED", "privateId cards.privateIdTwice"],
      [7, "REFUSED", "email cards.emailTwice"],
      [8, "GOOD"],
    ]);
  });

  test("R246 where the site allows duplicates they are only warned of", async () => {
    const portal = await aPortalOfImports({ allowDuplicateIds: true });
    await portal.cards.add({ ...portal.at, card: blue(portal, { privateId: "7" }) });
    const c = portal.configuration.name;
    const id = await portal.checked(csv([1, 2].map((n) => ["A", "A", `a${n}@example.com`, "", c, "7"])));
    expect((await portal.told(id)).map(([, state]) => state)).toEqual(["WARNED", "WARNED"]);
    await portal.commit(id);
    expect((await everything(portal.account.id)).cards).toHaveLength(3);
  });

  test("a file that can't be taken is refused with its reason and leaves nothing behind", async () => {
    const portal = await aPortalOfImports();
    const refused = async (content: string | Uint8Array, name?: string) =>
      (await refusal(portal.upload(aFile(content, name)))).code;
    expect(await refused("")).toBe("workbook.empty");
    expect(await refused("First Name;Email\nA;a@example.com")).toBe("workbook.missingColumn");
    expect(await refused("a;b\n1;2")).toBe("workbook.noHeader");
    expect(await refused(HEAD.join(";"))).toBe("imports.noRows");
    expect(await refused(Buffer.from("PK\u0003\u0004 not really"), "x.xlsm")).toMatch(/^workbook\./);
    expect((await refusal(portal.upload(new FormData()))).code).toBe("imports.fileNeeded");
    expect(await refused(`${HEAD.join(";")}\nA;"B;c@example.com\n`)).toBe("workbook.unclosedQuote");
    expect(await importsOf(portal.account.id)).toEqual({ imports: 0, rows: 0 });
  });
});

describe("R201 correcting and committing", () => {
  test("a corrected row is checked again with those that it clashed with; a removed one is gone", async () => {
    const portal = await aPortalOfImports();
    const c = portal.configuration.name;
    const importId = await portal.checked(
      csv([
        ["A", "A", "a@example.com", "", c, "1"],
        ["B", "B", "b@example.com", "", c, "1"],
        ["C", "", "c@example.com", "", "", ""],
        ["D", "D", "a@example.com", "", c, "5"],
      ]),
    );
    const [a, , third, d] = await portal.rows(importId);
    await portal.cardImports.correct({ ...portal.at, importId, rowId: a!.id, cells: { privateId: "2" } });
    await portal.cardImports.correct({ ...portal.at, importId, rowId: third!.id, cells: { lastName: " C " } });
    expect((await portal.told(importId)).map(([, state]) => state)).toEqual(["GOOD", "GOOD", "GOOD", "REFUSED"]);
    await portal.cardImports.removeRow({ ...portal.at, importId, rowId: d!.id });
    const found = await portal.cardImports.get({ ...portal.at, importId });
    expect(found).toMatchObject({ total: 3, good: 3, refused: 0 });
    const wrong = portal.cardImports.correct({ ...portal.at, importId, rowId: a!.id, cells: { siteId: "x" } });
    expect((await refusal(wrong)).kind).toBe("BAD_INPUT");
  });

  test("R201 R195 all good rows become cards in one go, with history and counters; refused ones stay with reasons", async () => {
    const portal = await aPortalOfImports();
    const c = portal.configuration.name;
    const importId = await portal.checked(
      csv([
        ["Ann", "BLACK", "ann@example.com", "0044 1", c, "0001"],
        ["Bob", "GREEN", "bob@example.com", "", "", ""],
        ["", "RED", "=cmd()", "", "", ""],
      ]),
    );
    expect((await portal.cardImports.get({ ...portal.at, importId })).cost).toBeGreaterThan(0);
    await portal.commit(importId);
    await portal.finishCommit(importId); // a job that runs twice does nothing
    const rows = await everything(portal.account.id);
    expect(rows.cards).toMatchObject([
      { kind: "PRIVATE_ID", status: "CREATED", privateId: "0001", phone: "0044 1", transferable: true },
      { kind: "MOBILE_ID_PLUS", status: "CREATED", configurationId: null },
    ]);
    expect(rows.entries.filter((entry) => entry.kind === "CARD")).toEqual([]);
    // Rows of one statement have their ids within a millisecond, in no order.
    const history = rows.history.map((entry) => [entry.action, entry.cardId, entry.params] as const);
    expect(history.sort((x, y) => JSON.stringify([x[0], x[2]]).localeCompare(JSON.stringify([y[0], y[2]])))).toEqual([
      ["cards.add", rows.cards[0]!.id, { name: "Ann BLACK" }],
      ["cards.add", rows.cards[1]!.id, { name: "Bob GREEN" }],
      ["cards.imported", null, { count: 2, fileName: "cards.csv" }],
    ]);
    const [listed] = await portal.cardImports.list(portal.at);
    expect(listed).toMatchObject({ state: "COMMITTED", committed: 2, refused: 1, good: 2 });
    const { bytes, fileName } = await exported(
      portal.user,
      "cards-import-refused",
      `siteId=${portal.site.id}&importId=${importId}`,
    );
    expect(fileName).toBe("cards - refused rows.xlsx");
    const { cells } = await sheetOf(bytes);
    expect(cells[1]).toEqual(
      [...HEAD, "Line in the file", "Reasons"].map((head) => head.replace(/^Conf/, "Blue Mobile ID Conf")),
    );
    expect(JSON.stringify(cells[2])).toContain("First Name: This is missing. Email: Enter an e-mail address");
    expect((await refusal(portal.cardImports.commit({ ...portal.at, importId }))).code).toBe("imports.over");
    const again = await portal.checked(csv([["Ann", "BLACK", "ann2@example.com", "", "", ""]]));
    expect((await portal.cardImports.get({ ...portal.at, importId: again })).sameFileAt).toBeNull();
  });

  test("the same file twice is warned of", async () => {
    const portal = await aPortalOfImports();
    const text = csv([["Ann", "BLACK", "ann@example.com", "", "", ""]]);
    await portal.commit(await portal.checked(text));
    const id = await portal.checked(text);
    expect((await portal.cardImports.get({ ...portal.at, importId: id })).sameFileAt).not.toBeNull();
    expect(await portal.told(id)).toEqual([[2, "REFUSED", "email cards.emailTakenPlus"]]);
    expect((await refusal(portal.cardImports.commit({ ...portal.at, importId: id }))).code).toBe("imports.nothingGood");
    await portal.cardImports.discard({ ...portal.at, importId: id });
    expect(await importsOf(portal.account.id)).toEqual({ imports: 1, rows: 0 });
  });

  test.each(["privateId", "email"] as const)(
    "R197 R203 a %s taken meanwhile: nothing is made, the row is shown refused",
    async (what) => {
      const portal = await aPortalOfImports();
      const c = portal.configuration.name;
      const importId = await portal.checked(
        csv([
          ["A", "A", "a@example.com", "", c, "1"],
          ["B", "B", "b@example.com", "", c, "2"],
        ]),
      );
      await portal.cards.add({
        ...portal.at,
        card: blue(portal, what === "email" ? { email: "B@example.com" } : { privateId: "2" }),
      });
      await portal.commit(importId);
      expect((await everything(portal.account.id)).cards).toHaveLength(1);
      expect(await portal.cardImports.get({ ...portal.at, importId })).toMatchObject({
        state: "CHECKED",
        failure: "imports.conflict",
        good: 1,
        refused: 1,
      });
      await portal.commit(importId);
      expect((await everything(portal.account.id)).cards).toHaveLength(2);
    },
  );

  test("R197 R203 commits and adds at the same time: never two, and an import is made whole or not at all", async () => {
    const portal = await aPortalOfImports();
    const c = portal.configuration.name;
    for (let round = 0; round < 5; round++) {
      const rows = [0, 1, 2].map((n) => ["A", "A", `r${round}n${n}@example.com`, "", c, `R${round}N${n}`]);
      const importId = await portal.checked(csv(rows));
      const card = blue(portal, round % 2 ? { privateId: `r${round}n1` } : { email: `R${round}N1@example.com` });
      const [, added] = await Promise.allSettled([portal.commit(importId), portal.cards.add({ ...portal.at, card })]);
      const { committed, state } = await portal.cardImports.get({ ...portal.at, importId });
      const here = (await everything(portal.account.id)).cards.filter(
        (one) =>
          one.email.toLowerCase().startsWith(`r${round}n`) || one.privateId?.toLowerCase().startsWith(`r${round}n`),
      );
      if (added.status === "fulfilled") expect([state, committed, here.length]).toEqual(["CHECKED", 0, 1]);
      else expect([state, committed, here.length]).toEqual(["COMMITTED", 3, 3]);
    }
  });
});

describe("who may import", () => {
  test("R193 another right, another customer's site or import", async () => {
    const portal = await aPortalOfImports();
    const text = csv([["A", "A", "a@example.com", "", "", ""]]);
    const importId = await portal.checked(text);
    const viewer = await aUser(portal.account.id, { everySiteRights: ["cards.view"] });
    expect((await refusal(portal.upload(aFile(text), viewer))).kind).toBe("FORBIDDEN");
    const stranger = await aUser((await anAccount()).id);
    expect((await refusal(portal.upload(aFile(text), stranger))).kind).toBe("NOT_FOUND");
    const site = await aSite(stranger.accountId);
    const foreign = (await callerOf(stranger)).cardImports;
    for (const call of [foreign.get, foreign.rows, foreign.commit, foreign.discard])
      expect((await refusal(call({ siteId: site.id, importId }))).kind).toBe("NOT_FOUND");
    // Neither through another site of the same account.
    const other = await aSite(portal.account.id);
    expect((await refusal(portal.cardImports.get({ siteId: other.id, importId }))).kind).toBe("NOT_FOUND");
  });

  test("a right taken away before the job commits: nothing is made", async () => {
    const portal = await aPortalOfImports();
    const importId = await portal.checked(csv([["A", "A", "a@example.com", "", "", ""]]));
    await portal.cardImports.commit({ ...portal.at, importId });
    await asSystem(({ tx }) => tx.user.update({ where: { id: portal.user.id }, data: { status: "DISABLED" } }));
    await portal.finishCommit(importId);
    expect((await everything(portal.account.id)).cards).toEqual([]);
  });
});

test.each([
  ["fr", "zéros initiaux"],
  ["es", "ceros iniciales"],
  ["de", "führende"],
  ["it", "zeri iniziali"],
])(
  "R202 R308 the template in %s has the configurations to choose from, explains itself and can be imported",
  async (locale, said) => {
    const portal = await aPortalOfImports();
    await aConfiguration(portal.site, { name: `Second, ${portal.configuration.name}` });
    const { bytes } = await exported(portal.user, "cards-import-template", `siteId=${portal.site.id}`, { locale });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    const [sheet, info] = book.worksheets;
    expect(JSON.stringify(info?.getSheetValues())).toContain(said);
    sheet!.getRow(2).values = ["Ann", "BLACK", "ann@example.com", "", portal.configuration.name, "007"];
    const id = await portal.checked(new Uint8Array(await book.xlsx.writeBuffer()));
    expect((await portal.told(id)).map(([, state]) => state)).toEqual(["GOOD"]);
  },
);
