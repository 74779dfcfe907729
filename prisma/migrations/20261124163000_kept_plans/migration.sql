-- What every phone asks for: PostgreSQL plans a function in SQL at each call, one in plpgsql once for a connection.
CREATE OR REPLACE FUNCTION credential_content(of_credential uuid) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN (SELECT jsonb_build_object(
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
  WHERE cr.id = of_credential);
END $$;

CREATE OR REPLACE FUNCTION phone_watch(of_phone text) RETURNS jsonb LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN (SELECT jsonb_build_object('cards', coalesce(jsonb_agg(cr.card_id), '[]'),
      'due', coalesce(bool_or(cr.removal_ordered_at IS NOT NULL OR cr.state = 'INVALID'), false))
    FROM credentials cr WHERE cr.phone_id = of_phone AND cr.removed_at IS NULL);
END $$;
