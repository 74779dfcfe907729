import type { Work } from "@/platform/db";

/** A card whose credits are not as the rules say, or an account whose held credits aren't; `what` names the rule. */
type CardDifference = {
  what: string;
  accountId: string | null;
  subject: string | null;
  expected: string | null;
  found: string | null;
};

/**
 * What must hold of cards and credits together: one hold per sending (I7), held credits are those of sent cards and waiting
 * transfers (I13), and a charge and a valid credential belong to a card that is on a phone (I14). One statement, so one moment
 * of a database that is being used. Reads only; system scope. At most 1,000 differences.
 */
export function checkCardCredits(work: Work): Promise<CardDifference[]> {
  return work.tx.$queryRaw<CardDifference[]>`
    WITH hold AS (
      SELECT e.id, e.card_id, e.source_account_id AS account_id, e.amount FROM ledger_entries e
      WHERE e.kind = 'CARD' AND e.phase = 'PENDING' AND NOT EXISTS (SELECT FROM ledger_entries r WHERE r.pending_id = e.id)
    ), charge AS (
      SELECT e.id, e.card_id FROM ledger_entries e
      WHERE e.kind = 'CARD' AND e.phase = 'POST' AND NOT EXISTS (SELECT FROM ledger_entries r WHERE r.refund_of_id = e.id)
    ), waiting AS (
      SELECT e.source_account_id AS account_id, sum(e.amount) AS amount FROM ledger_entries e
      WHERE e.kind = 'TRANSFER' AND e.phase = 'PENDING' AND NOT EXISTS (SELECT FROM ledger_entries r WHERE r.pending_id = e.id) GROUP BY 1
    ), holding AS (SELECT account_id, sum(amount) AS amount FROM hold GROUP BY 1
    ), held AS (SELECT account_id, sum(held) AS held FROM credit_slots GROUP BY 1
    ), valid AS (SELECT card_id, count(*)::int AS count FROM credentials WHERE state = 'VALID' GROUP BY 1
    ), found AS (
      SELECT 'I7 one hold per sending' AS what, min(e.source_account_id::text)::uuid AS account_id, 'sending ' || e.sending_id AS subject,
        '1' AS expected, count(*)::text AS found
        FROM ledger_entries e WHERE e.kind = 'CARD' AND e.phase = 'PENDING' GROUP BY e.sending_id HAVING count(*) > 1
      UNION ALL SELECT 'I13 an open hold is of a card that is sent and not paid', c.account_id, 'card ' || c.id, 'EMAIL_SENT',
        c.status || CASE WHEN c.paid THEN ', paid' ELSE '' END
        FROM hold h JOIN virtual_cards c ON c.id = h.card_id WHERE c.status <> 'EMAIL_SENT' OR c.paid
      UNION ALL SELECT 'I13 a sent card that is not paid has its hold', c.account_id, 'card ' || c.id, '1', '0'
        FROM virtual_cards c JOIN sendings s ON s.id = c.sending_id WHERE c.status = 'EMAIL_SENT' AND NOT c.paid AND c.charge_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM hold h WHERE h.card_id = c.id)
      UNION ALL SELECT 'I13 held = holds of sent cards + transfers that wait', x.account_id, NULL,
        (coalesce(h.amount, 0) + coalesce(w.amount, 0))::text, x.held::text
        FROM held x LEFT JOIN holding h USING (account_id) LEFT JOIN waiting w USING (account_id)
        WHERE x.held <> coalesce(h.amount, 0) + coalesce(w.amount, 0)
      UNION ALL SELECT 'I14 a charge is of a card that is on a phone, being moved, or was deleted from one', c.account_id, 'card ' || c.id,
        'ACTIVATED, PENDING_REVOKE, DELETED or paid', c.status::text
        FROM charge h JOIN virtual_cards c ON c.id = h.card_id
        WHERE NOT (c.status IN ('ACTIVATED', 'PENDING_REVOKE', 'DELETED') OR c.status = 'EMAIL_SENT' AND c.paid)
      UNION ALL SELECT 'I14 a card on a phone has its charge', c.account_id, 'card ' || c.id, '1', '0' FROM virtual_cards c
        WHERE c.charge_id IS NOT NULL AND (c.status IN ('ACTIVATED', 'PENDING_REVOKE') OR c.paid)
        AND NOT EXISTS (SELECT FROM charge h WHERE h.card_id = c.id)
      UNION ALL SELECT 'I14 one valid credential exactly when Activated', c.account_id, 'card ' || c.id,
        (c.status = 'ACTIVATED')::int::text, coalesce(v.count, 0)::text
        FROM virtual_cards c LEFT JOIN valid v ON v.card_id = c.id WHERE (c.status = 'ACTIVATED')::int <> coalesce(v.count, 0)
    )
    SELECT what, account_id AS "accountId", subject, expected, found FROM found ORDER BY what, account_id, subject LIMIT 1000`;
}
