import { aUser } from "@tests/factories/accounts";
import { callerOf } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import pg from "pg";
import { describe, expect, test } from "vitest";
import { cardEmails } from "@/modules/delivery/server";
import { makeLinkToken } from "@/platform/crypto";
import type { EmailBrand, EmailRow } from "@/platform/email";
import { newId } from "@/shared/kernel/ids";
import { aCard, aSending } from "../../factories/cards";
import { aConfiguration } from "../../factories/sites";
import { aPhone, aSentCard, creditsOf, refusalOf, routes, stateOf } from "./phones";

describe("activation", () => {
  test("R210 a phone activates: the card is Activated, the hold is spent, history says so", async () => {
    const { account, card, token, sendingId } = await aSentCard();
    expect(await creditsOf(account.id)).toEqual({ available: 95, held: 5, spent: 0 });
    const held = await aPhone().activate(token);
    expect(held.card).toMatchObject({
      kind: "private-id",
      firstName: "Simon",
      company: "Bank of America",
      privateId: card.privateId,
    });
    expect(JSON.parse(Buffer.from(held.secrets, "base64url").toString()).key).toHaveLength(43);
    const now = await stateOf(card.id);
    expect(now.card).toMatchObject({ status: "ACTIVATED", sendingId: null, credentialId: held.credentialId });
    expect(now.sendings).toMatchObject([{ id: sendingId, state: "ACTIVATED" }]);
    expect(now.entries.map((e) => [e.kind, e.phase])).toEqual([
      ["CARD", "PENDING"],
      ["CARD", "POST"],
    ]);
    expect(now.card.chargeId).toBe(now.entries[1]?.id);
    expect(now.history).toMatchObject([
      { action: "activation.activated", performerKind: "phone", performerName: "Pixel 9 · Android 16 · test-app/1.0" },
    ]);
    expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
  });

  test("R293 a Mobile ID+ card gets a CSN, the same for one phone and customer, another elsewhere", async () => {
    const first = await aSentCard({ plus: true, price: 1 });
    const second = await aSentCard({ plus: true, price: 1, account: first.account });
    const foreign = await aSentCard({ plus: true, price: 1 });
    const phone = aPhone();
    const csn = (await phone.activate(first.token)).card.csn;
    expect(csn).toMatch(/^[0-9A-F]{14}$/);
    expect((await phone.activate(second.token)).card.csn).toBe(csn);
    expect((await phone.activate(foreign.token)).card.csn).not.toBe(csn);
    expect((await stateOf(first.card.id)).card.csn).toBe(csn);
  });

  test("R223 the same phone asking again gets the same card; another phone is told that the link is used", async () => {
    const { account, card, token } = await aSentCard();
    const phone = aPhone();
    const held = await phone.activate(token);
    const again = await phone.activate(token);
    expect(again.credentialId).toBe(held.credentialId);
    expect(again.secrets).toBe(held.secrets);
    const refused = await refusalOf(aPhone().activate(token));
    expect(refused).toMatchObject({
      reason: "used",
      status: 409,
      params: { device: "Pixel 9 · Android 16 · test-app/1.0" },
    });
    expect((await stateOf(card.id)).history).toHaveLength(1);
    expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
  });

  test("50 phones race one link: one wins, 49 are told, one charge", async () => {
    const { account, card, token } = await aSentCard();
    const results = await Promise.all(
      Array.from({ length: 50 }, () =>
        aPhone()
          .activate(token)
          .then(
            () => "won",
            (error) => error.reason as string,
          ),
      ),
    );
    expect(results.filter((r) => r === "won")).toHaveLength(1);
    expect(results.filter((r) => r === "used")).toHaveLength(49);
    const now = await stateOf(card.id);
    expect(now.credentials).toHaveLength(1);
    expect(now.entries.filter((e) => e.phase === "POST")).toHaveLength(1);
    expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
  });

  test("P4 an activation, a sync and a confirmation are one round trip to the database each", async () => {
    const phone = aPhone();
    await phone.activate((await aSentCard()).token); // reads the signing key, once in five minutes
    const { card, token } = await aSentCard();
    const { query } = pg.Client.prototype;
    const sent: string[] = [];
    const counted = async (action: () => Promise<unknown>) => {
      sent.length = 0;
      await action();
      return [...sent];
    };
    pg.Client.prototype.query = function (this: pg.Client, ...args: [{ text?: string }]) {
      sent.push(args[0].text ?? String(args[0]));
      return (query as (...all: unknown[]) => unknown).apply(this, args);
    } as typeof query;
    try {
      expect(await counted(() => phone.activate(token))).toEqual(["select activate_card($1) as outcome"]);
      expect(await counted(() => phone.sync())).toEqual(["select sync_phone($1, $2::uuid[], $3) as found"]);
      const held = (await phone.cards()).find((one) => one.card.id === card.id)!;
      expect(await counted(() => phone.remove(held.credentialId))).toEqual(["select confirm_removal($1) as outcome"]);
    } finally {
      pg.Client.prototype.query = query;
    }
  });

  test("a phone is known by its signing key: another agreement key with it is refused", async () => {
    const first = await aSentCard();
    const second = await aSentCard();
    const phone = aPhone();
    await phone.activate(first.token);
    const thief = aPhone();
    await thief.store.keys(async () => ({ sign: phone.state.keys!.sign, agree: (await makeAgree()).agree }));
    expect((await refusalOf(thief.activate(second.token))).reason).toBe("keyMismatch");
    expect((await refusalOf(thief.activate(first.token))).reason).toBe("keyMismatch");
    expect((await stateOf(second.card.id)).card.status).toBe("EMAIL_SENT");
  });

  test("R223 R224 withdrawn, replaced, lapsed and unknown links say which they are", async () => {
    const replaced = await aSentCard();
    const newer = await aSending(replaced.card.id);
    expect((await refusalOf(aPhone().activate(replaced.token))).reason).toBe("replaced");
    await aPhone().activate(newer.token);

    const lapsed = await aSentCard({ expiresAt: new Date(Date.now() - 1000) });
    expect((await refusalOf(aPhone().activate(lapsed.token))).reason).toBe("lapsed");

    const withdrawn = await aSentCard({ price: 0 });
    await asSystem(async ({ tx }) => {
      await tx.sending.update({ where: { id: withdrawn.sendingId }, data: { state: "WITHDRAWN" } });
      await tx.virtualCard.update({ where: { id: withdrawn.card.id }, data: { status: "CREATED", sendingId: null } });
    });
    expect((await refusalOf(aPhone().activate(withdrawn.token))).reason).toBe("withdrawn");
    expect((await refusalOf(aPhone().activate(makeLinkToken("card", newId())))).reason).toBe("unknown");
    expect((await refusalOf(aPhone().activate(makeLinkToken("reset-password", replaced.sendingId)))).reason).toBe(
      "unknown",
    );
    expect((await refusalOf(aPhone().activate("nothing"))).reason).toBe("unknown");
  });

  test("links of a disabled account open nothing", async () => {
    const { account, card, token } = await aSentCard();
    await asSystem(({ tx }) => tx.account.update({ where: { id: account.id }, data: { status: "DISABLED" } }));
    expect((await refusalOf(aPhone().activate(token))).reason).toBe("closed");
    expect((await stateOf(card.id)).card.status).toBe("EMAIL_SENT");
  });

  test("a replacement: the new phone takes the card, the old one is told to remove it, nothing is charged", async () => {
    const { account, card, token } = await aSentCard();
    const old = aPhone();
    const first = await old.activate(token);
    const replacement = await aSending(card.id);
    const held = await aPhone().activate(replacement.token);
    const now = await stateOf(card.id);
    expect(now.card).toMatchObject({ status: "ACTIVATED", credentialId: held.credentialId });
    expect(now.credentials.map((c) => c.state)).toEqual(["INVALID", "VALID"]);
    expect(now.history.map((h) => h.action)).toEqual(["activation.activated", "activation.moved"]);
    expect((await old.sync()).removed.map((r) => r.credentialId)).toEqual([first.credentialId]);
    expect((await stateOf(card.id)).card).toMatchObject({ status: "ACTIVATED", credentialId: held.credentialId });
    expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
  });

  test("a validity ends the credential before its lease does", async () => {
    const { site } = await aSentCard();
    const validUntil = new Date(Date.now() + 86_400_000);
    const card = await aCard(site, {
      configurationId: (await aConfiguration(site)).id,
      validFrom: new Date(),
      validUntil,
    });
    const { token } = await aSending(card.id, { price: 0 });
    const held = await aPhone().activate(token);
    expect(Date.parse(held.leaseEndsAt)).toBe(Math.floor(validUntil.getTime() / 1000) * 1000);
  });
});

