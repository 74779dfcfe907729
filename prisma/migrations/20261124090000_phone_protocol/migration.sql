-- The phone protocol's statements (docs/phone-protocol.md). A phone has no account: these functions run as
-- portal_system, take what the process has verified (token, signatures, codes), and do nothing else than this file says.

CREATE TABLE "phone_csns" (
    "account_id" UUID NOT NULL,
    "phone_id" TEXT NOT NULL,
    "csn" TEXT NOT NULL,

    CONSTRAINT "phone_csns_pkey" PRIMARY KEY ("account_id", "phone_id")
);
CREATE UNIQUE INDEX "phone_csns_csn_key" ON "phone_csns"("csn");
ALTER TABLE phone_csns
  ADD CONSTRAINT phone_csns_form CHECK (csn ~ '^[0-9A-F]{14}$'),
  ADD CONSTRAINT phone_csns_account FOREIGN KEY (account_id) REFERENCES accounts (id),
  ADD CONSTRAINT phone_csns_phone FOREIGN KEY (phone_id) REFERENCES phones (id);
ALTER TABLE phone_csns ENABLE ROW LEVEL SECURITY;
ALTER TABLE phone_csns FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON phone_csns TO portal_system USING (true) WITH CHECK (true);

-- A CSN stays with its phone over several credentials; that no two phones share one, the table above sees to.
DROP INDEX credentials_csn;
CREATE INDEX credentials_csn ON credentials (csn) WHERE csn IS NOT NULL;
-- One sending, one phone: the last wall against two winners.
CREATE UNIQUE INDEX credentials_sending ON credentials (sending_id);
-- What the status lists publish besides "valid".
CREATE INDEX credentials_not_valid ON credentials (status_index) WHERE state <> 'VALID';

/** What a credential says and what only the platform needs to write it. */
CREATE FUNCTION credential_content(of_credential uuid) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT jsonb_build_object(
    'credentialId', cr.id, 'phoneId', cr.phone_id, 'signKey', p.sign_key, 'agreeKey', p.agree_key, 'statusIndex', cr.status_index,
    'issuedAt', cr.issued_at, 'leaseEndsAt', cr.lease_ends_at, 'sendingId', cr.sending_id,
    'cardId', c.id, 'kind', c.kind, 'firstName', c.first_name, 'lastName', c.last_name, 'privateId', c.private_id, 'csn', cr.csn,
    'validFrom', c.valid_from, 'validUntil', c.valid_until, 'accountId', c.account_id, 'siteId', c.site_id,
    'site', si.name, 'company', a.company_name, 'configuration', rc.name, 'settings', CASE c.kind WHEN 'CONFIGURATION' THEN rc.settings END,
    'sealedKeys', encode(rc.sealed_keys, 'base64'),
    'plusProduct', (SELECT o.plus_product FROM operator_settings o LIMIT 1))
  FROM credentials cr
  JOIN phones p ON p.id = cr.phone_id
  JOIN virtual_cards c ON c.account_id = cr.account_id AND c.id = cr.card_id
  JOIN sites si ON si.account_id = c.account_id AND si.id = c.site_id
  JOIN accounts a ON a.id = c.account_id
  LEFT JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id
  WHERE cr.id = of_credential
$$;
ALTER FUNCTION credential_content(uuid) OWNER TO portal_system;

