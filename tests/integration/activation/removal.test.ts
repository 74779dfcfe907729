import { aSending } from "@tests/factories/cards";
import { aCardChange, aRevocation } from "@tests/factories/removals";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { makeLinkToken, readStatus } from "@/platform/crypto";
import { aPhone, aSentCard, creditsOf, ORIGIN, refusalOf, routes, stateOf } from "./phones";

describe("revocation", () => {
  test("R231 R232 the phone is told at its next sync, confirms, and the credits come back", async () => {
    const { account, card, token } = await aSentCard();
    const phone = aPhone();
    const held = await phone.activate(token);
    expect(await phone.sync()).toEqual({ removed: [], renewed: [], forgotten: [] });
    await aRevocation(card.id);
    expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
    const { removed } = await phone.sync();
    expect(removed).toMatchObject([{ credentialId: held.credentialId, why: "revoked", card: { firstName: "Simon" } }]);
    expect(await phone.cards()).toEqual([]);
    expect(await phone.pending()).toEqual([]);
    const now = await stateOf(card.id);
    expect(now.card).toMatchObject({ status: "REVOKED", chargeId: null, credentialId: null });
    expect(now.credentials[0]).toMatchObject({ state: "INVALID" });
    expect(now.credentials[0]?.removedAt).not.toBeNull();
    expect(now.entries.map((e) => [e.kind, e.phase])).toEqual([
      ["CARD", "PENDING"],
      ["CARD", "POST"],
      ["REFUND", "SINGLE"],
    ]);
    expect(now.history.at(-1)).toMatchObject({ action: "activation.removed", params: { credits: 5 } });
    expect(await creditsOf(account.id)).toEqual({ available: 100, held: 0, spent: 0 });
  });

  test("confirming twice, also at the same time, refunds once", async () => {
    const { account, card, token } = await aSentCard();
    const phone = aPhone();
    const held = await phone.activate(token);
    await aRevocation(card.id);
    const again = () => phone.store.removeCard({ credentialId: held.credentialId, card: held.card, why: "revoked" });
    await again();
    await Promise.all(Array.from({ length: 20 }, () => phone.sync()));
    await again();
    await phone.sync();
    const now = await stateOf(card.id);
    expect(now.entries.filter((e) => e.kind === "REFUND")).toHaveLength(1);
    expect(now.history.filter((h) => h.action.startsWith("activation.removed"))).toHaveLength(1);
    expect((await creditsOf(account.id)).available).toBe(100);
  });

  test("an answer that was lost: a phone that never got its card confirms the removal all the same", async () => {
    const { account, card, token } = await aSentCard();
    const phone = aPhone({ fetch: lossy("/api/device/activate") });
    await expect(phone.activate(token)).rejects.toThrow();
    expect((await stateOf(card.id)).card.status).toBe("ACTIVATED");
    await aRevocation(card.id);
    await phone.sync();
    expect((await stateOf(card.id)).card.status).toBe("REVOKED");
    expect((await creditsOf(account.id)).available).toBe(100);
  });

  test("an answer that was lost: the next sync brings the card", async () => {
    const { token } = await aSentCard();
    const phone = aPhone({ fetch: lossy("/api/device/activate") });
    await expect(phone.activate(token)).rejects.toThrow();
    expect((await phone.sync()).renewed).toHaveLength(1);
    expect(await phone.cards()).toHaveLength(1);
  });

  test("R234 after Revoked a new sending makes a new credential, on the same phone too", async () => {
    const { account, card, token } = await aSentCard();
    const phone = aPhone();
    const first = await phone.activate(token);
    await aRevocation(card.id);
    await phone.sync();
    const again = await aSending(card.id);
    const second = await phone.activate(again.token);
    expect(second.credentialId).not.toBe(first.credentialId);
    expect((await phone.sync()).removed).toEqual([]);
    expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
    // The old credential's confirmation, repeated, takes nothing from the new one.
    await phone.store.removeCard({ credentialId: first.credentialId, card: first.card, why: "revoked" });
    await phone.sync();
    expect((await stateOf(card.id)).card.status).toBe("ACTIVATED");
  });

  test("the holder's own removal revokes and gives the credits back; an open replacement link dies", async () => {
    const { account, card, token } = await aSentCard();
    const phone = aPhone();
    const held = await phone.activate(token);
    const replacement = await aSending(card.id);
    await phone.remove(held.credentialId);
    const now = await stateOf(card.id);
    expect(now.card).toMatchObject({ status: "REVOKED", sendingId: null });
    expect(now.history.at(-1)?.action).toBe("activation.removedByHolder");
    expect((await creditsOf(account.id)).available).toBe(100);
    expect((await refusalOf(aPhone().activate(replacement.token))).reason).toBe("withdrawn");
    expect((await refusalOf(phone.activate(token))).reason).toBe("revoked");
  });

  test("a lost phone's card moves paid to another; the old phone's late proof refunds nothing", async () => {
    const { account, card, token } = await aSentCard();
    const old = aPhone();
    await old.activate(token);
    await aRevocation(card.id);
    await aCardChange(card.id, "moveToOtherPhone");
    const { sendingId } = (await stateOf(card.id)).card;
    await aPhone().activate(makeLinkToken("card", sendingId!));
    expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
    await old.sync();
    expect((await stateOf(card.id)).card).toMatchObject({ status: "ACTIVATED", paid: false });
    expect((await stateOf(card.id)).history.at(-1)).toMatchObject({
      action: "activation.removedLater",
      params: { credits: 0 },
    });
    expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
  });

  test("a revocation that is cancelled before the phone heard of it leaves the card where it is", async () => {
    const { account, card, token } = await aSentCard();
    const phone = aPhone();
    await phone.activate(token);
    await aRevocation(card.id);
    expect(await aCardChange(card.id, "cancelRevocation")).toBe(true);
    expect((await phone.sync()).removed).toEqual([]);
    expect((await stateOf(card.id)).card.status).toBe("ACTIVATED");
    expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
  });

  test("moving: the old phone confirms first, then the link is withdrawn: Revoked, refunded once", async () => {
    const { account, card, token } = await aSentCard();
    const old = aPhone();
    await old.activate(token);
    await aRevocation(card.id);
    await aCardChange(card.id, "moveToOtherPhone");
    await old.sync();
    expect((await stateOf(card.id)).card).toMatchObject({ status: "EMAIL_SENT", paid: true });
    expect(await aCardChange(card.id, "withdraw")).toBe(true);
    expect((await stateOf(card.id)).card).toMatchObject({ status: "REVOKED", chargeId: null });
    expect(await creditsOf(account.id)).toEqual({ available: 100, held: 0, spent: 0 });
  });

  test("deleted while Pending Revoke: refunded when the phone confirms; deleted while Activated: lost (R226)", async () => {
    const pending = await aSentCard();
    const phone = aPhone();
    await phone.activate(pending.token);
    await aRevocation(pending.card.id);
    expect(await aCardChange(pending.card.id, "delete")).toBe(true);
    await phone.sync();
    expect((await creditsOf(pending.account.id)).available).toBe(100);
    expect((await stateOf(pending.card.id)).card).toMatchObject({ status: "DELETED", chargeId: null });

    const lost = await aSentCard();
    await phone.activate(lost.token);
    expect(await aCardChange(lost.card.id, "delete")).toBe(true);
    expect((await phone.sync()).removed).toHaveLength(1);
    expect((await creditsOf(lost.account.id)).available).toBe(95);
  });

  test("revoke and activate cross, 8 times: each ends in a state that the table knows", async () => {
    for (let round = 0; round < 8; round++) {
      const { account, card, token } = await aSentCard();
      const phone = aPhone();
      await phone.activate(token);
      const replacement = await aSending(card.id);
      const other = aPhone();
      const [revoked, moved] = await Promise.all([
        aRevocation(card.id),
        other.activate(replacement.token).then(
          () => true,
          () => false,
        ),
      ]);
      await Promise.all([phone.sync(), other.sync()]);
      const { card: now, credentials } = await stateOf(card.id);
      expect(revoked).toBe(true);
      // Activated first: the new phone was told to remove it; revoked first: the link was dead.
      expect(now.status).toBe("REVOKED");
      expect(credentials).toHaveLength(moved ? 2 : 1);
      expect(await creditsOf(account.id)).toEqual({ available: 100, held: 0, spent: 0 });
    }
  }, 120_000);
});

