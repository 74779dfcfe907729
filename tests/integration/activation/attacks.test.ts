import { aRevocation } from "@tests/factories/removals";
import { beforeEach, describe, expect, test } from "vitest";
import { openCard } from "@/modules/activation/phone/phone-card";
import { forgetRequests } from "@/modules/activation/server";
import { makeLinkToken } from "@/platform/crypto";
import { pool } from "@/platform/db";
import { aPhone, aSentCard, ORIGIN, refusalOf, routes, stateOf } from "./phones";

beforeEach(() => forgetRequests());

const post = (path: string, body: BodyInit, type = "application/json") =>
  routes(`${ORIGIN}/api/device/${path}`, { method: "POST", headers: { "content-type": type }, body });

describe("proofs", () => {
  test.each([
    ["for another host", { aud: "https://evil.example.com" }, "audience"],
    ["for another token", { tok: "A".repeat(43) }, "proof"],
    ["for another agreement key", { agree: "A".repeat(43) }, "proof"],
    ["for another signing key", { sign: "A".repeat(43) }, "proof"],
    ["signed 6 minutes ago", { iat: Math.floor(Date.now() / 1000) - 360 }, "clock"],
    ["signed 6 minutes ahead", { iat: Math.floor(Date.now() / 1000) + 360 }, "clock"],
    ["without a unique id", { jti: "" }, "proof"],
    ["with more than the protocol knows", { admin: true }, "proof"],
  ])("a proof %s is refused and changes nothing", async (_, tamper, reason) => {
    const { card, token } = await aSentCard();
    const refused = await refusalOf(aPhone({ tamper }).activate(token));
    expect(refused).toMatchObject({ reason, status: 401 });
    expect((await stateOf(card.id)).card.status).toBe("EMAIL_SENT");
  });

  test("a clock that is 4 minutes off works", async () => {
    const { token } = await aSentCard();
    await aPhone({ now: () => new Date(Date.now() - 240_000) }).activate(token);
  });

  test("a captured request, replayed, gives nothing that another key opens; under another key it is refused", async () => {
    const { card, token } = await aSentCard();
    let captured = "";
    const phone = aPhone({
      fetch: async (input, init) => {
        if (String(input).endsWith("/activate")) captured = init?.body as string;
        return routes(input, init);
      },
    });
    await phone.activate(token);
    const replayed = await post("activate", captured);
    expect(replayed.status).toBe(200);
    const answer = await replayed.json();
    expect(answer.result).toBe("again");
    expect(answer.credential.split(".")).toHaveLength(5);
    const thief = aPhone();
    await thief.activate((await aSentCard()).token);
    const stolen = JSON.stringify({ ...JSON.parse(captured), signKey: thief.state.keys!.sign.publicKey });
    expect((await post("activate", stolen)).status).toBe(401);
    expect((await stateOf(card.id)).credentials).toHaveLength(1);
  });

  test("a sync request does not pass for a confirmation", async () => {
    const phone = aPhone();
    await phone.activate((await aSentCard()).token);
    let captured = "";
    await aPhone({
      store: phone.store,
      fetch: async (input, init) => {
        captured = init?.body as string;
        return routes(input, init);
      },
    }).sync();
    expect((await post("sync", captured)).status).toBe(200);
    expect((await post("confirm", captured)).status).toBe(401);
  });

  test("an algorithm other than ES256, a point off the curve, a JWS without signature are refused", async () => {
    const { token } = await aSentCard();
    const phone = aPhone();
    await phone.activate((await aSentCard()).token);
    const key = phone.state.keys!.sign.publicKey;
    const none = `${Buffer.from('{"alg":"none","typ":"mid-sync+jwt"}').toString("base64url")}.${Buffer.from("{}").toString("base64url")}.AA`;
    expect((await post("sync", JSON.stringify({ signKey: key, request: none }))).status).toBe(401);
    const off = { ...key, y: key.x };
    const body = {
      token,
      signKey: off,
      agreeKey: off,
      device: { model: "", os: "", app: "a/1", locale: "en" },
      proof: none,
    };
    expect((await post("activate", JSON.stringify(body))).status).toBe(401);
  });
});

