-- CreateEnum
CREATE TYPE "api_access_status" AS ENUM ('REQUESTED', 'APPROVED', 'ACTIVE', 'REFUSED', 'WITHDRAWN');

-- CreateTable
CREATE TABLE "api_accesses" (
    "account_id" UUID NOT NULL,
    "status" "api_access_status" NOT NULL,
    "requester_id" UUID NOT NULL,
    "requested_by_name" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "domain_name" TEXT,
    "networks" TEXT[],
    "locale" TEXT,
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "refusal_reason" TEXT,

    CONSTRAINT "api_accesses_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "api_tokens" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "prefix" TEXT NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "client_id" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_days" (
    "account_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "calls" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_days_pkey" PRIMARY KEY ("account_id","day")
);

-- CreateTable
CREATE TABLE "api_places" (
    "account_id" UUID NOT NULL,
    "network" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_places_pkey" PRIMARY KEY ("account_id","network")
);

-- CreateIndex
CREATE INDEX "api_accesses_status_requested_at_idx" ON "api_accesses"("status", "requested_at");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_token_hash_key" ON "api_tokens"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_client_id_key" ON "api_tokens"("client_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_account_id_id_key" ON "api_tokens"("account_id", "id");

-- AddForeignKey
ALTER TABLE "api_accesses" ADD CONSTRAINT "api_accesses_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "api_accesses"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_days" ADD CONSTRAINT "api_days_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "api_accesses"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_places" ADD CONSTRAINT "api_places_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "api_accesses"("account_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what an access may be; who sees it: the customer and its supplier. Hashes are written by the supplier, read by nobody but the functions below.
ALTER TABLE api_accesses
  ADD CONSTRAINT api_accesses_requester FOREIGN KEY (requester_id) REFERENCES accounts (id),
  ADD CONSTRAINT api_accesses_decided CHECK ((status = 'REQUESTED') = (decided_at IS NULL)),
  ADD CONSTRAINT api_accesses_reason CHECK ((status = 'REFUSED') = (refusal_reason IS NOT NULL)),
  ADD CONSTRAINT api_accesses_networks CHECK (cardinality(networks) <= 50),
  ADD CONSTRAINT api_accesses_locale CHECK (locale IN ('en', 'fr'));
ALTER TABLE api_tokens
  ADD CONSTRAINT api_tokens_hashes CHECK (length(token_hash) = 32 AND length(secret_hash) = 32);
-- One living token per customer.
CREATE UNIQUE INDEX api_tokens_living ON api_tokens (account_id) WHERE ended_at IS NULL;

GRANT SELECT, INSERT, UPDATE ON api_accesses TO portal_app;
GRANT INSERT ON api_tokens TO portal_app;
GRANT SELECT (id, account_id, prefix, client_id, created_by_name, created_at, ended_at), UPDATE (ended_at) ON api_tokens TO portal_app;
GRANT SELECT ON api_days, api_places TO portal_app;
GRANT SELECT, INSERT, UPDATE ON api_accesses, api_tokens, api_days, api_places TO portal_system;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['api_accesses', 'api_tokens', 'api_days', 'api_places'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($q$CREATE POLICY system_all ON %I USING (current_user = 'portal_system')$q$, name);
    EXECUTE format($q$CREATE POLICY own ON %I USING (current_user = 'portal_app' AND (account_id = current_account() OR is_own_customer(account_id)))$q$, name);
  END LOOP;
END $$;

/** The living token of a hash, a client id or an id, with what restricts it. Definer: asked before a request has a scope.
    Whoever calls it must know one of the three, which are secret or worthless without the secret. */
CREATE FUNCTION find_api_token(of_hash bytea, of_client text, of_id uuid)
RETURNS TABLE (id uuid, account_id uuid, client_id text, secret_hash bytea, domain_name text, networks text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT t.id, t.account_id, t.client_id, t.secret_hash, a.domain_name, a.networks
  FROM api_tokens t JOIN api_accesses a ON a.account_id = t.account_id
  WHERE t.ended_at IS NULL AND (t.token_hash = of_hash OR t.client_id = of_client OR t.id = of_id)
$$;
ALTER FUNCTION find_api_token(bytea, text, uuid) OWNER TO portal_system;

/** Counts one call of a token: by day, by place (a new one tells the account) and against its limit, and reads what it may do.
    Definer: one round trip before the request has a scope. Its id was proved by its secret before. */
CREATE FUNCTION use_api_token(of_token uuid, from_network text, at timestamptz, limit_key text, window_seconds integer)
RETURNS TABLE (access jsonb, attempts integer, ends_at timestamptz)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  customer uuid;
  first boolean;
BEGIN
  SELECT t.account_id INTO customer FROM api_tokens t WHERE t.id = of_token AND t.ended_at IS NULL;
  IF customer IS NULL THEN RETURN; END IF;
  INSERT INTO api_days AS d (account_id, day, calls, last_at) VALUES (customer, (at AT TIME ZONE 'UTC')::date, 1, at)
    ON CONFLICT (account_id, day) DO UPDATE SET calls = d.calls + 1, last_at = greatest(d.last_at, excluded.last_at);
  IF NOT EXISTS (SELECT FROM api_places p WHERE p.account_id = customer AND p.network = from_network) THEN
    first := NOT EXISTS (SELECT FROM api_places p WHERE p.account_id = customer);
    INSERT INTO api_places (account_id, network, first_seen_at, told_at) VALUES (customer, from_network, at, CASE WHEN first THEN at END)
      ON CONFLICT DO NOTHING;
    IF FOUND AND NOT first THEN
      PERFORM enqueue_job('api-new-place', json_build_object('accountId', customer, 'network', from_network));
    END IF;
  END IF;
  RETURN QUERY SELECT load_access(of_token, false), c.attempts, c.ends_at FROM count_attempt(limit_key, window_seconds, at) c;
END $$;
ALTER FUNCTION use_api_token(uuid, text, timestamptz, text, integer) OWNER TO portal_system;
REVOKE EXECUTE ON FUNCTION find_api_token(bytea, text, uuid), use_api_token(uuid, text, timestamptz, text, integer) FROM PUBLIC;

/** Who acts may also be an API token: then its rights are those that every token has (src/authz), and it acts while it lives. */
CREATE OR REPLACE FUNCTION load_access(of_user uuid, keep boolean) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  u users; a accounts; p profiles; t api_tokens;
BEGIN
  IF keep THEN
    SELECT * INTO u FROM users WHERE id = of_user FOR SHARE;
  ELSE
    SELECT * INTO u FROM users WHERE id = of_user;
  END IF;
  IF u.id IS NULL THEN
    IF keep THEN
      SELECT * INTO t FROM api_tokens WHERE id = of_user FOR SHARE;
      SELECT * INTO a FROM accounts WHERE id = t.account_id FOR SHARE;
    ELSE
      SELECT * INTO t FROM api_tokens WHERE id = of_user;
      SELECT * INTO a FROM accounts WHERE id = t.account_id;
    END IF;
    IF t.id IS NULL THEN RETURN NULL; END IF;
    RETURN jsonb_build_object(
      'kind', 'api', 'userId', t.id, 'identityId', NULL, 'userStatus', CASE WHEN t.ended_at IS NULL THEN 'ACTIVATED' ELSE 'DELETED' END,
      'email', a.email, 'firstName', 'API' || a.number, 'lastName', '', 'holder', false, 'lastSiteId', NULL, 'accountId', a.id,
      'accountStatus', a.status, 'accountType', a.type, 'companyName', a.company_name, 'timeZone', a.time_zone, 'accountLocale', a.locale,
      'profileName', 'API', 'administrator', false, 'accountRights', '[]'::jsonb, 'everySiteRights', '[]'::jsonb, 'siteRights', '{}'::jsonb);
  END IF;
  IF keep THEN
    SELECT * INTO a FROM accounts WHERE id = u.account_id FOR SHARE;
    SELECT * INTO p FROM profiles WHERE account_id = u.account_id AND id = u.profile_id FOR SHARE;
  ELSE
    SELECT * INTO a FROM accounts WHERE id = u.account_id;
    SELECT * INTO p FROM profiles WHERE account_id = u.account_id AND id = u.profile_id;
  END IF;
  RETURN jsonb_build_object(
    'userId', u.id, 'identityId', u.identity_id, 'userStatus', u.status, 'email', u.email, 'firstName', u.first_name, 'lastName', u.last_name,
    'holder', u.holder, 'lastSiteId', u.last_site_id, 'accountId', a.id, 'accountStatus', a.status, 'accountType', a.type,
    'companyName', a.company_name, 'timeZone', a.time_zone, 'accountLocale', a.locale, 'profileName', p.name, 'administrator', p.administrator,
    'accountRights', to_jsonb(p.account_rights), 'everySiteRights', to_jsonb(p.every_site_rights),
    'siteRights', (SELECT coalesce(jsonb_object_agg(s.site_id, to_jsonb(s.rights)), '{}') FROM profile_site_rights s
                   WHERE s.account_id = u.account_id AND s.profile_id = p.id));
END $$;
