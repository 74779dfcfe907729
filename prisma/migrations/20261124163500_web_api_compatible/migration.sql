-- AlterTable
ALTER TABLE "virtual_cards" ADD COLUMN     "sealed_code" BYTEA;

-- CreateTable
CREATE TABLE "link_uuids" (
    "hash" BYTEA NOT NULL,
    "account_id" UUID NOT NULL,
    "sending_id" UUID NOT NULL,

    CONSTRAINT "link_uuids_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "link_uuids_account_id_sending_id_idx" ON "link_uuids"("account_id", "sending_id");

-- AddForeignKey
ALTER TABLE "link_uuids" ADD CONSTRAINT "link_uuids_account_id_sending_id_fkey" FOREIGN KEY ("account_id", "sending_id") REFERENCES "sendings"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand.
ALTER TABLE link_uuids ADD CONSTRAINT link_uuids_hash CHECK (length(hash) = 32);
GRANT INSERT ON link_uuids TO portal_app;
GRANT SELECT, INSERT, DELETE ON link_uuids TO portal_system;
ALTER TABLE link_uuids ENABLE ROW LEVEL SECURITY;
ALTER TABLE link_uuids FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON link_uuids USING (current_user = 'portal_system');
CREATE POLICY own ON link_uuids FOR INSERT WITH CHECK (current_user = 'portal_app' AND account_id = current_account());

/** The sending that a UUID of the compatible API stands for. Definer: who opens a link has no account. Needs the UUID's hash. */
CREATE FUNCTION sending_of_uuid(of_hash bytea) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT sending_id FROM link_uuids WHERE hash = of_hash $$;
ALTER FUNCTION sending_of_uuid(bytea) OWNER TO portal_system;

/** The sealed code of the card that a sending is about, or null. Definer: a phone has no account; what it gets is sealed. */
CREATE FUNCTION sealed_code_of(sending uuid) RETURNS bytea LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT c.sealed_code FROM sendings s JOIN virtual_cards c ON c.account_id = s.account_id AND c.id = s.card_id WHERE s.id = sending $$;
ALTER FUNCTION sealed_code_of(uuid) OWNER TO portal_system;

-- The language of the compatible API's answers comes with the token.
DROP FUNCTION find_api_token(bytea, text, uuid);
/** The living token of a hash, a client id or an id, with what restricts it. Definer: asked before a request has a scope.
    Whoever calls it must know one of the three, which are secret or worthless without the secret. */
CREATE FUNCTION find_api_token(of_hash bytea, of_client text, of_id uuid)
RETURNS TABLE (id uuid, account_id uuid, client_id text, secret_hash bytea, domain_name text, networks text[], locale text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT t.id, t.account_id, t.client_id, t.secret_hash, a.domain_name, a.networks, a.locale
  FROM api_tokens t JOIN api_accesses a ON a.account_id = t.account_id
  WHERE t.ended_at IS NULL AND (t.token_hash = of_hash OR t.client_id = of_client OR t.id = of_id)
$$;
ALTER FUNCTION find_api_token(bytea, text, uuid) OWNER TO portal_system;
REVOKE EXECUTE ON FUNCTION find_api_token(bytea, text, uuid), sending_of_uuid(bytea), sealed_code_of(uuid) FROM PUBLIC;

/** What an API token may do, as load_access tells of users; locked where it is kept. Its rights are those that every token has (src/authz). */
CREATE FUNCTION load_token_access(of_token uuid, keep boolean) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  t api_tokens; a accounts;
BEGIN
  IF keep THEN
    SELECT * INTO t FROM api_tokens WHERE id = of_token FOR SHARE;
    SELECT * INTO a FROM accounts WHERE id = t.account_id FOR SHARE;
  ELSE
    SELECT * INTO t FROM api_tokens WHERE id = of_token;
    SELECT * INTO a FROM accounts WHERE id = t.account_id;
  END IF;
  IF t.id IS NULL THEN RETURN NULL; END IF;
  RETURN jsonb_build_object(
    'kind', 'api', 'userId', t.id, 'identityId', NULL, 'userStatus', CASE WHEN t.ended_at IS NULL THEN 'ACTIVATED' ELSE 'DELETED' END,
    'email', a.email, 'firstName', 'API' || a.number, 'lastName', '', 'holder', false, 'lastSiteId', NULL, 'accountId', a.id,
    'accountStatus', a.status, 'accountType', a.type, 'companyName', a.company_name, 'timeZone', a.time_zone, 'accountLocale', a.locale,
    'profileName', 'API', 'administrator', false, 'secondFactorMissing', false,
    'accountRights', '[]'::jsonb, 'everySiteRights', '[]'::jsonb, 'siteRights', '{}'::jsonb);
END $$;
ALTER FUNCTION load_token_access(uuid, boolean) OWNER TO portal_system;
REVOKE EXECUTE ON FUNCTION load_token_access(uuid, boolean) FROM PUBLIC;

/** As before, and for what is no user: an API token. Whoever changes this keeps that line. */
CREATE OR REPLACE FUNCTION load_access(of_user uuid, keep boolean) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
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
  IF u.id IS NULL THEN RETURN load_token_access(of_user, keep); END IF;
  RETURN jsonb_build_object(
    'userId', u.id, 'identityId', u.identity_id, 'userStatus', u.status, 'email', u.email, 'firstName', u.first_name, 'lastName', u.last_name,
    'holder', u.holder, 'lastSiteId', u.last_site_id, 'accountId', a.id, 'accountStatus', a.status, 'accountType', a.type,
    'companyName', a.company_name, 'timeZone', a.time_zone, 'accountLocale', a.locale, 'profileName', p.name, 'administrator', p.administrator,
    'secondFactorMissing', a.second_factor_required
      AND NOT EXISTS (SELECT FROM identities i WHERE i.id = u.identity_id AND i.totp_enabled_at IS NOT NULL),
    'accountRights', to_jsonb(p.account_rights), 'everySiteRights', to_jsonb(p.every_site_rights),
    'siteRights', (SELECT coalesce(jsonb_object_agg(s.site_id, to_jsonb(s.rights)), '{}') FROM profile_site_rights s
                   WHERE s.account_id = u.account_id AND s.profile_id = p.id));
END $$;

-- The view of an account's own cards has the new column, too.
GRANT portal_lists TO CURRENT_USER;
GRANT CREATE ON SCHEMA public TO portal_lists;
CREATE OR REPLACE VIEW own_cards AS SELECT * FROM virtual_cards WHERE current_user = 'portal_app' AND account_id = current_account();
REVOKE CREATE ON SCHEMA public FROM portal_lists;
REVOKE portal_lists FROM CURRENT_USER;
