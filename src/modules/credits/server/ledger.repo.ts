import { violates, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import { type LedgerKind, type LedgerPhase, sidesOf } from "../domain/entry";

export type NewEntry = {
  kind: LedgerKind;
  phase: LedgerPhase;
  /** Null: from "issued". */
  from: string | null;
  to: string;
  amount: number;
  key: string;
  orderId?: string;
  comment?: string | null;
};

/**
 * Adds one entry. @returns its id, or null where the idempotency key is taken already.
 * The columns that only bulk statements set (card, resolution, refund) stay empty here.
 */
export async function addEntry(work: Work, entry: NewEntry): Promise<string | null> {
  const id = newId();
  const { source, dest } = sidesOf(entry.kind, entry.from, entry.to);
  const { performer } = work;
  const added = await work.tx.$executeRaw`
    INSERT INTO ledger_entries (id, kind, phase, source_account_id, source_bucket, dest_account_id, dest_bucket, amount,
      idempotency_key, order_id, comment, performer_kind, performer_id, performer_name, at)
    VALUES (${id}::uuid, ${entry.kind}::ledger_kind, ${entry.phase}::ledger_phase, ${source.accountId}::uuid,
      ${source.bucket}::ledger_bucket, ${dest.accountId}::uuid, ${dest.bucket}::ledger_bucket, ${entry.amount},
      ${entry.key}, ${entry.orderId ?? null}::uuid, ${entry.comment ?? null}, ${performer.kind}, ${performer.id},
      ${performer.name}, ${work.now})
    ON CONFLICT (idempotency_key) DO NOTHING`;
  return added === 1 ? id : null;
}

export type Hold = { cardId: string; sendingId: string; amount: number };

/** Adds a pending charge per card, all in one statement (P15). The ids are made here, in the order of the holds. */
export async function addHolds(work: Work, accountId: string, holds: Hold[]): Promise<string[]> {
  const ids = holds.map(() => newId());
  const { performer } = work;
  await work.tx.$executeRaw`
    INSERT INTO ledger_entries (id, kind, phase, source_account_id, source_bucket, dest_account_id, dest_bucket, amount,
      idempotency_key, card_id, sending_id, performer_kind, performer_id, performer_name, at)
    SELECT h.id, 'CARD', 'PENDING', ${accountId}::uuid, 'MAIN', ${accountId}::uuid, 'SPENT', h.amount,
      'card-hold:' || h.sending_id, h.card_id, h.sending_id, ${performer.kind}, ${performer.id}, ${performer.name}, ${work.now}
    FROM unnest(${ids}::uuid[], ${holds.map((h) => h.cardId)}::uuid[], ${holds.map((h) => h.sendingId)}::uuid[],
      ${holds.map((h) => h.amount)}::int[]) AS h (id, card_id, sending_id, amount)`;
  return ids;
}

/** Resolves pending entries, named by their ids, in one statement. @returns the resolving entries by the pending one's id. */
export async function resolveEntries(
  work: Work,
  phase: "POST" | "VOID",
  pendingIds: string[],
): Promise<Map<string, ResolvedEntry>> {
  const { performer } = work;
  const rows = await work.tx.$queryRaw<(ResolvedEntry & { pendingId: string })[]>`
    INSERT INTO ledger_entries (id, kind, phase, pending_id, source_account_id, source_bucket, dest_account_id, dest_bucket,
      amount, idempotency_key, card_id, sending_id, order_id, comment, performer_kind, performer_id, performer_name, at)
    SELECT uuid_v7(), p.kind, ${phase}::ledger_phase, p.id, p.source_account_id, p.source_bucket, p.dest_account_id,
      p.dest_bucket, p.amount, CASE p.kind WHEN 'CARD' THEN 'card-' ELSE '' END || ${phase.toLowerCase()} || ':' || p.id,
      p.card_id, p.sending_id, p.order_id, p.comment, ${performer.kind}, ${performer.id}, ${performer.name}, ${work.now}
    FROM ledger_entries p WHERE p.id = ANY (${pendingIds}::uuid[]) AND p.phase = 'PENDING'
    RETURNING id, pending_id AS "pendingId", source_account_id AS "sourceAccountId", dest_account_id AS "destAccountId", amount`;
  return new Map(rows.map(({ pendingId, ...row }) => [pendingId, row]));
}

export type ResolvedEntry = { id: string; sourceAccountId: string | null; destAccountId: string; amount: number };

/** Pending loads and transfers to an account that nothing has resolved yet. System scope, or the sender's. */
export function openEntriesTo(work: Work, accountId: string): Promise<{ id: string; amount: number }[]> {
  return work.tx.$queryRaw`
    SELECT p.id, p.amount FROM ledger_entries p
    WHERE p.dest_account_id = ${accountId}::uuid AND p.source_account_id IS DISTINCT FROM p.dest_account_id AND p.phase = 'PENDING'
      AND NOT EXISTS (SELECT FROM ledger_entries r WHERE r.pending_id = p.id)`;
}

/** Pending entries out of an account (holds of cards, transfers) that nothing has resolved yet. */
export function openEntriesFrom(work: Work, accountId: string, kinds: LedgerKind[]): Promise<{ id: string }[]> {
  return work.tx.$queryRaw`
    SELECT p.id FROM ledger_entries p
    WHERE p.source_account_id = ${accountId}::uuid AND p.source_bucket = 'MAIN' AND p.phase = 'PENDING'
      AND p.kind = ANY (${kinds}::ledger_kind[])
      AND NOT EXISTS (SELECT FROM ledger_entries r WHERE r.pending_id = p.id)`;
}

/** Gives charges back, named by the hold or by the entry that posted it, in one statement. */
export function addRefunds(
  work: Work,
  chargeIds: string[],
): Promise<{ chargeId: string; accountId: string; amount: number }[]> {
  const { performer } = work;
  return work.tx.$queryRaw`
    INSERT INTO ledger_entries (id, kind, phase, refund_of_id, source_account_id, source_bucket, dest_account_id, dest_bucket,
      amount, idempotency_key, card_id, sending_id, performer_kind, performer_id, performer_name, at)
    SELECT uuid_v7(), 'REFUND', 'SINGLE', c.id, c.dest_account_id, 'SPENT', c.source_account_id, 'MAIN', c.amount,
      'refund:' || c.id, c.card_id, c.sending_id, ${performer.kind}, ${performer.id}, ${performer.name}, ${work.now}
    FROM ledger_entries c
    WHERE c.kind = 'CARD' AND c.phase = 'POST' AND (c.id = ANY (${chargeIds}::uuid[]) OR c.pending_id = ANY (${chargeIds}::uuid[]))
    RETURNING refund_of_id AS "chargeId", dest_account_id AS "accountId", amount`;
}

/** What an account has: one statement, so that available and held are of one moment. Null: not in scope. */
export async function readBalance(
  work: Work,
  accountId: string,
): Promise<{ available: number; held: number; threshold: number | null } | null> {
  const rows = await work.tx.$queryRaw<{ available: bigint; held: bigint; threshold: number | null }[]>`
    SELECT b.available, coalesce((SELECT sum(s.held) FROM credit_slots s WHERE s.account_id = b.account_id), 0)::bigint AS held,
      (SELECT a.credit_threshold FROM accounts a WHERE a.id = b.account_id) AS threshold
    FROM credit_balances b WHERE b.account_id = ${accountId}::uuid`;
  const row = rows[0];
  return row ? { available: Number(row.available), held: Number(row.held), threshold: row.threshold } : null;
}

/**
 * Runs statements that take credits from an account. The database refuses an overdraft by a constraint; behind a
 * savepoint, so that what is available can still be read and told.
 *
 * @throws AppError REFUSED `credits.insufficient` with `available` and `needed`, in credits.
 */
export async function guarded<T>(work: Work, accountId: string, needed: number, run: () => Promise<T>): Promise<T> {
  await work.tx.$executeRaw`SAVEPOINT credits`;
  try {
    const result = await run();
    await work.tx.$executeRaw`RELEASE SAVEPOINT credits`;
    return result;
  } catch (error) {
    if (!violates(error, "credit_balances_available")) throw error;
    await work.tx.$executeRaw`ROLLBACK TO SAVEPOINT credits`;
    const balance = await readBalance(work, accountId);
    throw new AppError("REFUSED", "credits.insufficient", {
      params: { available: balance?.available ?? 0, needed },
      cause: error,
    });
  }
}

/** The entry that an idempotency key belongs to, or null. */
export function entryByKey(work: Work, key: string) {
  return work.tx.ledgerEntry.findUnique({
    where: { idempotencyKey: key },
    select: { id: true, phase: true, destAccountId: true, amount: true, comment: true },
  });
}
