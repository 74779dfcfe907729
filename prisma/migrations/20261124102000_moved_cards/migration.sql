-- A card that moved on is not revoked: its earlier links say "used", and a lost phone is the one that holds it now.
-- Otherwise these three are as before.

CREATE OR REPLACE FUNCTION describe_link(of_sending uuid, of_phone text, at timestamptz) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT jsonb_build_object(
    'state', CASE
      WHEN s.state = 'ACTIVATED' THEN CASE WHEN c.status = 'ACTIVATED' THEN 'used' ELSE 'revoked' END
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

CREATE OR REPLACE FUNCTION activate_card(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
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
    IF cr.state <> 'VALID' OR cr.removed_at IS NOT NULL THEN
      RETURN CASE WHEN c.status = 'ACTIVATED' AND c.credential_id <> cr.id
        THEN jsonb_build_object('result', 'used', 'at', cr.issued_at, 'device', cr.device) ELSE '{"result": "revoked"}'::jsonb END;
    END IF;
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

CREATE OR REPLACE FUNCTION report_lost_phone(of_sending uuid, typed_email text, history_id uuid, at timestamptz) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  s sendings; c virtual_cards; cr credentials;
BEGIN
  SELECT * INTO s FROM sendings WHERE id = of_sending FOR NO KEY UPDATE;
  SELECT * INTO c FROM virtual_cards WHERE account_id = s.account_id AND id = s.card_id;
  SELECT * INTO cr FROM credentials WHERE id = c.credential_id;
  IF cr.id IS NULL OR s.state <> 'ACTIVATED' OR c.status NOT IN ('ACTIVATED', 'PENDING_REVOKE') THEN RETURN '{"result": "gone"}'; END IF;
  IF lower(btrim(typed_email)) <> lower(c.email) THEN RETURN '{"result": "wrongAddress"}'; END IF;
  IF NOT EXISTS (SELECT FROM history_entries h WHERE h.account_id = c.account_id AND h.card_id = c.id AND h.action = 'activation.phoneLost'
      AND h.params->>'credentialId' = cr.id::text) THEN
    INSERT INTO history_entries (id, account_id, at, page, action, params, performer_kind, performer_name, site_id, card_id)
      VALUES (history_id, c.account_id, at, CASE c.kind WHEN 'CONFIGURATION' THEN 'configurators' ELSE 'cards' END, 'activation.phoneLost',
        jsonb_build_object('name', c.first_name || ' ' || c.last_name, 'device', coalesce(cr.device, ''), 'credentialId', cr.id),
        'phone', c.first_name || ' ' || c.last_name, c.site_id, c.id);
  END IF;
  RETURN jsonb_build_object('result', 'told', 'accountId', c.account_id, 'siteId', c.site_id, 'cardId', c.id);
END $$;
