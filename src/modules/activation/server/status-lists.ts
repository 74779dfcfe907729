import { config } from "@/platform/config";
import {
  currentSigningKey,
  encodeStatusList,
  LIST_SIZE,
  publishedKeys,
  type StatusValue,
  signClaims,
} from "@/platform/crypto";
import { sqlOne } from "@/platform/db";

/** How long a published list may be used without asking again, in seconds. */
const TTL = 300;

type Entries = { exists: boolean; entries: [number, StatusValue][] };

/**
 * A Token Status List (draft-ietf-oauth-status-list) as a signed JWT: valid, invalid or suspended for 2^17 credentials.
 * 404 for a list that has no credential yet; the first one always exists.
 */
export async function statusListResponse(list: string, now: Date): Promise<Response> {
  const number = /^(0|[1-9]\d{0,8})$/.test(list) ? Number(list) : null;
  const found =
    number === null
      ? null
      : await sqlOne<{ list: Entries }>("status-list", "select status_list_entries($1, $2, $3) as list", [
          number * LIST_SIZE,
          LIST_SIZE,
          now,
        ]);
  if (!found?.list.exists) return new Response(null, { status: 404 });
  const iat = Math.floor(now.getTime() / 1000);
  const entries = found.list.entries.map(([idx, value]) => ({ idx, value }));
  const jwt = signClaims(await currentSigningKey(now), "statuslist+jwt", {
    sub: `${config().origin}/api/device/status-lists/${number}`,
    iat,
    exp: iat + 24 * 3600,
    ttl: TTL,
    status_list: encodeStatusList(entries),
  });
  return new Response(jwt, {
    headers: {
      "content-type": "application/statuslist+jwt",
      "cache-control": `public, max-age=${TTL}`,
      "access-control-allow-origin": "*",
    },
  });
}

/** The platform's public keys, for whoever checks credentials. */
export async function jwksResponse(now: Date): Promise<Response> {
  return Response.json(await publishedKeys(now), {
    headers: {
      "content-type": "application/jwk-set+json",
      "cache-control": "public, max-age=300",
      "access-control-allow-origin": "*",
    },
  });
}