describe("confirmations of others", () => {
  test("another phone's credential, and one that does not exist, answer alike and change nothing", async () => {
    const { card, token } = await aSentCard();
    const held = await aPhone().activate(token);
    await aRevocation(card.id);
    const stranger = aPhone();
    await stranger.activate((await aSentCard()).token);
    for (const credentialId of [held.credentialId, "019ab000-0000-7000-8000-000000000000"]) {
      await stranger.store.removeCard({ credentialId, card: held.card, why: "revoked" });
      const seen: unknown[] = [];
      const watched = aPhone({
        store: stranger.store,
        fetch: async (input, init) => {
          const answer = await routes(input, init);
          if (String(input).endsWith("/confirm")) seen.push(answer.status, await answer.clone().json());
          return answer;
        },
      });
      await watched.sync();
      expect(seen).toEqual([404, expect.objectContaining({ code: "activation.credentialUnknown" })]);
    }
    expect((await stateOf(card.id)).card.status).toBe("PENDING_REVOKE");
  });
});

describe("lease and status", () => {
  test("a lease is renewed once it is a day old, and no more once the card is under removal", async () => {
    const { card, token } = await aSentCard();
    const phone = aPhone();
    const held = await phone.activate(token);
    expect((await phone.sync()).renewed).toEqual([]);
    const aged = new Date(Date.now() + 10 * 86_400_000);
    await asSystem(({ tx }) => tx.credential.update({ where: { id: held.credentialId }, data: { leaseEndsAt: aged } }));
    const [renewed] = (await phone.sync()).renewed;
    expect(Date.parse(renewed!.leaseEndsAt)).toBeGreaterThan(Date.now() + 29 * 86_400_000);
    expect(renewed!.secrets).toBe(held.secrets);
    await asSystem(({ tx }) => tx.credential.update({ where: { id: held.credentialId }, data: { leaseEndsAt: aged } }));
    await aRevocation(card.id);
    expect((await phone.sync()).renewed).toEqual([]);
  });

  test("a deleted account's leases end; a disabled one's are renewed", async () => {
    const { account, token } = await aSentCard();
    const phone = aPhone();
    const held = await phone.activate(token);
    const aged = () =>
      asSystem(({ tx }) =>
        tx.credential.update({ where: { id: held.credentialId }, data: { leaseEndsAt: new Date(Date.now() + 1000) } }),
      );
    const setStatus = (status: "DISABLED" | "DELETED") =>
      asSystem(({ tx }) => tx.account.update({ where: { id: account.id }, data: { status } }));
    await aged();
    await setStatus("DISABLED");
    expect((await phone.sync()).renewed).toHaveLength(1);
    await aged();
    await setStatus("DELETED");
    expect((await phone.sync()).renewed).toHaveLength(0);
  });

  test("the status list says valid, suspended, invalid", async () => {
    const { card, token } = await aSentCard();
    const phone = aPhone();
    const held = await phone.activate(token);
    const claims = JSON.parse(Buffer.from(held.credential.split(".")[1]!, "base64url").toString());
    const { idx, uri } = claims.status.status_list;
    expect(uri).toMatch(new RegExp(`^${ORIGIN}/api/device/status-lists/\\d+$`));
    const status = async () => {
      const answer = await routes(uri);
      expect(answer.headers.get("content-type")).toBe("application/statuslist+jwt");
      const list = JSON.parse(Buffer.from((await answer.text()).split(".")[1]!, "base64url").toString());
      expect(list.sub).toBe(uri);
      return readStatus(list.status_list, idx);
    };
    expect(await status()).toBe(0);
    await aRevocation(card.id);
    expect(await status()).toBe(2);
    await phone.sync();
    expect(await status()).toBe(1);
    for (const name of ["7", "-1", "00", "x", "9999999999"])
      expect((await routes(`${ORIGIN}/api/device/status-lists/${name}`)).status).toBe(404);
  });
});

/** A network that loses the first answer of a path, after the portal has done its work. */
function lossy(path: string): typeof fetch {
  let lost = false;
  return async (input, init) => {
    const answer = await routes(input, init);
    if (!lost && String(input).endsWith(path)) {
      lost = true;
      throw new TypeError("network");
    }
    return answer;
  };
}
