import "@/composition/emails";
import "@/composition/ports";
import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { aLoad } from "@tests/factories/credits";
import { callerOf, refusal } from "@tests/support/caller";
import { asAccount, asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import {
  checkLedgerJob,
  holdForCards,
  lastLedgerCheck,
  loadCredits,
  thresholdMailsJob,
  transferCredits,
  voidHolds,
} from "@/modules/credits/server";
import { pool } from "@/platform/db";
import { resolverOf } from "@/platform/email/registry";
import { newId } from "@/shared/kernel/ids";

const hold = (amount: number) => ({ cardId: newId(), sendingId: newId(), amount });
type Payload = { crossing: string; accountId: string; available: number; threshold: number };
const noJob = { attempt: 1, lastAttempt: false, addJob: (async () => {}) as never };

/** Crossings that wait to be told, of one account. */
async function crossings(accountId: string): Promise<Payload[]> {
  const { rows } = await pool().query(
    `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where t.identifier = 'credits-threshold' and payload->>'accountId' = $1 order by j.id`,
    [accountId],
  );
  return rows.map((row) => row.payload);
}
const tell = (payload: Payload | undefined) => thresholdMailsJob(payload as Payload, noJob);
const mailsOf = (accountId: string) =>
  asSystem(({ tx }) => tx.emailMessage.findMany({ where: { accountId }, orderBy: { id: "asc" } }));

describe("alert threshold (R129–R135)", () => {
  test("told once per crossing downwards, also when many sends cross it at once", async () => {
    const account = await anAccount({ creditThreshold: 50 });
    await aLoad(account.id, 100);
    await asAccount(account.id, (work) => holdForCards(work, [hold(49)]));
    expect(await crossings(account.id)).toEqual([]);
    const results = await Promise.all(
      Array.from({ length: 10 }, () => asAccount(account.id, (work) => holdForCards(work, [hold(1)]))),
    );
    expect(results).toHaveLength(10);
    expect(await crossings(account.id)).toMatchObject([{ available: 50, threshold: 50 }]);
    await aLoad(account.id, 20);
    await asAccount(account.id, (work) => holdForCards(work, [hold(11)]));
    expect(await crossings(account.id)).toHaveLength(2);
  });

  test("no alert without a threshold; releasing and posting cross nothing", async () => {
    const account = await anAccount();
    await aLoad(account.id, 10);
    const card = hold(10);
    const ids = await asAccount(account.id, (work) => holdForCards(work, [card]));
    await asAccount(account.id, (work) => voidHolds(work, [...ids.values()]));
    expect(await crossings(account.id)).toEqual([]);
  });

  test("a refused send tells nothing", async () => {
    const account = await anAccount({ creditThreshold: 5 });
    await aLoad(account.id, 8);
    await expect(asAccount(account.id, (work) => holdForCards(work, [hold(9)]))).rejects.toThrow();
    expect(await crossings(account.id)).toEqual([]);
  });

  test("the account and its supplier get one mail each, however often the job runs", async () => {
    const reseller = await anAccount({ type: "RESELLER", companyName: "Northgate Access" });
    const account = await anAccount({ parentId: reseller.id, creditThreshold: 5, locale: "fr" });
    await aLoad(account.id, 10);
    await asAccount(account.id, (work) => holdForCards(work, [hold(6)]));
    const [payload] = await crossings(account.id);
    await Promise.all([tell(payload), tell(payload)]);
    await tell(payload);
    const [own, supplier] = [await mailsOf(account.id), await mailsOf(reseller.id)];
    expect(own).toMatchObject([{ kind: "credits-threshold", toAddress: account.email, locale: "fr" }]);
    expect(supplier).toMatchObject([{ kind: "credits-threshold", toAddress: reseller.email, locale: "en" }]);
    const resolver = resolverOf("credits-threshold") as { resolve: (...args: unknown[]) => Promise<unknown> };
    const written = await asSystem((work) => resolver.resolve(work, supplier[0]));
    expect(written).toMatchObject({
      data: {
        accountName: account.companyName,
        available: 4,
        threshold: 5,
        own: false,
        creditsUrl: "https://portal.example.com/customers",
      },
    });
  });
});

describe("credits received", () => {
  test("a posted load and a posted transfer tell the receiver; a pending one does not yet", async () => {
    const reseller = await anAccount({ type: "RESELLER", companyName: "Northgate Access" });
    const customer = await anAccount({ parentId: reseller.id });
    const created = await anAccount({ parentId: reseller.id, status: "CREATED" });
    await theOperator();
    await asSystem((work) => loadCredits(work, { accountId: reseller.id, amount: 100, idempotencyKey: newId() }));
    const give = (accountId: string) => ({ accountId, amount: 10, comment: "PO 7", idempotencyKey: newId() });
    await asAccount(reseller.id, (work) => transferCredits(work, give(customer.id)));
    await asAccount(reseller.id, (work) => transferCredits(work, give(created.id)));
    expect(await mailsOf(created.id)).toEqual([]);
    const [loaded] = await mailsOf(reseller.id);
    const [transferred] = await mailsOf(customer.id);
    const resolver = resolverOf("credits-received") as { resolve: (...args: unknown[]) => Promise<unknown> };
    expect(await asSystem((work) => resolver.resolve(work, loaded))).toMatchObject({
      data: { senderName: "STid", amount: 100, balance: 90 },
    });
    expect(await asSystem((work) => resolver.resolve(work, transferred))).toMatchObject({
      data: { senderName: "Northgate Access", amount: 10, balance: 10, comment: "PO 7" },
    });
  });
});

test("the nightly check keeps what it found for the console", async () => {
  await checkLedgerJob({}, noJob);
  const check = await asSystem(lastLedgerCheck);
  expect(check?.differences).toEqual([]);
  expect(check?.entries).toBeGreaterThan(0);
});

test("R300 an account sets its own threshold, or turns it off, with its own right; history tells it", async () => {
  const account = await anAccount({ creditThreshold: 50 });
  const other = await anAccount({ creditThreshold: 7 });
  await aLoad(account.id, 60);
  const { credits } = await callerOf(await aUser(account.id, { accountRights: ["myAccount.view", "myAccount.edit"] }));
  expect(await credits.balance()).toMatchObject({ threshold: 50, reached: false });
  await credits.setThreshold({ threshold: 60 });
  expect(await credits.balance()).toMatchObject({ threshold: 60, reached: true });
  await credits.setThreshold({ threshold: 60 });
  await credits.setThreshold({ threshold: null });
  expect(await credits.balance()).toMatchObject({ threshold: null, reached: false });
  expect(await refusal(credits.setThreshold({ threshold: -1 }))).toMatchObject({ kind: "BAD_INPUT" });
  expect(await refusal(credits.setThreshold({ threshold: 0.5 }))).toMatchObject({ kind: "BAD_INPUT" });
  const reader = await callerOf(await aUser(account.id, { accountRights: ["myAccount.view"] }));
  expect(await refusal(reader.credits.setThreshold({ threshold: 1 }))).toMatchObject({ kind: "FORBIDDEN" });
  const told = await asSystem(({ tx }) =>
    tx.historyEntry.findMany({ where: { accountId: account.id }, orderBy: { id: "asc" } }),
  );
  expect(told.map(({ changes }) => changes)).toEqual([
    [{ field: "creditThreshold", from: 50, to: 60 }],
    [{ field: "creditThreshold", from: 60, to: null }],
  ]);
  expect(await asSystem(({ tx }) => tx.account.findUnique({ where: { id: other.id } }))).toMatchObject({
    creditThreshold: 7,
  });
});
