import { createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from "node:crypto";
import type { JWK } from "jose";
import { signCompact } from "./compact-jws";
import { type PublicJwk, thumbprint } from "./phone-keys";

/** A key that signs for the platform: ES256, its id is its thumbprint. */
export type SigningKey = { kid: string; publicJwk: PublicJwk; privateKey: KeyObject };

/** Makes a signing key; the private JWK is for sealing and storing. */
export function newSigningKey(): { kid: string; publicJwk: PublicJwk; privateJwk: JsonWebKey } {
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = pair.publicKey.export({ format: "jwk" });
  const publicJwk: PublicJwk = { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" };
  return { kid: thumbprint(publicJwk), publicJwk, privateJwk: pair.privateKey.export({ format: "jwk" }) };
}

/** A stored signing key, ready to sign. */
export function loadSigningKey(publicJwk: PublicJwk, privateJwk: JsonWebKey): SigningKey {
  const privateKey = createPrivateKey({ key: privateJwk, format: "jwk" });
  return { kid: thumbprint(publicJwk), publicJwk, privateKey };
}

/** Signs claims as a compact JWS of a media type (`typ`, RFC 8725 section 3.11). */
export function signClaims(key: SigningKey, typ: string, claims: object): string {
  return signCompact({ kid: key.kid, typ }, claims, key.privateKey);
}

/** A public key as the JWK Set publishes it (RFC 7517). */
export function publishedJwk(publicJwk: PublicJwk): JWK {
  return { ...publicJwk, kid: thumbprint(publicJwk), alg: "ES256", use: "sig" };
}