describe("codes", () => {
  const wallet = () => aPhone({ app: "web-wallet/1" });
  const wrongOf = (code: string) => String((Number(code) + 1) % 10 ** code.length).padStart(code.length, "0");

  test("the web wallet is asked for the code of the e-mail until it holds a card", async () => {
    const first = await aSentCard();
    const second = await aSentCard();
    const phone = wallet();
    expect((await phone.link(first.token)).codeNeeded).toBe("mail");
    expect(await refusalOf(phone.activate(first.token))).toMatchObject({
      reason: "codeNeeded",
      params: { codeKind: "mail", triesLeft: 5 },
    });
    await phone.activate(first.token, first.code);
    expect((await phone.link(second.token)).codeNeeded).toBeNull();
    await phone.activate(second.token);
  });

  test("five well-formed wrong codes kill the link; empty and malformed ones don't count", async () => {
    const { card, token, code } = await aSentCard();
    const phone = wallet();
    for (let left = 4; left >= 1; left--) {
      expect(await refusalOf(phone.activate(token, "12"))).toMatchObject({ reason: "malformedCode" });
      expect(await refusalOf(phone.activate(token, ""))).toMatchObject({ reason: "codeNeeded" });
      expect(await refusalOf(phone.activate(token, wrongOf(code)))).toMatchObject({
        reason: "wrongCode",
        params: { triesLeft: left },
      });
    }
    expect((await refusalOf(phone.activate(token, wrongOf(code)))).reason).toBe("killed");
    expect((await refusalOf(phone.activate(token, code))).reason).toBe("killed");
    expect((await refusalOf(aPhone().activate(token))).reason).toBe("killed");
    const now = await stateOf(card.id);
    expect(now.card.status).toBe("EMAIL_SENT");
    expect(now.history.map((h) => h.action)).toEqual(["activation.linkKilled"]);
  });

  test("wrong codes at the same time: no more than five are looked at", async () => {
    const { token, code } = await aSentCard();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => refusalOf(wallet().activate(token, wrongOf(code))).then((e) => e.reason)),
    );
    expect(results.filter((r) => r === "wrongCode")).toHaveLength(4);
    expect(results.filter((r) => r === "killed")).toHaveLength(16);
  });

  test("a site's separate code is asked of every app, and the e-mail's is no substitute", async () => {
    const { token, code, siteCode } = await aSentCard({ separateCode: true });
    const phone = aPhone();
    expect((await phone.link(token)).codeNeeded).toBe("site");
    expect((await refusalOf(phone.activate(token))).reason).toBe("codeNeeded");
    expect((await refusalOf(phone.activate(token, code))).reason).toBe("malformedCode");
    await phone.activate(token, siteCode);
  });
});

