import type { JsonWebKey } from "node:crypto";
import type { JWK } from "jose";
import { sqlMany } from "../db";
import type { PublicJwk } from "./phone-keys";
import { open, seal } from "./portal-keys";
import { loadSigningKey, newSigningKey, publishedJwk, type SigningKey } from "./signing";

type Row = { id: string; public_jwk: PublicJwk; sealed_private: Buffer; retired_at: Date | null };

const PURPOSE = "signing-key";
/** Other processes learn of a new key at the latest after this time; published keys may be cached as long. */
const REFRESH = 5 * 60_000;

let cache: { at: number; keys: Row[]; current: SigningKey } | undefined;

const select = (now: Date) => sqlMany<Row>("signing-keys", "select * from signing_keys_now($1)", [now]);

async function load(now: Date): Promise<NonNullable<typeof cache>> {
  if (cache && Math.abs(now.getTime() - cache.at) < REFRESH) return cache;
  let keys = await select(now);
  if (!keys[0] || keys[0].retired_at) {
    const made = newSigningKey();
    const sealed = seal(PURPOSE, Buffer.from(JSON.stringify(made.privateJwk)));
    await sqlMany("keep-signing-key", "select keep_signing_key($1, $2, $3, $4)", [
      made.kid,
      made.publicJwk,
      sealed,
      now,
    ]);
    keys = await select(now);
  }
  const newest = keys[0];
  if (!newest) throw new Error("No signing key could be made");
  const privateJwk = JSON.parse(open(PURPOSE, newest.sealed_private).toString()) as JsonWebKey;
  cache = { at: now.getTime(), keys, current: loadSigningKey(newest.public_jwk, privateJwk) };
  return cache;
}

/** The key that signs now; made at first use, kept sealed in `signing_keys`. */
export async function currentSigningKey(now: Date): Promise<SigningKey> {
  return (await load(now)).current;
}

/** The public keys of the platform as a JWK Set (RFC 7517), retired ones included while what they signed may be in use. */
export async function publishedKeys(now: Date): Promise<{ keys: JWK[] }> {
  return { keys: (await load(now)).keys.map((row) => publishedJwk(row.public_jwk)) };
}
