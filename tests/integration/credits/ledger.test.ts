import { anAccount, theOperator } from "@tests/factories/accounts";
import { aLoad } from "@tests/factories/credits";
import { asAccount, asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import {
  balanceOf,
  cancelTransfer,
  forfeit,
  holdForCards,
  loadCredits,
  postHolds,
  postPendingFor,
  refundCharges,
  transferCredits,
  voidHolds,
  voidPendingFor,
} from "@/modules/credits/server";
import { newId } from "@/shared/kernel/ids";

const figures = async (accountId: string) => {
  const { balance, held, available } = await asSystem((work) => balanceOf(work, accountId));
  return { balance, held, available };
};
const give = (accountId: string, amount: number, more: { comment?: string; idempotencyKey?: string } = {}) => ({
  accountId,
  amount,
  idempotencyKey: newId(),
  ...more,
});
const hold = (amount: number) => ({ cardId: newId(), sendingId: newId(), amount });
const historyOf = (accountId: string) =>
  asSystem(async ({ tx }) =>
    (await tx.historyEntry.findMany({ where: { accountId }, orderBy: { id: "asc" } })).map((row) => row.action),
  );
const setStatus = (id: string, status: "ACTIVATED" | "DELETED" | "DISABLED") =>
  asSystem(({ tx }) => tx.account.update({ where: { id }, data: { status } }));

async function aReseller(credits: number) {
  const reseller = await anAccount({ type: "RESELLER" });
  if (credits > 0) await aLoad(reseller.id, credits);
  return reseller;
}

describe("loads", () => {
  test("a load to an Activated account of the operator is posted at once, with history on both sides", async () => {
    const account = await anAccount();
    const given = await asSystem((work) => loadCredits(work, give(account.id, 100, { comment: "First order" })));
    expect(given).toMatchObject({ pending: false, amount: 100 });
    expect(await figures(account.id)).toEqual({ balance: 100, held: 0, available: 100 });
    expect(await historyOf(account.id)).toEqual(["credits.received"]);
    expect(await historyOf((await theOperator()).id)).toContain("credits.loaded");
  });

  test("a load to a Created account waits for its activation", async () => {
    const account = await anAccount({ status: "CREATED" });
    await asSystem((work) => loadCredits(work, give(account.id, 100)));
    expect(await figures(account.id)).toEqual({ balance: 0, held: 0, available: 0 });
    await setStatus(account.id, "ACTIVATED");
    expect(await asSystem((work) => postPendingFor(work, account.id))).toBe(100);
    expect(await asSystem((work) => postPendingFor(work, account.id))).toBe(0);
    expect(await figures(account.id)).toEqual({ balance: 100, held: 0, available: 100 });
  });

  test.each(["DISABLED", "REQUESTED"] as const)("a load to a %s account is refused", async (status) => {
    const account = await anAccount({ status });
    await expect(asSystem((work) => loadCredits(work, give(account.id, 1)))).rejects.toMatchObject({
      code: "credits.receiverDisabled",
    });
  });

  test("a deleted account, and one that does not exist, are not found", async () => {
    const account = await anAccount({ status: "DELETED" });
    for (const id of [account.id, newId()])
      await expect(asSystem((work) => loadCredits(work, give(id, 1)))).rejects.toMatchObject({ kind: "NOT_FOUND" });
  });

  test("the operator loads its direct accounts only", async () => {
    const reseller = await aReseller(0);
    const customer = await anAccount({ parentId: reseller.id });
    await expect(asSystem((work) => loadCredits(work, give(customer.id, 1)))).rejects.toMatchObject({
      code: "credits.notDirect",
    });
  });

  test.each([0, -1, 1.5, 1_000_001, Number.NaN])("an amount of %s is refused and moves nothing", async (amount) => {
    const account = await anAccount();
    await expect(asSystem((work) => loadCredits(work, give(account.id, amount)))).rejects.toMatchObject({
      fields: { amount: "credits.amountForm" },
    });
    expect(await figures(account.id)).toEqual({ balance: 0, held: 0, available: 0 });
  });

  test("the same key and payload answer the same, 20 times at once; another payload is refused (I9)", async () => {
    const account = await anAccount();
    const input = give(account.id, 7);
    const answers = await Promise.all(Array.from({ length: 20 }, () => asSystem((work) => loadCredits(work, input))));
    expect(new Set(answers.map((answer) => answer.entryId)).size).toBe(1);
    expect(await figures(account.id)).toEqual({ balance: 7, held: 0, available: 7 });
    expect(await historyOf(account.id)).toEqual(["credits.received"]);
    await expect(asSystem((work) => loadCredits(work, { ...input, amount: 8 }))).rejects.toMatchObject({
      code: "credits.keyReused",
    });
  });
});

describe("transfers", () => {
  test("to an Activated customer: posted at once, history on both sides (R117–R123)", async () => {
    const reseller = await aReseller(100);
    const customer = await anAccount({ parentId: reseller.id });
    await asAccount(reseller.id, (work) => transferCredits(work, give(customer.id, 30, { comment: "PO 4711" })));
    expect(await figures(reseller.id)).toEqual({ balance: 70, held: 0, available: 70 });
    expect(await figures(customer.id)).toEqual({ balance: 30, held: 0, available: 30 });
    expect(await historyOf(reseller.id)).toEqual(["credits.transferred"]);
    expect(await historyOf(customer.id)).toEqual(["credits.received"]);
  });

  test("R127: displayed 4,500 with 1,500 for a new account leaves 3,000; the debit comes when the customer activates", async () => {
    const reseller = await aReseller(4_500);
    const created = await anAccount({ parentId: reseller.id, status: "CREATED" });
    const other = await anAccount({ parentId: reseller.id });
    await asAccount(reseller.id, (work) => transferCredits(work, give(created.id, 1_500)));
    expect(await figures(reseller.id)).toEqual({ balance: 4_500, held: 1_500, available: 3_000 });
    await expect(asAccount(reseller.id, (work) => transferCredits(work, give(other.id, 3_001)))).rejects.toMatchObject({
      code: "credits.insufficient",
      params: { available: 3_000, needed: 3_001 },
    });
    await setStatus(created.id, "ACTIVATED");
    await asSystem((work) => postPendingFor(work, created.id));
    expect(await figures(reseller.id)).toEqual({ balance: 3_000, held: 0, available: 3_000 });
    expect(await figures(created.id)).toEqual({ balance: 1_500, held: 0, available: 1_500 });
  });

  test("a pending transfer is cancelled by its sender once, and voided if the account is deleted before", async () => {
    const reseller = await aReseller(100);
    const customer = await anAccount({ parentId: reseller.id, status: "CREATED" });
    const first = await asAccount(reseller.id, (work) => transferCredits(work, give(customer.id, 10)));
    await asAccount(reseller.id, (work) => transferCredits(work, give(customer.id, 20)));
    await asAccount(reseller.id, (work) => cancelTransfer(work, first.entryId));
    await expect(asAccount(reseller.id, (work) => cancelTransfer(work, first.entryId))).rejects.toMatchObject({
      code: "credits.alreadyResolved",
    });
    expect(await figures(reseller.id)).toEqual({ balance: 100, held: 20, available: 80 });
    expect(await asSystem((work) => voidPendingFor(work, customer.id))).toBe(20);
    expect(await figures(reseller.id)).toEqual({ balance: 100, held: 0, available: 100 });
    expect(await historyOf(reseller.id)).toEqual([
      "credits.transferPending",
      "credits.transferPending",
      "credits.transferCancelled",
      "credits.transferVoided",
    ]);
  });

  test("cancel against activation: one wins, nothing is counted twice (I4)", async () => {
    for (let round = 0; round < 10; round++) {
      const reseller = await aReseller(10);
      const customer = await anAccount({ parentId: reseller.id, status: "CREATED" });
      const { entryId } = await asAccount(reseller.id, (work) => transferCredits(work, give(customer.id, 10)));
      await Promise.allSettled([
        asAccount(reseller.id, (work) => cancelTransfer(work, entryId)),
        asSystem(async (work) => {
          await work.tx.account.update({ where: { id: customer.id }, data: { status: "ACTIVATED" } });
          await postPendingFor(work, customer.id);
        }),
      ]);
      const sum = (await figures(reseller.id)).balance + (await figures(customer.id)).balance;
      expect(sum).toBe(10);
      expect((await figures(reseller.id)).held).toBe(0);
    }
  });

  test("somebody else's customer does not exist, nor its pending transfer", async () => {
    const reseller = await aReseller(100);
    const other = await aReseller(100);
    const customer = await anAccount({ parentId: other.id, status: "CREATED" });
    await expect(asAccount(reseller.id, (work) => transferCredits(work, give(customer.id, 1)))).rejects.toMatchObject({
      kind: "NOT_FOUND",
    });
    const { entryId } = await asAccount(other.id, (work) => transferCredits(work, give(customer.id, 1)));
    await expect(asAccount(reseller.id, (work) => cancelTransfer(work, entryId))).rejects.toMatchObject({
      kind: "NOT_FOUND",
    });
    await expect(asAccount(reseller.id, (work) => balanceOf(work, other.id))).rejects.toMatchObject({
      kind: "NOT_FOUND",
    });
  });

  test("two transfers that together exceed the balance: exactly one passes", async () => {
    const reseller = await aReseller(100);
    const customer = await anAccount({ parentId: reseller.id });
    const transfer = () => asAccount(reseller.id, (work) => transferCredits(work, give(customer.id, 60)));
    const results = await Promise.allSettled([transfer(), transfer()]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await figures(reseller.id)).toEqual({ balance: 40, held: 0, available: 40 });
  });

  test("a refused transfer leaves nothing behind", async () => {
    const reseller = await aReseller(5);
    const customer = await anAccount({ parentId: reseller.id });
    await expect(asAccount(reseller.id, (work) => transferCredits(work, give(customer.id, 6)))).rejects.toThrow();
    expect(await historyOf(reseller.id)).toEqual([]);
    expect(await asSystem(({ tx }) => tx.ledgerEntry.count({ where: { destAccountId: customer.id } }))).toBe(0);
  });
});

describe("charges of cards", () => {
  test.each([
    { balance: 4_500, held: 500, available: 4_000 },
    { balance: 100, held: 10, available: 90 },
    { balance: 50, held: 50, available: 0 },
  ])("R296, R298: $balance displayed, $held sent and not activated, $available available", async (row) => {
    const account = await anAccount();
    await aLoad(account.id, row.balance);
    const holds = Array.from({ length: row.held / 5 }, () => hold(5));
    const ids = await asAccount(account.id, (work) => holdForCards(work, holds));
    expect(ids.size).toBe(holds.length);
    expect(await figures(account.id)).toEqual(row);
  });

  test("hold, post, refund once (I6); a second refund is refused", async () => {
    const account = await anAccount();
    await aLoad(account.id, 5);
    const card = hold(5);
    const holdId = (await asAccount(account.id, (work) => holdForCards(work, [card]))).get(card.cardId) as string;
    const charge = (await asAccount(account.id, (work) => postHolds(work, [holdId]))).get(holdId) as string;
    expect(await figures(account.id)).toEqual({ balance: 0, held: 0, available: 0 });
    expect(await asAccount(account.id, (work) => refundCharges(work, [charge]))).toBe(5);
    await expect(asAccount(account.id, (work) => refundCharges(work, [holdId]))).rejects.toMatchObject({
      code: "credits.alreadyRefunded",
    });
    expect(await figures(account.id)).toEqual({ balance: 5, held: 0, available: 5 });
  });

  test("a hold is resolved once: void ∥ post, one winner each time (I4)", async () => {
    const account = await anAccount();
    await aLoad(account.id, 500);
    for (let round = 0; round < 20; round++) {
      const card = hold(5);
      const holdId = (await asAccount(account.id, (work) => holdForCards(work, [card]))).get(card.cardId) as string;
      const results = await Promise.allSettled([
        asAccount(account.id, (work) => voidHolds(work, [holdId])),
        asAccount(account.id, (work) => postHolds(work, [holdId])),
      ]);
      expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
      const lost = results.find((result) => result.status === "rejected") as PromiseRejectedResult;
      expect(lost.reason).toMatchObject({ code: "credits.alreadyResolved" });
    }
    expect((await figures(account.id)).held).toBe(0);
  });

  test("the last credits: 50 sends at once of which 20 are possible give exactly 20 holds", async () => {
    const account = await anAccount();
    await aLoad(account.id, 104);
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => asAccount(account.id, (work) => holdForCards(work, [hold(5)]))),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(20);
    expect(await figures(account.id)).toEqual({ balance: 104, held: 100, available: 4 });
  });

  test("free cards make no entry; a batch that is too dear holds nothing", async () => {
    const account = await anAccount();
    expect((await asAccount(account.id, (work) => holdForCards(work, [hold(0)]))).size).toBe(0);
    await aLoad(account.id, 9);
    await expect(asAccount(account.id, (work) => holdForCards(work, [hold(5), hold(5)]))).rejects.toMatchObject({
      code: "credits.insufficient",
      params: { available: 9, needed: 10 },
    });
    expect(await figures(account.id)).toEqual({ balance: 9, held: 0, available: 9 });
  });

  test("another account's hold can't be released", async () => {
    const [mine, other] = [await anAccount(), await anAccount()];
    await aLoad(other.id, 5);
    const card = hold(5);
    const holdId = (await asAccount(other.id, (work) => holdForCards(work, [card]))).get(card.cardId) as string;
    await expect(asAccount(mine.id, (work) => voidHolds(work, [holdId]))).rejects.toMatchObject({ kind: "NOT_FOUND" });
    expect((await figures(other.id)).held).toBe(5);
  });
});

