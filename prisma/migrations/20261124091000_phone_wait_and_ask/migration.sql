-- Waiting phones and holders who ask for a new link.

/** What a waiting phone listens to: its cards, and whether something is due already. */
CREATE FUNCTION phone_watch(of_phone text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT jsonb_build_object('cards', coalesce(jsonb_agg(cr.card_id), '[]'),
      'due', coalesce(bool_or(cr.removal_ordered_at IS NOT NULL OR cr.state = 'INVALID'), false))
    FROM credentials cr WHERE cr.phone_id = of_phone AND cr.removed_at IS NULL
$$;
ALTER FUNCTION phone_watch(text) OWNER TO portal_system;

/** The holder of a dead link asks for a new one: one row of history per link, however often the button is pressed. */
CREATE FUNCTION ask_new_link(of_sending uuid, history_id uuid, at timestamptz) RETURNS jsonb LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  s sendings; c virtual_cards;
BEGIN
  SELECT * INTO s FROM sendings WHERE id = of_sending FOR NO KEY UPDATE;
  SELECT * INTO c FROM virtual_cards WHERE account_id = s.account_id AND id = s.card_id;
  IF c.sending_id IS DISTINCT FROM s.id OR EXISTS (
    SELECT FROM history_entries h WHERE h.account_id = c.account_id AND h.card_id = c.id AND h.action = 'activation.askedAgain'
      AND h.params->>'sendingId' = s.id::text) THEN RETURN NULL; END IF;
  INSERT INTO history_entries (id, account_id, at, page, action, params, performer_kind, performer_name, site_id, card_id)
    VALUES (history_id, c.account_id, at, CASE c.kind WHEN 'CONFIGURATION' THEN 'configurators' ELSE 'cards' END, 'activation.askedAgain',
      jsonb_build_object('name', c.first_name || ' ' || c.last_name, 'sendingId', s.id), 'phone', c.first_name || ' ' || c.last_name, c.site_id, c.id);
  RETURN jsonb_build_object('accountId', c.account_id, 'siteId', c.site_id, 'cardId', c.id);
END $$;
ALTER FUNCTION ask_new_link(uuid, uuid, timestamptz) OWNER TO portal_system;

REVOKE ALL ON FUNCTION phone_watch(text), ask_new_link(uuid, uuid, timestamptz) FROM PUBLIC;
