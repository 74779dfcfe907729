import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { cardBulks } from "@/modules/cards/server";
import { bulkJob, sendScheduled } from "@/modules/delivery/server";
import { makeLinkToken } from "@/platform/crypto";
import { aPhone } from "../activation/phones";
import { aPortal, blue, creditsOf, everything, type Portal, pick, seen } from "./portal";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const inTime = (milliseconds: number) => new Date(Date.now() + milliseconds);
const at = (time: Date) => () => time;

function cardOf(id: string) {
  return asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id } }));
}
async function scheduled(portal: Portal, time = inTime(HOUR)) {
  const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
  const result = await portal.cards.send({ ...portal.at, selection: pick(id), total: 5, at: time.toISOString() });
  return { id, result, time };
}
async function setStatus(portal: Portal, status: "ACTIVATED" | "DISABLED") {
  await asSystem(({ tx }) => tx.account.update({ where: { id: portal.account.id }, data: { status } }));
}

describe("a send at a time to come", () => {
  test("the hold is taken at once; the mail and the link's days come with the time; history tells both", async () => {
    const portal = await aPortal();
    const { id, result, time } = await scheduled(portal);
    expect(result).toEqual({ done: 1, credits: 5, outcomes: [{ cardId: id, ok: true, phase: "SCHEDULED" }] });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 5, spent: 0 });
    const before = await everything(portal.account.id);
    expect(before.cards).toMatchObject([{ status: "EMAIL_SENT", scheduledFor: time, sentAt: null }]);
    expect(before.sendings).toMatchObject([{ state: "SCHEDULED", price: 5 }]);
    expect(before.mails).toEqual([]);
    expect(before.history.at(-1)).toMatchObject({ action: "cards.schedule", params: { credits: 5 } });
    // The link does not open anything yet.
    await expect(aPhone().activate(makeLinkToken("card", before.sendings[0]?.id as string))).rejects.toThrow();

    expect(await sendScheduled(at(new Date(time.getTime() - 1_000)))).toBe(0);
    expect(await everything(portal.account.id)).toEqual(before);

    const late = new Date(time.getTime() + 30_000);
    expect(await sendScheduled(at(late))).toBe(1);
    const after = await everything(portal.account.id);
    expect(after.cards).toMatchObject([{ status: "EMAIL_SENT", scheduledFor: null, sentAt: late }]);
    expect(after.entries).toEqual(before.entries);
    expect(after.sendings.map(({ state }) => state)).toEqual(["REPLACED", "OPEN"]);
    expect(after.sendings[1]?.expiresAt).toEqual(new Date(late.getTime() + 30 * DAY));
    expect(after.mails).toMatchObject([
      { kind: "card-sent", sendingId: after.sendings[1]?.id, data: { again: false } },
    ]);
    expect(after.history.at(-1)).toMatchObject({ action: "cards.due", performerKind: "system" });

    await aPhone().activate(makeLinkToken("card", after.sendings[1]?.id as string));
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 0, spent: 5 });
  });

  test("run twice, and side by side: one mail each", async () => {
    const portal = await aPortal();
    const { time } = await scheduled(portal);
    await scheduled(portal, time);
    const runs = await Promise.all([1, 2, 3, 4].map(() => sendScheduled(at(time))));
    expect(runs.reduce((sum, count) => sum + count)).toBe(2);
    expect(await sendScheduled(at(time))).toBe(0);
    expect((await everything(portal.account.id)).mails).toHaveLength(2);
  });

  test("cancelled: withdrawing gives the hold back and nothing is sent; deleting too", async () => {
    const portal = await aPortal();
    const first = await scheduled(portal);
    const second = await scheduled(portal);
    await portal.cards.withdraw({ ...portal.at, selection: seen("SCHEDULED", first.id) });
    await portal.cards.delete({ ...portal.at, selection: seen("SCHEDULED", second.id) });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 100, held: 0, spent: 0 });
    expect(await cardOf(first.id)).toMatchObject({ status: "CREATED", scheduledFor: null, sendingId: null });
    expect(await sendScheduled(at(inTime(DAY)))).toBe(0);
    expect((await everything(portal.account.id)).mails).toEqual([]);
  });

  test("sent now instead, or put off: no second hold, one mail", async () => {
    const portal = await aPortal();
    const { id, time } = await scheduled(portal);
    const later = new Date(time.getTime() + DAY);
    await portal.cards.send({ ...portal.at, selection: seen("SCHEDULED", id), total: 0, at: later.toISOString() });
    expect(await cardOf(id)).toMatchObject({ scheduledFor: later });
    expect(await sendScheduled(at(time))).toBe(0);
    const preview = await portal.cards.preview({ ...portal.at, action: "send", selection: pick(id) });
    expect(preview).toMatchObject({ qualifies: 1, cost: 0, again: 0 });
    await portal.cards.send({ ...portal.at, selection: pick(id), total: 0 });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 5, spent: 0 });
    expect(await sendScheduled(at(inTime(2 * DAY)))).toBe(0);
    const { mails, cards } = await everything(portal.account.id);
    expect(mails).toMatchObject([{ sendingId: cards[0]?.sendingId, data: { again: false } }]);
  });

  test("a disabled account's cards wait, and go out with all their days once it is enabled", async () => {
    const portal = await aPortal();
    const { id, time } = await scheduled(portal);
    await setStatus(portal, "DISABLED");
    expect(await sendScheduled(at(time))).toBe(0);
    expect(await cardOf(id)).toMatchObject({ scheduledFor: time });
    await setStatus(portal, "ACTIVATED");
    const much = new Date(time.getTime() + 60 * DAY);
    expect(await sendScheduled(at(much))).toBe(1);
    const { sendings } = await everything(portal.account.id);
    expect(sendings.at(-1)?.expiresAt).toEqual(new Date(much.getTime() + 30 * DAY));
  });

  test("withdrawing ∥ its time coming: one of the two, and the credits fit", async () => {
    for (let round = 0; round < 8; round++) {
      const portal = await aPortal();
      const { id, time } = await scheduled(portal);
      await Promise.all([portal.cards.withdraw({ ...portal.at, selection: pick(id) }), sendScheduled(at(time))]);
      // Whichever came first, a withdrawn link is dead and its hold is released.
      expect(await cardOf(id)).toMatchObject({ status: "CREATED", sendingId: null, scheduledFor: null });
      expect(await creditsOf(portal.account.id)).toEqual({ available: 100, held: 0, spent: 0 });
    }
  });

  test("a card whose e-mail is out can't be put off; others of the selection can, if the credits reach", async () => {
    const portal = await aPortal({ credits: 10 });
    const { id: out } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    await portal.cards.send({ ...portal.at, selection: pick(out) });
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    const { id: poor } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    const selection = pick(out, id, poor);
    const preview = await portal.cards.preview({ ...portal.at, action: "send", selection, scheduled: true });
    expect(preview).toMatchObject({ qualifies: 2, cost: 10, refused: [{ code: "cards.sentAlready", count: 1 }] });
    const call = { ...portal.at, selection, at: inTime(HOUR).toISOString() };
    expect(await refusal(portal.cards.send(call))).toMatchObject({ code: "cards.insufficient" });
    expect((await portal.cards.send({ ...call, asManyAsPossible: true })).outcomes).toEqual([
      { cardId: out, ok: false, code: "cards.sentAlready", phase: "EMAIL_SENT" },
      { cardId: id, ok: true, phase: "SCHEDULED" },
      { cardId: poor, ok: false, code: "cards.noCredits", phase: "CREATED" },
    ]);
  });

  test("a time that is past, or more than a year ahead, is refused at its field and changes nothing", async () => {
    const portal = await aPortal();
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    const before = await everything(portal.account.id);
    for (const time of [inTime(-1_000), inTime(367 * DAY)])
      expect(
        await refusal(portal.cards.send({ ...portal.at, selection: pick(id), at: time.toISOString() })),
      ).toMatchObject({ kind: "BAD_INPUT", code: "cards.scheduleTime", fields: ["at"] });
    expect(await everything(portal.account.id)).toEqual(before);
  });

  test("it is told: in the list with a filter, in the drawer, in the timeline in words", async () => {
    const portal = await aPortal();
    const { id, time } = await scheduled(portal);
    await portal.cards.add({ ...portal.at, card: blue(portal) });
    const list = (scheduled: ("yes" | "no")[]) =>
      portal.cards.list({ ...portal.at, limit: 50, filters: { scheduled } });
    const { rows, total } = await list(["yes"]);
    expect(rows).toMatchObject([{ id, phase: "SCHEDULED", scheduledFor: time.toISOString() }]);
    expect(total).toBe(1);
    expect((await list(["no"])).rows.map((row) => row.id)).not.toContain(id);
    const card = await portal.cards.get({ ...portal.at, cardId: id });
    expect(card).toMatchObject({ link: null, scheduledFor: time.toISOString(), price: 5 });
    expect(card.timeline[0]).toMatchObject({
      action: "cards.schedule",
      params: { at: expect.stringMatching(/^\d\d-/) },
    });
  });

  test("all that match a filter, by a job: held then, sent at the time; those whose e-mail is out are left", async () => {
    const portal = await aPortal({ credits: 100 });
    const { id: out } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    await portal.cards.send({ ...portal.at, selection: pick(out) });
    for (let n = 0; n < 3; n++) await portal.cards.add({ ...portal.at, card: blue(portal) });
    const { cardBulks: bulks } = await callerOf(portal.user);
    const time = inTime(HOUR);
    const ask = { ...portal.at, selection: { by: "filter" as const, filters: {} }, total: 15, at: time.toISOString() };
    expect(await refusal(bulks.send({ ...ask, at: inTime(-HOUR).toISOString() }))).toMatchObject({
      code: "cards.scheduleTime",
    });
    const { bulkId } = await bulks.send(ask);
    const performer = { kind: "user" as const, id: portal.user.id, name: "Test USER" };
    await bulkJob([cardBulks])(
      { accountId: portal.account.id, bulkId, performer },
      { attempt: 1, lastAttempt: false, addJob: (() => {}) as never },
    );
    expect(await bulks.get({ ...portal.at, bulkId })).toMatchObject({ state: "DONE", done: 3, failed: 0, credits: 15 });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 80, held: 20, spent: 0 });
    expect((await everything(portal.account.id)).mails).toHaveLength(1);
    await sendScheduled(at(time));
    expect((await everything(portal.account.id)).mails).toHaveLength(4);
  });

  test("the site's links, seen by a stranger, are not his to schedule", async () => {
    const portal = await aPortal();
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    const stranger = await callerOf((await aPortal()).user);
    const call = stranger.cards.send({ ...portal.at, selection: pick(id), at: inTime(HOUR).toISOString() });
    expect(await refusal(call)).toMatchObject({ kind: "NOT_FOUND" });
  });
});
