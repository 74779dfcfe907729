import { anAccount, aUser } from "@tests/factories/accounts";
import { aLoad } from "@tests/factories/credits";
import { callerOf, refusal } from "@tests/support/caller";
import { exported, sheetOf } from "@tests/support/files";
import { beforeAll, expect, test } from "vitest";
import { newId } from "@/shared/kernel/ids";

let reseller: Awaited<ReturnType<typeof anAccount>>;
let user: Awaited<ReturnType<typeof aUser>>;
const asked = (input: object) => `input=${encodeURIComponent(JSON.stringify(input))}`;

beforeAll(async () => {
  reseller = await anAccount({ type: "RESELLER" });
  user = await aUser(reseller.id);
  await aLoad(reseller.id, 1_000);
  const caller = await callerOf(user);
  const bank = await anAccount({ parentId: reseller.id, companyName: "Riverside Bank" });
  const museum = await anAccount({ parentId: reseller.id, companyName: "=City Museum", status: "CREATED" });
  await caller.credits.transfer({ accountId: bank.id, amount: 300, comment: "PO 4711", idempotencyKey: newId() });
  await caller.credits.transfer({ accountId: museum.id, amount: 20, idempotencyKey: newId() });
});

test("R142 R143 the transfer history has figure 37's cells, and holds what the search holds", async () => {
  const { cells } = await sheetOf((await exported(user, "credit-transfers")).bytes);
  expect(cells[0]?.[0]).toBe("Credit Transfer History");
  expect(cells[1]).toEqual(["Time Stamp", "Transferred To", "Transferred By", "Credits", "Comment"]);
  expect(cells.slice(2).map((row) => [row[1], row[3], row[4] ?? null])).toEqual([
    ["=City Museum", 20, null],
    ["Riverside Bank", 300, "PO 4711"],
  ]);
  const found = await sheetOf((await exported(user, "credit-transfers", asked({ search: "4711" }))).bytes);
  expect(found.cells).toHaveLength(3);
});

test("the statement carries the running balance", async () => {
  const { cells } = await sheetOf((await exported(user, "credit-statement")).bytes);
  expect(cells.slice(2).map((row) => [row[1], row[4], row[6], row[7]])).toEqual([
    ["Reserved for a transfer", 20, 700, 680],
    ["Transferred", 300, 700, 700],
    ["Loaded", 1_000, 1_000, 1_000],
  ]);
});

test("R065 R066 the account's history has figure 9's cells, its actions in the reader's language", async () => {
  const { cells } = await sheetOf((await exported(user, "history")).bytes);
  expect(cells[0]?.[0]).toBe("Account History");
  expect(cells[1]).toEqual(["Time Stamp", "Page", "Action", "Performed By"]);
  expect(cells.slice(2).map((row) => row[2])).toEqual([
    "20 credits reserved for =City Museum until it is activated",
    "300 credits transferred to account successfully: Riverside Bank",
  ]);
  const french = await sheetOf((await exported(user, "history", "", { locale: "fr" })).bytes);
  expect(french.cells[3]?.[2]).toBe("300 crédits transférés avec succès sur le compte : Riverside Bank");
});

test("rights, and an input that can't be read", async () => {
  const narrow = await aUser(reseller.id, { accountRights: ["users.view"] });
  for (const path of ["history", "credit-statement", "credit-transfers"]) {
    expect(await refusal(exported(null, path))).toMatchObject({ kind: "UNAUTHENTICATED" });
    expect(await refusal(exported(narrow, path))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await refusal(exported(user, path, "input=%7B"))).toMatchObject({ kind: "BAD_INPUT" });
    expect(await refusal(exported(user, path, asked({ filters: { from: "yesterday" } })))).toMatchObject({
      kind: "BAD_INPUT",
    });
  }
});
