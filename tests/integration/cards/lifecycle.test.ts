import { aUser } from "@tests/factories/accounts";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { makeLinkToken } from "@/platform/crypto";
import { aPhone } from "../activation/phones";
import { aPortal, blue, creditsOf, everything, type Portal, pick } from "./portal";

/** A card on a phone, sent and activated through the product. */
async function onPhone(portal: Portal) {
  const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
  await portal.cards.send({ ...portal.at, selection: pick(id) });
  const phone = aPhone();
  await phone.activate(await linkOf(id));
  return { id, phone, pick: pick(id) };
}

function cardOf(id: string) {
  return asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id } }));
}
async function linkOf(id: string): Promise<string> {
  return makeLinkToken("card", (await cardOf(id)).sendingId as string);
}
function credentialsOf(cardId: string) {
  return asSystem(({ tx }) => tx.credential.findMany({ where: { cardId }, orderBy: { issuedAt: "asc" } }));
}

describe("the main job, with a real phone client", () => {
  test("R210 R230 R231 R232 R234 send, activate, revoke, confirm: 95 credits, then 100 again", async () => {
    const portal = await aPortal();
    const card = await onPhone(portal);
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 0, spent: 5 });
    const revoked = await portal.cards.revoke({ ...portal.at, selection: card.pick });
    expect(revoked.outcomes).toEqual([{ cardId: card.id, ok: true, phase: "PENDING_REVOKE" }]);
    expect(await credentialsOf(card.id)).toMatchObject([{ state: "SUSPENDED", removalOrderedAt: expect.any(Date) }]);
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 0, spent: 5 });
    await card.phone.sync();
    expect(await cardOf(card.id)).toMatchObject({ status: "REVOKED", chargeId: null, credentialId: null });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 100, held: 0, spent: 0 });
    const rows = await everything(portal.account.id);
    expect(rows.history.map((entry) => entry.action)).toEqual([
      "cards.add",
      "cards.send",
      "activation.activated",
      "cards.revoke",
      "activation.removed",
    ]);
    expect(rows.mails.map((mail) => mail.kind)).toEqual(["card-sent", "card-revoked"]);
    // R234 and again, for today's price
    await portal.cards.send({ ...portal.at, selection: card.pick, total: 5 });
    expect(await cardOf(card.id)).toMatchObject({ status: "EMAIL_SENT", activatedAt: null, revokedAt: null });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 5, spent: 0 });
  });

  test("R243 an activated card can't be sent; the answer says what to do instead", async () => {
    const portal = await aPortal();
    const card = await onPhone(portal);
    expect((await portal.cards.send({ ...portal.at, selection: card.pick })).outcomes).toEqual([
      { cardId: card.id, ok: false, code: "cards.revokeFirst", phase: "ACTIVATED" },
    ]);
    await portal.cards.revoke({ ...portal.at, selection: card.pick });
    expect((await portal.cards.send({ ...portal.at, selection: card.pick })).outcomes).toMatchObject([
      { ok: false, code: "cards.revocationPending" },
    ]);
  });

  test("cancelling a revocation: Activated again, the phone keeps the card", async () => {
    const portal = await aPortal();
    const card = await onPhone(portal);
    await portal.cards.revoke({ ...portal.at, selection: card.pick });
    await portal.cards.cancelRevocation({ ...portal.at, selection: card.pick });
    await card.phone.sync();
    expect(await cardOf(card.id)).toMatchObject({ status: "ACTIVATED" });
    expect(await credentialsOf(card.id)).toMatchObject([{ state: "VALID", removalOrderedAt: null, removedAt: null }]);
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 0, spent: 5 });
  });

  test("withdrawing: Created again, the link is dead, the hold is released", async () => {
    const portal = await aPortal();
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    await portal.cards.send({ ...portal.at, selection: pick(id) });
    const token = await linkOf(id);
    await portal.cards.withdraw({ ...portal.at, selection: pick(id) });
    await expect(aPhone().activate(token)).rejects.toMatchObject({ reason: "withdrawn" });
    expect(await cardOf(id)).toMatchObject({ status: "CREATED", chargeId: null, sentAt: null });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 100, held: 0, spent: 0 });
  });
});

