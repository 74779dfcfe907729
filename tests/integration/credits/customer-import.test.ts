import { anAccount, aUser } from "@tests/factories/accounts";
import { aLoad } from "@tests/factories/credits";
import { callerOf, refusal } from "@tests/support/caller";
import { exported, sheetOf, uploaded } from "@tests/support/files";
import { aFile, csvOf, importsOf, importsOn } from "@tests/support/imports";
import { mailsTo } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { type Locale, locales } from "@/i18n/locales";
import { customerImport } from "@/modules/credits/server";
import { newId } from "@/shared/kernel/ids";

const HEAD = [
  ...["Company name", "Account type", "E-mail", "Title", "First name", "Last name", "Job title", "CEO or manager"],
  ...["Street address", "Zip code", "City", "Country", "Credit transfer", "Credit alert threshold", "Comment"],
];
/** A good row; `change` by the header's index. */
function aRow(company: string, email: string, change: Record<number, string> = {}): string[] {
  const row = [
    company,
    "End Customer",
    email,
    "Mr",
    "Pierre",
    "DURAND",
    "Manager",
    "Ann CEO",
    "1 Street",
    "01310",
    "Aix",
  ];
  return [...row, "France", "", "", ""].map((cell, index) => change[index] ?? cell);
}
const csv = (rows: string[][]) => csvOf(HEAD, rows);

async function aReseller(rights?: string[]) {
  const account = await anAccount({ type: "RESELLER" });
  const user = await aUser(account.id, rights ? { accountRights: rights } : {});
  const portal = await callerOf(user);
  const shop = { account, user, site: { id: "" } };
  return { ...shop, portal, ...importsOn(shop, "customers", customerImport, portal.customerImports) };
}
const at = { siteId: "" };
const customersOf = (parentId: string) =>
  asSystem(({ tx }) => tx.account.findMany({ where: { parentId }, orderBy: { companyName: "asc" } }));

test("R105 R017 good rows become customer accounts: users, mail, pending transfer, threshold, history; refused ones stay out", async () => {
  const reseller = await aReseller();
  await aLoad(reseller.account.id, 100);
  const unique = newId();
  const importId = await reseller.checked(
    csv([
      aRow("Alpha", `a-${unique}@example.com`, { 12: "60", 13: "5", 14: "PO 1" }),
      aRow("Beta", `b-${unique}@example.com`, { 1: "revendeur", 11: "de" }),
      aRow("Gamma", `A-${unique}@EXAMPLE.com`),
      aRow("Delta", "no address", { 1: "Bank", 4: "", 12: "1.5", 13: "-1" }),
    ]),
  );
  expect(await reseller.told(importId)).toEqual([
    [2, "GOOD"],
    [3, "GOOD"],
    [4, "REFUSED", "email customers.addressTwice"],
    [
      ...[5, "REFUSED", "type customers.wordUnknown", "email shared.email", "firstName cards.missing"],
      ...["amount customers.amountForm", "threshold customers.thresholdForm"],
    ],
  ]);
  expect(await reseller.portal.customerImports.get({ importId })).toMatchObject({ credits: 60, available: 100 });
  await reseller.commit(importId);
  await reseller.finishCommit(importId); // a job that runs twice does nothing
  const made = await customersOf(reseller.account.id);
  expect(made).toMatchObject([
    { companyName: "Alpha", type: "END_CUSTOMER", status: "CREATED", zip: "01310", country: "FR", creditThreshold: 5 },
    { companyName: "Beta", type: "RESELLER", status: "CREATED", country: "DE", creditThreshold: null },
  ]);
  expect(await reseller.portal.credits.balance()).toMatchObject({ balance: 100, held: 60, available: 40 });
  expect((await mailsTo(`a-${unique}@example.com`)).map(({ kind }) => kind)).toEqual(["account-approved"]);
  const { rows } = await reseller.portal.credits.transfers({ filters: {} });
  expect(rows).toMatchObject([{ to: "Alpha", amount: 60, comment: "PO 1", state: "ON_HOLD" }]);
  const history = await asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId: reseller.account.id } }));
  expect(history.map(({ action }) => action).sort()).toEqual(
    ["credits.transferPending", "customers.imported", "customers.opened", "customers.opened"].sort(),
  );
  const refused = await sheetOf(
    (await exported(reseller.user, "customers-import-refused", `importId=${importId}`)).bytes,
  );
  expect(refused.cells[1]?.slice(-2)).toEqual(["Line in the file", "Reasons"]);
  expect(refused.cells).toHaveLength(4);
});

test("a cell is corrected in place and the rows that it clashed with are judged again; one of my own accounts' addresses is refused", async () => {
  const reseller = await aReseller();
  const taken = await anAccount({ parentId: reseller.account.id });
  const foreign = await anAccount();
  const importId = await reseller.checked(
    csv([
      aRow("A", "same@example.com"),
      aRow("B", "same@example.com"),
      aRow("C", taken.email),
      aRow("D", foreign.email),
    ]),
  );
  expect((await reseller.told(importId)).map(([, ...said]) => said)).toEqual([
    ["GOOD"],
    ["REFUSED", "email customers.addressTwice"],
    ["REFUSED", "email customers.addressKnown"],
    ["GOOD"],
  ]);
  const [first] = await reseller.rows(importId);
  const cells = { email: `other-${newId()}@example.com` };
  await reseller.portal.customerImports.correct({ ...at, importId, rowId: first?.id as string, cells });
  expect((await reseller.told(importId)).map(([, state]) => state)).toEqual(["GOOD", "GOOD", "REFUSED", "GOOD"]);
});

