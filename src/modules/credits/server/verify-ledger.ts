import type { Work } from "@/platform/db";

/** Something in the ledger that is not as its rules say. `what` names the rule (quality figures I1–I6). */
export type LedgerDifference = {
  what: string;
  accountId: string | null;
  subject: string | null;
  expected: string | null;
  found: string | null;
};

export type LedgerCheck = { entries: number; accounts: number; differences: LedgerDifference[] };

const LIMIT = 1_000;

/**
 * Recomputes every balance from the entries and compares it with what is stored, and looks for what constraints forbid:
 * one statement, so one moment of a database that is being used. Reads only; system scope. At most 1,000 differences.
 */
export async function verifyLedger(work: Work): Promise<LedgerCheck> {
  const differences = await work.tx.$queryRaw<LedgerDifference[]>`
    WITH balance AS (
      SELECT account_id, sum(available) AS available, sum(forfeited) AS forfeited FROM (
        SELECT source_account_id AS account_id, CASE phase WHEN 'VOID' THEN amount WHEN 'POST' THEN 0 ELSE -amount END::bigint AS available,
          0::bigint AS forfeited FROM ledger_entries WHERE source_bucket = 'MAIN'
        UNION ALL SELECT dest_account_id, amount, 0 FROM ledger_entries WHERE dest_bucket = 'MAIN' AND phase IN ('SINGLE', 'POST')
        UNION ALL SELECT dest_account_id, 0, amount FROM ledger_entries WHERE dest_bucket = 'FORFEITED' AND phase IN ('SINGLE', 'POST')
      ) AS m GROUP BY account_id
    ), slot AS (
      SELECT account_id, slot, sum(held) AS held, sum(spent) AS spent, sum(transferred) AS transferred FROM (
        SELECT source_account_id AS account_id, slot_of(coalesce(card_id, dest_account_id)) AS slot,
          CASE phase WHEN 'PENDING' THEN amount WHEN 'SINGLE' THEN 0 ELSE -amount END::bigint AS held, 0::bigint AS spent,
          CASE WHEN kind = 'TRANSFER' AND phase IN ('SINGLE', 'POST') THEN amount ELSE 0 END::bigint AS transferred
          FROM ledger_entries WHERE source_bucket = 'MAIN' AND kind IN ('TRANSFER', 'CARD')
        UNION ALL SELECT dest_account_id, slot_of(card_id), 0, amount, 0 FROM ledger_entries WHERE dest_bucket = 'SPENT' AND phase = 'POST'
        UNION ALL SELECT source_account_id, slot_of(card_id), 0, -amount, 0 FROM ledger_entries WHERE source_bucket = 'SPENT'
      ) AS m GROUP BY account_id, slot
    ), found AS (
      SELECT 'I1 never negative' AS what, account_id, NULL AS subject, '0 or more' AS expected, least(available, forfeited)::text AS found
        FROM credit_balances WHERE available < 0 OR forfeited < 0
      UNION ALL SELECT 'I1 never negative', account_id, 'slot ' || slot, '0 or more', least(held, spent, transferred)::text
        FROM credit_slots WHERE least(held, spent, transferred) < 0
      UNION ALL SELECT 'I2 available', account_id, NULL, coalesce(f.available, 0)::text, s.available::text
        FROM balance f FULL JOIN credit_balances s USING (account_id) WHERE coalesce(f.available, 0) IS DISTINCT FROM s.available
      UNION ALL SELECT 'I2 forfeited', account_id, NULL, coalesce(f.forfeited, 0)::text, s.forfeited::text
        FROM balance f FULL JOIN credit_balances s USING (account_id) WHERE coalesce(f.forfeited, 0) IS DISTINCT FROM s.forfeited
      UNION ALL SELECT 'I2 held, spent, transferred', account_id, 'slot ' || slot,
          concat_ws(', ', coalesce(f.held, 0), coalesce(f.spent, 0), coalesce(f.transferred, 0)), concat_ws(', ', s.held, s.spent, s.transferred)
        FROM slot f FULL JOIN credit_slots s USING (account_id, slot)
        WHERE (coalesce(f.held, 0), coalesce(f.spent, 0), coalesce(f.transferred, 0)) IS DISTINCT FROM (s.held, s.spent, s.transferred)
      UNION ALL SELECT 'I3 all accounts sum to zero', NULL, NULL, t.issued::text, t.kept::text FROM (
        SELECT (SELECT coalesce(sum(amount), 0) FROM ledger_entries WHERE kind = 'LOAD' AND phase IN ('SINGLE', 'POST')) AS issued,
          (SELECT coalesce(sum(available + forfeited), 0) FROM credit_balances) + (SELECT coalesce(sum(held + spent), 0) FROM credit_slots) AS kept
        ) AS t WHERE t.issued <> t.kept
      UNION ALL SELECT 'I4 resolved at most once', min(source_account_id::text)::uuid, pending_id::text, '1', count(*)::text
        FROM ledger_entries WHERE pending_id IS NOT NULL GROUP BY pending_id HAVING count(*) > 1
      UNION ALL SELECT 'I4 resolves a pending entry like it', r.source_account_id, r.id::text, concat_ws(', ', p.phase, p.kind, p.amount),
          concat_ws(', ', r.kind, r.amount) FROM ledger_entries r JOIN ledger_entries p ON p.id = r.pending_id
        WHERE p.phase <> 'PENDING' OR (p.kind, p.amount, p.source_account_id, p.dest_account_id, p.card_id)
          IS DISTINCT FROM (r.kind, r.amount, r.source_account_id, r.dest_account_id, r.card_id)
      UNION ALL SELECT 'I5 one hold or charge per card', min(source_account_id::text)::uuid, card_id::text, '1', count(*)::text FROM (
          SELECT p.card_id, p.source_account_id FROM ledger_entries p LEFT JOIN ledger_entries r ON r.pending_id = p.id
            WHERE p.kind = 'CARD' AND p.phase = 'PENDING' AND r.id IS NULL
          UNION ALL SELECT c.card_id, c.source_account_id FROM ledger_entries c LEFT JOIN ledger_entries b ON b.refund_of_id = c.id
            WHERE c.kind = 'CARD' AND c.phase = 'POST' AND b.id IS NULL
        ) AS live GROUP BY card_id HAVING count(*) > 1
      UNION ALL SELECT 'I6 refunded at most once', min(source_account_id::text)::uuid, refund_of_id::text, '1', count(*)::text
        FROM ledger_entries WHERE refund_of_id IS NOT NULL GROUP BY refund_of_id HAVING count(*) > 1
      UNION ALL SELECT 'I6 refunds a charge like it', b.source_account_id, b.id::text, concat_ws(', ', c.kind, c.phase, c.amount),
          b.amount::text FROM ledger_entries b JOIN ledger_entries c ON c.id = b.refund_of_id
        WHERE c.kind <> 'CARD' OR c.phase <> 'POST' OR (c.amount, c.source_account_id, c.card_id) IS DISTINCT FROM (b.amount, b.dest_account_id, b.card_id)
    )
    SELECT what, account_id AS "accountId", subject, expected, found FROM found ORDER BY what, account_id, subject LIMIT ${LIMIT}`;
  const [size] = await work.tx.$queryRaw<{ entries: bigint; accounts: bigint }[]>`
    SELECT (SELECT count(*) FROM ledger_entries) AS entries, (SELECT count(*) FROM credit_balances) AS accounts`;
  return { entries: Number(size?.entries ?? 0), accounts: Number(size?.accounts ?? 0), differences };
}
