import { anAccount, aUser } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aSite } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { asAccount, asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";
import type { StatementRowDto } from "@/modules/credits";
import {
  holdForCards,
  postHolds,
  postPendingFor,
  refundCharges,
  transferCredits,
  voidHolds,
} from "@/modules/credits/server";
import { newId } from "@/shared/kernel/ids";

type Caller = Awaited<ReturnType<typeof callerOf>>;
type StatementInput = Parameters<Caller["credits"]["statement"]>[0];

async function allPages(caller: Caller, input: StatementInput) {
  const pages: StatementRowDto[][] = [];
  const backCursors: (string | null)[] = [];
  let cursor: string | null = null;
  do {
    const page = await caller.credits.statement({ ...input, cursor });
    pages.push(page.rows);
    backCursors.push(page.previousCursor);
    cursor = page.nextCursor;
  } while (cursor);
  return { pages, rows: pages.flat(), backCursors };
}

describe("statement of an end customer", () => {
  let caller: Caller;
  let account: Awaited<ReturnType<typeof anAccount>>;
  let cards: Awaited<ReturnType<typeof aCard>>[];

  beforeAll(async () => {
    account = await anAccount();
    const site = await aSite(account.id);
    cards = await Promise.all([
      aCard(site, { firstName: "Simon", lastName: "WHITE" }),
      aCard(site, { firstName: "Nina", lastName: "GREEN" }),
      aCard(site, { firstName: "Paul", lastName: "BLACK" }),
    ]);
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 10, 9, minute));
    await aLoad(account.id, 0 + 100);
    const holds = cards.map((card) => ({ cardId: card.id, sendingId: newId(), amount: 5 }));
    const ids = await asAccount(account.id, (work) => holdForCards(work, holds), at(1));
    const [white, green] = cards.map((card) => ids.get(card.id) as string);
    await asAccount(account.id, (work) => postHolds(work, [white as string]), at(2));
    await asAccount(account.id, (work) => voidHolds(work, [green as string]), at(3));
    await asAccount(account.id, (work) => refundCharges(work, [white as string]), at(4));
    caller = await callerOf(await aUser(account.id));
  });

  test("each line carries the balance and what is available after it, forwards and backwards, at any page size", async () => {
    const whole = (await caller.credits.statement({})).rows;
    // The load was made now, the cards' entries on 10 January: the newest line is the load.
    expect(whole.map((row) => [row.kind, row.phase, row.state, row.balance, row.available])).toEqual([
      ["LOAD", "SINGLE", "POSTED", 100, 95],
      ["REFUND", "SINGLE", "POSTED", 0, -5],
      ["CARD", "VOID", "VOIDED", -5, -10],
      ["CARD", "POST", "POSTED", -5, -15],
      ["CARD", "PENDING", expect.any(String), 0, expect.any(Number)],
      ["CARD", "PENDING", expect.any(String), 0, expect.any(Number)],
      ["CARD", "PENDING", expect.any(String), 0, expect.any(Number)],
    ]);
    expect(whole.at(-1)?.available).toBe(-5);
    for (const limit of [1, 2, 3, 7]) {
      const { rows, pages, backCursors } = await allPages(caller, { limit });
      expect(rows).toEqual(whole);
      for (let index = pages.length - 1; index > 0; index--) {
        const page = await caller.credits.statement({ limit, cursor: backCursors[index] });
        expect(page.rows).toEqual(pages[index - 1]);
      }
      expect(backCursors[0]).toBeNull();
    }
  });

  test("holds say what became of them", async () => {
    const rows = (await caller.credits.statement({ filters: { kinds: ["CARD"] } })).rows;
    const holds = rows.filter((row) => row.phase === "PENDING");
    expect(Object.fromEntries(holds.map((row) => [row.card?.name, row.state]))).toEqual({
      "Simon WHITE": "POSTED",
      "Nina GREEN": "VOIDED",
      "Paul BLACK": "ON_HOLD",
    });
    expect(rows.every((row) => row.balance === null)).toBe(true);
    const open = (await caller.credits.statement({ filters: { states: ["ON_HOLD"] } })).rows;
    expect(open.map((row) => row.card?.name)).toEqual(["Paul BLACK"]);
  });

  test("dates narrow it and keep the running balance", async () => {
    const { rows } = await caller.credits.statement({
      filters: { from: "2026-01-10T09:02:00Z", to: "2026-01-10T09:03:59.999Z" },
    });
    expect(rows.map((row) => [row.phase, row.balance, row.available])).toEqual([
      ["VOID", -5, -10],
      ["POST", -5, -15],
    ]);
  });

  test("search finds an entry by its card, comment or counterpart; a sign of LIKE is a sign", async () => {
    const names = async (search: string) =>
      (await caller.credits.statement({ search })).rows.map((row) => row.card?.name ?? row.kind);
    expect(new Set(await names("green"))).toEqual(new Set(["Nina GREEN"]));
    expect(await names("%")).toEqual([]);
    expect(await names("nothing like it")).toEqual([]);
  });

  test("an unreadable cursor begins at the first page", async () => {
    const page = await caller.credits.statement({ limit: 1, cursor: "!!" });
    expect(page.rows[0]?.kind).toBe("LOAD");
  });
});

