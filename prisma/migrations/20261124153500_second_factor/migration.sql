-- The second factor (decisions, section 12): a sealed secret per person, recovery codes as hashes, and an account's setting
-- that requires it of all its users.
ALTER TABLE "accounts" ADD COLUMN "second_factor_required" BOOLEAN NOT NULL DEFAULT false;

ALTER TABLE "identities" ADD COLUMN "totp_secret" BYTEA,
ADD COLUMN "totp_last_step" INTEGER,
ADD COLUMN "totp_enabled_at" TIMESTAMPTZ(3),
ADD COLUMN "last_sign_in_at" TIMESTAMPTZ(3);

CREATE TABLE "recovery_codes" (
    "identity_id" UUID NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("identity_id","code_hash")
);

ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_identity_id_fkey" FOREIGN KEY ("identity_id") REFERENCES "identities"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand from here on.
ALTER TABLE identities ADD CONSTRAINT identities_totp CHECK ((totp_secret IS NULL) = (totp_enabled_at IS NULL));
ALTER TABLE recovery_codes ADD CONSTRAINT recovery_codes_hash CHECK (length(code_hash) = 32);
ALTER TABLE recovery_codes ENABLE ROW LEVEL SECURITY;
ALTER TABLE recovery_codes FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON recovery_codes USING (current_user = 'portal_system');

/** What checking a password needs of an address, and whether a second factor is needed too; no row where it is unknown.
    Definer: asked before anybody is signed in. */
DROP FUNCTION find_identity(text);
CREATE FUNCTION find_identity(address text) RETURNS TABLE (id uuid, email text, password_hash text, second_factor boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT i.id, i.email, i.password_hash, i.totp_enabled_at IS NOT NULL FROM identities i WHERE lower(i.email) = lower(address) $$;
ALTER FUNCTION find_identity(text) OWNER TO portal_system;
REVOKE EXECUTE ON FUNCTION find_identity(text) FROM PUBLIC;

/** As before, and whether the user has to set up a second factor before anything else: the account requires it. */
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
  IF u.id IS NULL THEN RETURN NULL; END IF;
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

/** Which users of the account in scope have a second factor. Definer: identities belong to no account. */
CREATE FUNCTION users_with_second_factor() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT u.id FROM users u JOIN identities i ON i.id = u.identity_id
    WHERE u.account_id = current_account() AND i.totp_enabled_at IS NOT NULL
$$;
ALTER FUNCTION users_with_second_factor() OWNER TO portal_system;
REVOKE EXECUTE ON FUNCTION users_with_second_factor() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION users_with_second_factor() TO portal_app;

/** Takes the second factor of a user of the account in scope away, with the recovery codes, and ends the person's sessions.
    Nothing where the person is also an active user elsewhere: one account does not weaken what protects another.
    Definer: identities belong to no account. Answers 'done', 'none' (has no second factor) or 'elsewhere'. */
CREATE FUNCTION reset_second_factor(of_user uuid) RETURNS text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  person uuid;
BEGIN
  SELECT i.id INTO person FROM users u JOIN identities i ON i.id = u.identity_id
    WHERE u.id = of_user AND u.account_id = current_account() AND u.status <> 'DELETED' AND i.totp_enabled_at IS NOT NULL FOR UPDATE OF i;
  IF person IS NULL THEN RETURN 'none'; END IF;
  IF EXISTS (SELECT FROM users u JOIN accounts a ON a.id = u.account_id WHERE u.identity_id = person AND u.account_id <> current_account()
      AND u.status IN ('ACTIVATED', 'DISABLED') AND a.status IN ('ACTIVATED', 'DISABLED')) THEN
    RETURN 'elsewhere';
  END IF;
  UPDATE identities SET totp_secret = NULL, totp_last_step = NULL, totp_enabled_at = NULL WHERE id = person;
  DELETE FROM recovery_codes WHERE identity_id = person;
  DELETE FROM sessions WHERE identity_id = person;
  RETURN 'done';
END $$;
ALTER FUNCTION reset_second_factor(uuid) OWNER TO portal_system;
REVOKE EXECUTE ON FUNCTION reset_second_factor(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION reset_second_factor(uuid) TO portal_app;
