import { inflateSync } from "node:zlib";
import { aRevocation } from "@tests/factories/removals";
import { decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { aPhone, aSentCard, ORIGIN, routes } from "./phones";

/*
 * What a stranger does who has only the specification (draft-ietf-oauth-status-list, sections 4 to 8.3) and the credential:
 * nothing here is the product's own code.
 */

async function statusOf(credential: string): Promise<number> {
  const claims = JSON.parse(Buffer.from(credential.split(".")[1] ?? "", "base64url").toString());
  // 6.2: the referenced token names list and index.
  const { idx, uri } = claims.status.status_list as { idx: number; uri: string };
  const answer = await routes(uri, { headers: { accept: "application/statuslist+jwt" } });
  // 8.2
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/statuslist+jwt");
  const token = await answer.text();
  // 5.1: typ, sub = the uri, iat; ttl and exp if there.
  const { kid, typ } = decodeProtectedHeader(token);
  expect(typ).toBe("statuslist+jwt");
  const { keys } = await (await routes(`${ORIGIN}/.well-known/jwks.json`)).json();
  const key = await importJWK(
    keys.find((jwk: { kid: string }) => jwk.kid === kid),
    "ES256",
  );
  const { payload } = await jwtVerify(token, key, { subject: uri, typ: "statuslist+jwt", requiredClaims: ["iat"] });
  expect(payload.ttl).toBe(300);
  // 13.7: cacheable no longer than ttl says.
  expect(answer.headers.get("cache-control")).toBe("public, max-age=300");
  // 4.2: bits is 1, 2, 4 or 8; lst is zlib (RFC 1950) in base64url.
  const { bits, lst } = payload.status_list as { bits: number; lst: string };
  expect(bits).toBe(2);
  const bytes = inflateSync(Buffer.from(lst, "base64url"));
  expect(bytes.length * (8 / bits)).toBe(2 ** 17);
  // 4.1: index 0 is in the least significant bits of byte 0.
  return ((bytes[Math.floor((idx * bits) / 8)] ?? 0) >> ((idx * bits) % 8)) & (2 ** bits - 1);
}

test("R231 a Token Status List, read by the specification's rules alone: VALID 0, SUSPENDED 2, INVALID 1", async () => {
  const { card, token } = await aSentCard();
  const neighbours = await Promise.all([1, 2, 3, 4].map(async () => aPhone().activate((await aSentCard()).token)));
  const phone = aPhone();
  const { credential } = await phone.activate(token);
  expect(await statusOf(credential)).toBe(0);
  await aRevocation(card.id);
  expect(await statusOf(credential)).toBe(2);
  await phone.sync();
  expect(await statusOf(credential)).toBe(1);
  // What one card became says nothing about the entries beside it.
  for (const other of neighbours) expect(await statusOf(other.credential)).toBe(0);
});
