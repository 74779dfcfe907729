import { config } from "../config";
import type { Work } from "../db";
import { Prisma } from "../db";
import { open, seal } from "./portal-keys";
import { newSigningKey } from "./signing";

/** Every column that holds sealed bytes, and the purpose that they are sealed for; a test compares it with the database. */
export const SEALED: readonly { table: string; column: string; purpose: string }[] = [
  { table: "api_answers", column: "answer", purpose: "api-answers" },
  { table: "identities", column: "totp_secret", purpose: "totp-secret" },
  { table: "reader_configurations", column: "sealed_file", purpose: "pse-file" },
  { table: "reader_configurations", column: "sealed_keys", purpose: "pse-keys" },
  { table: "virtual_cards", column: "sealed_code", purpose: "card-code" },
  { table: "signing_keys", column: "sealed_private", purpose: "signing-key" },
  { table: "webhook_endpoints", column: "sealed_secret", purpose: "webhook-secrets" },
  { table: "webhook_endpoints", column: "sealed_former_secret", purpose: "webhook-secrets" },
];

const BATCH = 200;
const name = (text: string) => Prisma.raw(`"${text}"`);

/** How many sealed values each master secret holds: its number → how many. System scope. */
export async function sealedBy(work: Work): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (const { table, column } of SEALED) {
    const rows = await work.tx.$queryRaw<{ id: number; count: bigint }[]>`
      SELECT get_byte(${name(column)}, 0) AS id, count(*) FROM ${name(table)} WHERE ${name(column)} IS NOT NULL GROUP BY 1`;
    for (const { id, count } of rows) found.set(id, (found.get(id) ?? 0) + Number(count));
  }
  return found;
}

/**
 * Seals everything that a former master secret sealed with the one of today, batch by batch. System scope.
 *
 * @returns how many values were sealed anew.
 * @throws Error where something was sealed with a secret that is not known; nothing is changed then.
 */
export async function sealAnew(work: Work): Promise<number> {
  const { current } = config().secrets;
  let done = 0;
  for (const { table, column, purpose } of SEALED) {
    for (;;) {
      const rows = await work.tx.$queryRaw<{ place: string; sealed: Uint8Array }[]>`
        SELECT ctid::text AS place, ${name(column)} AS sealed FROM ${name(table)}
        WHERE get_byte(${name(column)}, 0) <> ${current} LIMIT ${BATCH} FOR UPDATE`;
      if (rows.length === 0) break;
      for (const { place, sealed } of rows) {
        const anew = seal(purpose, open(purpose, sealed));
        await work.tx.$executeRaw`UPDATE ${name(table)} SET ${name(column)} = ${anew} WHERE ctid = ${place}::tid`;
      }
      done += rows.length;
    }
  }
  return done;
}

/**
 * Makes a new key to sign credentials with. The former one signs no more, and stays published while what it signed may be in use
 * (400 days). Other processes learn of it within five minutes. System scope.
 *
 * @returns the new key's id.
 */
export async function newPlatformSigningKey(work: Work): Promise<string> {
  const { kid, publicJwk, privateJwk } = newSigningKey();
  await work.tx.signingKey.updateMany({ where: { retiredAt: null }, data: { retiredAt: work.now } });
  await work.tx.signingKey.create({
    data: {
      id: kid,
      publicJwk,
      sealedPrivate: new Uint8Array(seal("signing-key", Buffer.from(JSON.stringify(privateJwk)))),
      createdAt: work.now,
    },
  });
  return kid;
}