describe("the end of an account", () => {
  test("what is left is forfeited; a hold voided and a charge refunded later are forfeited at once", async () => {
    const account = await anAccount();
    await aLoad(account.id, 100);
    const cards = [hold(5), hold(5)];
    const ids = await asAccount(account.id, (work) => holdForCards(work, cards));
    const [first, second] = cards.map((card) => ids.get(card.cardId) as string);
    await asAccount(account.id, (work) => postHolds(work, [first as string]));
    await setStatus(account.id, "DELETED");
    expect(await asSystem((work) => forfeit(work, account.id))).toBe(90);
    await asSystem((work) => voidHolds(work, [second as string]));
    await asSystem((work) => refundCharges(work, [first as string]));
    expect(await figures(account.id)).toEqual({ balance: 0, held: 0, available: 0 });
    const forfeited = await asSystem(({ tx }) =>
      tx.creditBalance.findUniqueOrThrow({ where: { accountId: account.id } }),
    );
    expect(forfeited.forfeited).toBe(100n);
  });

  test("a reseller's pending transfers go with it", async () => {
    const reseller = await aReseller(50);
    const customer = await anAccount({ parentId: reseller.id, status: "CREATED" });
    await asAccount(reseller.id, (work) => transferCredits(work, give(customer.id, 20)));
    await setStatus(reseller.id, "DELETED");
    await asSystem((work) => forfeit(work, reseller.id));
    expect(await figures(reseller.id)).toEqual({ balance: 0, held: 0, available: 0 });
    await setStatus(customer.id, "ACTIVATED");
    expect(await asSystem((work) => postPendingFor(work, customer.id))).toBe(0);
  });
});
