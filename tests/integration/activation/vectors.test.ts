import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { type CryptoKey, exportJWK, importJWK, type JWK } from "jose";
import { expect, test } from "vitest";
import { activateProof, confirmClaims, moveClaims, syncClaims } from "@/modules/activation/contract";
import { doorCode } from "@/modules/activation/phone/door-code";
import { openCard } from "@/modules/activation/phone/phone-card";
import { hashOf, makeKeys, signRequest, thumbprintOf } from "@/modules/activation/phone/phone-proof";
import { verifySigned } from "@/modules/activation/server/signed-request";
import { verifyCredential, verifyDoorCode } from "@/modules/activation/verify/verify";
import {
  encodeStatusList,
  encryptToPhone,
  loadSigningKey,
  newSigningKey,
  publishedJwk,
  readStatus,
  signClaims,
  thumbprint,
} from "@/platform/crypto";

/*
 * The vectors of docs/phone-protocol.md: fixed keys, one request of each kind, one answer. They are checked here by both
 * sides of the protocol; UPDATE_VECTORS=1 makes them anew (signatures and encryption hold randomness, keys don't change).
 */
const FILE = "docs/phone-protocol.vectors.json";
const ORIGIN = "https://portal.example.com";
const NOW = new Date("2026-01-15T09:30:00Z");
const TOKEN = "AQGbwJ9oAHAAgAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const CREDENTIAL = "019bc09f-6800-7000-8000-000000000002";

const CARD = {
  id: "019bc09f-6800-7000-8000-000000000003",
  kind: "private-id",
  title: "Bank Blue",
  firstName: "Simon",
  lastName: "WHITE",
  site: "London",
  company: "Bank of America",
  configuration: "Bank Blue",
  privateId: "568746",
  csn: null,
  validFrom: null,
  validUntil: null,
};

const LOOK = { background: "#113a3c", text: "#f6f3ea", logo: null };
const MODES = [{ mode: "badge", range: "contact" }];

type Vectors = {
  origin: string;
  now: string;
  token: string;
  tokenHash: string;
  signKey: JWK;
  signKeyThumbprint: string;
  agreeKey: JWK;
  agreeKeyThumbprint: string;
  platformKey: JWK;
  activateProof: string;
  syncRequest: string;
  confirmRequest: string;
  moveRequest: string;
  credential: string;
  secrets: string;
  pass: string;
  doorCode: string;
  jwe: string;
  statusList: { bits: number; lst: string };
  statusListToken: string;
};

async function keysOf(vectors: Pick<Vectors, "signKey" | "agreeKey">) {
  const pair = async (jwk: JWK, alg: string) => ({
    privateKey: (await importJWK(jwk, alg)) as CryptoKey,
    publicKey: { kty: "EC" as const, crv: "P-256" as const, x: jwk.x as string, y: jwk.y as string },
  });
  return { sign: await pair(vectors.signKey, "ES256"), agree: await pair(vectors.agreeKey, "ECDH-ES+A256KW") };
}

async function make(): Promise<Vectors> {
  const old = await readVectors().catch(() => null);
  const fresh = old ? null : await makeKeys(true);
  const signKey = old?.signKey ?? (await exportJWK(fresh!.sign.privateKey));
  const agreeKey = old?.agreeKey ?? (await exportJWK(fresh!.agree.privateKey));
  const keys = await keysOf({ signKey, agreeKey });
  const platform = newSigningKey();
  const platformKey = loadSigningKey(platform.publicJwk, platform.privateJwk);
  const tokenHash = await hashOf(TOKEN);
  const sign = await thumbprintOf(keys.sign.publicKey);
  const agree = await thumbprintOf(keys.agree.publicKey);
  const secrets = Buffer.from(JSON.stringify({ key: Buffer.alloc(32, 7).toString("base64url") })).toString("base64url");
  const iat = Math.floor(NOW.getTime() / 1000);
  const credential = signClaims(platformKey, "mid-credential+jwt", {
    iss: ORIGIN,
    sub: CREDENTIAL,
    iat,
    exp: iat + 30 * 86_400,
    cnf: { jwk: keys.sign.publicKey },
    status: { status_list: { idx: 5, uri: `${ORIGIN}/api/device/status-lists/0` } },
    sdh: createHash("sha256").update(secrets).digest("base64url"),
    card: CARD,
  });
  const pass = signClaims(platformKey, "mid-pass+jwt", {
    sub: CREDENTIAL,
    exp: iat + 30 * 86_400,
    x: keys.sign.publicKey.x,
    y: keys.sign.publicKey.y,
    st: [0, 5],
    id: "568746",
  });
  const plain = Buffer.from(JSON.stringify({ credential, secrets, pass, look: LOOK, modes: MODES }));
  const statusList = encodeStatusList([
    { idx: 5, value: 2 },
    { idx: 131_071, value: 1 },
  ]);
  return {
    origin: ORIGIN,
    now: NOW.toISOString(),
    token: TOKEN,
    tokenHash,
    signKey,
    signKeyThumbprint: sign,
    agreeKey,
    agreeKeyThumbprint: agree,
    platformKey: publishedJwk(platform.publicJwk),
    activateProof: await signRequest(keys, "activate", ORIGIN, NOW, { tok: tokenHash, sign, agree }),
    syncRequest: await signRequest(keys, "sync", ORIGIN, NOW, { held: [CREDENTIAL] }),
    confirmRequest: await signRequest(keys, "confirm", ORIGIN, NOW, { credentialId: CREDENTIAL, removed: true }),
    moveRequest: await signRequest(keys, "move", ORIGIN, NOW, { credentialId: CREDENTIAL }),
    credential,
    secrets,
    pass,
    doorCode: await doorCode(keys, pass, NOW),
    jwe: encryptToPhone(plain, keys.agree.publicKey, agree, "mid-card+json"),
    statusList,
    statusListToken: signClaims(platformKey, "statuslist+jwt", {
      sub: `${ORIGIN}/api/device/status-lists/0`,
      iat,
      exp: iat + 86_400,
      ttl: 300,
      status_list: statusList,
    }),
  };
}

