import { anAccount, aUser } from "@tests/factories/accounts";
import { aLoad } from "@tests/factories/credits";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { afterEach, describe, expect, test } from "vitest";
import { aPortal, blue, creditsOf, everything, orange, type Portal, pick, seen } from "./portal";

async function aBlue(portal: Portal) {
  return (await portal.cards.add({ ...portal.at, card: blue(portal) })).id;
}
async function anOrange(portal: Portal) {
  return (await portal.cards.add({ ...portal.at, card: orange() })).id;
}
/** Cards on the database's fast way, for tests of many. */
async function manyBlue(portal: Portal, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) ids.push(await aBlue(portal));
  return ids;
}

async function withPrices(prices: { privateIdPrice?: number; mobileIdPlusPrice?: number }) {
  await asSystem(({ tx }) => tx.operatorSettings.updateMany({ data: prices }));
}
afterEach(() => withPrices({ privateIdPrice: 5, mobileIdPlusPrice: 1 }));

describe("sending", () => {
  test("R205 R208 R295 a private-ID card: 5 credits on hold, a link, a mail, Created and Email Sent", async () => {
    const portal = await aPortal();
    const id = await aBlue(portal);
    const result = await portal.cards.send({ ...portal.at, selection: pick(id), total: 5 });
    expect(result).toEqual({ done: 1, credits: 5, outcomes: [{ cardId: id, ok: true, phase: "EMAIL_SENT" }] });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 5, spent: 0 });
    const rows = await everything(portal.account.id);
    const [card] = rows.cards;
    expect(rows.sendings).toMatchObject([
      { id: card?.sendingId, cardId: id, state: "OPEN", price: 5, separateCode: false },
    ]);
    const days = (Number(rows.sendings[0]?.expiresAt) - Number(rows.sendings[0]?.createdAt)) / 86_400_000;
    expect(days).toBe(30);
    expect(rows.entries.filter((entry) => entry.kind === "CARD")).toMatchObject([
      {
        id: card?.chargeId,
        phase: "PENDING",
        amount: 5,
        cardId: id,
        sendingId: card?.sendingId,
        idempotencyKey: `card-hold:${card?.sendingId}`,
      },
    ]);
    expect(rows.mails).toMatchObject([
      {
        kind: "card-sent",
        toAddress: card?.email,
        status: "QUEUED",
        cardId: id,
        sendingId: card?.sendingId,
        locale: "en",
        data: { again: false },
      },
    ]);
    expect(rows.history.map((entry) => entry.action)).toEqual(["cards.add", "cards.send"]);
  });

  test("R205 several kinds at once: each its price; one mail each", async () => {
    const portal = await aPortal();
    const ids = [await aBlue(portal), await anOrange(portal), await anOrange(portal)];
    await portal.cards.send({ ...portal.at, selection: pick(...ids), total: 7 });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 93, held: 7, spent: 0 });
    expect((await everything(portal.account.id)).mails).toHaveLength(3);
  });

  test("R242 R297 sending again: a new link replaces the old one, no entry, also at available 0", async () => {
    const portal = await aPortal({ credits: 5 });
    const id = await aBlue(portal);
    await portal.cards.send({ ...portal.at, selection: pick(id) });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 0, held: 5, spent: 0 });
    const before = await everything(portal.account.id);
    expect(await portal.cards.send({ ...portal.at, selection: pick(id), total: 0 })).toMatchObject({
      done: 1,
      credits: 0,
    });
    const after = await everything(portal.account.id);
    expect(after.entries).toEqual(before.entries);
    expect(after.cards[0]?.chargeId).toBe(before.cards[0]?.chargeId);
    expect(after.sendings.map((sending) => sending.state)).toEqual(["REPLACED", "OPEN"]);
    expect(after.mails.at(-1)?.data).toMatchObject({ again: true, sendingId: after.cards[0]?.sendingId });
  });

  test("R296 R298 the manual's three examples", async () => {
    for (const [loaded, sent, available] of [
      [450, 50, 400],
      [100, 10, 90],
      [50, 50, 0],
    ] as const) {
      const portal = await aPortal({ credits: loaded });
      const ids = await manyBlue(portal, sent / 5);
      await portal.cards.send({ ...portal.at, selection: pick(...ids) });
      const { available: left, held } = await creditsOf(portal.account.id);
      expect([left, held]).toEqual([available, sent]);
      expect((await portal.cards.send({ ...portal.at, selection: pick(...ids), total: 0 })).done).toBe(ids.length);
      expect(await creditsOf(portal.account.id)).toEqual({ available, held: sent, spent: 0 });
    }
  });

  test("R207 not enough for all: refused with what is available, and nothing is left behind", async () => {
    const portal = await aPortal({ credits: 14 });
    const ids = await manyBlue(portal, 3);
    const before = await everything(portal.account.id);
    expect(await refusal(portal.cards.send({ ...portal.at, selection: pick(...ids), total: 15 }))).toMatchObject({
      kind: "REFUSED",
      code: "cards.insufficient",
      params: { available: 14, needed: 15 },
    });
    expect(await everything(portal.account.id)).toEqual(before);
  });

  test("R207 as many as possible, in the table's order; the others say why", async () => {
    const portal = await aPortal({ credits: 14 });
    const ids = await manyBlue(portal, 3);
    const order = [ids[2], ids[0], ids[1]] as string[];
    const result = await portal.cards.send({
      ...portal.at,
      selection: pick(...order),
      total: 15,
      asManyAsPossible: true,
    });
    expect(result.outcomes).toEqual([
      { cardId: order[0], ok: true, phase: "EMAIL_SENT" },
      { cardId: order[1], ok: true, phase: "EMAIL_SENT" },
      { cardId: order[2], ok: false, code: "cards.noCredits", phase: "CREATED" },
    ]);
    expect(await creditsOf(portal.account.id)).toEqual({ available: 4, held: 10, spent: 0 });
  });

  test("a price that changed meanwhile is refused with the new total; a sent card keeps its own", async () => {
    const portal = await aPortal();
    const [first, second] = (await manyBlue(portal, 2)) as [string, string];
    await portal.cards.send({ ...portal.at, selection: seen("CREATED", first), total: 5 });
    await withPrices({ privateIdPrice: 7 });
    expect(
      await refusal(portal.cards.send({ ...portal.at, selection: seen("CREATED", second), total: 5 })),
    ).toMatchObject({
      kind: "CONFLICT",
      code: "cards.priceChanged",
      params: { total: 7 },
    });
    await portal.cards.send({ ...portal.at, selection: seen("CREATED", second), total: 7 });
    await portal.cards.withdraw({ ...portal.at, selection: pick(first, second) });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 100, held: 0, spent: 0 });
  });

  test("price 0 makes no entry", async () => {
    await withPrices({ mobileIdPlusPrice: 0 });
    const portal = await aPortal({ credits: 0 });
    const id = await anOrange(portal);
    expect(await portal.cards.send({ ...portal.at, selection: pick(id), total: 0 })).toMatchObject({ done: 1 });
    const rows = await everything(portal.account.id);
    expect(rows.entries).toEqual([]);
    expect(rows.cards).toMatchObject([{ status: "EMAIL_SENT", chargeId: null }]);
    await portal.cards.withdraw({ ...portal.at, selection: pick(id) });
    expect((await everything(portal.account.id)).cards).toMatchObject([{ status: "CREATED" }]);
  });

  test("all that match a filter, in the table's order, without those taken out", async () => {
    const portal = await aPortal({ credits: 6 });
    const a = await portal.cards.add({ ...portal.at, card: blue(portal, { lastName: "ARMSTRONG" }) });
    const b = await portal.cards.add({ ...portal.at, card: blue(portal, { lastName: "BRADLEY" }) });
    const c = await portal.cards.add({ ...portal.at, card: blue(portal, { lastName: "CARTER" }) });
    const d = await anOrange(portal);
    const selection = {
      by: "filter" as const,
      filters: { kind: ["PRIVATE_ID" as const] },
      sort: { column: "lastName" as const, direction: "desc" as const },
      except: [c.id],
    };
    expect(await portal.cards.preview({ ...portal.at, action: "send", selection })).toMatchObject({
      selected: 2,
      qualifies: 2,
      cost: 10,
      available: 6,
    });
    const result = await portal.cards.send({ ...portal.at, selection, asManyAsPossible: true });
    expect(result.outcomes).toEqual([
      { cardId: b.id, ok: true, phase: "EMAIL_SENT" },
      { cardId: a.id, ok: false, code: "cards.noCredits", phase: "CREATED" },
    ]);
    const rows = await everything(portal.account.id);
    expect(rows.cards.find((card) => card.id === d)?.status).toBe("CREATED");
  });

  test("a mix of statuses: told beforehand, answered per card", async () => {
    const portal = await aPortal();
    const [fresh, sent, gone] = (await manyBlue(portal, 3)) as [string, string, string];
    await portal.cards.send({ ...portal.at, selection: pick(sent) });
    await portal.cards.delete({ ...portal.at, selection: pick(gone) });
    const selection = pick(fresh, sent, gone);
    expect(await portal.cards.preview({ ...portal.at, action: "send", selection })).toEqual({
      selected: 3,
      qualifies: 2,
      refused: [{ code: "cards.notFound", count: 1 }],
      cost: 5,
      again: 1,
      available: 95,
      lost: 0,
      back: 0,
    });
    expect(await portal.cards.preview({ ...portal.at, action: "withdraw", selection })).toMatchObject({
      qualifies: 1,
      back: 5,
    });
    expect(
      (await portal.cards.send({ ...portal.at, selection, total: 5 })).outcomes.map((outcome) => outcome.ok),
    ).toEqual([true, true, false]);
  });

  test("rights and tenants: viewing is not sending; a foreign site, and a foreign card on one's own site, do not exist", async () => {
    const portal = await aPortal();
    const other = await aPortal();
    const id = await aBlue(portal);
    const before = await everything(portal.account.id);
    const viewer = await callerOf(await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["cards.edit"] } }));
    expect(await refusal(viewer.cards.send({ ...portal.at, selection: pick(id) }))).toMatchObject({
      kind: "FORBIDDEN",
    });
    const stranger = await callerOf(await aUser((await anAccount()).id));
    expect(await refusal(stranger.cards.send({ ...portal.at, selection: pick(id) }))).toMatchObject({
      kind: "NOT_FOUND",
    });
    expect(await other.cards.send({ ...other.at, selection: pick(id) })).toMatchObject({
      done: 0,
      outcomes: [{ cardId: id, ok: false, code: "cards.notFound" }],
    });
    expect(await everything(portal.account.id)).toEqual(before);
  });
});

