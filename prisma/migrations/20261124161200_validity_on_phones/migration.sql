-- AlterTable
ALTER TABLE "credentials" ADD COLUMN     "stale" BOOLEAN NOT NULL DEFAULT false;

-- By hand. A card's validity may be changed while it is on a phone: its credential says another one, and is written anew at the phone's
-- next sync (should the answer be lost, with the daily renewal). Whoever asks the status lists hears at once that a card is out of its time.

CREATE FUNCTION mark_stale_credentials() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE credentials SET stale = true WHERE account_id = NEW.account_id AND id = NEW.credential_id;
  RETURN NULL;
END $$;
CREATE TRIGGER virtual_cards_validity_changed AFTER UPDATE OF valid_from, valid_until ON virtual_cards FOR EACH ROW
  WHEN (NEW.credential_id IS NOT NULL AND (OLD.valid_from, OLD.valid_until) IS DISTINCT FROM (NEW.valid_from, NEW.valid_until))
  EXECUTE FUNCTION mark_stale_credentials();
CREATE INDEX virtual_cards_limited ON virtual_cards (credential_id) WHERE credential_id IS NOT NULL AND (valid_from IS NOT NULL OR valid_until IS NOT NULL);

DROP FUNCTION status_list_entries(bigint, bigint);
/** What a status list publishes besides "valid": 1 invalid, 2 suspended, which a card outside its validity is too. */
CREATE FUNCTION status_list_entries(first_index bigint, size bigint, at timestamptz) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT jsonb_build_object(
    'exists', first_index = 0 OR EXISTS (SELECT FROM credentials WHERE status_index >= first_index),
    'entries', coalesce((SELECT jsonb_agg(jsonb_build_array(e.status_index - first_index, e.value)) FROM (
      SELECT status_index, CASE state WHEN 'INVALID' THEN 1 ELSE 2 END AS value FROM credentials
        WHERE state <> 'VALID' AND status_index >= first_index AND status_index < first_index + size
      UNION ALL
      SELECT cr.status_index, 2 FROM virtual_cards c JOIN credentials cr ON cr.id = c.credential_id
        WHERE c.credential_id IS NOT NULL AND (c.valid_from IS NOT NULL OR c.valid_until IS NOT NULL)
          AND (c.valid_from > at OR c.valid_until <= at) AND cr.state = 'VALID'
          AND cr.status_index >= first_index AND cr.status_index < first_index + size) e), '[]'))
$$;
ALTER FUNCTION status_list_entries(bigint, bigint, timestamptz) OWNER TO portal_system;
REVOKE ALL ON FUNCTION status_list_entries(bigint, bigint, timestamptz) FROM PUBLIC;

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
      AND (cr.stale OR NOT cr.id = ANY (held) OR cr.lease_ends_at < at + make_interval(days => si.lease_days) - interval '1 day');
  IF due IS NOT NULL THEN
    UPDATE credentials cr SET lease_ends_at = greatest(cr.lease_ends_at, at + make_interval(days => si.lease_days)), last_sync_at = at, stale = false
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