/** What a link is, for the landing page and the wallet; locks and changes nothing. Null: no such sending. */
CREATE FUNCTION describe_link(of_sending uuid, of_phone text, at timestamptz) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT jsonb_build_object(
    'state', CASE
      WHEN s.state = 'ACTIVATED' THEN CASE WHEN cr.state = 'VALID' THEN 'used' ELSE 'revoked' END
      WHEN s.state = 'WITHDRAWN' THEN 'withdrawn'
      WHEN s.state = 'REPLACED' THEN 'replaced'
      WHEN s.state = 'KILLED' THEN 'killed'
      WHEN c.sending_id IS DISTINCT FROM s.id OR c.status NOT IN ('EMAIL_SENT', 'ACTIVATED') THEN 'withdrawn'
      WHEN s.expires_at <= at THEN 'lapsed'
      WHEN a.status <> 'ACTIVATED' THEN 'closed'
      ELSE 'ready' END,
    'accountId', a.id, 'company', a.company_name, 'locale', coalesce(c.locale, si.locale, a.locale),
    'operator', o.operator_name, 'product', o.card_product, 'plusProduct', o.plus_product, 'settingsApp', o.settings_app, 'appLinks', o.app_links,
    'kind', c.kind, 'configuration', rc.name, 'firstName', c.first_name, 'lastName', c.last_name, 'site', si.name,
    'separateCode', s.separate_code, 'triesLeft', 5 - s.wrong_codes, 'expiresAt', s.expires_at,
    'phoneHoldsCard', of_phone IS NOT NULL AND EXISTS (
      SELECT FROM credentials h WHERE h.phone_id = of_phone AND h.removed_at IS NULL AND h.state <> 'INVALID'),
    'usedAt', cr.issued_at, 'usedBy', cr.device)
  FROM sendings s
  JOIN virtual_cards c ON c.account_id = s.account_id AND c.id = s.card_id
  JOIN sites si ON si.account_id = c.account_id AND si.id = c.site_id
  JOIN accounts a ON a.id = s.account_id
  LEFT JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id
  LEFT JOIN credentials cr ON cr.sending_id = s.id
  LEFT JOIN operator_settings o ON true
  WHERE s.id = of_sending
$$;
ALTER FUNCTION describe_link(uuid, text, timestamptz) OWNER TO portal_system;

/**
 * A phone activates a link: one round trip, one commit. p: sendingId, phoneId, signKey, agreeKey, device {model, os, app, locale},
 * web (the web wallet, which is asked for the code of the e-mail), mailCheck, siteCheck (none, malformed, wrong, right), now,
 * credentialId, entryId, historyId, csns (candidates). The caller has verified token and proof.
 *
 * Locks in the order card, sending, as everything that writes both does. Answers {result, content?, …}.
 */
