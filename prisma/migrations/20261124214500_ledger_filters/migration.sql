-- Under row-level security PostgreSQL uses no equality of an enum for an index, so the index by kind was never read. What has no card
-- (transfers, loads), and what gives back, can be told by a column that is null or not, which it does use (docs/decisions/0012).
DROP INDEX ledger_entries_kinds;
CREATE INDEX ledger_entries_cardless ON ledger_entries (source_account_id, at DESC, id DESC) WHERE card_id IS NULL;
CREATE INDEX ledger_entries_refunds ON ledger_entries (source_account_id, at DESC, id DESC) WHERE refund_of_id IS NOT NULL;

-- Ordered, so that an index answers at once that two accounts have no entry with each other; without, all entries may be read for it.
CREATE OR REPLACE FUNCTION ledger_counterparts(me uuid, pattern text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT a.id FROM accounts a
  CROSS JOIN LATERAL (
    (SELECT 1 FROM ledger_entries e WHERE e.source_account_id = me AND e.dest_account_id = a.id AND e.source_account_id IS DISTINCT FROM e.dest_account_id
      ORDER BY e.at DESC, e.id DESC LIMIT 1)
    UNION ALL
    (SELECT 1 FROM ledger_entries e WHERE e.source_account_id = a.id AND e.dest_account_id = me AND e.source_account_id IS DISTINCT FROM e.dest_account_id
      ORDER BY e.at DESC, e.id DESC LIMIT 1)
    LIMIT 1) AS met
  WHERE lower(a.company_name) LIKE pattern AND a.id <> me AND (current_account() IS NULL OR current_account() = me)
$$;
