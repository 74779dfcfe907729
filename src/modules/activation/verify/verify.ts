import { base64url, compactVerify, decodeProtectedHeader, importJWK, type JWK } from "jose";
import type { z } from "zod";
import { CREDENTIAL_TYP, credentialClaims, PASS_TYP, passClaims } from "../contract";
import { doorMessage, doorStep } from "../phone/door-code";

/*
 * Checking a card without asking the portal: what a reader's gateway or an access-control system does (docs/verify.md).
 * It needs the platform's public keys and, to know of revocations before a lease ends, a status list: both may be files.
 */

export type VerifyOptions = {
  /** The platform's public keys: `keys` of /.well-known/jwks.json. */
  keys: JWK[];
  now: Date;
  /** The status list (a JWT) at an address, kept or fetched; without it only the lease tells. */
  statusList?: (list: number) => Promise<string | null>;
};

export type Verdict =
  | { ok: true; credentialId: string; id: string; validUntil: Date; statusChecked: boolean }
  | {
      ok: false;
      reason: "malformed" | "signature" | "notYet" | "ended" | "proof" | "stale" | "suspended" | "invalid" | "status";
    };

const no = (reason: Extract<Verdict, { ok: false }>["reason"]): Verdict => ({ ok: false, reason });

async function signedBy<Schema extends z.ZodType>(
  jws: string,
  typ: string,
  schema: Schema,
  keys: JWK[],
): Promise<z.output<Schema> | null> {
  try {
    const header = decodeProtectedHeader(jws);
    const key = keys.find((jwk) => jwk.kid === header.kid);
    if (!key || header.typ !== typ) return null;
    const { payload } = await compactVerify(jws, await importJWK(key, "ES256"), { algorithms: ["ES256"] });
    return schema.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    return null;
  }
}

/** The two-bit status of a credential; null when the list does not say. */
async function statusOf(
  place: { list: number; idx: number },
  { statusList, keys, now }: VerifyOptions,
): Promise<number | null | undefined> {
  const jwt = await statusList?.(place.list);
  if (!jwt) return statusList ? null : undefined;
  try {
    const header = decodeProtectedHeader(jwt);
    const key = keys.find((jwk) => jwk.kid === header.kid);
    if (!key || header.typ !== "statuslist+jwt") return null;
    const { payload } = await compactVerify(jwt, await importJWK(key, "ES256"), { algorithms: ["ES256"] });
    const claims = JSON.parse(new TextDecoder().decode(payload)) as {
      sub: string;
      exp?: number;
      status_list: { bits: number; lst: string };
    };
    if (!claims.sub.endsWith(`/status-lists/${place.list}`)) return null;
    if (claims.exp !== undefined && claims.exp < now.getTime() / 1000) return null;
    return await entryOf(claims.status_list, place.idx);
  } catch {
    return null;
  }
}

/** Reads one entry as the specification says (draft-ietf-oauth-status-list, section 4): zlib, least significant bits first. */
async function entryOf({ bits, lst }: { bits: number; lst: string }, idx: number): Promise<number | null> {
  const inflated = new Blob([base64url.decode(lst).slice()]).stream().pipeThrough(new DecompressionStream("deflate"));
  const bytes = new Uint8Array(await new Response(inflated).arrayBuffer());
  const perByte = 8 / bits;
  const byte = bytes[Math.floor(idx / perByte)];
  return byte === undefined ? null : (byte >> ((idx % perByte) * bits)) & (2 ** bits - 1);
}

async function judge(
  card: { sub: string; exp: number; nbf?: number; id: string },
  place: { list: number; idx: number },
  options: VerifyOptions,
): Promise<Verdict> {
  const seconds = options.now.getTime() / 1000;
  if (card.nbf !== undefined && card.nbf > seconds) return no("notYet");
  if (card.exp <= seconds) return no("ended");
  const status = await statusOf(place, options);
  if (status === null) return no("status");
  if (status === 1) return no("invalid");
  if (status === 2) return no("suspended");
  if (status !== undefined && status !== 0) return no("status");
  return {
    ok: true,
    credentialId: card.sub,
    id: card.id,
    validUntil: new Date(card.exp * 1000),
    statusChecked: status === 0,
  };
}

/**
 * Checks a credential (the platform's JWS): signature, lease, status. It does not prove who shows it: that is what a
 * door code, or a challenge signed with `cnf.jwk`, is for.
 */
export async function verifyCredential(jws: string, options: VerifyOptions): Promise<Verdict> {
  if (jws.split(".").length !== 3) return no("malformed");
  const claims = await signedBy(jws, CREDENTIAL_TYP, credentialClaims, options.keys);
  if (!claims) return no("signature");
  const { idx, uri } = claims.status.status_list;
  const list = Number(/\/status-lists\/(\d+)$/.exec(uri)?.[1] ?? Number.NaN);
  const id = claims.card.privateId ?? claims.card.csn ?? "";
  return judge({ sub: claims.sub, exp: claims.exp, nbf: claims.nbf, id }, { list, idx }, options);
}

/** Checks a door code: all of the above, and that the phone's key signed it in this half minute, the one before or after. */
export async function verifyDoorCode(code: string, options: VerifyOptions): Promise<Verdict> {
  const [pass = "", step = "", signature = "", ...more] = code.split("~");
  if (more.length > 0 || !/^\d{1,12}$/.test(step) || !/^[A-Za-z0-9_-]{86}$/.test(signature)) return no("malformed");
  const claims = await signedBy(pass, PASS_TYP, passClaims, options.keys);
  if (!claims) return no("signature");
  if (Math.abs(Number(step) - doorStep(options.now)) > 1) return no("stale");
  const jwk = { kty: "EC", crv: "P-256", x: claims.x, y: claims.y };
  try {
    const key = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    const algorithm = { name: "ECDSA", hash: "SHA-256" };
    const signed = await crypto.subtle.verify(
      algorithm,
      key,
      base64url.decode(signature).slice(),
      doorMessage(pass, Number(step)),
    );
    if (!signed) return no("proof");
  } catch {
    return no("proof");
  }
  return judge(claims, { list: claims.st[0], idx: claims.st[1] }, options);
}
