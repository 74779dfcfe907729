import { anAccount, aUser } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aSite } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { exported, sheetOf } from "@tests/support/files";
import { asAccount, asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { holdForCards, postHolds, refundCharges, transferCredits } from "@/modules/credits/server";
import { rollUpUsage } from "@/modules/history/server/usage/roll-up-usage";
import { newId } from "@/shared/kernel/ids";

const DAY = 86_400_000;
const all = { filters: {} };
/** Later than the accounts were made, so that they are as old as `days`. */
const after = (days: number) => new Date(Date.now() + days * DAY);

/** Charges an account for so many cards of a price, at a time; gives the charges. */
async function use(accountId: string, price: number, cards: number, at?: Date): Promise<string[]> {
  const holds = Array.from({ length: cards }, () => ({ cardId: newId(), sendingId: newId(), amount: price }));
  const held = await asAccount(accountId, (work) => holdForCards(work, holds), at);
  await asAccount(accountId, (work) => postHolds(work, [...held.values()]), at);
  return [...held.values()];
}

async function aSide(options: Parameters<typeof anAccount>[0]) {
  const account = await anAccount(options);
  const user = await aUser(account.id);
  return { ...account, user, portal: (now?: Date) => callerOf(user, { now }) };
}

test("a hold is not use, and not available; a young account is judged by a week", async () => {
  const customer = await aSide({});
  await aLoad(customer.id, 100);
  await asAccount(customer.id, (work) => holdForCards(work, [{ cardId: newId(), sendingId: newId(), amount: 30 }]));
  await use(customer.id, 7, 1);
  const forecast = await (await customer.portal()).credits.forecast();
  expect(forecast).toMatchObject({ available: 63, used: 7, counted: 7, daysLeft: 63 });
});

test("a reseller's use is what it transferred; it sees its customers by how long their credits last", async () => {
  const reseller = await aSide({ type: "RESELLER" });
  await aLoad(reseller.id, 10_000);
  const give = (accountId: string, amount: number) =>
    asAccount(reseller.id, (work) => transferCredits(work, { accountId, amount, idempotencyKey: newId() }));
  const named = (companyName: string) => aSide({ parentId: reseller.id, companyName });
  const [soon, later, never] = [await named("Soon"), await named("Later"), await named("Never")];
  await give(soon.id, 100);
  await give(later.id, 1_000);
  await give(never.id, 50);
  await use(soon.id, 5, 14); // 70 of 100 in a week: 10 a day, 30 left
  await use(later.id, 1, 7); // 1 a day, 993 left
  const portal = await reseller.portal();
  expect(await portal.credits.forecast()).toMatchObject({ used: 1_150, available: 8_850, daysLeft: 53 });
  const { rows } = await portal.customers.overview(all);
  expect(rows.map(({ companyName, daysLeft }) => [companyName, daysLeft])).toEqual([
    ["Soon", 3],
    ["Later", 993],
    ["Never", null],
  ]);
  // Each customer's own forecast says the same.
  for (const customer of [soon, later, never]) {
    const { used, daysLeft, counted } = await (await customer.portal()).credits.forecast();
    expect(rows.find(({ id }) => id === customer.id)).toMatchObject({ used, daysLeft, counted });
  }
  const down = await portal.customers.overview({ ...all, sort: { column: "daysLeft", direction: "desc" }, limit: 2 });
  expect(down.rows.map(({ companyName }) => companyName)).toEqual(["Never", "Later"]);
  const next = await portal.customers.overview({
    ...all,
    sort: { column: "daysLeft", direction: "desc" },
    limit: 2,
    cursor: down.nextCursor,
  });
  expect(next.rows.map(({ companyName }) => companyName)).toEqual(["Soon"]);
  const within = await portal.customers.overview({ filters: { within: "30" } });
  expect(within.rows.map(({ companyName }) => companyName)).toEqual(["Soon"]);
  expect((await portal.customers.overview({ filters: {}, search: "lat" })).rows).toHaveLength(1);
  const { cells } = await sheetOf((await exported(reseller.user, "customers-overview")).bytes);
  expect(cells.slice(2).map((row) => row[0])).toEqual(["Soon", "Later", "Never"]);
});

test("the roll-up: credits and cards of the whole tree beneath a reseller, without a name or id of its customers' customers", async () => {
  const top = await aSide({ type: "RESELLER" });
  const middle = await aSide({ type: "RESELLER", parentId: top.id, companyName: "Middle" });
  const bottom = await aSide({ type: "RESELLER", parentId: middle.id, companyName: "Secret bottom" });
  const leaf = await aSide({ parentId: bottom.id, companyName: "Secret leaf" });
  const own = await aSide({ parentId: top.id, companyName: "Own" });
  const gone = await anAccount({ parentId: bottom.id, status: "DELETED" });
  const stranger = await aSide({ type: "RESELLER" });
  for (const [account, amount] of [
    [middle, 100],
    [bottom, 20],
    [leaf, 7],
    [own, 3],
    [gone, 1_000],
    [stranger, 9_999],
  ] as const)
    await aLoad(account.id, amount);
  await asAccount(leaf.id, (work) => holdForCards(work, [{ cardId: newId(), sendingId: newId(), amount: 5 }]));
  const site = await aSite(leaf.id);
  await aCard(site);
  // A revoked card is one of them, and no active one; what a phone activates is counted by the same rows.
  const revoked = await aCard(site);
  await asSystem(({ tx, now }) =>
    tx.virtualCard.update({ where: { id: revoked.id }, data: { status: "REVOKED", revokedAt: now } }),
  );
  await asSystem(
    ({ tx }) => tx.$executeRaw`INSERT INTO site_counters (account_id, site_id, kind, status, slot, count)
      VALUES (${leaf.id}::uuid, ${site.id}::uuid, 'MOBILE_ID_PLUS', 'ACTIVATED', 0, 4), (${leaf.id}::uuid, ${site.id}::uuid, 'CONFIGURATION', 'ACTIVATED', 0, 9)`,
  );
  const portal = await top.portal();
  expect(await portal.customers.tree()).toEqual({ customers: 2, beneath: 2, credits: 130, cards: 6, active: 4 });
  const page = await portal.customers.overview(all);
  const row = page.rows.find(({ id }) => id === middle.id);
  expect(row).toMatchObject({ beneath: 2, treeCredits: 127, treeCards: 6, treeActive: 4, available: 100 });
  expect(page.rows.map(({ companyName }) => companyName).sort()).toEqual(["Middle", "Own"]);
  for (const secret of ["Secret", bottom.id, leaf.id]) expect(JSON.stringify(page)).not.toContain(secret);
  expect(await (await bottom.portal()).customers.tree()).toMatchObject({ customers: 1, beneath: 0, credits: 7 });
  expect(await (await stranger.portal()).customers.tree()).toMatchObject({ customers: 0, credits: 0 });
});

test("the rights: an overview needs customerAccounts.view, a forecast myAccount.view", async () => {
  const reseller = await anAccount({ type: "RESELLER" });
  const seller = await callerOf(await aUser(reseller.id, { accountRights: ["customerAccounts.view"] }));
  const clerk = await aUser(reseller.id, { accountRights: ["users.view"] });
  const portal = await callerOf(clerk);
  expect((await seller.customers.overview(all)).rows).toEqual([]);
  expect(await refusal(seller.credits.forecast())).toMatchObject({ kind: "FORBIDDEN" });
  for (const call of [
    () => portal.customers.overview(all),
    () => portal.customers.tree(),
    () => portal.credits.forecast(),
  ])
    expect(await refusal(call())).toMatchObject({ kind: "FORBIDDEN" });
  expect(await refusal(exported(clerk, "customers-overview"))).toMatchObject({ kind: "FORBIDDEN" });
});

// The last one: what is rolled up stays rolled up, for days of which the other tests know nothing yet.
test("the forecast of an account: what is available at the pace of its last 90 days, refunds taken off, live and rolled up alike", async () => {
  const customer = await aSide({});
  await aLoad(customer.id, 1_000);
  expect(await (await customer.portal()).credits.forecast()).toMatchObject({ used: 0, daysLeft: null, until: null });
  const charges = await use(customer.id, 5, 10, after(1));
  await asAccount(customer.id, (work) => refundCharges(work, charges.slice(0, 1)), after(2));
  const now = after(45);
  // 45 credits in 45 days: one a day; 955 are left.
  const want = { available: 955, used: 45, counted: 45, perDay: 1, daysLeft: 955 };
  const forecast = await (await customer.portal(new Date(now.getTime() - 3_600_000))).credits.forecast();
  expect(forecast).toMatchObject(want);
  expect(forecast.until?.slice(0, 10)).toBe(
    after(45 + 955)
      .toISOString()
      .slice(0, 10),
  );
  await rollUpUsage(() => now);
  expect(await (await customer.portal(new Date(now.getTime() - 3_600_000))).credits.forecast()).toMatchObject(want);
  // 100 days on, that use is forgotten.
  expect(await (await customer.portal(after(150))).credits.forecast()).toMatchObject({ used: 0, daysLeft: null });
});