describe("at the same time", () => {
  test("send ∥ send of one card: one hold; the other hears of the new status", async () => {
    const portal = await aPortal();
    const id = await aBlue(portal);
    const results = await Promise.all(
      Array.from({ length: 12 }, () => portal.cards.send({ ...portal.at, selection: seen("CREATED", id), total: 5 })),
    );
    expect(results.filter((result) => result.done === 1)).toHaveLength(1);
    expect(results.filter((result) => result.done === 0).map((result) => result.outcomes)).toEqual(
      Array(11).fill([{ cardId: id, ok: false, code: "cards.changedMeanwhile", phase: "EMAIL_SENT" }]),
    );
    const rows = await everything(portal.account.id);
    expect(rows.sendings).toHaveLength(1);
    expect(rows.mails).toHaveLength(1);
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 5, spent: 0 });
  });

  test("send ∥ delete: one after the other, the credits are right either way", async () => {
    for (let round = 0; round < 8; round++) {
      const portal = await aPortal();
      const id = await aBlue(portal);
      await Promise.all([
        portal.cards.send({ ...portal.at, selection: seen("CREATED", id) }),
        portal.cards.delete({ ...portal.at, selection: pick(id) }),
      ]);
      const rows = await everything(portal.account.id);
      expect(rows.cards).toMatchObject([{ status: "DELETED", sendingId: null, chargeId: null }]);
      expect(rows.sendings.filter((sending) => sending.state === "OPEN")).toEqual([]);
      expect(await creditsOf(portal.account.id)).toEqual({ available: 100, held: 0, spent: 0 });
    }
  });

  test("R207 last credits: of 30 cards sent at once, exactly the 8 that can be paid are sent", async () => {
    const portal = await aPortal({ credits: 43 });
    const ids = await manyBlue(portal, 30);
    const results = await Promise.allSettled(
      ids.map((id) => portal.cards.send({ ...portal.at, selection: pick(id), total: 5 })),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(8);
    expect(await creditsOf(portal.account.id)).toEqual({ available: 3, held: 40, spent: 0 });
    const rows = await everything(portal.account.id);
    expect(rows.cards.filter((card) => card.status === "EMAIL_SENT")).toHaveLength(8);
    expect(rows.mails).toHaveLength(8);
  });

  test("a right taken away while a batch is sent: nothing is written afterwards", async () => {
    const portal = await aPortal();
    const user = await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["sendCards"] } });
    const caller = await callerOf(user);
    const id = await aBlue(portal);
    await asSystem(({ tx }) =>
      tx.profileSiteRights.updateMany({ where: { profileId: user.profileId }, data: { rights: ["cards.view"] } }),
    );
    expect(await refusal(caller.cards.send({ ...portal.at, selection: pick(id) }))).toMatchObject({
      kind: "FORBIDDEN",
    });
    expect((await everything(portal.account.id)).sendings).toEqual([]);
  });
});

test("1,200 cards go in two batches, all held and queued", async () => {
  const portal = await aPortal({ credits: 0 });
  await aLoad(portal.account.id, 1_200);
  await asSystem(
    ({ tx, now }) => tx.$executeRaw`
      INSERT INTO virtual_cards (id, account_id, site_id, kind, status, first_name, last_name, email, created_at)
      SELECT uuid_v7(), ${portal.account.id}::uuid, ${portal.site.id}::uuid, 'MOBILE_ID_PLUS', 'CREATED', 'N', n::text, n || '@example.com', ${now}
      FROM generate_series(1, 1200) AS n`,
  );
  const result = await portal.cards.send({ ...portal.at, selection: { by: "filter", filters: {} }, total: 1_200 });
  expect(result.done).toBe(1_200);
  expect(await creditsOf(portal.account.id)).toEqual({ available: 0, held: 1_200, spent: 0 });
  expect((await everything(portal.account.id)).mails).toHaveLength(1_200);
});
