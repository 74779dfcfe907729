import { createHash } from "node:crypto";
import { Prisma, type Work } from "@/platform/db";
import { canonicalForm, type SealedEntry } from "../domain/seal";

/** What the first seal of an account's chain follows. */
export const BEGINNING = Buffer.alloc(32);

/** The hash of a seal: SHA-256 over the seal before it and the entry's canonical form. */
export function sealHash(before: Uint8Array, entry: SealedEntry): Buffer {
  return createHash("sha256").update(before).update(canonicalForm(entry), "utf8").digest();
}

export const ENTRY_COLUMNS = Prisma.sql`e.id, e.account_id AS "accountId", e.at, e.page, e.action, e.params, e.changes,
  e.performer_kind AS "performerKind", e.performer_id AS "performerId", e.performer_name AS "performerName",
  e.site_id AS "siteId", e.card_id AS "cardId", e.customer_id AS "customerId"`;

/** Where a chain ends. */
export async function lastSeal(work: Work, accountId: string): Promise<{ sequence: number; hash: Uint8Array }> {
  const rows = await work.tx.$queryRaw<{ sequence: bigint; hash: Uint8Array }[]>`
    SELECT sequence, hash FROM history_seals WHERE account_id = ${accountId}::uuid ORDER BY sequence DESC LIMIT 1`;
  const row = rows[0];
  return row ? { sequence: Number(row.sequence), hash: row.hash } : { sequence: 0, hash: BEGINNING };
}