describe("bodies", () => {
  test("too large, nested, not JSON, not UTF-8: a problem, at once", async () => {
    expect((await post("activate", "x".repeat(17 * 1024))).status).toBe(413);
    expect(
      (
        await post(
          "activate",
          new ReadableStream({
            pull(controller) {
              controller.enqueue(new Uint8Array(8192));
            },
          }) as never,
        )
      ).status,
    ).toBe(413);
    expect((await post("activate", "[".repeat(8000) + "]".repeat(8000))).status).toBe(400);
    expect((await post("activate", '{"token":')).status).toBe(400);
    expect((await post("activate", new Uint8Array([0x22, 0xff, 0x22]))).status).toBe(400);
    expect((await post("activate", "{}", "text/plain")).status).toBe(415);
    expect((await post("activate", "token=x", "application/x-www-form-urlencoded")).status).toBe(415);
    const answer = await post("activate", "null");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  test("a name with control characters, or an overlong one, is refused", async () => {
    const { token } = await aSentCard();
    for (const model of ["a\nb", "a\u0000", "x".repeat(81)]) {
      const refused = await refusalOf(aPhone({ device: { model, os: "", app: "a/1", locale: "en" } }).activate(token));
      expect(refused).toMatchObject({ reason: "malformed", status: 400 });
    }
  });
});

describe("floods", () => {
  test("unknown tokens are limited by address; an honest phone at the same address is not blocked", async () => {
    const results = await Promise.all(
      Array.from({ length: 80 }, () => refusalOf(aPhone().link("nothing")).catch(() => null)),
    );
    expect(results.filter((r) => r?.reason === "tooMany").length).toBe(20);
    await aPhone().activate((await aSentCard()).token);
  });

  test("a limit says when to come back", async () => {
    for (let i = 0; i < 60; i++) await post("link", JSON.stringify({ token: "x" }));
    const answer = await post("link", JSON.stringify({ token: "x" }));
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("floods that are meant for others", () => {
  test("a flood of one link closes only that link for a minute; other phones at the same address don't feel it", async () => {
    const target = await aSentCard();
    const flood = await Promise.all(
      Array.from({ length: 130 }, () => refusalOf(aPhone({ app: "web-wallet/1" }).activate(target.token))),
    );
    expect(flood.filter((refused) => refused.reason === "tooMany")).toHaveLength(10);
    expect(flood.filter((refused) => refused.reason === "codeNeeded")).toHaveLength(120);
    const phone = aPhone();
    await phone.activate((await aSentCard()).token);
    expect((await phone.sync()).forgotten).toEqual([]);
  });

  test("a phone that floods is slowed down by itself; its neighbour is not, nor is who signs badly in its name", async () => {
    const loud = aPhone();
    await loud.activate((await aSentCard()).token);
    const quiet = aPhone();
    await quiet.activate((await aSentCard()).token);
    const results = await Promise.all(Array.from({ length: 70 }, () => loud.sync().catch((error) => error.reason)));
    expect(results.filter((result) => result === "tooMany")).toHaveLength(10);
    // Requests that only claim to be the quiet phone's count against their address, not against the phone.
    const key = quiet.state.keys!.sign.publicKey;
    for (let n = 0; n < 70; n++) await post("sync", JSON.stringify({ signKey: key, request: "e30.e30.AA" }));
    expect((await quiet.sync()).forgotten).toEqual([]);
  });
});

describe("forged and foreign ids", () => {
  test("ids of other customers' credentials in a sync are neither told of nor changed", async () => {
    const mine = await aSentCard();
    const theirs = await aSentCard();
    const phone = aPhone();
    const held = await phone.activate(mine.token);
    const victim = await aPhone().activate(theirs.token);
    await aRevocation(theirs.card.id);
    const before = await stateOf(theirs.card.id);
    await phone.store.putCard({ ...held, credentialId: victim.credentialId });
    const { removed, renewed, forgotten } = await phone.sync();
    expect(removed).toEqual([]);
    expect(renewed).toEqual([]);
    expect(forgotten.map((card) => card.credentialId)).toEqual([victim.credentialId]);
    expect(await stateOf(theirs.card.id)).toEqual(before);
  });

  test("a stolen credential, its JWE and its secrets are worth nothing under another key", async () => {
    const { card, token } = await aSentCard();
    let encrypted = "";
    const phone = aPhone({
      fetch: async (input, init) => {
        const answer = await routes(input, init);
        if (String(input).endsWith("/activate")) encrypted = (await answer.clone().json()).credential;
        return answer;
      },
    });
    const held = await phone.activate(token);
    const thief = aPhone();
    await thief.activate((await aSentCard()).token);
    const keys = (await (await routes(`${ORIGIN}/.well-known/jwks.json`)).json()).keys as { kid: string }[];
    const find = async (kid: string) => keys.find((key) => key.kid === kid);
    await expect(openCard(encrypted, thief.state.keys!, ORIGIN, find as never)).rejects.toThrow();
    // Put into the thief's store as it is: the portal does not know it there, and no confirmation or move works.
    await thief.store.putCard(held);
    expect((await refusalOf(thief.move(held.credentialId))).reason).toBe("credentialUnknown");
    await thief.remove(held.credentialId);
    expect((await stateOf(card.id)).card.status).toBe("ACTIVATED");
    expect((await thief.sync()).removed).toEqual([]);
  });

  test("a link's token under another purpose, another id or a changed byte is unknown", async () => {
    const { token, sendingId, card } = await aSentCard();
    const bytes = Buffer.from(token, "base64url");
    const forged = [0, 1, 8, 16, 17, 30, 48].map((at) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      return changed.toString("base64url");
    });
    const others = (["activate-user", "reset-password", "lost-phone"] as const).map((purpose) =>
      makeLinkToken(purpose, sendingId),
    );
    for (const wrong of [...forged, ...others, `${token}=`, token.slice(1), sendingId])
      expect((await refusalOf(aPhone().activate(wrong))).reason).toBe("unknown");
    // A link that a phone shows must have been made by a move; the mailed one's id does not pass for it.
    const shown = aPhone({ app: "web-wallet/1" });
    expect((await refusalOf(shown.activate(makeLinkToken("move-card", card.id)))).reason).toBe("unknown");
  });
});

describe("walls", () => {
  test("the role of requests may not call the phone's statements", async () => {
    const client = await pool().connect();
    try {
      await client.query("begin; set local role portal_app");
      await expect(client.query("select activate_card('{}')")).rejects.toThrow(/permission denied/);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
});
