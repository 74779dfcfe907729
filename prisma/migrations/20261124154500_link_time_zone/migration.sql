-- The landing page writes times as the site's clocks show them.
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
    'timeZone', coalesce(si.time_zone, a.time_zone),
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
