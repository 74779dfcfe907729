import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { remindHolders, sendScheduled } from "@/modules/delivery/server";
import { makeLinkToken } from "@/platform/crypto";
import { aPhone } from "../activation/phones";
import { aPortal, blue, everything, type Portal, pick } from "./portal";

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** So long after now, and a bit. */
const after = (days: number) => () => new Date(Date.now() + days * DAY + HOUR);

async function aRemindingPortal(afterDays = 7, most = 2) {
  const portal = await aPortal();
  await asSystem(({ tx }) =>
    tx.site.update({ where: { id: portal.site.id }, data: { reminderAfterDays: afterDays, maxReminders: most } }),
  );
  return portal;
}
async function sentCard(portal: Portal, more: Parameters<typeof blue>[1] = {}) {
  const { id } = await portal.cards.add({ ...portal.at, card: blue(portal, more) });
  await portal.cards.send({ ...portal.at, selection: pick(id) });
  return id;
}
async function mailsOf(portal: Portal) {
  return (await everything(portal.account.id)).mails;
}

test("the e-mail comes again after N days, M times at most, with the same link; timeline and history say so", async () => {
  const portal = await aRemindingPortal(7, 2);
  const id = await sentCard(portal);
  await remindHolders(after(6));
  expect(await mailsOf(portal)).toHaveLength(1);
  await remindHolders(after(7));
  await remindHolders(after(8));
  const { mails, cards, sendings, history } = await everything(portal.account.id);
  expect(mails).toHaveLength(2);
  expect(mails[1]).toMatchObject({
    kind: "card-sent",
    cardId: id,
    sendingId: cards[0]?.sendingId,
    data: { again: false, reminder: true },
  });
  expect(sendings).toMatchObject([{ state: "OPEN", reminders: 1 }]);
  expect(history.at(-1)).toMatchObject({ action: "cards.remind", performerKind: "system", cardId: id });
  const { timeline } = await portal.cards.get({ ...portal.at, cardId: id });
  expect(timeline.map((entry) => entry.action)).toContain("cards.remind");
  await remindHolders(after(15));
  await remindHolders(after(23));
  expect(await mailsOf(portal)).toHaveLength(3);
});

test("run twice, and side by side, it reminds once", async () => {
  const portal = await aRemindingPortal();
  await sentCard(portal);
  await sentCard(portal);
  const clock = after(7);
  await Promise.all([remindHolders(clock), remindHolders(clock), remindHolders(clock)]);
  await remindHolders(clock);
  expect((await mailsOf(portal)).filter(({ data }) => (data as { reminder?: boolean }).reminder)).toHaveLength(2);
});

test("not where the site does not want it, not of a disabled account, not when lapsed", async () => {
  const off = await aPortal();
  await sentCard(off);
  const disabled = await aRemindingPortal();
  await sentCard(disabled);
  await asSystem(({ tx }) => tx.account.update({ where: { id: disabled.account.id }, data: { status: "DISABLED" } }));
  const lapsed = await aRemindingPortal();
  await sentCard(lapsed);
  await asSystem(({ tx }) =>
    tx.sending.updateMany({
      where: { accountId: lapsed.account.id },
      data: { expiresAt: new Date(Date.now() + 5 * DAY) },
    }),
  );
  await remindHolders(after(7));
  for (const portal of [off, disabled, lapsed]) expect(await mailsOf(portal)).toHaveLength(1);
  await asSystem(({ tx }) => tx.account.update({ where: { id: disabled.account.id }, data: { status: "ACTIVATED" } }));
  await remindHolders(after(7));
  expect(await mailsOf(disabled)).toHaveLength(2);
});

test("not of a card that was withdrawn, activated, sent again meanwhile, scheduled, or whose validity is over", async () => {
  const portal = await aRemindingPortal();
  const withdrawn = await sentCard(portal);
  await portal.cards.withdraw({ ...portal.at, selection: pick(withdrawn) });
  const active = await sentCard(portal);
  const { sendingId } = await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id: active } }));
  await aPhone().activate(makeLinkToken("card", sendingId as string));
  await sentCard(portal, { validUntil: new Date(Date.now() + 2 * DAY).toISOString() });
  const { id: planned } = await portal.cards.add({ ...portal.at, card: blue(portal) });
  await portal.cards.send({ ...portal.at, selection: pick(planned), at: after(20)().toISOString() });
  const again = await sentCard(portal);
  const at = after(5)();
  await asSystem(({ tx }) => tx.sending.updateMany({ where: { cardId: again }, data: { createdAt: at } }));
  await remindHolders(after(7));
  const reminded = (await mailsOf(portal)).filter(({ data }) => (data as { reminder?: boolean }).reminder);
  expect(reminded).toEqual([]);
  // A scheduled card's days count from its sending.
  await sendScheduled(after(20));
  await remindHolders(after(26));
  const later = (await mailsOf(portal)).filter(({ data }) => (data as { reminder?: boolean }).reminder);
  expect(later.map((mail) => mail.cardId)).toEqual([again]);
});

test("the setting: off by default, within bounds, shorter than the link's life; history names it", async () => {
  const portal = await aPortal();
  const { sites } = await callerOf(portal.user);
  const settings = async () => (await sites.detail(portal.at)).settings;
  expect(await settings()).toMatchObject({ reminderAfterDays: null });
  await sites.update({ ...portal.at, reminderAfterDays: 7, maxReminders: 3 });
  expect(await settings()).toMatchObject({ reminderAfterDays: 7, maxReminders: 3 });
  const { history } = await everything(portal.account.id);
  expect(history.at(-1)).toMatchObject({
    action: "sites.updated",
    changes: [
      { field: "reminderAfterDays", from: null, to: 7 },
      { field: "maxReminders", from: 0, to: 3 },
    ],
  });
  const tooLate = { code: "sites.reminderTooLate", fields: ["reminderAfterDays"] };
  expect(await refusal(sites.update({ ...portal.at, reminderAfterDays: 30 }))).toMatchObject(tooLate);
  expect(await refusal(sites.update({ ...portal.at, linkDays: 5 }))).toMatchObject(tooLate);
  expect(await refusal(sites.update({ ...portal.at, maxReminders: 0 }))).toMatchObject({ kind: "BAD_INPUT" });
  await sites.update({ ...portal.at, reminderAfterDays: null });
  expect(await settings()).toMatchObject({ reminderAfterDays: null, maxReminders: 3 });
});
