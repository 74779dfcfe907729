-- Lists and searches of cards read this view. Under row-level security PostgreSQL takes a condition into an index only if its functions
-- are leakproof; LIKE (trigrams), lower() (sorted by name) and comparisons of enums are not, so that a list of a million cards was read
-- from end to end. The view has its owner's policy, which is none, and says the same as the policy of the application's role by itself:
-- as ordinary conditions. Its owner is a role of its own that nobody is a member of, so that the table's owner still sees nothing.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_lists') THEN CREATE ROLE portal_lists NOLOGIN; END IF;
END $$;
GRANT portal_lists TO CURRENT_USER;
GRANT CREATE, USAGE ON SCHEMA public TO portal_lists;
GRANT SELECT ON virtual_cards TO portal_lists;
CREATE POLICY lists ON virtual_cards FOR SELECT TO portal_lists USING (true);

CREATE VIEW own_cards AS SELECT * FROM virtual_cards WHERE current_user = 'portal_app' AND account_id = current_account();
REVOKE ALL ON own_cards FROM portal_system;
GRANT SELECT ON own_cards TO portal_app;
ALTER VIEW own_cards OWNER TO portal_lists;
REVOKE CREATE ON SCHEMA public FROM portal_lists;
REVOKE portal_lists FROM CURRENT_USER;
