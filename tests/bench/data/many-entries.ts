import type pg from "pg";

export type ManyEntries = {
  /** An end customer whose cards are there already, and its reseller. */
  accountId: string;
  resellerId: string;
  count: number;
};

/**
 * Gives an account a ledger as it comes about in use, over three years: a tenth of the entries are transfers from its reseller with a
 * purchase-order number, the rest are holds of its cards, most of them posted, half of those refunded, some voided or still open. Needs a
 * superuser's connection to a migrated database and at least `count` / 2.5 cards. Checks and triggers are left out; balances are added up once.
 */
export async function addManyEntries(client: pg.Client, { accountId, resellerId, count }: ManyEntries): Promise<void> {
  const transfers = Math.floor(count / 10);
  await client.query("BEGIN");
  await client.query("SET LOCAL session_replication_role = replica");
  const columns = `id, kind, phase, pending_id, refund_of_id, source_account_id, source_bucket, dest_account_id, dest_bucket, amount,
    idempotency_key, card_id, comment, performer_kind, performer_name, at`;
  const days = "now() - interval '3 years' + interval '3 years'";
  await client.query(
    `INSERT INTO ledger_entries (${columns}) VALUES (uuid_v7(), 'LOAD', 'SINGLE', NULL, NULL, NULL, 'ISSUED', $1, 'MAIN', $2, 'many-load', NULL, NULL, 'user',
       'The Operator', now() - interval '4 years')`,
    [resellerId, 1_000_000_000],
  );
  await client.query(
    `INSERT INTO ledger_entries (${columns})
     SELECT uuid_v7(), 'TRANSFER', 'SINGLE', NULL, NULL, $1, 'MAIN', $2, 'MAIN', 100 + n % 40, 'many-transfer-' || n, NULL, 'PO ' || 450000 + n, 'user',
       'Claudia MARTIN', ${days} * ((n - 1)::float8 / $3) FROM generate_series(1, $3::int) n`,
    [resellerId, accountId, transfers],
  );
  const cards = Math.floor((count - transfers - 1) / 2.3);
  await client.query(
    `CREATE TEMP TABLE held ON COMMIT DROP AS
     SELECT n, c.id AS card_id, uuid_v7() AS id, uuid_v7() AS post_id, CASE WHEN n % 20 = 0 THEN 'VOID' WHEN n % 50 = 1 THEN NULL WHEN n > $2 - 100 THEN NULL ELSE 'POST' END AS resolved,
       now() - interval '3 years' + interval '1094 days' * (n::float8 / $2) AS at, 5 AS amount
     FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM virtual_cards WHERE account_id = $1 LIMIT $2) c`,
    [accountId, cards],
  );
  const sides = "$1::uuid, 'MAIN'::ledger_bucket, $1::uuid, 'SPENT'::ledger_bucket";
  const by = "'user', 'Nathalie DUBOIS'";
  await client.query(
    `INSERT INTO ledger_entries (${columns})
     SELECT id, 'CARD'::ledger_kind, 'PENDING'::ledger_phase, NULL::uuid, NULL::uuid, ${sides}, amount, 'many-hold-' || n, card_id, NULL, ${by}, at FROM held
     UNION ALL SELECT post_id, 'CARD', resolved::ledger_phase, id, NULL, ${sides}, amount, 'many-resolved-' || n, card_id, NULL, ${by},
       at + interval '1 day' FROM held WHERE resolved IS NOT NULL
     UNION ALL SELECT uuid_v7(), 'REFUND', 'SINGLE', NULL, post_id, $1::uuid, 'SPENT', $1::uuid, 'MAIN', amount, 'many-refund-' || n, card_id, NULL, ${by},
       at + interval '200 days' FROM held WHERE resolved = 'POST' AND n % 2 = 1 AND at < now() - interval '200 days'`,
    [accountId],
  );
  await client.query(
    `UPDATE credit_balances b SET available = (SELECT coalesce(sum(CASE
         WHEN e.source_account_id = b.account_id AND e.source_bucket = 'MAIN' THEN CASE e.phase WHEN 'VOID' THEN e.amount WHEN 'POST' THEN 0 ELSE -e.amount END
         WHEN e.dest_bucket = 'MAIN' AND e.dest_account_id = b.account_id THEN e.amount ELSE 0 END), 0)
       FROM ledger_entries e WHERE b.account_id IN (e.source_account_id, e.dest_account_id)) WHERE b.account_id IN ($1, $2)`,
    [accountId, resellerId],
  );
  await client.query(
    `UPDATE credit_slots s SET held = f.held, spent = f.spent FROM (
       SELECT slot_of(card_id) AS slot, sum(CASE phase WHEN 'PENDING' THEN amount WHEN 'SINGLE' THEN 0 ELSE -amount END) AS held,
         sum(CASE WHEN kind = 'REFUND' THEN -amount WHEN phase = 'POST' THEN amount ELSE 0 END) AS spent
       FROM ledger_entries WHERE source_account_id = $1 AND card_id IS NOT NULL GROUP BY 1) f WHERE s.account_id = $1 AND s.slot = f.slot`,
    [accountId],
  );
  await client.query("COMMIT");
  for (const table of ["ledger_entries", "credit_balances", "credit_slots"])
    await client.query(`VACUUM ANALYZE ${table}`);
}
