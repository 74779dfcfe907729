import { aRevocation } from "@tests/factories/removals";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { verifyCredential, verifyDoorCode } from "@/modules/activation";
import { doorCode } from "@/modules/activation/phone/door-code";
import { endLapsedMoves, landingFormResponse, landingResponse } from "@/modules/activation/server";
import { aPhone, aSentCard, creditsOf, ORIGIN, refusalOf, routes, stateOf } from "./phones";

const tokenOf = (link: string) => link.slice(link.lastIndexOf("/") + 1);

describe("moving a card to another phone", () => {
  test("the new phone needs no code and no credits; the old one learns why its card goes", async () => {
    const { account, card, token } = await aSentCard();
    const old = aPhone({ app: "web-wallet/1" });
    const held = await old.activate(token, (await aCode(token)).code);
    await old.sync();
    expect((await old.cards())[0]?.transferable).toBe(true);
    const { link, expiresAt } = await old.move(held.credentialId);
    expect(link.startsWith(`${ORIGIN}/a/`)).toBe(true);
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    // The card works on the old phone until the new one has it.
    expect((await old.sync()).removed).toEqual([]);

    const fresh = aPhone({ app: "web-wallet/1" });
    expect(await fresh.link(tokenOf(link))).toMatchObject({ state: "ready", codeNeeded: null });
    const moved = await fresh.activate(tokenOf(link));
    expect((await old.sync()).removed).toMatchObject([{ credentialId: held.credentialId, why: "moved" }]);
    const now = await stateOf(card.id);
    expect(now.card).toMatchObject({ status: "ACTIVATED", credentialId: moved.credentialId });
    expect(now.history.map((h) => h.action)).toEqual([
      "activation.activated",
      "activation.moveStarted",
      "activation.moved",
      "activation.removedLater",
    ]);
    expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
    expect((await refusalOf(aPhone().activate(tokenOf(link)))).reason).toBe("used");
    // The first link is not "revoked": the card lives on, on the other phone.
    expect((await old.link(token)).state).toBe("used");
    expect((await refusalOf(old.activate(token))).reason).toBe("used");
  });

  test("a second link replaces the first; one that nobody takes ends by itself", async () => {
    const { card, token } = await aSentCard();
    const phone = aPhone();
    const held = await phone.activate(token);
    const first = await phone.move(held.credentialId);
    const second = await phone.move(held.credentialId);
    expect((await refusalOf(aPhone().activate(tokenOf(first.link)))).reason).toBe("replaced");
    expect(await endLapsedMoves(new Date())).toBe(0);
    expect(await endLapsedMoves(new Date(Date.now() + 16 * 60_000))).toBeGreaterThan(0);
    expect((await stateOf(card.id)).card).toMatchObject({ status: "ACTIVATED", sendingId: null });
    expect((await refusalOf(aPhone().activate(tokenOf(second.link)))).reason).toBe("withdrawn");
  });

  test("not of another phone, not when revoked, not when the card may not be moved", async () => {
    const { card, token } = await aSentCard();
    const phone = aPhone();
    const held = await phone.activate(token);
    const stranger = aPhone();
    await stranger.activate((await aSentCard()).token);
    expect((await refusalOf(stranger.move(held.credentialId))).reason).toBe("credentialUnknown");
    await asSystem(({ tx }) => tx.virtualCard.update({ where: { id: card.id }, data: { transferable: false } }));
    expect((await refusalOf(phone.move(held.credentialId))).reason).toBe("notTransferable");
    await asSystem(({ tx }) => tx.virtualCard.update({ where: { id: card.id }, data: { transferable: true } }));
    await aRevocation(card.id);
    expect((await refusalOf(phone.move(held.credentialId))).reason).toBe("revoked");
    expect((await stateOf(card.id)).sendings).toHaveLength(1);
  });
});

