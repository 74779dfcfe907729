import { anAccount, aUser } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aConfiguration } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { exported, sheetOf } from "@tests/support/files";
import { asSystem } from "@tests/support/system";
import { afterEach, describe, expect, test } from "vitest";
import { cardBulks } from "@/modules/cards/server";
import { configurationCardBulks } from "@/modules/configurators/server";
import { bulkJob } from "@/modules/delivery/server";
import { aPortal, creditsOf, everything, type Portal } from "../cards/portal";

const job = { attempt: 1, lastAttempt: false, addJob: (() => {}) as never };
const ALL = { by: "filter" as const, filters: {} };

/** Cards on the database's fast way; Mobile ID+ unless told, e-mails in the order of their numbers. */
async function many(portal: Portal, count: number, kind: "MOBILE_ID_PLUS" | "PRIVATE_ID" = "MOBILE_ID_PLUS") {
  const configuration = kind === "PRIVATE_ID" ? portal.configuration.id : null;
  await asSystem(
    ({ tx, now }) => tx.$executeRaw`
      INSERT INTO virtual_cards (id, account_id, site_id, kind, status, configuration_id, private_id, first_name, last_name, email, created_at)
      SELECT uuid_v7(), ${portal.account.id}::uuid, ${portal.site.id}::uuid, ${kind}::card_kind, 'CREATED', ${configuration}::uuid,
        CASE WHEN ${kind} = 'PRIVATE_ID' THEN (700000 + n)::text END, 'N', lpad(n::text, 6, '0'), ${kind} || n || '@example.com', ${now}
      FROM generate_series(1, ${count}::int) AS n`,
  );
}
const batches = (bulkId: string) =>
  asSystem(({ tx }) => tx.bulkBatch.findMany({ where: { actionId: bulkId }, orderBy: { position: "asc" } }));

/** A customer with bulk actions; `run` is the job as the worker runs it. */
async function aPortalOfMany(options: { credits?: number } = {}) {
  const portal = await aPortal(options);
  const caller = await callerOf(portal.user);
  const run = (bulkId: string, user = portal.user) =>
    bulkJob([cardBulks, configurationCardBulks])(
      { accountId: portal.account.id, bulkId, performer: { kind: "user", id: user.id, name: "Test USER" } },
      job,
    );
  const get = (bulkId: string) => caller.cardBulks.get({ ...portal.at, bulkId });
  return { ...portal, caller, bulks: caller.cardBulks, run, get };
}

async function withPrices(prices: { privateIdPrice?: number; mobileIdPlusPrice?: number }) {
  await asSystem(({ tx }) => tx.operatorSettings.updateMany({ data: prices }));
}
afterEach(() => withPrices({ privateIdPrice: 5, mobileIdPlusPrice: 1 }));

