-- Mails that the server accepted, noted one round trip after another while thousands go out (P16).
-- Definer: a statement of its own has no scope; it can only turn mails that are being sent into accepted ones.
CREATE FUNCTION accept_emails(ids uuid[], at timestamptz) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
  UPDATE email_messages SET status = 'ACCEPTED', accepted_at = at, attempts = attempts + 1, last_error = NULL
  WHERE id = ANY (ids) AND status = 'SENDING'
$$;
ALTER FUNCTION accept_emails(uuid[], timestamptz) OWNER TO portal_system;
REVOKE EXECUTE ON FUNCTION accept_emails(uuid[], timestamptz) FROM PUBLIC;
