import { createHash } from "node:crypto";

/** A public P-256 key as a JWK (RFC 7517), nothing else in it. */
export type PublicJwk = { kty: "EC"; crv: "P-256"; x: string; y: string };

/** The thumbprint of a P-256 key (RFC 7638, SHA-256, base64url). */
export function thumbprint(jwk: PublicJwk): string {
  const canonical = `{"crv":"${jwk.crv}","kty":"${jwk.kty}","x":"${jwk.x}","y":"${jwk.y}"}`;
  return createHash("sha256").update(canonical).digest("base64url");
}
