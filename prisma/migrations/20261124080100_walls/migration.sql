-- What Prisma's schema has no word for: roles, row-level security, checks, the ledger's fold, counters, immutability.

-- 1 Roles. Requests run as portal_app (one account), the operator, jobs and phones as portal_system. Both own nothing.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_app') THEN CREATE ROLE portal_app NOLOGIN; END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'portal_system') THEN CREATE ROLE portal_system NOLOGIN; END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- two databases of one server being migrated at once
END $$;
GRANT portal_app, portal_system TO CURRENT_USER;
GRANT USAGE ON SCHEMA public TO portal_app;
GRANT USAGE, CREATE ON SCHEMA public TO portal_system;

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- 2 Functions that policies and statements use.

/** The account of this transaction's scope, or null. */
CREATE FUNCTION current_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.account_id', true), '')::uuid $$;

/** UUIDv7 (RFC 9562) for rows that a statement makes in bulk. */
CREATE FUNCTION uuid_v7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

/** Which of 16 rows a thing's counts go to: the last four bits of its id. */
CREATE FUNCTION slot_of(id uuid) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT (get_byte(uuid_send(id), 15) & 15)::smallint $$;

/** Whether an account is a direct customer of this transaction's account. Definer: the policy of accounts itself uses it. */
CREATE FUNCTION is_own_customer(id uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT EXISTS (SELECT FROM accounts a WHERE a.id = $1 AND a.parent_id = current_account()) $$;
ALTER FUNCTION is_own_customer(uuid) OWNER TO portal_system;

-- 3 Uniqueness and checks.
CREATE UNIQUE INDEX identities_email ON identities (lower(email));
CREATE UNIQUE INDEX users_email ON users (account_id, lower(email)) WHERE status <> 'DELETED';
CREATE UNIQUE INDEX users_holder ON users (account_id) WHERE holder AND status <> 'DELETED';
CREATE UNIQUE INDEX profiles_name ON profiles (account_id, lower(name));
CREATE UNIQUE INDEX profiles_administrator ON profiles (account_id) WHERE administrator;
CREATE UNIQUE INDEX sites_name ON sites (account_id, lower(name)) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX reader_configurations_name ON reader_configurations (account_id, lower(name)) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX configurators_email ON configurators (account_id, site_id, lower(email)) WHERE deleted_at IS NULL;
-- Two cards with the same configuration for one user are refused (R197); Mobile ID+: one per address and site.
CREATE UNIQUE INDEX virtual_cards_email_configuration ON virtual_cards (account_id, site_id, lower(email), configuration_id)
  WHERE kind = 'PRIVATE_ID' AND status <> 'DELETED';
CREATE UNIQUE INDEX virtual_cards_email_plus ON virtual_cards (account_id, site_id, lower(email))
  WHERE kind = 'MOBILE_ID_PLUS' AND status <> 'DELETED';
CREATE UNIQUE INDEX virtual_cards_configurator ON virtual_cards (account_id, site_id, configurator_id, configuration_id)
  WHERE kind = 'CONFIGURATION' AND status <> 'DELETED';
CREATE INDEX virtual_cards_private_id ON virtual_cards (account_id, configuration_id, lower(private_id))
  WHERE kind = 'PRIVATE_ID' AND status <> 'DELETED';
CREATE UNIQUE INDEX credentials_csn ON credentials (csn) WHERE csn IS NOT NULL;
CREATE UNIQUE INDEX sendings_open ON sendings (account_id, card_id) WHERE state = 'OPEN';
CREATE UNIQUE INDEX credentials_live ON credentials (account_id, card_id) WHERE state = 'VALID';
CREATE INDEX email_messages_due ON email_messages (account_id, next_attempt_at) WHERE status IN ('QUEUED', 'SENDING');
CREATE INDEX email_messages_failed ON email_messages (created_at DESC) WHERE status IN ('FAILED', 'BOUNCED');
CREATE INDEX accounts_email ON accounts (lower(email)) WHERE status <> 'DELETED';

-- Lists: keyset by each sortable column within a site, and search in any column by trigrams.
CREATE INDEX virtual_cards_list ON virtual_cards (account_id, site_id, created_at DESC, id DESC) WHERE status <> 'DELETED';
CREATE INDEX virtual_cards_search ON virtual_cards USING gin
  ((lower(first_name || ' ' || last_name || ' ' || email || ' ' || coalesce(private_id, '') || ' ' || coalesce(csn, '')
    || ' ' || coalesce(phone, ''))) gin_trgm_ops) WHERE status <> 'DELETED';

ALTER TABLE accounts
  ADD CONSTRAINT accounts_root CHECK ((type = 'OPERATOR') = (parent_id IS NULL)),
  ADD CONSTRAINT accounts_threshold CHECK (credit_threshold IS NULL OR credit_threshold BETWEEN 0 AND 1000000000);
ALTER TABLE operator_settings
  ADD CONSTRAINT operator_settings_prices CHECK (private_id_price BETWEEN 0 AND 1000 AND mobile_id_plus_price BETWEEN 0 AND 1000);
ALTER TABLE sites
  ADD CONSTRAINT sites_name_filled CHECK (name = btrim(name) AND length(name) BETWEEN 1 AND 200),
  ADD CONSTRAINT sites_link_days CHECK (link_days BETWEEN 1 AND 365),
  ADD CONSTRAINT sites_lease_days CHECK (lease_days BETWEEN 1 AND 365);
ALTER TABLE virtual_cards
  ADD CONSTRAINT virtual_cards_kind CHECK (
    CASE kind
      WHEN 'PRIVATE_ID' THEN configuration_id IS NOT NULL AND private_id IS NOT NULL AND configurator_id IS NULL
      WHEN 'MOBILE_ID_PLUS' THEN configuration_id IS NULL AND private_id IS NULL AND configurator_id IS NULL
      WHEN 'CONFIGURATION' THEN configuration_id IS NOT NULL AND private_id IS NULL AND configurator_id IS NOT NULL AND charge_id IS NULL
    END),
  ADD CONSTRAINT virtual_cards_private_id_form CHECK (private_id ~ '^[[:alnum:]]{1,32}$'),
  ADD CONSTRAINT virtual_cards_validity CHECK (valid_from IS NULL OR valid_until IS NULL OR valid_from < valid_until),
  -- An open link exists exactly while the card waits for a phone, or while an activated one is being replaced.
  ADD CONSTRAINT virtual_cards_sending CHECK (
    CASE status WHEN 'EMAIL_SENT' THEN sending_id IS NOT NULL WHEN 'ACTIVATED' THEN true ELSE sending_id IS NULL END),
  ADD CONSTRAINT virtual_cards_credential CHECK (status <> 'ACTIVATED' OR credential_id IS NOT NULL),
  ADD CONSTRAINT virtual_cards_created_free CHECK (status NOT IN ('CREATED', 'REVOKED') OR charge_id IS NULL),
  ADD CONSTRAINT virtual_cards_sending_fk FOREIGN KEY (account_id, sending_id) REFERENCES sendings (account_id, id) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT virtual_cards_credential_fk FOREIGN KEY (account_id, credential_id) REFERENCES credentials (account_id, id) DEFERRABLE INITIALLY DEFERRED,
  ADD CONSTRAINT virtual_cards_charge_fk FOREIGN KEY (charge_id) REFERENCES ledger_entries (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE sendings ADD CONSTRAINT sendings_price CHECK (price >= 0), ADD CONSTRAINT sendings_codes CHECK (wrong_codes BETWEEN 0 AND 5);
ALTER TABLE users
  ADD CONSTRAINT users_last_site_fk FOREIGN KEY (account_id, last_site_id) REFERENCES sites (account_id, id);
ALTER TABLE sessions ADD CONSTRAINT sessions_hash CHECK (length(token_hash) = 32);

ALTER TABLE ledger_entries
  ADD CONSTRAINT ledger_amount CHECK (amount > 0),
  ADD CONSTRAINT ledger_phase CHECK ((phase IN ('POST', 'VOID')) = (pending_id IS NOT NULL)),
  ADD CONSTRAINT ledger_source CHECK ((source_bucket = 'ISSUED') = (source_account_id IS NULL)),
  ADD CONSTRAINT ledger_kind CHECK (
    CASE kind
      WHEN 'LOAD' THEN source_bucket = 'ISSUED' AND dest_bucket = 'MAIN'
      WHEN 'TRANSFER' THEN source_bucket = 'MAIN' AND dest_bucket = 'MAIN' AND source_account_id <> dest_account_id
      WHEN 'CARD' THEN source_bucket = 'MAIN' AND dest_bucket = 'SPENT' AND source_account_id = dest_account_id AND card_id IS NOT NULL AND phase <> 'SINGLE'
      WHEN 'REFUND' THEN source_bucket = 'SPENT' AND dest_bucket = 'MAIN' AND source_account_id = dest_account_id AND phase = 'SINGLE' AND refund_of_id IS NOT NULL
      WHEN 'FORFEIT' THEN source_bucket = 'MAIN' AND dest_bucket = 'FORFEITED' AND source_account_id = dest_account_id AND phase = 'SINGLE'
    END),
  ADD CONSTRAINT ledger_source_account FOREIGN KEY (source_account_id) REFERENCES accounts (id),
  ADD CONSTRAINT ledger_dest_account FOREIGN KEY (dest_account_id) REFERENCES accounts (id);
ALTER TABLE credit_balances ADD CONSTRAINT credit_balances_available CHECK (available >= 0), ADD CONSTRAINT credit_balances_forfeited CHECK (forfeited >= 0);
ALTER TABLE credit_slots ADD CONSTRAINT credit_slots_held CHECK (held >= 0), ADD CONSTRAINT credit_slots_spent CHECK (spent >= 0), ADD CONSTRAINT credit_slots_transferred CHECK (transferred >= 0);

-- 4 Immutability: nobody, the owner included, rewrites the ledger or history.
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER ledger_entries_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER history_entries_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON history_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER history_seals_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON history_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- 5 Every account has its balance and its 16 slots from the start.
CREATE FUNCTION open_credit_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO credit_balances (account_id) VALUES (NEW.id);
  INSERT INTO credit_slots (account_id, slot) SELECT NEW.id, generate_series(0, 15);
  RETURN NULL;
END $$;
ALTER FUNCTION open_credit_account() OWNER TO portal_system;
CREATE TRIGGER accounts_credit AFTER INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION open_credit_account();

-- 6 The ledger's fold: inserting entries is the only way to move credits, and moves the stored balances in the same
-- statement, so that balances equal the fold over the entries by construction (I2). A posted hold touches no row that
-- all cards of an account share: only its slot (docs/decisions/0002).
CREATE FUNCTION fold_ledger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  delta record;
BEGIN
  IF EXISTS (
    SELECT FROM added a JOIN ledger_entries p ON p.id = a.pending_id
    WHERE p.phase <> 'PENDING' OR (p.kind, p.source_account_id, p.dest_account_id, p.amount, p.card_id)
      IS DISTINCT FROM (a.kind, a.source_account_id, a.dest_account_id, a.amount, a.card_id)
  ) OR EXISTS (
    SELECT FROM added a JOIN ledger_entries c ON c.id = a.refund_of_id
    WHERE c.kind <> 'CARD' OR c.phase <> 'POST' OR (c.dest_account_id, c.amount, c.card_id) IS DISTINCT FROM (a.source_account_id, a.amount, a.card_id)
  ) THEN
    RAISE EXCEPTION 'a ledger entry does not match the entry it refers to' USING ERRCODE = 'integrity_constraint_violation';
  END IF;

  -- In the order of the accounts' ids, so that two transfers in opposite directions can't wait for each other.
  FOR delta IN
    SELECT account_id, sum(available) AS available, sum(forfeited) AS forfeited FROM (
      SELECT source_account_id AS account_id, CASE phase WHEN 'VOID' THEN amount ELSE -amount END AS available, 0 AS forfeited
        FROM added WHERE source_bucket = 'MAIN' AND phase <> 'POST'
      UNION ALL SELECT dest_account_id, amount, 0 FROM added WHERE dest_bucket = 'MAIN' AND phase IN ('SINGLE', 'POST')
      UNION ALL SELECT dest_account_id, 0, amount FROM added WHERE dest_bucket = 'FORFEITED' AND phase IN ('SINGLE', 'POST')
    ) AS moves GROUP BY account_id ORDER BY account_id
  LOOP
    UPDATE credit_balances b SET available = b.available + delta.available, forfeited = b.forfeited + delta.forfeited
      WHERE b.account_id = delta.account_id;
  END LOOP;

  FOR delta IN
    SELECT account_id, slot, sum(held) AS held, sum(spent) AS spent, sum(transferred) AS transferred FROM (
      SELECT source_account_id AS account_id, slot_of(coalesce(card_id, dest_account_id)) AS slot,
          CASE phase WHEN 'PENDING' THEN amount WHEN 'SINGLE' THEN 0 ELSE -amount END AS held, 0 AS spent,
          CASE WHEN kind = 'TRANSFER' AND phase IN ('SINGLE', 'POST') THEN amount ELSE 0 END AS transferred
        FROM added WHERE source_bucket = 'MAIN' AND kind IN ('TRANSFER', 'CARD')
      UNION ALL SELECT dest_account_id, slot_of(card_id), 0, amount, 0 FROM added WHERE dest_bucket = 'SPENT' AND phase = 'POST'
      UNION ALL SELECT source_account_id, slot_of(card_id), 0, -amount, 0 FROM added WHERE source_bucket = 'SPENT'
    ) AS moves GROUP BY account_id, slot ORDER BY account_id, slot
  LOOP
    UPDATE credit_slots s SET held = s.held + delta.held, spent = s.spent + delta.spent, transferred = s.transferred + delta.transferred
      WHERE s.account_id = delta.account_id AND s.slot = delta.slot;
  END LOOP;
  RETURN NULL;
END $$;
ALTER FUNCTION fold_ledger() OWNER TO portal_system;
CREATE TRIGGER ledger_entries_fold AFTER INSERT ON ledger_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION fold_ledger();

-- 7 Counters of a site follow its rows, whoever changes them.
CREATE FUNCTION count_new_cards() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO site_counters AS c (account_id, site_id, kind, status, slot, count)
    SELECT account_id, site_id, kind::text, status::text, slot_of(id), count(*) FROM added GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (account_id, site_id, kind, status, slot) DO UPDATE SET count = c.count + excluded.count;
  RETURN NULL;
END $$;
CREATE FUNCTION count_changed_cards() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO site_counters AS c (account_id, site_id, kind, status, slot, count)
    SELECT account_id, site_id, kind, status, slot, sum(change) FROM (
      SELECT account_id, site_id, kind::text AS kind, status::text AS status, slot_of(id) AS slot, 1 AS change FROM after
      UNION ALL SELECT account_id, site_id, kind::text, status::text, slot_of(id), -1 FROM before
    ) AS moves GROUP BY 1, 2, 3, 4, 5 HAVING sum(change) <> 0 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (account_id, site_id, kind, status, slot) DO UPDATE SET count = c.count + excluded.count;
  RETURN NULL;
END $$;
CREATE FUNCTION count_site_part() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
DECLARE
  was text := CASE WHEN TG_OP = 'INSERT' THEN NULL WHEN OLD.deleted_at IS NULL THEN 'LIVE' ELSE 'DELETED' END;
  is_now text := CASE WHEN NEW.deleted_at IS NULL THEN 'LIVE' ELSE 'DELETED' END;
BEGIN
  IF was IS NOT DISTINCT FROM is_now THEN RETURN NULL; END IF;
  INSERT INTO site_counters AS c (account_id, site_id, kind, status, slot, count)
    SELECT NEW.account_id, NEW.site_id, TG_ARGV[0], s.status, slot_of(NEW.id), s.change
      FROM (VALUES (is_now, 1), (was, -1)) AS s (status, change) WHERE s.status IS NOT NULL ORDER BY s.status
  ON CONFLICT (account_id, site_id, kind, status, slot) DO UPDATE SET count = c.count + excluded.count;
  RETURN NULL;
END $$;
ALTER FUNCTION count_new_cards() OWNER TO portal_system;
ALTER FUNCTION count_changed_cards() OWNER TO portal_system;
ALTER FUNCTION count_site_part() OWNER TO portal_system;
CREATE TRIGGER virtual_cards_count_new AFTER INSERT ON virtual_cards REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_new_cards();
CREATE TRIGGER virtual_cards_count_changed AFTER UPDATE ON virtual_cards REFERENCING OLD TABLE AS before NEW TABLE AS after FOR EACH STATEMENT EXECUTE FUNCTION count_changed_cards();
CREATE TRIGGER reader_configurations_count AFTER INSERT OR UPDATE ON reader_configurations FOR EACH ROW EXECUTE FUNCTION count_site_part('READER_CONFIGURATION');
CREATE TRIGGER configurators_count AFTER INSERT OR UPDATE ON configurators FOR EACH ROW EXECUTE FUNCTION count_site_part('CONFIGURATOR');

-- 8 Rights of the two roles.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_system;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO portal_system, portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_system;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO portal_system, portal_app;
REVOKE UPDATE, DELETE ON ledger_entries, history_entries, history_seals FROM portal_system;
REVOKE ALL ON _prisma_migrations FROM portal_system;

GRANT SELECT, INSERT, UPDATE ON accounts, users, profiles, profile_site_rights, one_time_links, sites, reader_configurations,
  configurators, virtual_cards, sendings, credentials, email_messages TO portal_app;
GRANT DELETE ON profiles, profile_site_rights TO portal_app;
GRANT SELECT ON operator_settings, credit_balances, credit_slots, site_counters, link_visits, history_seals TO portal_app;
GRANT SELECT, INSERT ON ledger_entries, history_entries TO portal_app;

-- 9 Row-level security, forced: a transaction without a scope sees nothing, the tables' owner included. Policies ask who
-- the current user is, since a policy "TO role" would also hold for that role's members, of which the owner is one.
DO $$
DECLARE
  name text;
  app constant text := $q$current_user = 'portal_app'$q$;
  mine constant text := 'account_id = current_account()';
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($q$CREATE POLICY system_all ON %I USING (current_user = 'portal_system')$q$, name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['sites', 'reader_configurations', 'configurators', 'virtual_cards', 'sendings', 'credentials',
      'profile_site_rights', 'site_counters', 'link_visits', 'history_seals'] LOOP
    EXECUTE format('CREATE POLICY own ON %I USING (%s AND %s)', name, app, mine);
  END LOOP;
  -- Of its direct customers a reseller writes what creating and managing them needs.
  FOREACH name IN ARRAY ARRAY['users', 'profiles', 'one_time_links', 'email_messages', 'history_entries'] LOOP
    EXECUTE format('CREATE POLICY own ON %I USING (%s AND %s) WITH CHECK (%s AND (%s OR is_own_customer(account_id)))', name, app, mine, app, mine);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['credit_balances', 'credit_slots'] LOOP
    EXECUTE format('CREATE POLICY own ON %I FOR SELECT USING (%s AND (%s OR is_own_customer(account_id)))', name, app, mine);
  END LOOP;
END $$;
CREATE POLICY own ON accounts USING (current_user = 'portal_app' AND (id = current_account() OR parent_id = current_account()));
CREATE POLICY everyone ON operator_settings FOR SELECT USING (current_user = 'portal_app');
CREATE POLICY own ON ledger_entries FOR SELECT USING (current_user = 'portal_app' AND current_account() IN (source_account_id, dest_account_id));
-- An account moves only what is its own. Loading from "issued" is the operator's (portal_system).
CREATE POLICY own_source ON ledger_entries FOR INSERT WITH CHECK (current_user = 'portal_app' AND source_account_id = current_account());

-- 10 What a signed-in user may do, read on each request and, locked, in each transaction that writes: whoever takes the
-- right away waits for, or comes before, the write. Definer: the session has no account before this has answered.
CREATE FUNCTION load_access(of_user uuid, keep boolean) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  u users; a accounts; p profiles;
BEGIN
  IF keep THEN
    SELECT * INTO u FROM users WHERE id = of_user FOR SHARE;
    SELECT * INTO a FROM accounts WHERE id = u.account_id FOR SHARE;
    SELECT * INTO p FROM profiles WHERE account_id = u.account_id AND id = u.profile_id FOR SHARE;
  ELSE
    SELECT * INTO u FROM users WHERE id = of_user;
    SELECT * INTO a FROM accounts WHERE id = u.account_id;
    SELECT * INTO p FROM profiles WHERE account_id = u.account_id AND id = u.profile_id;
  END IF;
  IF u.id IS NULL THEN RETURN NULL; END IF;
  RETURN jsonb_build_object(
    'userId', u.id, 'identityId', u.identity_id, 'userStatus', u.status, 'email', u.email, 'firstName', u.first_name, 'lastName', u.last_name,
    'holder', u.holder, 'lastSiteId', u.last_site_id, 'accountId', a.id, 'accountStatus', a.status, 'accountType', a.type,
    'companyName', a.company_name, 'timeZone', a.time_zone, 'accountLocale', a.locale, 'profileName', p.name, 'administrator', p.administrator,
    'accountRights', to_jsonb(p.account_rights), 'everySiteRights', to_jsonb(p.every_site_rights),
    'siteRights', (SELECT coalesce(jsonb_object_agg(s.site_id, to_jsonb(s.rights)), '{}') FROM profile_site_rights s
                   WHERE s.account_id = u.account_id AND s.profile_id = p.id));
END $$;
ALTER FUNCTION load_access(uuid, boolean) OWNER TO portal_system;

-- 11 Jobs are added in the caller's transaction; the queue's tables belong to the owner, whom this function stands for.
CREATE FUNCTION enqueue_job(task text, payload json, job_key text DEFAULT NULL, queue_name text DEFAULT NULL, run_at timestamptz DEFAULT NULL,
  max_attempts integer DEFAULT NULL) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM graphile_worker.add_job(task, payload, queue_name, run_at, max_attempts, job_key, job_key_mode => 'preserve_run_at');
END $$;