CREATE FUNCTION activate_card(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  s sendings; c virtual_cards; cr credentials; hold ledger_entries;
  account_is account_status; lease integer;
  at timestamptz := (p->>'now')::timestamptz;
  phone text := p->>'phoneId';
  device text := left(concat_ws(' · ', nullif(p#>>'{device,model}', ''), nullif(p#>>'{device,os}', ''), nullif(p#>>'{device,app}', '')), 200);
  new_credential uuid := (p->>'credentialId')::uuid;
  check_of text; code_kind text; own_csn text; candidate text;
BEGIN
  SELECT * INTO s FROM sendings WHERE id = (p->>'sendingId')::uuid;
  IF NOT FOUND THEN RETURN '{"result": "unknown"}'; END IF;
  SELECT * INTO c FROM virtual_cards WHERE account_id = s.account_id AND id = s.card_id FOR NO KEY UPDATE;
  SELECT * INTO s FROM sendings WHERE id = s.id FOR NO KEY UPDATE;

  IF s.state = 'ACTIVATED' THEN
    SELECT * INTO cr FROM credentials WHERE sending_id = s.id;
    IF cr.phone_id <> phone THEN RETURN jsonb_build_object('result', 'used', 'at', cr.issued_at, 'device', cr.device); END IF;
    IF cr.state <> 'VALID' OR cr.removed_at IS NOT NULL THEN RETURN '{"result": "revoked"}'; END IF;
    IF (SELECT agree_key FROM phones WHERE id = phone) <> p->'agreeKey' THEN RETURN '{"result": "keyMismatch"}'; END IF;
    RETURN jsonb_build_object('result', 'again', 'content', credential_content(cr.id));
  END IF;
  IF s.state <> 'OPEN' THEN RETURN jsonb_build_object('result', lower(s.state::text)); END IF;
  IF c.sending_id IS DISTINCT FROM s.id OR c.status NOT IN ('EMAIL_SENT', 'ACTIVATED') THEN RETURN '{"result": "withdrawn"}'; END IF;
  IF s.expires_at <= at THEN RETURN '{"result": "lapsed"}'; END IF;
  SELECT status INTO account_is FROM accounts WHERE id = s.account_id;
  IF account_is <> 'ACTIVATED' THEN RETURN '{"result": "closed"}'; END IF;

  code_kind := CASE
    WHEN s.separate_code THEN 'site'
    WHEN (p->>'web')::boolean AND NOT EXISTS (
      SELECT FROM credentials h WHERE h.phone_id = phone AND h.removed_at IS NULL AND h.state <> 'INVALID') THEN 'mail' END;
  IF code_kind IS NOT NULL THEN
    check_of := CASE code_kind WHEN 'site' THEN p->>'siteCheck' ELSE p->>'mailCheck' END;
    IF check_of = 'wrong' THEN
      UPDATE sendings SET wrong_codes = wrong_codes + 1, state = CASE WHEN wrong_codes >= 4 THEN 'KILLED'::sending_state ELSE state END,
        ended_at = CASE WHEN wrong_codes >= 4 THEN at END WHERE id = s.id RETURNING * INTO s;
      IF s.state = 'KILLED' THEN
        INSERT INTO history_entries (id, account_id, at, page, action, params, performer_kind, performer_id, performer_name, site_id, card_id)
          VALUES ((p->>'historyId')::uuid, s.account_id, at, CASE c.kind WHEN 'CONFIGURATION' THEN 'configurators' ELSE 'cards' END, 'activation.linkKilled',
            jsonb_build_object('name', c.first_name || ' ' || c.last_name), 'phone', phone, device, c.site_id, c.id);
        RETURN jsonb_build_object('result', 'killed', 'accountId', c.account_id, 'siteId', c.site_id, 'cardId', c.id);
      END IF;
      RETURN jsonb_build_object('result', 'wrongCode', 'triesLeft', 5 - s.wrong_codes, 'codeKind', code_kind);
    END IF;
    IF check_of <> 'right' THEN
      RETURN jsonb_build_object('result', CASE check_of WHEN 'malformed' THEN 'malformedCode' ELSE 'codeNeeded' END,
        'codeKind', code_kind, 'triesLeft', 5 - s.wrong_codes);
    END IF;
  END IF;

  INSERT INTO phones AS known (id, sign_key, agree_key, model, os, app, locale, created_at, last_sync_at)
    VALUES (phone, p->'signKey', p->'agreeKey', p#>>'{device,model}', p#>>'{device,os}', p#>>'{device,app}', p#>>'{device,locale}', at, at)
  ON CONFLICT (id) DO UPDATE SET model = excluded.model, os = excluded.os, app = excluded.app, locale = excluded.locale, last_sync_at = excluded.last_sync_at
    WHERE known.agree_key = excluded.agree_key;
  IF NOT FOUND THEN RETURN '{"result": "keyMismatch"}'; END IF;

  IF c.kind = 'MOBILE_ID_PLUS' THEN
    SELECT csn INTO own_csn FROM phone_csns WHERE account_id = c.account_id AND phone_id = phone;
    FOR candidate IN SELECT jsonb_array_elements_text(p->'csns') LOOP
      EXIT WHEN own_csn IS NOT NULL;
      INSERT INTO phone_csns (account_id, phone_id, csn) VALUES (c.account_id, phone, candidate) ON CONFLICT DO NOTHING;
      SELECT csn INTO own_csn FROM phone_csns WHERE account_id = c.account_id AND phone_id = phone;
    END LOOP;
    IF own_csn IS NULL THEN RAISE EXCEPTION 'no CSN is free among the candidates'; END IF;
  END IF;

  -- The phone that held the card is told to remove it; its credential is worth nothing from now on.
  UPDATE credentials SET state = 'INVALID', removal_ordered_at = coalesce(removal_ordered_at, at)
    WHERE id = c.credential_id RETURNING * INTO cr;
  SELECT lease_days INTO lease FROM sites WHERE account_id = c.account_id AND id = c.site_id;
  INSERT INTO credentials (id, account_id, card_id, sending_id, phone_id, state, csn, device, issued_at, lease_ends_at, last_sync_at)
    VALUES (new_credential, c.account_id, c.id, s.id, phone, 'VALID', own_csn, device, at, at + make_interval(days => lease), at);
  UPDATE sendings SET state = 'ACTIVATED', ended_at = at WHERE id = s.id;
  IF c.status = 'EMAIL_SENT' AND NOT c.paid AND c.charge_id IS NOT NULL THEN
    SELECT * INTO hold FROM ledger_entries WHERE id = c.charge_id;
    INSERT INTO ledger_entries (id, kind, phase, pending_id, source_account_id, source_bucket, dest_account_id, dest_bucket, amount,
        idempotency_key, card_id, sending_id, performer_kind, performer_id, performer_name, at)
      VALUES ((p->>'entryId')::uuid, 'CARD', 'POST', hold.id, hold.source_account_id, hold.source_bucket, hold.dest_account_id, hold.dest_bucket, hold.amount,
        'card-post:' || hold.id, c.id, s.id, 'phone', phone, device, at);
  END IF;
  UPDATE virtual_cards SET status = 'ACTIVATED', sending_id = NULL, credential_id = new_credential, csn = own_csn, paid = false,
      charge_id = CASE WHEN hold.id IS NOT NULL THEN (p->>'entryId')::uuid ELSE charge_id END,
      activated_at = CASE WHEN c.status = 'ACTIVATED' THEN activated_at ELSE at END
    WHERE account_id = c.account_id AND id = c.id;
  INSERT INTO history_entries (id, account_id, at, page, action, params, performer_kind, performer_id, performer_name, site_id, card_id)
    VALUES ((p->>'historyId')::uuid, c.account_id, at, CASE c.kind WHEN 'CONFIGURATION' THEN 'configurators' ELSE 'cards' END,
      CASE WHEN cr.id IS NULL THEN 'activation.activated' ELSE 'activation.moved' END,
      jsonb_build_object('name', c.first_name || ' ' || c.last_name, 'device', device), 'phone', phone, device, c.site_id, c.id);
  RETURN jsonb_build_object('result', 'activated', 'content', credential_content(new_credential), 'oldPhoneId', cr.phone_id);
END $$;
ALTER FUNCTION activate_card(jsonb) OWNER TO portal_system;

/**
 * A phone asks what is new. Writes only when there is something to write: the lease of a credential that is a day old or
 * that the phone lost, and the time of the sync once in five minutes. Answers null for a phone that was never here.
 */
CREATE FUNCTION sync_phone(of_phone text, held uuid[], at timestamptz) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  seen timestamptz;
  due uuid[];
  answer jsonb;
BEGIN
  SELECT last_sync_at INTO seen FROM phones WHERE id = of_phone;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF seen < at - interval '5 minutes' THEN
    UPDATE phones SET last_sync_at = at WHERE id = of_phone;
    UPDATE credentials SET last_sync_at = at WHERE phone_id = of_phone AND removed_at IS NULL;
  END IF;
  -- A credential under removal, or of a deleted account, is not renewed: it ends with its lease.
  SELECT array_agg(cr.id) INTO due
    FROM credentials cr JOIN virtual_cards c ON c.account_id = cr.account_id AND c.id = cr.card_id
      JOIN sites si ON si.account_id = c.account_id AND si.id = c.site_id JOIN accounts a ON a.id = cr.account_id
    WHERE cr.phone_id = of_phone AND cr.removed_at IS NULL AND cr.state = 'VALID' AND cr.removal_ordered_at IS NULL AND a.status <> 'DELETED'
      AND (NOT cr.id = ANY (held) OR cr.lease_ends_at < at + make_interval(days => si.lease_days) - interval '1 day');
  IF due IS NOT NULL THEN
    UPDATE credentials cr SET lease_ends_at = greatest(cr.lease_ends_at, at + make_interval(days => si.lease_days)), last_sync_at = at
      FROM virtual_cards c, sites si
      WHERE cr.id = ANY (due) AND cr.state = 'VALID' AND c.account_id = cr.account_id AND c.id = cr.card_id AND si.account_id = c.account_id AND si.id = c.site_id;
  END IF;
  SELECT jsonb_build_object(
      'removals', coalesce(jsonb_agg(cr.id) FILTER (WHERE cr.removal_ordered_at IS NOT NULL OR cr.state = 'INVALID'), '[]'),
      'cards', coalesce(jsonb_agg(jsonb_build_object('credentialId', cr.id, 'leaseEndsAt', cr.lease_ends_at))
        FILTER (WHERE cr.removal_ordered_at IS NULL AND cr.state <> 'INVALID'), '[]'),
      'renewals', coalesce(jsonb_agg(credential_content(cr.id)) FILTER (WHERE cr.id = ANY (due) AND cr.state = 'VALID' AND cr.removal_ordered_at IS NULL), '[]'))
    INTO answer FROM credentials cr WHERE cr.phone_id = of_phone AND cr.removed_at IS NULL;
  RETURN answer;
END $$;
ALTER FUNCTION sync_phone(text, uuid[], timestamptz) OWNER TO portal_system;

/**
 * A phone proves that a credential is gone. The proof always counts and names the credential; it refunds at most once,
 * and only the charge of the card that this credential stands for (decisions, section 5). Another phone's credential
 * answers as if there were none.
 */
CREATE FUNCTION confirm_removal(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  c virtual_cards; cr credentials; charge ledger_entries;
  at timestamptz := (p->>'now')::timestamptz;
  phone text := p->>'phoneId';
  ends boolean; refunds boolean; ordered boolean;
BEGIN
  SELECT * INTO cr FROM credentials WHERE id = (p->>'credentialId')::uuid AND phone_id = phone;
  IF NOT FOUND THEN RETURN '{"result": "credentialUnknown"}'; END IF;
  SELECT * INTO c FROM virtual_cards WHERE account_id = cr.account_id AND id = cr.card_id FOR NO KEY UPDATE;
  SELECT * INTO cr FROM credentials WHERE id = cr.id FOR NO KEY UPDATE;
  IF cr.removed_at IS NOT NULL THEN RETURN '{"result": "again"}'; END IF;
  ordered := cr.removal_ordered_at IS NOT NULL;
  UPDATE credentials SET removed_at = at, state = 'INVALID' WHERE id = cr.id;

  ends := c.credential_id = cr.id AND c.status IN ('ACTIVATED', 'PENDING_REVOKE');
  -- A card deleted while Pending Revoke (or paid) keeps its charge until this moment; one deleted while Activated has lost it.
  refunds := c.charge_id IS NOT NULL AND c.credential_id = cr.id AND c.status IN ('ACTIVATED', 'PENDING_REVOKE', 'DELETED');
  IF refunds THEN
    SELECT * INTO charge FROM ledger_entries WHERE id = c.charge_id;
    INSERT INTO ledger_entries (id, kind, phase, refund_of_id, source_account_id, source_bucket, dest_account_id, dest_bucket, amount,
        idempotency_key, card_id, sending_id, performer_kind, performer_id, performer_name, at)
      VALUES ((p->>'entryId')::uuid, 'REFUND', 'SINGLE', charge.id, charge.dest_account_id, 'SPENT', charge.source_account_id, 'MAIN', charge.amount,
        'refund:' || charge.id, c.id, charge.sending_id, 'phone', phone, coalesce(cr.device, ''), at);
  END IF;
  IF ends THEN
    UPDATE sendings SET state = 'WITHDRAWN', ended_at = at WHERE account_id = c.account_id AND id = c.sending_id AND state = 'OPEN';
    UPDATE virtual_cards SET status = 'REVOKED', revoked_at = at, charge_id = NULL, credential_id = NULL, sending_id = NULL, paid = false
      WHERE account_id = c.account_id AND id = c.id;
  ELSIF refunds THEN
    UPDATE virtual_cards SET charge_id = NULL WHERE account_id = c.account_id AND id = c.id;
  END IF;
  INSERT INTO history_entries (id, account_id, at, page, action, params, performer_kind, performer_id, performer_name, site_id, card_id)
    VALUES ((p->>'historyId')::uuid, c.account_id, at, CASE c.kind WHEN 'CONFIGURATION' THEN 'configurators' ELSE 'cards' END,
      CASE WHEN NOT ends THEN 'activation.removedLater' WHEN ordered THEN 'activation.removed' ELSE 'activation.removedByHolder' END,
      jsonb_build_object('name', c.first_name || ' ' || c.last_name, 'device', coalesce(cr.device, ''), 'credits', coalesce(charge.amount, 0)),
      'phone', phone, coalesce(cr.device, ''), c.site_id, c.id);
  RETURN jsonb_build_object('result', 'removed', 'accountId', c.account_id, 'siteId', c.site_id, 'cardId', c.id);
END $$;
ALTER FUNCTION confirm_removal(jsonb) OWNER TO portal_system;

/** Notes that a link was opened, by which kind of client; the same client once in ten minutes. */
CREATE FUNCTION note_link_visit(visit uuid, of_sending uuid, by_client text, at timestamptz) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO link_visits (id, account_id, sending_id, client, at)
    SELECT visit, s.account_id, s.id, by_client, note_link_visit.at FROM sendings s
    WHERE s.id = of_sending AND NOT EXISTS (
      SELECT FROM link_visits v WHERE v.account_id = s.account_id AND v.sending_id = s.id AND v.client = by_client AND v.at > note_link_visit.at - interval '10 minutes')
$$;
ALTER FUNCTION note_link_visit(uuid, uuid, text, timestamptz) OWNER TO portal_system;

/** The entries of one status list that are not valid, and how many credentials there are at all. */
CREATE FUNCTION status_list_entries(first_index bigint, size bigint) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT jsonb_build_object(
    'exists', first_index = 0 OR EXISTS (SELECT FROM credentials WHERE status_index >= first_index),
    'entries', coalesce((SELECT jsonb_agg(jsonb_build_array(status_index - first_index, CASE state WHEN 'INVALID' THEN 1 ELSE 2 END))
      FROM credentials WHERE state <> 'VALID' AND status_index >= first_index AND status_index < first_index + size), '[]'))
$$;
ALTER FUNCTION status_list_entries(bigint, bigint) OWNER TO portal_system;

/** Signing keys, newest first. Retired ones stay published for a year, so that what they signed can still be checked. */
CREATE FUNCTION signing_keys_now(at timestamptz) RETURNS SETOF signing_keys LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT * FROM signing_keys WHERE retired_at IS NULL OR retired_at > at - interval '400 days' ORDER BY retired_at IS NOT NULL, created_at DESC
$$;
ALTER FUNCTION signing_keys_now(timestamptz) OWNER TO portal_system;

/** Keeps a new signing key unless another process has made one meanwhile. */
CREATE FUNCTION keep_signing_key(kid text, public_key jsonb, sealed bytea, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('signing-keys'));
  IF NOT EXISTS (SELECT FROM signing_keys WHERE retired_at IS NULL) THEN
    INSERT INTO signing_keys (id, public_jwk, sealed_private, created_at) VALUES (kid, public_key, sealed, at);
  END IF;
END $$;
ALTER FUNCTION keep_signing_key(text, jsonb, bytea, timestamptz) OWNER TO portal_system;

REVOKE ALL ON FUNCTION credential_content(uuid), describe_link(uuid, text, timestamptz), activate_card(jsonb), sync_phone(text, uuid[], timestamptz),
  confirm_removal(jsonb), note_link_visit(uuid, uuid, text, timestamptz), status_list_entries(bigint, bigint), signing_keys_now(timestamptz),
  keep_signing_key(text, jsonb, bytea, timestamptz) FROM PUBLIC;