test("a site's separate code is shown to users who may send cards, to no one else, and is in no e-mail", async () => {
  const { account, site, card, token, siteCode } = await aSentCard({ separateCode: true });
  const seenBy = async (rights: string[]) => {
    const user = await aUser(account.id, { siteRights: { [site.id]: rights } });
    return (await (await callerOf(user)).cards.get({ siteId: site.id, cardId: card.id })).link?.code;
  };
  expect(await seenBy(["cards.view", "sendCards"])).toBe(siteCode);
  expect(await seenBy(["cards.view"])).toBeNull();
  const resolver = cardEmails(async () => ({ productName: "P" }) as EmailBrand)["card-sent"] as unknown as {
    resolveAll(work: unknown, rows: EmailRow[]): Promise<Map<string, unknown>>;
  };
  const { sendingId } = (await stateOf(card.id)).card;
  const rows = [{ id: "1", accountId: account.id, sendingId, locale: "en", data: {} }] as unknown as EmailRow[];
  const mail = (await asSystem((work) => resolver.resolveAll(work, rows))).get("1");
  expect(mail).toMatchObject({ data: { code: null, landingUrl: expect.stringContaining(token) } });
  expect(JSON.stringify(mail)).not.toContain(siteCode);
});

describe("asking about a link", () => {
  test("R223 ten times changes nothing", async () => {
    const { card, token } = await aSentCard();
    const before = await stateOf(card.id);
    const phone = aPhone();
    for (let i = 0; i < 10; i++) expect((await phone.link(token)).state).toBe("ready");
    expect(await stateOf(card.id)).toEqual(before);
  });

  test("tells what the link is, without a body that is not asked for", async () => {
    const { card, site, token } = await aSentCard();
    expect(await aPhone().link(token)).toMatchObject({
      state: "ready",
      brand: { company: "Bank of America", operator: "STid" },
      card: { kind: "private-id", firstName: card.firstName, site: site.name },
      codeNeeded: null,
      locale: "en",
    });
    expect(await aPhone().link("x")).toEqual({ state: "unknown", codeNeeded: null, locale: "en" });
    const answer = await routes("https://portal.example.com/api/device/link", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token, more: 1 }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "activation.malformed" });
  });
});

async function makeAgree() {
  const other = aPhone();
  const kept = await aSentCard();
  await other.activate(kept.token);
  return other.state.keys!;
}