describe("a lost phone", () => {
  const post = (token: string, form: Record<string, string>) => {
    const body = new URLSearchParams(form).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", "content-length": String(body.length) };
    return landingFormResponse(
      new Request(`${ORIGIN}/a/${token}`, { method: "POST", headers, body }),
      token,
      new Date(),
    );
  };

  test("R228 reported from the e-mail's link by who knows the card's address; told once, nothing else changes", async () => {
    const { account, card, token } = await aSentCard();
    expect(await (await post(token, { do: "lost", address: card.email })).text()).toContain("your card is ready");
    await aPhone().activate(token);
    const used = await landingResponse(
      new Request(`${ORIGIN}/a/${token}`, { headers: { "user-agent": "x Android" } }),
      token,
      new Date(),
    );
    expect(await used.text()).toContain("Is the phone lost?");
    expect((await post(token, { do: "lost", address: "someone@else.test" })).status).toBe(422);
    expect((await post(token, {})).status).toBe(200);
    expect((await stateOf(card.id)).history).toHaveLength(1);
    for (let i = 0; i < 2; i++) {
      const told = await post(token, { do: "lost", address: ` ${card.email.toUpperCase()} ` });
      expect(await told.text()).toContain("Your company has been told");
    }
    const now = await stateOf(card.id);
    expect(now.history.map((h) => h.action)).toEqual(["activation.activated", "activation.phoneLost"]);
    expect(now.card.status).toBe("ACTIVATED");
    const mails = await asSystem(({ tx }) =>
      tx.emailMessage.findMany({ where: { accountId: account.id, kind: "holder-request" } }),
    );
    expect(mails).toMatchObject([{ toAddress: account.email, data: { request: "phoneLost", cardId: card.id } }]);
  });
});

describe("at the door", () => {
  const options = async (statusList = true) => ({
    keys: (await (await routes(`${ORIGIN}/.well-known/jwks.json`)).json()).keys,
    now: new Date(),
    ...(statusList
      ? { statusList: async (n: number) => (await routes(`${ORIGIN}/api/device/status-lists/${n}`)).text() }
      : {}),
  });

  test("a door code holds for its half minute, tells the card's ID, and ends with the revocation", async () => {
    const { card, token } = await aSentCard();
    const phone = aPhone();
    const held = await phone.activate(token);
    const keys = phone.state.keys!;
    const code = await doorCode(keys, held.pass, new Date());
    expect(code.length).toBeLessThan(650);
    const checks = await options();
    expect(await verifyDoorCode(code, checks)).toMatchObject({
      ok: true,
      id: card.privateId,
      credentialId: held.credentialId,
      statusChecked: true,
    });
    expect(await verifyCredential(held.credential, checks)).toMatchObject({ ok: true, id: card.privateId });
    const later = { ...checks, now: new Date(Date.now() + 70_000) };
    expect(await verifyDoorCode(code, later)).toEqual({ ok: false, reason: "stale" });

    // A stolen pass, shown with another key.
    const thief = aPhone();
    await thief.activate((await aSentCard()).token);
    const stolen = await doorCode(thief.state.keys!, held.pass, new Date());
    expect(await verifyDoorCode(stolen, checks)).toEqual({ ok: false, reason: "proof" });
    const [pass, step, signature] = code.split("~") as [string, string, string];
    expect(await verifyDoorCode(`${pass}~${Number(step) + 1}~${signature}`, checks)).toEqual({
      ok: false,
      reason: "proof",
    });
    expect(await verifyDoorCode(`${pass}x~${step}~${signature}`, checks)).toEqual({ ok: false, reason: "signature" });
    expect(await verifyDoorCode("hello", checks)).toEqual({ ok: false, reason: "malformed" });
    expect(await verifyDoorCode(held.credential, checks)).toEqual({ ok: false, reason: "malformed" });

    const ended = { ...checks, now: new Date(Date.parse(held.leaseEndsAt) + 1000) };
    expect(await verifyCredential(held.credential, ended)).toEqual({ ok: false, reason: "ended" });
    expect(await verifyCredential(held.credential, { ...checks, statusList: async () => "x" })).toEqual({
      ok: false,
      reason: "status",
    });
    await aRevocation(card.id);
    expect(await verifyDoorCode(await doorCode(keys, held.pass, new Date()), await options())).toEqual({
      ok: false,
      reason: "suspended",
    });
    expect(await verifyCredential(held.credential, await options(false))).toMatchObject({
      ok: true,
      statusChecked: false,
    });
    await phone.sync();
    expect(await verifyCredential(held.credential, await options())).toEqual({ ok: false, reason: "invalid" });
  });
});

/** The code that the e-mail of a link carries. */
async function aCode(token: string) {
  const { mailCode, readLinkToken } = await import("@/platform/crypto");
  return { code: mailCode(readLinkToken("card", token) as string) };
}