async function readVectors(): Promise<Vectors> {
  return JSON.parse(readFileSync(FILE, "utf8")) as Vectors;
}

test("the protocol's test vectors hold on both sides", async () => {
  if (process.env.UPDATE_VECTORS) writeFileSync(FILE, `${JSON.stringify(await make(), null, 2)}\n`);
  const v = await readVectors();
  const keys = await keysOf(v);
  expect(await hashOf(v.token)).toBe(v.tokenHash);
  expect(thumbprint(keys.sign.publicKey)).toBe(v.signKeyThumbprint);
  expect(await thumbprintOf(keys.agree.publicKey)).toBe(v.agreeKeyThumbprint);

  const now = new Date(v.now);
  const proof = verifySigned(v.activateProof, keys.sign.publicKey, "activate", activateProof, now);
  expect(proof).toMatchObject({
    tok: v.tokenHash,
    sign: v.signKeyThumbprint,
    agree: v.agreeKeyThumbprint,
    aud: v.origin,
  });
  expect(verifySigned(v.syncRequest, keys.sign.publicKey, "sync", syncClaims, now)).toMatchObject({
    held: [CREDENTIAL],
  });
  const confirmed = verifySigned(v.confirmRequest, keys.sign.publicKey, "confirm", confirmClaims, now);
  expect(confirmed).toMatchObject({ credentialId: CREDENTIAL, removed: true });

  const moved = verifySigned(v.moveRequest, keys.sign.publicKey, "move", moveClaims, now);
  expect(moved).toMatchObject({ credentialId: CREDENTIAL });

  const held = await openCard(v.jwe, keys, v.origin, async (kid) =>
    kid === v.platformKey.kid ? v.platformKey : undefined,
  );
  expect(held).toMatchObject({ credentialId: CREDENTIAL, credential: v.credential, secrets: v.secrets, card: CARD });
  expect(held).toMatchObject({ look: LOOK, modes: MODES });
  expect(await verifyDoorCode(v.doorCode, { keys: [v.platformKey], now })).toMatchObject({ ok: true, id: "568746" });
  expect([4, 5, 6, 131_070, 131_071].map((idx) => readStatus(v.statusList, idx))).toEqual([0, 2, 0, 0, 1]);
  const statusList = async () => v.statusListToken;
  for (const verdict of [
    await verifyDoorCode(v.doorCode, { keys: [v.platformKey], now, statusList }),
    await verifyCredential(v.credential, { keys: [v.platformKey], now, statusList }),
  ])
    expect(verdict).toEqual({ ok: false, reason: "suspended" });
});

test("a card for another phone, of another platform, or with other secrets is not kept", async () => {
  const v = await readVectors();
  const keys = await keysOf(v);
  const lookUp = async () => v.platformKey;
  const other = await makeKeys();
  await expect(openCard(v.jwe, { ...keys, sign: other.sign }, v.origin, lookUp)).rejects.toThrow(/another phone/);
  await expect(openCard(v.jwe, { ...keys, agree: other.agree }, v.origin, lookUp)).rejects.toThrow();
  await expect(openCard(v.jwe, keys, "https://evil.example.com", lookUp)).rejects.toThrow(/another phone or platform/);
  await expect(openCard(v.jwe, keys, v.origin, async () => undefined)).rejects.toThrow(/not signed/);
  const foreign = publishedJwk(newSigningKey().publicJwk);
  await expect(openCard(v.jwe, keys, v.origin, async () => foreign)).rejects.toThrow();
  const forged = encryptToPhone(
    Buffer.from(JSON.stringify({ credential: v.credential, secrets: "e30", pass: v.pass })),
    keys.agree.publicKey,
    v.agreeKeyThumbprint,
    "mid-card+json",
  );
  await expect(openCard(forged, keys, v.origin, lookUp)).rejects.toThrow(/secrets/);
});