describe("phones that change", () => {
  test("replacing: the old phone works on until the new one activates, then it is told to remove the card", async () => {
    const portal = await aPortal();
    const card = await onPhone(portal);
    await portal.cards.replacePhone({ ...portal.at, selection: card.pick });
    expect(await cardOf(card.id)).toMatchObject({ status: "ACTIVATED", sendingId: expect.any(String) });
    expect((await portal.cards.replacePhone({ ...portal.at, selection: card.pick })).outcomes).toMatchObject([
      { ok: false, code: "cards.replacementOut" },
    ]);
    await aPhone().activate(await linkOf(card.id));
    expect((await credentialsOf(card.id)).map((credential) => credential.state)).toEqual(["INVALID", "VALID"]);
    await card.phone.sync();
    expect(await cardOf(card.id)).toMatchObject({ status: "ACTIVATED", sendingId: null });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 0, spent: 5 });
  });

  test("withdrawing a replacement: Activated on the old phone, the link is dead", async () => {
    const portal = await aPortal();
    const card = await onPhone(portal);
    await portal.cards.replacePhone({ ...portal.at, selection: card.pick });
    const token = await linkOf(card.id);
    await portal.cards.withdraw({ ...portal.at, selection: card.pick });
    await expect(aPhone().activate(token)).rejects.toMatchObject({ reason: "withdrawn" });
    expect(await cardOf(card.id)).toMatchObject({ status: "ACTIVATED", sendingId: null });
  });

  test("revoking while replacing: the replacement link dies", async () => {
    const portal = await aPortal();
    const card = await onPhone(portal);
    await portal.cards.replacePhone({ ...portal.at, selection: card.pick });
    const token = await linkOf(card.id);
    await portal.cards.revoke({ ...portal.at, selection: card.pick });
    await expect(aPhone().activate(token)).rejects.toMatchObject({ reason: "withdrawn" });
    expect(await cardOf(card.id)).toMatchObject({ status: "PENDING_REVOKE", sendingId: null });
  });

  test("moving from a lost phone: the charge is carried over, the old credential is invalid at once", async () => {
    const portal = await aPortal({ credits: 5 });
    const card = await onPhone(portal);
    await portal.cards.revoke({ ...portal.at, selection: card.pick });
    await portal.cards.moveToOtherPhone({ ...portal.at, selection: card.pick });
    expect(await cardOf(card.id)).toMatchObject({ status: "EMAIL_SENT", paid: true });
    expect(await credentialsOf(card.id)).toMatchObject([{ state: "INVALID" }]);
    await portal.cards.send({ ...portal.at, selection: card.pick, total: 0 });
    await aPhone().activate(await linkOf(card.id));
    expect(await cardOf(card.id)).toMatchObject({ status: "ACTIVATED", paid: false });
    // The lost phone turns up: its proof counts, and refunds nothing.
    await card.phone.sync();
    expect(await cardOf(card.id)).toMatchObject({ status: "ACTIVATED" });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 0, held: 0, spent: 5 });
  });

  test("withdrawing a move: Pending Revoke, or Revoked with refund if the old phone has confirmed meanwhile", async () => {
    const portal = await aPortal();
    const waiting = await onPhone(portal);
    await portal.cards.revoke({ ...portal.at, selection: waiting.pick });
    await portal.cards.moveToOtherPhone({ ...portal.at, selection: waiting.pick });
    await portal.cards.withdraw({ ...portal.at, selection: waiting.pick });
    expect(await cardOf(waiting.id)).toMatchObject({
      status: "PENDING_REVOKE",
      paid: false,
      chargeId: expect.any(String),
    });
    expect(await credentialsOf(waiting.id)).toMatchObject([{ state: "SUSPENDED" }]);
    await waiting.phone.sync();
    expect(await cardOf(waiting.id)).toMatchObject({ status: "REVOKED" });

    const confirmed = await onPhone(portal);
    await portal.cards.revoke({ ...portal.at, selection: confirmed.pick });
    await portal.cards.moveToOtherPhone({ ...portal.at, selection: confirmed.pick });
    await confirmed.phone.sync();
    expect(await cardOf(confirmed.id)).toMatchObject({ status: "EMAIL_SENT", paid: true });
    await portal.cards.withdraw({ ...portal.at, selection: confirmed.pick });
    expect(await cardOf(confirmed.id)).toMatchObject({ status: "REVOKED", chargeId: null });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 100, held: 0, spent: 0 });
  });
});

