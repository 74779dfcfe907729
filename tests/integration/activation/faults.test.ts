import { once } from "node:events";
import { aSending } from "@tests/factories/cards";
import { aCardChange, aRevocation } from "@tests/factories/removals";
import { expect, test } from "vitest";
import { makeLinkToken } from "@/platform/crypto";
import { aServer } from "./phone-server";
import { aPhone, aSentCard, creditsOf, ORIGIN, refusalOf, routes, stateOf } from "./phones";

test("kill -9 between charge and answer: the card is there, charged once; the phone asks again and gets it", async () => {
  const { account, card, token } = await aSentCard();
  const { child, network } = await aServer({ DIE: "before-answer" });
  const phone = aPhone({ fetch: network });
  expect((await refusalOf(phone.activate(token))).reason).toBe("offline");
  if (child.signalCode === null) await once(child, "exit");
  expect(child.signalCode).toBe("SIGKILL");
  const after = await stateOf(card.id);
  expect(after.card.status).toBe("ACTIVATED");
  expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
  expect(await phone.cards()).toEqual([]);

  // The server is back; another phone that was faster with its second try gets nothing.
  expect((await refusalOf(aPhone().activate(token))).reason).toBe("used");
  const again = aPhone({ store: phone.store });
  expect((await again.activate(token)).credentialId).toBe(after.card.credentialId);
  const now = await stateOf(card.id);
  expect(now.entries.filter((entry) => entry.phase === "POST")).toHaveLength(1);
  expect(now.history).toHaveLength(1);
  expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
}, 60_000);

test("kill -9 in the middle of 40 activations: whoever asks again has the card, none is charged twice", async () => {
  const first = await aSentCard();
  const sent = [first, ...(await Promise.all(Array.from({ length: 39 }, () => aSentCard({ account: first.account }))))];
  const { child, network } = await aServer();
  const tries = sent.map(({ token }) => ({ phone: aPhone({ fetch: network }), token }));
  const waiting = [...tries];
  let answered = 0;
  const client = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const won = await next.phone.activate(next.token).then(
        () => true,
        () => false,
      );
      if (won && ++answered === 10) child.kill("SIGKILL");
    }
  };
  await Promise.all(Array.from({ length: 5 }, client));
  expect(answered).toBeGreaterThanOrEqual(10);
  expect(answered).toBeLessThan(40);
  for (const { phone, token } of tries) await aPhone({ store: phone.store }).activate(token);
  for (const { card } of sent) {
    const { card: now, entries, credentials } = await stateOf(card.id);
    expect(now.status).toBe("ACTIVATED");
    expect(credentials).toHaveLength(1);
    expect(entries.filter((entry) => entry.phase === "POST")).toHaveLength(1);
  }
  expect(await creditsOf(first.account.id)).toEqual({ available: 4000 - 200, held: 0, spent: 200 });
}, 120_000);

test("a server whose database is gone says so, and writes no token, code or key into its log", async () => {
  const { card, token, code } = await aSentCard();
  const { network, output } = await aServer({
    LOG_LEVEL: "trace",
    DATABASE_URL: "postgresql://nobody:secret@127.0.0.1:9/nothing",
  });
  const phone = aPhone({ fetch: network, app: "web-wallet/1" });
  expect(await refusalOf(phone.activate(token, code))).toMatchObject({ status: 503 });
  expect(await refusalOf(phone.link(token))).toMatchObject({ status: 503 });
  expect(output()).toContain("a phone's request failed");
  for (const secret of [token, `"${code}"`, phone.state.keys!.sign.publicKey.x, "secret", card.email])
    expect(output()).not.toContain(secret);
}, 60_000);

test("a revocation crosses the answer of an activation: the phone gets the card, and the order at its first sync", async () => {
  const { account, card, token } = await aSentCard();
  const phone = aPhone({
    fetch: async (input, init) => {
      const answer = await routes(input, init);
      if (String(input).endsWith("/activate")) await aRevocation(card.id);
      return answer;
    },
  });
  const held = await phone.activate(token);
  const { removed } = await phone.sync();
  expect(removed.map((removal) => removal.credentialId)).toEqual([held.credentialId]);
  expect((await stateOf(card.id)).card.status).toBe("REVOKED");
  expect(await creditsOf(account.id)).toEqual({ available: 100, held: 0, spent: 0 });
});

test("a phone confirms after the card was sent again to a new phone: the new one keeps it, refunded and charged once each", async () => {
  const { account, card, token } = await aSentCard();
  const old = aPhone();
  const held = await old.activate(token);
  await aRevocation(card.id);
  let confirmation = "";
  const watching = aPhone({
    store: old.store,
    fetch: async (input, init) => {
      if (String(input).endsWith("/confirm")) confirmation = init?.body as string;
      return routes(input, init);
    },
  });
  await watching.sync();
  expect((await creditsOf(account.id)).available).toBe(100);
  const again = await aSending(card.id);
  const fresh = aPhone();
  const second = await fresh.activate(again.token);

  // The old phone's confirmation once more, as it was and signed anew.
  const headers = { "content-type": "application/json" };
  const repeated = await routes(`${ORIGIN}/api/device/confirm`, { method: "POST", headers, body: confirmation });
  expect(await repeated.json()).toMatchObject({ credentialId: held.credentialId, result: "again" });
  await old.store.removeCard({ credentialId: held.credentialId, card: held.card, why: "revoked" });
  await old.sync();
  const now = await stateOf(card.id);
  expect(now.card).toMatchObject({ status: "ACTIVATED", credentialId: second.credentialId });
  expect(now.entries.filter((entry) => entry.kind === "REFUND")).toHaveLength(1);
  expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });
});

test("a phone confirms after its card moved to another and was deleted there: nothing comes back twice", async () => {
  const { account, card, token } = await aSentCard();
  const old = aPhone();
  await old.activate(token);
  await aRevocation(card.id);
  await aCardChange(card.id, "moveToOtherPhone");
  const fresh = aPhone();
  await fresh.activate(makeLinkToken("card", (await stateOf(card.id)).card.sendingId as string));
  await aRevocation(card.id);
  expect(await aCardChange(card.id, "delete")).toBe(true);
  await old.sync();
  expect((await creditsOf(account.id)).available).toBe(95);
  await Promise.all([fresh.sync(), fresh.sync(), old.sync()]);
  expect(await creditsOf(account.id)).toEqual({ available: 100, held: 0, spent: 0 });
  expect((await stateOf(card.id)).card).toMatchObject({ status: "DELETED", chargeId: null });
});