test("R109 more credits than are available: nothing is imported, and it says why", async () => {
  const reseller = await aReseller();
  await aLoad(reseller.account.id, 50);
  const importId = await reseller.checked(
    csv([aRow("A", "a@example.com", { 12: "30" }), aRow("B", "b@example.com", { 12: "30" })]),
  );
  await reseller.commit(importId);
  expect(await reseller.portal.customerImports.get({ importId })).toMatchObject({
    ...{ state: "CHECKED", failure: "customers.importTooMuch", committed: 0, good: 2 },
  });
  expect(await customersOf(reseller.account.id)).toEqual([]);
  expect(await reseller.portal.credits.balance()).toMatchObject({ held: 0, available: 50 });
});

test("R124 who may not transfer credits imports accounts without; with credits nothing is imported", async () => {
  const reseller = await aReseller(["customerAccounts.view", "customerAccounts.create"]);
  await aLoad(reseller.account.id, 50);
  const withCredits = await reseller.checked(csv([aRow("A", "a@example.com", { 12: "3" })]));
  await reseller.commit(withCredits);
  expect(await reseller.portal.customerImports.get({ importId: withCredits })).toMatchObject({
    failure: "customers.noTransferRight",
  });
  const without = await reseller.checked(csv([aRow("A", "a@example.com")]));
  await reseller.commit(without);
  expect(await customersOf(reseller.account.id)).toHaveLength(1);
});

test("the same file twice warns, and none of it is made again; a right taken away meanwhile ends the commit", async () => {
  const reseller = await aReseller();
  const file = csv([aRow("A", "a@example.com")]);
  await reseller.commit(await reseller.checked(file));
  const again = await reseller.checked(file);
  const found = await reseller.portal.customerImports.get({ importId: again });
  expect(found).toMatchObject({ good: 0, refused: 1, sameFileAt: expect.any(String) });
  expect(await refusal(reseller.portal.customerImports.commit({ ...at, importId: again }))).toMatchObject({
    code: "imports.nothingGood",
  });
  const next = await reseller.checked(csv([aRow("B", "b@example.com")]));
  await reseller.portal.customerImports.commit({ ...at, importId: next });
  await asSystem(({ tx }) => tx.user.update({ where: { id: reseller.user.id }, data: { status: "DISABLED" } }));
  await reseller.finishCommit(next);
  expect(await customersOf(reseller.account.id)).toHaveLength(1);
});

test("the rights, and the import of another account, which does not exist", async () => {
  const reseller = await aReseller();
  const stranger = await aReseller();
  const viewer = await aUser(reseller.account.id, { accountRights: ["customerAccounts.view"] });
  const customer = await aUser((await anAccount()).id);
  const importId = await reseller.checked(csv([aRow("A", "a@example.com")]));
  for (const user of [viewer, customer]) {
    expect(await refusal(uploaded(user, "customers", "", aFile("x")))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await refusal((await callerOf(user)).customerImports.list(at))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await refusal(exported(user, "customers-import-template"))).toMatchObject({ kind: "FORBIDDEN" });
  }
  const { customerImports } = stranger.portal;
  for (const call of [
    () => customerImports.get({ importId }),
    () => customerImports.rows({ ...at, importId, filters: {} }),
    () => customerImports.commit({ ...at, importId }),
    () => customerImports.discard({ ...at, importId }),
    () => exported(stranger.user, "customers-import-refused", `importId=${importId}`),
  ])
    expect(await refusal(call())).toMatchObject({ kind: "NOT_FOUND" });
  expect(await customerImports.list(at)).toEqual([]);
  expect(await refusal(customerImports.list({ siteId: newId() }))).toMatchObject({ kind: "BAD_INPUT" });
});

test("files that can't be imported leave nothing behind; more than 1,000 rows are refused", async () => {
  const reseller = await aReseller();
  const many = Array.from({ length: 1_001 }, (_, index) => aRow(`C${index}`, `c${index}@example.com`));
  expect(await refusal(reseller.upload(aFile(csv(many))))).toMatchObject({ code: "workbook.tooManyRows" });
  expect(await refusal(reseller.upload(aFile(csvOf(["Company name"], [["A"]]))))).toMatchObject({
    code: "workbook.missingColumn",
  });
  expect(await refusal(reseller.upload(aFile(csv([]))))).toMatchObject({ code: "imports.noRows" });
  expect(await importsOf(reseller.account.id)).toEqual({ imports: 0, rows: 0 });
});

const WORDS: Record<Locale, string[]> = {
  en: ["End Customer", "Mrs", "Germany"],
  fr: ["Client final", "Mme", "Allemagne"],
  es: ["Cliente final", "Sra.", "Alemania"],
  de: ["Endkunde", "Frau", "Deutschland"],
  it: ["Cliente finale", "Sig.ra", "Germania"],
};

test.each(locales)("R308 the template of language %s can be filled in and imported", async (locale) => {
  const reseller = await aReseller();
  const { bytes } = await exported(reseller.user, "customers-import-template", "", { locale });
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as never);
  const sheet = workbook.worksheets[0]!;
  const words = WORDS[locale];
  const account = [
    "Société Ü",
    words[0],
    "u@example.com",
    words[1],
    "Ü",
    "Ñ",
    "Chef",
    "",
    "",
    "",
    "Ann",
    "Rue 1",
    "01310",
  ];
  sheet.getRow(2).values = [...account, "Aix", words[2], "", "", "", "", "Français", "0", "10", "=1"];
  const importId = await reseller.checked(Buffer.from(await workbook.xlsx.writeBuffer()));
  expect(await reseller.told(importId)).toEqual([[2, "GOOD"]]);
  await reseller.commit(importId);
  expect(await customersOf(reseller.account.id)).toMatchObject([
    { companyName: "Société Ü", title: "MRS", country: "DE", locale: "fr", zip: "01310", creditThreshold: 10 },
  ]);
});