describe("deleting", () => {
  test("R225 R226 an activated card loses its credits; its phone is told", async () => {
    const portal = await aPortal();
    const card = await onPhone(portal);
    expect(await portal.cards.preview({ ...portal.at, action: "delete", selection: card.pick })).toMatchObject({
      qualifies: 1,
      lost: 5,
    });
    await portal.cards.delete({ ...portal.at, selection: card.pick });
    expect(await cardOf(card.id)).toMatchObject({ status: "DELETED", chargeId: null, deletedAt: expect.any(Date) });
    await card.phone.sync();
    expect(await credentialsOf(card.id)).toMatchObject([{ state: "INVALID", removedAt: expect.any(Date) }]);
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 0, spent: 5 });
  });

  test("Pending Revoke, deleted: refunded once the phone confirms; paid and confirmed: refunded at once", async () => {
    const portal = await aPortal();
    const card = await onPhone(portal);
    await portal.cards.revoke({ ...portal.at, selection: card.pick });
    await portal.cards.delete({ ...portal.at, selection: card.pick });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 0, spent: 5 });
    await card.phone.sync();
    await card.phone.sync();
    expect(await creditsOf(portal.account.id)).toEqual({ available: 100, held: 0, spent: 0 });

    const moving = await onPhone(portal);
    await portal.cards.revoke({ ...portal.at, selection: moving.pick });
    await portal.cards.moveToOtherPhone({ ...portal.at, selection: moving.pick });
    await moving.phone.sync();
    await portal.cards.delete({ ...portal.at, selection: moving.pick });
    expect(await creditsOf(portal.account.id)).toEqual({ available: 100, held: 0, spent: 0 });
  });

  test("deleting needs its own right, and a deleted card does not exist any more", async () => {
    const portal = await aPortal();
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    const reviser = await callerOf(
      await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["revokeCards", "cards.edit", "sendCards"] } }),
    );
    expect(await refusal(reviser.cards.delete({ ...portal.at, selection: pick(id) }))).toMatchObject({
      kind: "FORBIDDEN",
    });
    await portal.cards.delete({ ...portal.at, selection: pick(id) });
    expect((await portal.cards.delete({ ...portal.at, selection: pick(id) })).outcomes).toMatchObject([
      { ok: false, code: "cards.notFound" },
    ]);
    expect(await refusal(portal.cards.get({ ...portal.at, cardId: id }))).toMatchObject({ kind: "NOT_FOUND" });
    expect((await portal.cards.list({ ...portal.at })).rows).toEqual([]);
  });
});

describe("people against phones", () => {
  test("revoke ∥ activate: one wins, and the credits fit the status", async () => {
    for (let round = 0; round < 10; round++) {
      const portal = await aPortal();
      const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
      await portal.cards.send({ ...portal.at, selection: pick(id) });
      const token = await linkOf(id);
      await Promise.allSettled([
        aPhone().activate(token),
        portal.cards.withdraw({ ...portal.at, selection: pick(id) }),
      ]);
      const card = await cardOf(id);
      const credits = await creditsOf(portal.account.id);
      if (card.status === "ACTIVATED") expect(credits).toEqual({ available: 95, held: 0, spent: 5 });
      else {
        expect(card.status).toBe("CREATED");
        expect(credits).toEqual({ available: 100, held: 0, spent: 0 });
      }
    }
  });

  test("cancel revocation ∥ the phone confirms: refunded exactly when Revoked", async () => {
    for (let round = 0; round < 8; round++) {
      const portal = await aPortal();
      const card = await onPhone(portal);
      await portal.cards.revoke({ ...portal.at, selection: card.pick });
      await Promise.allSettled([
        card.phone.sync(),
        portal.cards.cancelRevocation({ ...portal.at, selection: card.pick }),
      ]);
      await card.phone.sync();
      const { status } = await cardOf(card.id);
      const spent = (await creditsOf(portal.account.id)).spent;
      expect([status, spent]).toEqual(status === "ACTIVATED" ? ["ACTIVATED", 5] : ["REVOKED", 0]);
    }
  });
});
