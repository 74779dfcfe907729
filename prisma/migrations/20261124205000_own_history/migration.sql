-- The history of an account reads a view, as the lists of cards do (docs/decisions/0012-lists-read-a-view.md), and finds each of its
-- filters in an index that ends with the list's order, so that a page is read from its first row on, whatever the account's size.
CREATE INDEX history_entries_account_id_page_at_id_idx ON history_entries (account_id, page, at DESC, id DESC);
CREATE INDEX history_entries_account_id_page_action_at_id_idx ON history_entries (account_id, page, action, at DESC, id DESC);
CREATE INDEX history_entries_account_id_performer_kind_performer_nam_idx ON history_entries (account_id, performer_kind, performer_name, page, at DESC, id DESC);

GRANT portal_lists TO CURRENT_USER;
GRANT CREATE, USAGE ON SCHEMA public TO portal_lists;
GRANT SELECT ON history_entries TO portal_lists;
CREATE POLICY lists ON history_entries FOR SELECT TO portal_lists USING (true);
CREATE VIEW own_history AS SELECT * FROM history_entries WHERE current_user = 'portal_app' AND account_id = current_account();
REVOKE ALL ON own_history FROM portal_system;
GRANT SELECT ON own_history TO portal_app;
ALTER VIEW own_history OWNER TO portal_lists;

-- The operator's search over all accounts, likewise: it gives ids, and the list is read from the table.
CREATE INDEX accounts_words ON accounts USING gin (lower(company_name || ' ' || first_name || ' ' || last_name || ' ' || email) gin_trgm_ops)
  WHERE status <> 'DELETED';
GRANT SELECT ON accounts TO portal_lists;
CREATE POLICY lists ON accounts FOR SELECT TO portal_lists USING (true);
CREATE VIEW searched_accounts AS SELECT id, parent_id, type,
    lower(company_name || ' ' || first_name || ' ' || last_name || ' ' || email) AS words, lower(company_name) AS name
  FROM accounts WHERE current_user = 'portal_system' AND status <> 'DELETED';
REVOKE ALL ON searched_accounts FROM portal_app;
GRANT SELECT ON searched_accounts TO portal_system;
ALTER VIEW searched_accounts OWNER TO portal_lists;
REVOKE CREATE ON SCHEMA public FROM portal_lists;
REVOKE portal_lists FROM CURRENT_USER;
