import { base64url, CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose";
import { TYP } from "../contract";
import type { PhoneKeys, PublicKey } from "./phone-store";

const text = new TextEncoder();

/** base64url(SHA-256(text)). */
export async function hashOf(value: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", text.encode(value))));
}

/** The thumbprint that names a key (RFC 7638). */
export function thumbprintOf(key: PublicKey): Promise<string> {
  return calculateJwkThumbprint(key as JWK, "sha256");
}

async function publicPart(key: CryptoKey): Promise<PublicKey> {
  const { x, y } = await exportJWK(key);
  return { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" };
}

/** Makes a phone's two key pairs; private parts not extractable unless told (only the command, which must write them). */
export async function makeKeys(extractable = false): Promise<PhoneKeys> {
  const [sign, agree] = await Promise.all([
    generateKeyPair("ES256", { extractable }),
    generateKeyPair("ECDH-ES+A256KW", { crv: "P-256", extractable }),
  ]);
  return {
    sign: { privateKey: sign.privateKey as CryptoKey, publicKey: await publicPart(sign.publicKey as CryptoKey) },
    agree: { privateKey: agree.privateKey as CryptoKey, publicKey: await publicPart(agree.publicKey as CryptoKey) },
  };
}

/** Signs claims with the phone's key; adds audience, time and a unique id, which `claims` may override (to misbehave). */
export function signRequest(
  keys: PhoneKeys,
  kind: keyof typeof TYP,
  origin: string,
  now: Date,
  claims: Record<string, unknown>,
): Promise<string> {
  const payload = {
    aud: origin,
    iat: Math.floor(now.getTime() / 1000),
    jti: base64url.encode(crypto.getRandomValues(new Uint8Array(16))),
    ...claims,
  };
  return new CompactSign(text.encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: "ES256", typ: TYP[kind] })
    .sign(keys.sign.privateKey);
}