describe("transfers of a reseller", () => {
  test("transfer history: time, to, by, credits, comment, state; search in any column; date filter (R138–R143)", async () => {
    const reseller = await anAccount({ type: "RESELLER" });
    const [bank, museum] = [
      await anAccount({ parentId: reseller.id, companyName: "Riverside Bank" }),
      await anAccount({ parentId: reseller.id, companyName: "City Museum", status: "CREATED" }),
    ];
    await aLoad(reseller.id, 1_000);
    const caller = await callerOf(await aUser(reseller.id));
    await caller.credits.transfer({ accountId: bank.id, amount: 300, comment: "PO 4711", idempotencyKey: newId() });
    const pending = await caller.credits.transfer({ accountId: museum.id, amount: 20, idempotencyKey: newId() });
    expect(pending.pending).toBe(true);
    const all = await caller.credits.transfers({});
    expect(all.rows.map((row) => [row.to, row.amount, row.comment, row.state])).toEqual([
      ["City Museum", 20, null, "ON_HOLD"],
      ["Riverside Bank", 300, "PO 4711", "POSTED"],
    ]);
    expect(all.rows[0]?.by).toMatch(/^Claudia USER/);
    const found = async (search: string) => (await caller.credits.transfers({ search })).rows.map((row) => row.amount);
    expect(await found("museum")).toEqual([20]);
    expect(await found("4711")).toEqual([300]);
    expect(await found("300")).toEqual([300]);
    expect((await caller.credits.transfers({ filters: { to: "2020-01-01T00:00:00Z" } })).rows).toEqual([]);
    await asSystem(async (work) => {
      await work.tx.account.update({ where: { id: museum.id }, data: { status: "ACTIVATED" } });
      await postPendingFor(work, museum.id);
    });
    expect((await caller.credits.transfers({})).rows[0]?.state).toBe("POSTED");
    // The customer's statement names its supplier, whose row it may not read.
    const theirs = await callerOf(await aUser(bank.id));
    expect((await theirs.credits.statement({})).rows).toMatchObject([
      { kind: "TRANSFER", incoming: true, counterpart: reseller.companyName, balance: 300, available: 300 },
    ]);
    expect((await theirs.credits.statement({ search: reseller.companyName.toLowerCase() })).rows).toHaveLength(1);
    const mine = await caller.credits.statement({ limit: 2 });
    expect(mine.rows.map((row) => [row.phase, row.balance])).toEqual([
      ["POST", 680],
      ["PENDING", 700],
    ]);
  });

  test("rights: statement needs myAccount.view, transferring transferCredits; a customer has none of it", async () => {
    const reseller = await anAccount({ type: "RESELLER" });
    const customer = await anAccount({ parentId: reseller.id });
    await aLoad(reseller.id, 10);
    const input = { accountId: customer.id, amount: 1, idempotencyKey: newId() };
    const looker = await callerOf(await aUser(reseller.id, { accountRights: ["customerAccounts.view"] }));
    expect(await refusal(looker.credits.transfer(input))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await refusal(looker.credits.statement({}))).toMatchObject({ kind: "FORBIDDEN" });
    expect((await looker.credits.balance()).balance).toBe(10);
    const below = await callerOf(await aUser(customer.id));
    expect(await refusal(below.credits.transfer(input))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await refusal(below.credits.transfers({}))).toMatchObject({ kind: "FORBIDDEN" });
    const nobody = await callerOf(null);
    expect(await refusal(nobody.credits.balance())).toMatchObject({ kind: "UNAUTHENTICATED" });
  });

  test("a wrong amount is told at its field", async () => {
    const reseller = await anAccount({ type: "RESELLER" });
    const caller = await callerOf(await aUser(reseller.id));
    for (const amount of [0, 1.5, 1_000_001])
      await expect(
        caller.credits.transfer({ accountId: reseller.id, amount, idempotencyKey: newId() }),
      ).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  test("a transfer above what is available gives the numbers and is refused (R109, R121)", async () => {
    const reseller = await anAccount({ type: "RESELLER" });
    const customer = await anAccount({ parentId: reseller.id });
    await aLoad(reseller.id, 10);
    const caller = await callerOf(await aUser(reseller.id));
    const input = { accountId: customer.id, amount: 11, idempotencyKey: newId() };
    expect(await refusal(caller.credits.transfer(input))).toMatchObject({
      code: "credits.insufficient",
      params: { available: 10, needed: 11 },
    });
    await asAccount(reseller.id, (work) => transferCredits(work, { ...input, amount: 10 }));
  });
});
