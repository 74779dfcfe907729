import { inTransaction, Prisma, systemPerformer, systemScope, type Work } from "@/platform/db";
import type { Clock } from "@/shared/kernel/clock";
import { firstIdAt } from "@/shared/kernel/ids";
import type { SealedEntry } from "../domain/seal";
import { ENTRY_COLUMNS, lastSeal, sealHash } from "./seals.repo";

const BATCH = 2_000;
/** A transaction may commit rows this long after their ids were made (its time limit is far below). */
const LATE = 10 * 60_000;

/**
 * Gives every history entry that has none its seal, account by account, in the order of their ids.
 *
 * @param everything look through the whole history, not only through what came since the last time (nightly).
 * @returns how many seals were added.
 */
export async function sealHistory(options: { everything?: boolean; clock?: Clock } = {}): Promise<number> {
  let total = 0;
  for (;;) {
    const added = await inTransaction(
      { scope: systemScope, performer: systemPerformer, clock: options.clock, timeout: 60_000 },
      (work) => sealBatch(work, options.everything ?? false),
    );
    total += added;
    if (added < BATCH) return total;
  }
}

async function sealBatch(work: Work, everything: boolean): Promise<number> {
  // One at a time: the chains have one end each.
  const [lock] = await work.tx.$queryRaw<
    { free: boolean }[]
  >`SELECT pg_try_advisory_xact_lock(hashtextextended('history-seals', 0)) AS free`;
  if (!lock?.free) return 0;
  const progress = await work.tx.historySealing.findUnique({ where: { id: 1 } });
  const from = everything || !progress ? null : progress.sealedTo;
  const entries = await work.tx.$queryRaw<SealedEntry[]>`
    SELECT ${ENTRY_COLUMNS} FROM history_entries e
    WHERE ${from ? Prisma.sql`e.id >= ${from}::uuid` : Prisma.sql`true`}
      AND NOT EXISTS (SELECT FROM history_seals s WHERE s.entry_id = e.id)
    ORDER BY e.id LIMIT ${BATCH}`;
  const seals = await chain(work, entries);
  await work.tx.$executeRaw`
    INSERT INTO history_seals (entry_id, account_id, sequence, hash)
    SELECT entry_id, account_id, sequence, decode(hash, 'hex') FROM unnest(${seals.map((seal) => seal.entryId)}::uuid[],
      ${seals.map((seal) => seal.accountId)}::uuid[], ${seals.map((seal) => seal.sequence)}::bigint[],
      ${seals.map((seal) => seal.hash)}::text[]) AS s (entry_id, account_id, sequence, hash)`;
  if (entries.length < BATCH) await noteProgress(work, progress?.sealedTo ?? null);
  return entries.length;
}

async function chain(work: Work, entries: SealedEntry[]) {
  const ends = new Map<string, { sequence: number; hash: Uint8Array }>();
  const seals: { entryId: string; accountId: string; sequence: number; hash: string }[] = [];
  for (const entry of entries) {
    const end = ends.get(entry.accountId) ?? (await lastSeal(work, entry.accountId));
    const next = { sequence: end.sequence + 1, hash: sealHash(end.hash, entry) };
    ends.set(entry.accountId, next);
    seals.push({
      entryId: entry.id,
      accountId: entry.accountId,
      sequence: next.sequence,
      hash: next.hash.toString("hex"),
    });
  }
  return seals;
}

/** Everything older than a while ago is sealed; what is younger is looked at again, for rows that commit late. */
async function noteProgress(work: Work, before: string | null): Promise<void> {
  const to = firstIdAt(work.now.getTime() - LATE);
  if (before && to <= before) return;
  await work.tx.historySealing.upsert({ where: { id: 1 }, create: { id: 1, sealedTo: to }, update: { sealedTo: to } });
}
