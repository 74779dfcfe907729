-- Notes of accepted mails don't wait for the disk: the worst that a crash of the database does is that mails of its last
-- moments are sent again, under the same Message-ID and with the same link. (Set within, it holds to the transaction's end.)
CREATE OR REPLACE FUNCTION accept_emails(ids uuid[], at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  UPDATE email_messages SET status = 'ACCEPTED', accepted_at = at, attempts = attempts + 1, last_error = NULL
  WHERE id = ANY (ids) AND status = 'SENDING';
END $$;
