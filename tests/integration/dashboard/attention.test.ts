import { anAccount, aUser } from "@tests/factories/accounts";
import { aCard, aSending } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aRevocation } from "@tests/factories/removals";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { callerOf } from "@tests/support/caller";
import { asAccount, asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { Prisma } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import { aPhone, aSentCard } from "../activation/phones";

const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);

async function aSentOne(site: { id: string; accountId: string }) {
  const card = await aCard(site, { configurationId: (await aConfiguration(site)).id });
  return { card, ...(await aSending(card.id)) };
}

test("cards not activated for 14 days are told with their site, and the list behind the link shows just them", async () => {
  const account = await anAccount();
  await aLoad(account.id, 100);
  const site = await aSite(account.id, { name: "London" });
  const user = await aUser(account.id);
  const { card } = await aSentOne(site);
  await aCard(site);
  expect((await (await callerOf(user, { now: inDays(13) })).dashboard.attention()).cards).toEqual([]);
  const later = await callerOf(user, { now: inDays(15) });
  expect((await later.dashboard.attention()).cards).toEqual([
    { what: "notActivated", siteId: site.id, site: "London", count: 1, more: false },
  ]);
  const { rows, total } = await later.cards.list({ siteId: site.id, filters: { attention: ["notActivated"] } });
  expect([rows.map((row) => row.id), total]).toEqual([[card.id], 1]);
});

test("an undelivered e-mail of the open link is told, not one of a link before it", async () => {
  const account = await anAccount();
  await aLoad(account.id, 100);
  const site = await aSite(account.id);
  const caller = await callerOf(await aUser(account.id));
  const { card, sendingId } = await aSentOne(site);
  const aMail = (status: "FAILED" | "BOUNCED", of: string) =>
    asSystem(({ tx, now }) =>
      tx.emailMessage.create({
        data: {
          id: newId(),
          accountId: account.id,
          kind: "card-sent",
          toAddress: "gone@example.com",
          locale: "en",
          status,
          cardId: card.id,
          sendingId: of,
          nextAttemptAt: now,
          createdAt: now,
        },
      }),
    );
  await aMail("FAILED", sendingId);
  await aMail("BOUNCED", sendingId);
  expect((await caller.dashboard.attention()).cards).toMatchObject([{ what: "notDelivered", count: 1 }]);
  const filters = { attention: ["notDelivered" as const] };
  expect((await caller.cards.list({ siteId: site.id, filters })).rows.map((row) => row.id)).toEqual([card.id]);
  await aSending(card.id);
  expect((await caller.dashboard.attention()).cards).toEqual([]);
  expect((await caller.cards.list({ siteId: site.id, filters })).rows).toEqual([]);
});

test("a revocation that no phone confirmed for 7 days is told until it is confirmed", async () => {
  const { site, card, token } = await aSentCard();
  await aPhone().activate(token);
  expect(await aRevocation(card.id)).toBe(true);
  const user = await aUser(site.accountId);
  expect((await (await callerOf(user, { now: inDays(6) })).dashboard.attention()).cards).toEqual([]);
  const later = await callerOf(user, { now: inDays(8) });
  expect((await later.dashboard.attention()).cards).toMatchObject([{ what: "revokeLate", count: 1 }]);
  const { rows } = await later.cards.list({ siteId: site.id, filters: { attention: ["revokeLate", "notDelivered"] } });
  expect(rows.map((row) => row.id)).toEqual([card.id]);
});

test("only sites whose cards the reader sees are told, and nothing of another account", async () => {
  const account = await anAccount();
  await aLoad(account.id, 100);
  const [open, closed] = [await aSite(account.id), await aSite(account.id)];
  await aSentOne(open);
  await aSentOne(closed);
  const narrow = await aUser(account.id, { siteRights: { [open.id]: ["cards.view"], [closed.id]: ["site.view"] } });
  const { cards } = await (await callerOf(narrow, { now: inDays(15) })).dashboard.attention();
  expect(cards.map((row) => row.siteId)).toEqual([open.id]);
  const stranger = await aUser((await anAccount()).id);
  expect((await (await callerOf(stranger, { now: inDays(15) })).dashboard.attention()).cards).toEqual([]);
});

test("R129 a reseller is told of customers at their threshold and of orders that wait, each with its right", async () => {
  const reseller = await anAccount({ type: "RESELLER" });
  const low = await anAccount({ parentId: reseller.id, creditThreshold: 10 });
  await anAccount({ parentId: reseller.id, creditThreshold: null });
  const well = await anAccount({ parentId: reseller.id, creditThreshold: 10 });
  await aLoad(well.id, 11);
  await (await callerOf(await aUser(low.id))).orders.place({ id: newId(), amount: 5, poNumber: "PO 1" });
  const full = await callerOf(await aUser(reseller.id));
  expect(await full.dashboard.attention()).toEqual({ cards: [], lowCustomers: 1, waitingOrders: 1 });
  const narrow = await callerOf(await aUser(reseller.id, { accountRights: ["users.view"] }));
  expect(await narrow.dashboard.attention()).toMatchObject({ lowCustomers: 0, waitingOrders: 0 });
});

test("P9 what waits is found through its own small index, whatever the number of cards", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  await asSystem(
    ({ tx, now }) =>
      tx.$executeRaw`INSERT INTO virtual_cards (id, account_id, site_id, kind, status, first_name, last_name, email, created_at)
      SELECT uuid_v7(), ${account.id}::uuid, ${site.id}::uuid, 'MOBILE_ID_PLUS', 'CREATED', 'A', 'B', 'x' || n || '@example.com', ${now}
      FROM generate_series(1, 20000) n`,
  );
  const plan = await asAccount(account.id, async ({ tx }) => {
    await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
    return tx.$queryRaw<{ "QUERY PLAN": string }[]>(
      Prisma.sql`EXPLAIN SELECT count(*) FROM virtual_cards c WHERE c.account_id = ${account.id}::uuid AND c.site_id = ${site.id}::uuid
        AND c.status = 'EMAIL_SENT' AND c.kind <> 'CONFIGURATION' AND c.sent_at < now()`,
    );
  });
  expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("virtual_cards_waiting");
});
