-- Cards on phones carry their account's look and the ways to identify with them. And what phones and readers ask for is planned once for a connection (plpgsql), not at
-- each call (SQL).

/**
 * The look of an account's cards: for each value the nearest account up to the operator that sets it; null where nobody does. The same
 * rule as look_chain() and its resolution (decisions, section 9), without a recursive query: every activation asks.
 */
CREATE FUNCTION card_look(of_account uuid) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  next uuid := of_account;
  own record;
  background text; ink text; logo text;
BEGIN
  WHILE next IS NOT NULL AND (background IS NULL OR ink IS NULL OR logo IS NULL) LOOP
    SELECT a.parent_id, l.header_background, l.header_text, l.company_logo INTO own
      FROM accounts a LEFT JOIN appearances l ON l.account_id = a.id WHERE a.id = next;
    background := coalesce(background, own.header_background);
    ink := coalesce(ink, own.header_text);
    logo := coalesce(logo, own.company_logo);
    next := own.parent_id;
  END LOOP;
  RETURN jsonb_build_object('background', background, 'text', ink, 'logo', logo);
END $$;
ALTER FUNCTION card_look(uuid) OWNER TO portal_system;
REVOKE ALL ON FUNCTION card_look(uuid) FROM PUBLIC;

CREATE OR REPLACE FUNCTION credential_content(of_credential uuid) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN (SELECT jsonb_build_object(
    'credentialId', cr.id, 'phoneId', cr.phone_id, 'signKey', p.sign_key, 'agreeKey', p.agree_key, 'statusIndex', cr.status_index,
    'issuedAt', cr.issued_at, 'leaseEndsAt', cr.lease_ends_at, 'sendingId', cr.sending_id,
    'cardId', c.id, 'kind', c.kind, 'firstName', c.first_name, 'lastName', c.last_name, 'privateId', c.private_id, 'csn', cr.csn,
    'validFrom', c.valid_from, 'validUntil', c.valid_until, 'accountId', c.account_id, 'siteId', c.site_id,
    'site', si.name, 'company', a.company_name, 'configuration', rc.name, 'settings', CASE c.kind WHEN 'CONFIGURATION' THEN rc.settings END,
    'modes', rc.settings->'identificationModes', 'sealedKeys', encode(rc.sealed_keys, 'base64'),
    'plusProduct', (SELECT o.plus_product FROM operator_settings o LIMIT 1), 'look', card_look(c.account_id))
  FROM credentials cr
  JOIN phones p ON p.id = cr.phone_id
  JOIN virtual_cards c ON c.account_id = cr.account_id AND c.id = cr.card_id
  JOIN sites si ON si.account_id = c.account_id AND si.id = c.site_id
  JOIN accounts a ON a.id = c.account_id
  LEFT JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id
  WHERE cr.id = of_credential);
END $$;

CREATE OR REPLACE FUNCTION describe_link(of_sending uuid, of_phone text, at timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN (SELECT jsonb_build_object(
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
    'timeZone', coalesce(si.time_zone, a.time_zone),
    'operator', o.operator_name, 'product', o.card_product, 'plusProduct', o.plus_product, 'settingsApp', o.settings_app, 'appLinks', o.app_links,
    'kind', c.kind, 'configuration', rc.name, 'firstName', c.first_name, 'lastName', c.last_name, 'site', si.name,
    'separateCode', s.separate_code, 'triesLeft', 5 - s.wrong_codes, 'expiresAt', s.expires_at,
    'phoneHoldsCard', of_phone IS NOT NULL AND EXISTS (
      SELECT FROM credentials h WHERE h.phone_id = of_phone AND h.removed_at IS NULL AND h.state <> 'INVALID'),
    'usedAt', cr.issued_at, 'usedBy', cr.device, 'look', card_look(a.id))
  FROM sendings s
  JOIN virtual_cards c ON c.account_id = s.account_id AND c.id = s.card_id
  JOIN sites si ON si.account_id = c.account_id AND si.id = c.site_id
  JOIN accounts a ON a.id = s.account_id
  LEFT JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id
  LEFT JOIN credentials cr ON cr.sending_id = s.id
  LEFT JOIN operator_settings o ON true
  WHERE s.id = of_sending);
END $$;

CREATE OR REPLACE FUNCTION note_link_visit(visit uuid, of_sending uuid, by_client text, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO link_visits (id, account_id, sending_id, client, at)
    SELECT visit, s.account_id, s.id, by_client, note_link_visit.at FROM sendings s
    WHERE s.id = of_sending AND NOT EXISTS (
      SELECT FROM link_visits v WHERE v.account_id = s.account_id AND v.sending_id = s.id AND v.client = by_client AND v.at > note_link_visit.at - interval '10 minutes');
END $$;

CREATE OR REPLACE FUNCTION status_list_entries(first_index bigint, size bigint, at timestamptz) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN (SELECT jsonb_build_object(
    'exists', first_index = 0 OR EXISTS (SELECT FROM credentials WHERE status_index >= first_index),
    'entries', coalesce((SELECT jsonb_agg(jsonb_build_array(e.status_index - first_index, e.value)) FROM (
      SELECT status_index, CASE state WHEN 'INVALID' THEN 1 ELSE 2 END AS value FROM credentials
        WHERE state <> 'VALID' AND status_index >= first_index AND status_index < first_index + size
      UNION ALL
      SELECT cr.status_index, 2 FROM virtual_cards c JOIN credentials cr ON cr.id = c.credential_id
        WHERE c.credential_id IS NOT NULL AND (c.valid_from IS NOT NULL OR c.valid_until IS NOT NULL)
          AND (c.valid_from > at OR c.valid_until <= at) AND cr.state = 'VALID'
          AND cr.status_index >= first_index AND cr.status_index < first_index + size) e), '[]')));
END $$;
