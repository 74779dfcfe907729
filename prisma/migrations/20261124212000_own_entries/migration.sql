-- CreateTable
CREATE TABLE "credit_closings" (
    "account_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "balance" BIGINT NOT NULL,
    "available" BIGINT NOT NULL,

    CONSTRAINT "credit_closings_pkey" PRIMARY KEY ("account_id","day")
);

-- By hand: reference, who reads it.
ALTER TABLE credit_closings ADD CONSTRAINT credit_closings_account FOREIGN KEY (account_id) REFERENCES accounts (id);
ALTER TABLE credit_closings ENABLE ROW LEVEL SECURITY;
ALTER TABLE credit_closings FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON credit_closings USING (current_user = 'portal_system');
CREATE POLICY own ON credit_closings FOR SELECT USING (current_user = 'portal_app' AND account_id = current_account());
GRANT SELECT ON credit_closings TO portal_app;

-- The ledger's lists read these views, as the cards' lists read own_cards: under row-level security a search (LIKE) or a filter by kind (an
-- enum) reads every entry of the account (docs/decisions/0012). One for what an account is the source of, cards and refunds included,
-- and one for what comes from elsewhere: PostgreSQL takes "one of two columns" for rare, and would sort a million rows for a page. Writes,
-- and all by id, go to the table.
GRANT portal_lists TO CURRENT_USER;
GRANT CREATE ON SCHEMA public TO portal_lists;
GRANT SELECT ON ledger_entries TO portal_lists;
CREATE POLICY lists ON ledger_entries FOR SELECT TO portal_lists USING (true);
CREATE VIEW own_entries_out AS SELECT * FROM ledger_entries WHERE current_user = 'portal_app' AND source_account_id = current_account();
CREATE VIEW own_entries_in AS SELECT * FROM ledger_entries
  WHERE current_user = 'portal_app' AND dest_account_id = current_account() AND source_account_id IS DISTINCT FROM dest_account_id;
REVOKE ALL ON own_entries_out, own_entries_in FROM portal_system;
GRANT SELECT ON own_entries_out, own_entries_in TO portal_app;
ALTER VIEW own_entries_out OWNER TO portal_lists;
ALTER VIEW own_entries_in OWNER TO portal_lists;
REVOKE CREATE ON SCHEMA public FROM portal_lists;
REVOKE portal_lists FROM CURRENT_USER;

-- What passed between two accounts: found by the other one's name. Loads have no source.
CREATE INDEX ledger_entries_between ON ledger_entries (source_account_id, dest_account_id, at DESC, id DESC)
  WHERE source_account_id IS DISTINCT FROM dest_account_id;
-- What is not a card's charge is rare among a million of them: a filter by kind walks over this.
CREATE INDEX ledger_entries_kinds ON ledger_entries (source_account_id, kind, at DESC, id DESC) WHERE kind <> 'CARD';
-- The transfer history's search, word for word as in src/modules/credits/server/list-transfers.query.ts.
CREATE INDEX ledger_entries_transfer_text ON ledger_entries
  USING gin ((lower(performer_name || ' ' || coalesce(comment, '') || ' ' || amount::text)) gin_trgm_ops) WHERE kind = 'TRANSFER' AND phase <> 'POST';
-- Entries of deleted cards are found by their names too.
CREATE INDEX virtual_cards_search_deleted ON virtual_cards USING gin
  ((lower(first_name || ' ' || last_name || ' ' || email || ' ' || coalesce(private_id, '') || ' ' || coalesce(csn, '')
    || ' ' || coalesce(phone, ''))) gin_trgm_ops) WHERE status = 'DELETED';

-- The accounts on the other side of an account's entries whose name fits a pattern of LIKE: a supplier's row is not its customer's to read.
-- Definer: gives ids of accounts that the account has an entry with. Jobs may ask for any.
CREATE FUNCTION ledger_counterparts(me uuid, pattern text) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT a.id FROM accounts a
  CROSS JOIN LATERAL (
    (SELECT 1 FROM ledger_entries e WHERE e.source_account_id = me AND e.dest_account_id = a.id AND e.source_account_id IS DISTINCT FROM e.dest_account_id LIMIT 1)
    UNION ALL
    (SELECT 1 FROM ledger_entries e WHERE e.source_account_id = a.id AND e.dest_account_id = me AND e.source_account_id IS DISTINCT FROM e.dest_account_id LIMIT 1)
    LIMIT 1) AS met
  WHERE lower(a.company_name) LIKE pattern AND a.id <> me AND (current_account() IS NULL OR current_account() = me)
$$;
ALTER FUNCTION ledger_counterparts(uuid, text) OWNER TO portal_system;
