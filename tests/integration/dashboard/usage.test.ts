import { anAccount, aUser } from "@tests/factories/accounts";
import { aLoad } from "@tests/factories/credits";
import { aSite } from "@tests/factories/sites";
import { callerOf } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { rollUpUsage } from "@/modules/history/server";
import { Prisma } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import { aPhone, aSentCard } from "../activation/phones";

const DAY = 86_400_000;
type Caller = Awaited<ReturnType<typeof callerOf>>;
const usedDays = async (caller: Caller) =>
  (await caller.dashboard.usage()).filter((day) => day.used || day.refunded || day.activated);

test("R033 an activation counts on its day: its credits, its card; a card sent only does not", async () => {
  const { site, card, token } = await aSentCard();
  const caller = await callerOf(await aUser(site.accountId));
  expect(await usedDays(caller)).toEqual([]);
  await aPhone().activate(token);
  const all = await caller.dashboard.usage();
  expect(all).toHaveLength(90);
  const charged = await asSystem(({ tx }) =>
    tx.ledgerEntry.findFirst({ where: { cardId: card.id, phase: "POST" }, select: { amount: true } }),
  );
  expect(all.at(-1)).toMatchObject({ used: charged?.amount ?? 0, refunded: 0, activated: 1 });
  const blind = await callerOf(await aUser(site.accountId, { siteRights: { [site.id]: ["site.view"] } }));
  expect((await blind.dashboard.usage()).at(-1)).toMatchObject({ activated: 0 });
  const stranger = await callerOf(await aUser((await anAccount()).id));
  expect(await usedDays(stranger)).toEqual([]);
});

/** Transfers and activations on days of the past, as entries and history have them. */
async function aPast(days: number[]) {
  const reseller = await anAccount({ type: "RESELLER" });
  const customer = await anAccount({ parentId: reseller.id });
  const site = await aSite(customer.id);
  await aLoad(reseller.id, 1_000);
  for (const ago of days) {
    const at = new Date(Date.now() - ago * DAY);
    const id = newId();
    await asSystem(async ({ tx }) => {
      await tx.ledgerEntry.createMany({
        data: [
          {
            id,
            kind: "TRANSFER",
            phase: "SINGLE",
            sourceAccountId: reseller.id,
            sourceBucket: "MAIN",
            destAccountId: customer.id,
            destBucket: "MAIN",
            amount: 10,
            idempotencyKey: `past:${id}`,
            performerKind: "user",
            performerName: "Test",
            at,
          },
        ],
      });
      await tx.historyEntry.createMany({
        data: [
          {
            id: newId(),
            accountId: customer.id,
            at,
            page: "cards",
            action: "activation.activated",
            siteId: site.id,
            performerKind: "phone",
            performerName: "Phone",
          },
        ],
      });
    });
  }
  return { reseller, customer };
}

test("the roll-up changes nothing of what is shown, adds each day up once, and leaves the days that are not over", async () => {
  const { reseller, customer } = await aPast([0, 1, 3, 3, 40, 120]);
  const [above, below] = [await callerOf(await aUser(reseller.id)), await callerOf(await aUser(customer.id))];
  const [before, cards] = [await above.dashboard.usage(), await below.dashboard.usage()];
  expect(before.reduce((sum, day) => sum + day.used, 0)).toBe(50);
  expect(cards.reduce((sum, day) => sum + day.activated, 0)).toBe(5);
  // In the first hours of a day (UTC) the one before it is not over in every time zone.
  const night = new Date(Math.floor(Date.now() / DAY) * DAY + 1.6 * 3_600_000);
  const first = await rollUpUsage(() => night);
  expect(await rollUpUsage(() => night)).toBe(first);
  expect(await above.dashboard.usage()).toEqual(before);
  expect(await below.dashboard.usage()).toEqual(cards);
  const stored = await asSystem(({ tx }) =>
    tx.creditDay.findMany({ where: { accountId: reseller.id }, orderBy: { day: "asc" } }),
  );
  expect(stored.map((day) => Number(day.used))).toEqual([10, 10, 20]);
  // A day later the next day is added, and only that.
  await rollUpUsage(() => new Date(night.getTime() + DAY));
  const tomorrow = await callerOf(await aUser(reseller.id), { now: new Date(Date.now() + DAY) });
  expect((await tomorrow.dashboard.usage()).reduce((sum, day) => sum + day.used, 0)).toBe(50);
});

test("a day's figures come out of the account's own entries by index", async () => {
  const account = await anAccount();
  const plan = await asSystem(async ({ tx }) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    return tx.$queryRaw<{ "QUERY PLAN": string }[]>(
      Prisma.sql`EXPLAIN SELECT at, site_id FROM history_entries WHERE account_id = ${account.id}::uuid AND action = 'activation.activated' AND at > now()`,
    );
  });
  expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("history_entries_activations");
});
