-- What a search looks through, once per card and not once per card and search: lower() of ICU costs more than all the rest of a look.
ALTER TABLE virtual_cards ADD COLUMN searched text GENERATED ALWAYS AS (lower(
  first_name || ' ' || last_name || ' ' || email || ' ' || coalesce(private_id, '') || ' ' || coalesce(csn, '') || ' ' || coalesce(phone, '')
  || ' ' || coalesce(field1, '') || ' ' || coalesce(field2, '') || ' ' || coalesce(field3, '') || ' ' || coalesce(field4, '')
  || ' ' || coalesce(field5, ''))) STORED;
DROP INDEX virtual_cards_search, virtual_cards_search_deleted;
CREATE INDEX virtual_cards_search ON virtual_cards USING gin (searched gin_trgm_ops) WHERE status <> 'DELETED';
CREATE INDEX virtual_cards_search_deleted ON virtual_cards USING gin (searched gin_trgm_ops) WHERE status = 'DELETED';

-- Most cards have no date in at least one of these columns: read by status, a page never walks over them.
DROP INDEX virtual_cards_by_sent_at, virtual_cards_by_activated_at, virtual_cards_by_revoked_at;
CREATE INDEX virtual_cards_by_sent_at ON virtual_cards (account_id, site_id, status, coalesce(sent_at, '-infinity'::timestamptz), id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';
CREATE INDEX virtual_cards_by_activated_at ON virtual_cards (account_id, site_id, status, coalesce(activated_at, '-infinity'::timestamptz), id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';
CREATE INDEX virtual_cards_by_revoked_at ON virtual_cards (account_id, site_id, status, coalesce(revoked_at, '-infinity'::timestamptz), id) WHERE status <> 'DELETED' AND kind <> 'CONFIGURATION';

-- What few cards have, for the filters that look for it.
CREATE INDEX virtual_cards_valid_until ON virtual_cards (account_id, site_id, valid_until) WHERE valid_until IS NOT NULL;
CREATE INDEX virtual_cards_valid_from ON virtual_cards (account_id, site_id, valid_from) WHERE valid_from IS NOT NULL;
CREATE INDEX virtual_cards_locale ON virtual_cards (account_id, site_id, locale) WHERE locale IS NOT NULL;
CREATE INDEX virtual_cards_fixed ON virtual_cards (account_id, site_id, id) WHERE NOT transferable;

-- The view with the new column (docs/decisions/0012).
GRANT portal_lists TO CURRENT_USER;
GRANT CREATE, USAGE ON SCHEMA public TO portal_lists;
DROP VIEW own_cards;
CREATE VIEW own_cards AS SELECT * FROM virtual_cards WHERE current_user = 'portal_app' AND account_id = current_account();
REVOKE ALL ON own_cards FROM portal_system;
GRANT SELECT ON own_cards TO portal_app;
ALTER VIEW own_cards OWNER TO portal_lists;
REVOKE CREATE ON SCHEMA public FROM portal_lists;
REVOKE portal_lists FROM CURRENT_USER;