describe("all that match the filter, by a job", () => {
  test("R205 R207 2,345 cards: kept in batches, all held and queued, one sending, one mail and one history row each", async () => {
    const portal = await aPortalOfMany({ credits: 2_345 });
    await many(portal, 2_345);
    const { bulkId } = await portal.bulks.send({ ...portal.at, selection: ALL, total: 2_345 });
    expect((await batches(bulkId)).map((batch) => batch.cardIds.length)).toEqual([1_000, 1_000, 345]);
    expect(await portal.get(bulkId)).toMatchObject({ state: "RUNNING", total: 2_345, done: 0, failed: 0 });
    expect(await portal.bulks.list(portal.at)).toMatchObject([{ id: bulkId, action: "send", state: "RUNNING" }]);

    await portal.run(bulkId);
    expect(await portal.get(bulkId)).toMatchObject({
      state: "DONE",
      done: 2_345,
      failed: 0,
      credits: 2_345,
      failure: null,
    });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 0, held: 2_345, spent: 0 });
    const rows = await everything(portal.account.id);
    expect(rows.cards.every((card) => card.status === "EMAIL_SENT")).toBe(true);
    expect(new Set(rows.sendings.map((sending) => sending.cardId)).size).toBe(2_345);
    expect(new Set(rows.mails.map((mail) => mail.cardId)).size).toBe(2_345);
    expect(rows.history.filter((entry) => entry.action === "cards.send")).toHaveLength(2_345);
    expect(rows.history[0]).toMatchObject({ performerName: "Test USER" });

    // The job again, as after a crash between its last commit and its end: nothing happens.
    await portal.run(bulkId);
    expect(await everything(portal.account.id)).toEqual(rows);
  });

  test("R306 those that don't qualify are told by their reasons; cards added afterwards are none of it", async () => {
    const portal = await aPortalOfMany();
    await many(portal, 3);
    const [first] = (await portal.cards.list({ ...portal.at, limit: 1 })).rows;
    await portal.cards.send({ ...portal.at, selection: { by: "cards", cards: [{ id: first?.id as string }] } });
    const { bulkId } = await portal.bulks.withdraw({ ...portal.at, selection: ALL });
    await many(portal, 2, "PRIVATE_ID");
    await portal.run(bulkId);
    expect(await portal.get(bulkId)).toMatchObject({
      state: "DONE",
      total: 1,
      done: 1,
      skipped: [{ code: "cards.notSent", count: 2 }],
    });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 100, held: 0, spent: 0 });
    expect(await refusal(portal.bulks.withdraw({ ...portal.at, selection: ALL }))).toMatchObject({ code: "bulk.none" });
  });

  test("R207 credits do not reach: refused with what is missing; as many as possible in the table's order; the rest tried again", async () => {
    const portal = await aPortalOfMany({ credits: 1_200 });
    await many(portal, 1_500);
    const selection = { ...ALL, sort: { column: "lastName" as const, direction: "asc" as const } };
    expect(await refusal(portal.bulks.send({ ...portal.at, selection, total: 1_500 }))).toMatchObject({
      code: "cards.insufficient",
      params: { available: 1_200, needed: 1_500 },
    });
    const { bulkId } = await portal.bulks.send({ ...portal.at, selection, total: 1_500, asManyAsPossible: true });
    await portal.run(bulkId);
    expect(await portal.get(bulkId)).toMatchObject({
      state: "DONE",
      done: 1_200,
      failed: 300,
      reasons: [{ code: "cards.noCredits", count: 300 }],
    });
    const rows = await everything(portal.account.id);
    const sent = rows.cards.filter((card) => card.status === "EMAIL_SENT").map((card) => card.lastName);
    expect(sent.sort().at(-1)).toBe("001200");
    const left = await portal.bulks.failures({ ...portal.at, bulkId });
    expect(left).toHaveLength(200);
    expect(left[0]).toMatchObject({
      name: "N 001201",
      email: "MOBILE_ID_PLUS1201@example.com",
      code: "cards.noCredits",
    });

    const again = { by: "bulk" as const, bulkId };
    expect(await portal.cards.preview({ ...portal.at, action: "send", selection: again })).toMatchObject({
      selected: 300,
      qualifies: 300,
      cost: 300,
      available: 0,
    });
    await aLoad(portal.account.id, 300);
    const retry = await portal.bulks.send({ ...portal.at, selection: again, total: 300 });
    await portal.run(retry.bulkId);
    expect(await portal.get(retry.bulkId)).toMatchObject({ state: "DONE", done: 300 });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 0, held: 1_500, spent: 0 });
    expect(await portal.get(bulkId)).toMatchObject({ retried: true });
    expect(await refusal(portal.bulks.send({ ...portal.at, selection: again }))).toMatchObject({
      code: "bulk.retried",
    });
  });

  test("R297 out of credits, cards that cost nothing are sent again all the same", async () => {
    const portal = await aPortalOfMany({ credits: 1 });
    await many(portal, 2);
    const selection = { ...ALL, sort: { column: "lastName" as const, direction: "desc" as const } };
    const first = await portal.bulks.send({ ...portal.at, selection, asManyAsPossible: true });
    await portal.run(first.bulkId);
    const turned = { ...ALL, sort: { column: "lastName" as const, direction: "asc" as const } };
    const second = await portal.bulks.send({ ...portal.at, selection: turned, asManyAsPossible: true });
    await portal.run(second.bulkId);
    expect(await portal.get(second.bulkId)).toMatchObject({ done: 1, failed: 1 });
    expect((await everything(portal.account.id)).sendings.map((sending) => sending.state)).toEqual([
      "REPLACED",
      "OPEN",
    ]);
  });

  test("a price that changed before the click refuses with the new total; one that changes while it runs stops it, and the rest can go on", async () => {
    const portal = await aPortalOfMany({ credits: 10_000 });
    await many(portal, 1_100);
    await withPrices({ mobileIdPlusPrice: 2 });
    expect(await refusal(portal.bulks.send({ ...portal.at, selection: ALL, total: 1_100 }))).toMatchObject({
      code: "cards.priceChanged",
      params: { total: 2_200 },
    });
    const { bulkId } = await portal.bulks.send({ ...portal.at, selection: ALL, total: 2_200 });
    await withPrices({ mobileIdPlusPrice: 3 });
    await portal.run(bulkId);
    expect(await portal.get(bulkId)).toMatchObject({ state: "FAILED", done: 0, failure: "cards.priceChanged" });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 10_000, held: 0, spent: 0 });
    const retry = await portal.bulks.send({ ...portal.at, selection: { by: "bulk", bulkId }, total: 3_300 });
    await portal.run(retry.bulkId);
    expect(await portal.get(retry.bulkId)).toMatchObject({ state: "DONE", done: 1_100, credits: 3_300 });
  });

  test("cancelled: what is done stays done, the rest stays as it is and can be gone on with", async () => {
    const portal = await aPortalOfMany({ credits: 2_000 });
    await many(portal, 1_500);
    const { bulkId } = await portal.bulks.send({ ...portal.at, selection: ALL });
    await portal.bulks.cancel({ ...portal.at, bulkId });
    await portal.run(bulkId);
    expect(await portal.get(bulkId)).toMatchObject({ state: "CANCELLED", done: 0, total: 1_500 });
    expect((await everything(portal.account.id)).sendings).toEqual([]);
    expect(await refusal(portal.bulks.cancel({ ...portal.at, bulkId }))).toMatchObject({ code: "bulk.over" });
    const preview = await portal.cards.preview({ ...portal.at, action: "send", selection: { by: "bulk", bulkId } });
    expect(preview).toMatchObject({ selected: 1_500, qualifies: 1_500 });
    await portal.bulks.dismiss({ ...portal.at, bulkId });
    expect(await portal.bulks.list(portal.at)).toEqual([]);
  });

  test("cards picked as they were seen: one that changed meanwhile is left and told; the workbook names it", async () => {
    const portal = await aPortalOfMany();
    await many(portal, 3);
    const { rows } = await portal.cards.list(portal.at);
    const [one] = rows;
    const cards = rows.map(({ id, phase }) => ({ id, phase }));
    const { bulkId } = await portal.bulks.send({ ...portal.at, selection: { by: "cards", cards }, total: 3 });
    await portal.cards.delete({ ...portal.at, selection: { by: "cards", cards: [{ id: one?.id as string }] } });
    await portal.run(bulkId);
    expect(await portal.get(bulkId)).toMatchObject({
      done: 2,
      failed: 1,
      reasons: [{ code: "cards.notFound", count: 1 }],
    });
    const { bytes } = await exported(portal.user, "cards-bulk-left", `siteId=${portal.site.id}&bulkId=${bulkId}`);
    const { cells } = await sheetOf(bytes);
    expect(JSON.stringify(cells)).toContain(one?.email);
  });
});

