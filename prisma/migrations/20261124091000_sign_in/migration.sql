-- Signing in. What has no account yet (a cookie's token, an address) is resolved by functions of the system role; each
-- answers one question about one session, address or key, and nobody but the connection's own role may call them.

/** The live session of a token's hash. Notes at most once a minute that it was seen, which moves its idle end
    (12 hours; 30 days with "remember me"). Definer: the session tells which account the request belongs to. */
CREATE FUNCTION resolve_session(hash bytea, at timestamptz) RETURNS TABLE (session_id uuid, identity_id uuid, user_id uuid)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  s sessions;
BEGIN
  SELECT * INTO s FROM sessions x WHERE x.token_hash = hash AND x.idle_ends_at > at AND x.ends_at > at;
  IF NOT FOUND THEN RETURN; END IF;
  IF s.last_seen_at < at - interval '1 minute' THEN
    UPDATE sessions x SET last_seen_at = at,
      idle_ends_at = least(x.ends_at, at + CASE WHEN x.remember THEN interval '30 days' ELSE interval '12 hours' END)
      WHERE x.token_hash = hash AND x.last_seen_at < at - interval '1 minute';
  END IF;
  RETURN QUERY SELECT s.id, s.identity_id, s.user_id;
END $$;

/** What checking a password needs of an address; no row where it is unknown. Definer: asked before anybody is signed in. */
CREATE FUNCTION find_identity(address text) RETURNS TABLE (id uuid, email text, password_hash text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT i.id, i.email, i.password_hash FROM identities i WHERE lower(i.email) = lower(address) $$;

/** Counts one attempt of a key within a window; outside the caller's transaction, so that a refusal does not undo it. */
CREATE FUNCTION count_attempt(of_key text, window_seconds integer, at timestamptz) RETURNS TABLE (attempts integer, ends_at timestamptz)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS $$
  INSERT INTO rate_limits AS r (key, count, window_ends_at) VALUES (of_key, 1, at + make_interval(secs => window_seconds))
  ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN r.window_ends_at <= at THEN 1 ELSE r.count + 1 END,
    window_ends_at = CASE WHEN r.window_ends_at <= at THEN excluded.window_ends_at ELSE r.window_ends_at END
  RETURNING r.count, r.window_ends_at
$$;

/** Takes one attempt of a key back: it was a good one. */
CREATE FUNCTION return_attempt(of_key text) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS
$$ UPDATE rate_limits SET count = count - 1 WHERE key = of_key AND count > 0 $$;

/** Forgets the attempts of keys (after the right password). */
CREATE FUNCTION forget_attempts(keys text[]) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public AS
$$ DELETE FROM rate_limits WHERE key = ANY (keys) $$;

ALTER FUNCTION resolve_session(bytea, timestamptz) OWNER TO portal_system;
ALTER FUNCTION find_identity(text) OWNER TO portal_system;
ALTER FUNCTION count_attempt(text, integer, timestamptz) OWNER TO portal_system;
ALTER FUNCTION return_attempt(text) OWNER TO portal_system;
ALTER FUNCTION forget_attempts(text[]) OWNER TO portal_system;
REVOKE EXECUTE ON FUNCTION resolve_session(bytea, timestamptz), find_identity(text), count_attempt(text, integer, timestamptz),
  return_attempt(text), forget_attempts(text[]) FROM PUBLIC;
