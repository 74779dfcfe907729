-- What the holder does: move a card to another phone, report a phone as lost. And a removal order tells why.

CREATE OR REPLACE FUNCTION sync_phone(of_phone text, held uuid[], at timestamptz) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
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
      'removals', coalesce(jsonb_agg(jsonb_build_object('credentialId', cr.id,
        'reason', CASE WHEN c.status = 'ACTIVATED' AND c.credential_id <> cr.id THEN 'moved' ELSE 'revoked' END))
        FILTER (WHERE cr.removal_ordered_at IS NOT NULL OR cr.state = 'INVALID'), '[]'),
      'cards', coalesce(jsonb_agg(jsonb_build_object('credentialId', cr.id, 'leaseEndsAt', cr.lease_ends_at,
        'transferable', c.transferable AND c.kind <> 'CONFIGURATION'))
        FILTER (WHERE cr.removal_ordered_at IS NULL AND cr.state <> 'INVALID'), '[]'),
      'renewals', coalesce(jsonb_agg(credential_content(cr.id)) FILTER (WHERE cr.id = ANY (due) AND cr.state = 'VALID' AND cr.removal_ordered_at IS NULL), '[]'))
    INTO answer
    FROM credentials cr JOIN virtual_cards c ON c.account_id = cr.account_id AND c.id = cr.card_id
    WHERE cr.phone_id = of_phone AND cr.removed_at IS NULL;
  RETURN answer;
END $$;

/**
 * A holder moves a card to another phone: a link of 15 minutes, no charge; the old phone works until the new one has it.
 * p: phoneId, credentialId, sendingId, historyId, now. A link that was out for a new phone is replaced by this one.
 */
CREATE FUNCTION move_card(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  c virtual_cards; cr credentials; account_is account_status;
  at timestamptz := (p->>'now')::timestamptz;
  until timestamptz := at + interval '15 minutes';
BEGIN
  SELECT * INTO cr FROM credentials WHERE id = (p->>'credentialId')::uuid AND phone_id = p->>'phoneId';
  IF NOT FOUND THEN RETURN '{"result": "credentialUnknown"}'; END IF;
  SELECT * INTO c FROM virtual_cards WHERE account_id = cr.account_id AND id = cr.card_id FOR NO KEY UPDATE;
  SELECT * INTO cr FROM credentials WHERE id = cr.id;
  IF c.status <> 'ACTIVATED' OR c.credential_id IS DISTINCT FROM cr.id OR cr.state <> 'VALID' OR cr.removed_at IS NOT NULL THEN
    RETURN '{"result": "revoked"}';
  END IF;
  IF NOT c.transferable OR c.kind = 'CONFIGURATION' THEN RETURN '{"result": "notTransferable"}'; END IF;
  SELECT status INTO account_is FROM accounts WHERE id = c.account_id;
  IF account_is <> 'ACTIVATED' THEN RETURN '{"result": "closed"}'; END IF;
  UPDATE sendings SET state = 'REPLACED', ended_at = at WHERE account_id = c.account_id AND card_id = c.id AND state = 'OPEN';
  INSERT INTO sendings (id, account_id, card_id, state, price, separate_code, created_at, expires_at)
    VALUES ((p->>'sendingId')::uuid, c.account_id, c.id, 'OPEN', 0, false, at, until);
  UPDATE virtual_cards SET sending_id = (p->>'sendingId')::uuid WHERE account_id = c.account_id AND id = c.id;
  INSERT INTO history_entries (id, account_id, at, page, action, params, performer_kind, performer_id, performer_name, site_id, card_id)
    VALUES ((p->>'historyId')::uuid, c.account_id, at, 'cards', 'activation.moveStarted',
      jsonb_build_object('name', c.first_name || ' ' || c.last_name), 'phone', cr.phone_id, coalesce(cr.device, ''), c.site_id, c.id);
  RETURN jsonb_build_object('result', 'started', 'expiresAt', until, 'accountId', c.account_id, 'siteId', c.site_id, 'cardId', c.id);
END $$;
ALTER FUNCTION move_card(jsonb) OWNER TO portal_system;

/** Moves that no phone took within their time end by themselves. Links that people send live a day at least. */
CREATE FUNCTION end_lapsed_moves(at timestamptz) RETURNS SETOF jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  s sendings; c virtual_cards;
BEGIN
  FOR s IN SELECT * FROM sendings WHERE state = 'OPEN' AND expires_at <= at AND expires_at - created_at < interval '1 hour' LIMIT 1000 LOOP
    SELECT * INTO c FROM virtual_cards WHERE account_id = s.account_id AND id = s.card_id FOR NO KEY UPDATE;
    CONTINUE WHEN c.sending_id IS DISTINCT FROM s.id OR c.status <> 'ACTIVATED';
    UPDATE sendings SET state = 'WITHDRAWN', ended_at = at WHERE id = s.id;
    UPDATE virtual_cards SET sending_id = NULL WHERE account_id = c.account_id AND id = c.id;
    INSERT INTO history_entries (id, account_id, at, page, action, params, performer_kind, performer_name, site_id, card_id)
      VALUES (uuid_v7(), c.account_id, at, 'cards', 'activation.moveLapsed', jsonb_build_object('name', c.first_name || ' ' || c.last_name),
        'system', 'System', c.site_id, c.id);
    RETURN NEXT jsonb_build_object('accountId', c.account_id, 'siteId', c.site_id, 'cardId', c.id);
  END LOOP;
END $$;
ALTER FUNCTION end_lapsed_moves(timestamptz) OWNER TO portal_system;
CREATE INDEX sendings_short ON sendings (expires_at) WHERE state = 'OPEN' AND expires_at - created_at < interval '1 hour';

/**
 * The holder reports the phone with the card as lost: the customer is told and decides. The address typed must be the
 * card's, which no mail scanner types. Once per credential.
 */
CREATE FUNCTION report_lost_phone(of_sending uuid, typed_email text, history_id uuid, at timestamptz) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  s sendings; c virtual_cards; cr credentials;
BEGIN
  SELECT * INTO s FROM sendings WHERE id = of_sending FOR NO KEY UPDATE;
  SELECT * INTO c FROM virtual_cards WHERE account_id = s.account_id AND id = s.card_id;
  SELECT * INTO cr FROM credentials WHERE sending_id = s.id;
  IF cr.id IS NULL OR c.credential_id IS DISTINCT FROM cr.id OR c.status NOT IN ('ACTIVATED', 'PENDING_REVOKE') THEN RETURN '{"result": "gone"}'; END IF;
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
ALTER FUNCTION report_lost_phone(uuid, text, uuid, timestamptz) OWNER TO portal_system;

REVOKE ALL ON FUNCTION move_card(jsonb), end_lapsed_moves(timestamptz), report_lost_phone(uuid, text, uuid, timestamptz) FROM PUBLIC;
