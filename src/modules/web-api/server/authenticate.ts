import { timingSafeEqual } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { type AccessRecord, type Actor, actorFrom } from "@/authz";
import { config } from "@/platform/config";
import { hashApiSecret } from "@/platform/crypto";
import { sqlOne } from "@/platform/db";
import { isInNetworks, placeOf } from "@/platform/http";
import { countAttempt, limitKey, tooManyAttempts } from "@/platform/rate-limit";
import { AppError } from "@/shared/kernel/app-error";
import { isUuid } from "@/shared/kernel/ids";
import { originFits } from "../domain/access-machine";

/** From where a call comes. */
export type Caller = { ip: string; origin: string | null; now: Date };
/** How much of a token's share is left, for the headers that say so. */
export type CallShare = { limit: number; remaining: number; resetSeconds: number };
export type Authenticated = { actor: Actor; locale: string; domainName: string | null; share: CallShare };

/** Calls of one token in a minute. */
export const CALL_LIMIT = { attempts: 600, windowSeconds: 60 };
/** Calls from one address in five minutes that prove nothing. */
const BAD_LIMIT = { attempts: 100, windowSeconds: 300 };
/** How long a bearer token of POST /token works, seconds. */
export const BEARER_SECONDS = 3_600;
const ISSUER = "web-api";

type Found = {
  id: string;
  account_id: string;
  client_id: string;
  secret_hash: Buffer;
  domain_name: string | null;
  networks: string[];
  locale: string | null;
};

function find(key: { hash?: Buffer; clientId?: string; id?: string }): Promise<Found | null> {
  const { hash = null, clientId = null, id = null } = key;
  return sqlOne<Found>("find_api_token", "select * from find_api_token($1, $2, $3)", [hash, clientId, id]);
}

/**
 * The actor behind a static token or a bearer token (JWT) of `POST /token`; counts the call. A token that is unknown, renewed,
 * withdrawn, lapsed or cut off, and one of an account that is not activated, all get the same answer, after the same work: one look-up,
 * one count. What is malformed is no exception.
 *
 * @throws AppError UNAUTHENTICATED `webApi.badToken`; FORBIDDEN `webApi.networkRefused`, `webApi.originRefused`; RATE_LIMITED.
 */
export async function authenticate(token: string, from: Caller): Promise<Authenticated> {
  const found = token.split(".").length === 3 ? await ofBearer(token, from.now) : await ofStatic(token);
  if (!found) return refuse(from);
  return admit(found, from);
}

function ofStatic(token: string): Promise<Found | null> {
  return find({ hash: hashApiSecret(token) });
}

/** An id that no token has: looked up for a bearer token that proves nothing. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

async function ofBearer(token: string, now: Date): Promise<Found | null> {
  const proof = await jwtVerify(token, jwtKey(), { issuer: ISSUER, algorithms: ["HS256"], currentDate: now }).catch(
    () => null,
  );
  const id = proof?.payload.sub;
  return find({ id: id && isUuid(id) ? id : NOBODY });
}

/**
 * A bearer token for a client id and its secret (RFC 6749, 4.4).
 *
 * @throws AppError as `authenticate`; a wrong secret and an unknown client take the same time.
 */
export async function grantBearer(clientId: string, clientSecret: string, from: Caller): Promise<string> {
  const found = await find({ clientId });
  const given = hashApiSecret(clientSecret);
  const right = timingSafeEqual(found?.secret_hash ?? Buffer.alloc(32), given);
  if (!found || !right) return refuse(from);
  await admit(found, from);
  const issued = Math.floor(from.now.getTime() / 1_000);
  return new SignJWT({ client_id: found.client_id, scope: "global" })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer(ISSUER)
    .setSubject(found.id)
    .setIssuedAt(issued)
    .setExpirationTime(issued + BEARER_SECONDS)
    .sign(jwtKey());
}

function jwtKey(): Uint8Array {
  return new Uint8Array(config().secrets.derive("web-api-bearer"));
}

async function refuse(from: Caller): Promise<never> {
  await countAttempt(limitKey("api-bad-token", from.ip), BAD_LIMIT, from.now);
  throw new AppError("UNAUTHENTICATED", "webApi.badToken");
}

type Used = { access: AccessRecord | null; attempts: number; ends_at: Date };

async function admit(found: Found, from: Caller): Promise<Authenticated> {
  if (found.networks.length > 0 && !isInNetworks(from.ip, found.networks))
    throw new AppError("FORBIDDEN", "webApi.networkRefused");
  const ownOrigin = from.origin === config().origin;
  if (found.domain_name && from.origin && !ownOrigin && !originFits(from.origin, found.domain_name))
    throw new AppError("FORBIDDEN", "webApi.originRefused");
  const used = await sqlOne<Used>("use_api_token", "select * from use_api_token($1, $2, $3, $4, $5)", [
    found.id,
    placeOf(from.ip),
    from.now,
    limitKey("api-calls", found.id),
    CALL_LIMIT.windowSeconds,
  ]);
  const actor = actorFrom(used?.access ?? null);
  if (!used?.access || !actor) return refuse(from);
  const resetSeconds = Math.max(1, Math.ceil((used.ends_at.getTime() - from.now.getTime()) / 1_000));
  if (used.attempts > CALL_LIMIT.attempts) throw tooManyAttempts(resetSeconds);
  const share = { limit: CALL_LIMIT.attempts, remaining: CALL_LIMIT.attempts - used.attempts, resetSeconds };
  return { actor, locale: found.locale ?? used.access.accountLocale, domainName: found.domain_name, share };
}
