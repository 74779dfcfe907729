import { createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import type { PublicJwk } from "./phone-keys";

/*
 * ES256 signatures as compact JWS (RFC 7515, RFC 7518 section 3.4), by the server's own crypto on its own thread: a third
 * of the time that WebCrypto takes by way of its thread pool, on the path that every phone goes. What is written here is
 * read with `jose` in the tests and on the phone, and the other way round.
 */

const SPKI = Buffer.from("3059301306072a8648ce3d020106082a8648ce3d03010703420004", "hex");

/** A public key ready to verify; null unless it is a point on the curve, written in the one canonical way. */
export function readPublicKey(jwk: PublicJwk): KeyObject | null {
  const x = Buffer.from(jwk.x, "base64url");
  const y = Buffer.from(jwk.y, "base64url");
  if (x.length !== 32 || y.length !== 32) return null;
  if (x.toString("base64url") !== jwk.x || y.toString("base64url") !== jwk.y) return null;
  try {
    return createPublicKey({ key: Buffer.concat([SPKI, x, y]), format: "der", type: "spki" });
  } catch {
    return null;
  }
}

function json(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The payload of a JWS that this key signed with ES256 and this `typ`; null for anything else. */
export function verifyCompact(jws: string, key: KeyObject, typ: string): Record<string, unknown> | null {
  const [header = "", payload = "", signature = "", ...more] = jws.split(".");
  if (more.length > 0) return null;
  const claims = json(header);
  if (claims?.alg !== "ES256" || claims.typ !== typ || "crit" in claims || "b64" in claims) return null;
  const bytes = Buffer.from(signature, "base64url");
  if (bytes.length !== 64) return null;
  const signed = verify("sha256", Buffer.from(`${header}.${payload}`), { key, dsaEncoding: "ieee-p1363" }, bytes);
  return signed ? json(payload) : null;
}

/** Signs claims with ES256. */
export function signCompact(header: Record<string, unknown>, claims: object, key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part({ alg: "ES256", ...header })}.${part(claims)}`;
  const signature = sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" });
  return `${input}.${signature.toString("base64url")}`;
}