describe("rights and tenants", () => {
  test("the right of the action is needed to start, to stop, and in every batch: taken away meanwhile, nothing more is written", async () => {
    const portal = await aPortalOfMany({ credits: 2_000 });
    await many(portal, 1_100);
    const user = await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["sendCards", "cards.view"] } });
    const viewer = await callerOf(await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["cards.view"] } }));
    expect(await refusal(viewer.cardBulks.send({ ...portal.at, selection: ALL }))).toMatchObject({ kind: "FORBIDDEN" });
    const { bulkId } = await (await callerOf(user)).cardBulks.send({ ...portal.at, selection: ALL });
    expect(await viewer.cardBulks.list(portal.at)).toHaveLength(1);
    expect(await refusal(viewer.cardBulks.cancel({ ...portal.at, bulkId }))).toMatchObject({ kind: "FORBIDDEN" });
    await asSystem(({ tx }) =>
      tx.profileSiteRights.updateMany({ where: { profileId: user.profileId }, data: { rights: ["cards.view"] } }),
    );
    await portal.run(bulkId, user);
    expect(await portal.get(bulkId)).toMatchObject({ state: "FAILED", failure: "shared.forbidden", done: 0 });
    expect((await everything(portal.account.id)).sendings).toEqual([]);
  });

  test("another customer's bulk action, and one of configuration cards asked for as user cards, do not exist", async () => {
    const portal = await aPortalOfMany();
    await many(portal, 1);
    const { bulkId } = await portal.bulks.send({ ...portal.at, selection: ALL });
    const other = await aPortalOfMany();
    expect(await refusal(other.get(bulkId))).toMatchObject({ kind: "NOT_FOUND" });
    expect(await refusal(other.bulks.cancel({ ...other.at, bulkId }))).toMatchObject({ kind: "NOT_FOUND" });
    expect(await refusal(other.bulks.send({ ...other.at, selection: { by: "bulk", bulkId } }))).toMatchObject({
      kind: "NOT_FOUND",
    });
    const stranger = await callerOf(await aUser((await anAccount()).id));
    expect(await refusal(stranger.cardBulks.list(portal.at))).toMatchObject({ kind: "NOT_FOUND" });
    expect(await refusal(portal.caller.configurationCardBulks.get({ ...portal.at, bulkId }))).toMatchObject({
      kind: "NOT_FOUND",
    });
  });
});

test("R265 R280 configuration cards by the same code: sent free of charge, deleted in every status", async () => {
  const portal = await aPortalOfMany({ credits: 0 });
  const configurator = await portal.caller.configurators.add({
    ...portal.at,
    ...{ firstName: "Ines", lastName: "STALL", email: "ines@example.com" },
  });
  for (let n = 0; n < 3; n++) {
    const { id } = await aConfiguration(portal.site);
    await aCard(portal.site, {
      kind: "CONFIGURATION",
      configurationId: id,
      configuratorId: configurator.id,
      email: "ines@example.com",
    });
  }
  const bulks = portal.caller.configurationCardBulks;
  const sending = await bulks.send({ ...portal.at, selection: ALL });
  await portal.run(sending.bulkId);
  expect(await bulks.get({ ...portal.at, bulkId: sending.bulkId })).toMatchObject({
    state: "DONE",
    done: 3,
    credits: 0,
  });
  const deleting = await bulks.delete({ ...portal.at, selection: ALL });
  await portal.run(deleting.bulkId);
  const rows = await everything(portal.account.id);
  expect(rows.cards.map((card) => card.status)).toEqual(["DELETED", "DELETED", "DELETED"]);
  expect(rows.mails.filter((mail) => mail.kind === "card-sent")).toHaveLength(3);
});
