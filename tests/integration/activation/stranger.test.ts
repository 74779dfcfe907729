import { createHash, randomBytes, sign as signBytes, verify as verifyBytes } from "node:crypto";
import { inflateSync } from "node:zlib";
import { aRevocation } from "@tests/factories/removals";
import {
  CompactSign,
  calculateJwkThumbprint,
  compactDecrypt,
  compactVerify,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWK,
} from "jose";
import { expect, test } from "vitest";
import { aSentCard, creditsOf, ORIGIN, routes, stateOf } from "./phones";

/*
 * A third client, written from docs/phone-protocol.md and docs/verify.md alone, over a JOSE library that anybody can have:
 * nothing here is the product's own code but the way to reach it.
 */

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const sha256 = (text: string) => base64url(createHash("sha256").update(text).digest());
const bare = ({ kty, crv, x, y }: JWK) => ({ kty, crv, x, y }) as { kty: "EC"; crv: "P-256"; x: string; y: string };

async function strangersPhone() {
  const signing = await generateKeyPair("ES256", { extractable: true });
  const agreeing = await generateKeyPair("ECDH-ES+A256KW", { crv: "P-256", extractable: true });
  const signKey = bare(await exportJWK(signing.publicKey));
  const agreeKey = bare(await exportJWK(agreeing.publicKey));

  /** "Requests": a compact JWS, ES256, with `typ`, `aud`, `iat`, `jti`. */
  const request = (typ: string, claims: object) =>
    new CompactSign(
      Buffer.from(
        JSON.stringify({
          aud: ORIGIN,
          iat: Math.floor(Date.now() / 1000),
          jti: base64url(randomBytes(16)),
          ...claims,
        }),
      ),
    )
      .setProtectedHeader({ alg: "ES256", typ })
      .sign(signing.privateKey);

  const post = async (path: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const answer = await routes(`${ORIGIN}/api/device/${path}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    return { status: answer.status, answer: await answer.json() };
  };
  const signed = async (path: string, typ: string, claims: object) =>
    post(path, { signKey, request: await request(typ, claims) });

  return {
    signKey,
    sign: (text: string) =>
      signBytes("sha256", Buffer.from(text), {
        key: signing.privateKey as never,
        dsaEncoding: "ieee-p1363",
      }),
    thumbprint: await calculateJwkThumbprint(signKey, "sha256"),
    post,
    async activate(token: string) {
      return post("activate", {
        token,
        signKey,
        agreeKey,
        device: { model: "Fairphone 6", os: "Android 16", app: "stranger/0.1", locale: "nl" },
        proof: await request("mid-activate+jwt", {
          tok: sha256(token),
          sign: await calculateJwkThumbprint(signKey, "sha256"),
          agree: await calculateJwkThumbprint(agreeKey, "sha256"),
        }),
      });
    },
    sync: (held: string[]) => signed("sync", "mid-sync+jwt", { held }),
    move: (credentialId: string) => signed("move", "mid-move+jwt", { credentialId }),
    confirm: (credentialId: string) => signed("confirm", "mid-confirm+jwt", { credentialId, removed: true }),
    /** "The credential": opens the JWE and makes the four checks of the page. */
    async open(jwe: string) {
      const { plaintext, protectedHeader } = await compactDecrypt(jwe, agreeing.privateKey);
      expect(protectedHeader).toMatchObject({ alg: "ECDH-ES+A256KW", enc: "A256GCM", cty: "mid-card+json" });
      expect(protectedHeader.kid).toBe(await calculateJwkThumbprint(agreeKey, "sha256"));
      const { credential, secrets, pass } = JSON.parse(Buffer.from(plaintext).toString());
      const claims = await signedByPlatform(credential, "mid-credential+jwt");
      expect(claims.iss).toBe(ORIGIN);
      expect(claims.cnf.jwk).toEqual(signKey);
      expect(claims.sdh).toBe(sha256(secrets));
      return { claims, pass, secrets: JSON.parse(Buffer.from(secrets, "base64url").toString()) };
    },
  };
}

async function signedByPlatform(jws: string, typ: string) {
  const keys = await (await routes(`${ORIGIN}/.well-known/jwks.json`)).json();
  const { payload, protectedHeader } = await compactVerify(jws, createLocalJWKSet(keys), { algorithms: ["ES256"] });
  expect(protectedHeader.typ).toBe(typ);
  return JSON.parse(Buffer.from(payload).toString());
}

test("a client written from the page alone looks, activates, repeats, moves, syncs and confirms", async () => {
  const { account, card, token } = await aSentCard();
  const phone = await strangersPhone();
  const looked = await phone.post("link", { token, phone: phone.thumbprint, app: "stranger/0.1" });
  expect(looked.answer).toMatchObject({ state: "ready", codeNeeded: null, card: { kind: "private-id" } });

  const first = await phone.activate(token);
  expect(first).toMatchObject({ status: 200, answer: { result: "activated" } });
  const { claims, secrets } = await phone.open(first.answer.credential);
  expect(claims.card).toMatchObject({ privateId: card.privateId, firstName: card.firstName, site: expect.any(String) });
  expect(Buffer.from(secrets.key, "base64url")).toHaveLength(32);
  const again = await phone.activate(token);
  expect(again.answer).toMatchObject({ result: "again", credentialId: claims.sub });
  expect((await phone.open(again.answer.credential)).secrets).toEqual(secrets);

  // "A credential that `held` does not name is sent again."
  expect((await phone.sync([claims.sub])).answer).toMatchObject({ removals: [], renewals: [] });
  const lost = (await phone.sync([])).answer.renewals;
  expect((await phone.open(lost[0].credential)).claims.sub).toBe(claims.sub);

  const { link } = (await phone.move(claims.sub)).answer;
  const other = await strangersPhone();
  const moved = await other.activate(new URL(link).pathname.slice("/a/".length));
  const held = await other.open(moved.answer.credential);
  expect((await phone.sync([claims.sub])).answer.removals).toEqual([{ credentialId: claims.sub, reason: "moved" }]);
  expect((await phone.confirm(claims.sub)).answer.result).toBe("removed");
  expect(await creditsOf(account.id)).toEqual({ available: 95, held: 0, spent: 5 });

  await aRevocation(card.id);
  const told = (await other.sync([held.claims.sub])).answer;
  expect(told.removals).toEqual([{ credentialId: held.claims.sub, reason: "revoked" }]);
  expect((await other.confirm(held.claims.sub)).answer.result).toBe("removed");
  expect((await other.confirm(held.claims.sub)).answer.result).toBe("again");
  expect((await phone.confirm(held.claims.sub)).answer.code).toBe("activation.credentialUnknown");
  expect((await stateOf(card.id)).card.status).toBe("REVOKED");
  expect(await creditsOf(account.id)).toEqual({ available: 100, held: 0, spent: 0 });
});

test("a door code and its check, written from the page alone", async () => {
  const { card, token } = await aSentCard();
  const phone = await strangersPhone();
  const { pass } = await phone.open((await phone.activate(token)).answer.credential);

  // The phone: `mid-door`, line feed, pass, line feed, half minute.
  const step = Math.floor(Date.now() / 30_000);
  const code = `${pass}~${step}~${base64url(phone.sign(`mid-door\n${pass}\n${step}`))}`;

  // The checker.
  const [shown = "", half = "", signature = ""] = code.split("~");
  const claims = await signedByPlatform(shown, "mid-pass+jwt");
  expect(claims.exp * 1000).toBeGreaterThan(Date.now());
  expect(Math.abs(Number(half) - Math.floor(Date.now() / 30_000))).toBeLessThanOrEqual(1);
  const key = { key: { kty: "EC", crv: "P-256", x: claims.x, y: claims.y }, format: "jwk", dsaEncoding: "ieee-p1363" };
  const message = Buffer.from(`mid-door\n${shown}\n${half}`);
  expect(verifyBytes("sha256", message, key as never, Buffer.from(signature, "base64url"))).toBe(true);
  expect(claims.id).toBe(card.privateId);

  const status = async () => {
    const [list, entry] = claims.st as [number, number];
    const token = await (await routes(`${ORIGIN}/api/device/status-lists/${list}`)).text();
    const { sub, status_list } = await signedByPlatform(token, "statuslist+jwt");
    expect(sub).toBe(`${ORIGIN}/api/device/status-lists/${list}`);
    const bytes = inflateSync(Buffer.from(status_list.lst, "base64url"));
    return ((bytes[Math.floor(entry / 4)] ?? 0) >> (2 * (entry % 4))) & 3;
  };
  expect(await status()).toBe(0);
  await aRevocation(card.id);
  expect(await status()).toBe(2);
  const { sub } = claims;
  await phone.sync([sub]);
  await phone.confirm(sub);
  expect(await status()).toBe(1);
});
