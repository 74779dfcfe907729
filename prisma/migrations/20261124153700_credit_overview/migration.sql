/**
 * What an account used since a day of its time zone: charges and posted transfers out, less refunds. Days that are rolled up are
 * read as days, later ones from the entries. With the caller's rights.
 */
CREATE FUNCTION credits_used(of_account uuid, from_day date) RETURNS bigint LANGUAGE sql STABLE SET search_path = public AS $$
  WITH live AS (
    SELECT greatest(from_day, (SELECT rolled_to FROM usage_roll_up WHERE id = 1)) AS day, a.time_zone FROM accounts a WHERE a.id = of_account
  )
  SELECT (coalesce((SELECT sum(d.used - d.refunded) FROM credit_days d, live WHERE d.account_id = of_account AND d.day >= from_day AND d.day < live.day), 0)
    + coalesce((SELECT sum(CASE WHEN e.kind = 'REFUND' THEN -e.amount ELSE e.amount END) FROM ledger_entries e
      WHERE e.source_account_id = of_account AND (e.kind = 'CARD' AND e.phase = 'POST' OR e.kind = 'TRANSFER' AND e.phase IN ('SINGLE', 'POST')
        OR e.kind = 'REFUND') AND e.at >= (SELECT live.day::timestamp AT TIME ZONE live.time_zone FROM live)), 0))::bigint $$;

/**
 * Of each direct customer of this transaction's account that is not deleted: what it used since a day, and sums over it and the
 * whole tree beneath it. Definer: a supplier sees sums of accounts whose rows, sites and entries it may not see, and no name or
 * id of any but its own customers.
 */
CREATE FUNCTION customer_overview(from_day date) RETURNS TABLE (account_id uuid, used bigint, beneath integer, tree_credits bigint,
    tree_cards bigint, tree_active bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH RECURSIVE tree AS (
    SELECT a.id AS root, a.id FROM accounts a WHERE a.parent_id = current_account() AND a.status IN ('CREATED', 'ACTIVATED', 'DISABLED')
    UNION ALL
    SELECT t.root, a.id FROM tree t JOIN accounts a ON a.parent_id = t.id AND a.status IN ('CREATED', 'ACTIVATED', 'DISABLED')
  ), held AS (
    SELECT s.account_id, sum(s.held) AS held FROM credit_slots s WHERE s.account_id IN (SELECT id FROM tree) GROUP BY 1
  ), cards AS (
    SELECT c.account_id, sum(c.count) AS total, sum(c.count) FILTER (WHERE c.status = 'ACTIVATED') AS active FROM site_counters c
    WHERE c.account_id IN (SELECT id FROM tree) AND c.kind IN ('PRIVATE_ID', 'MOBILE_ID_PLUS') AND c.status <> 'DELETED' GROUP BY 1
  ), sums AS (
    SELECT t.root, (count(*) - 1)::integer AS beneath, sum(b.available + coalesce(h.held, 0))::bigint AS credits,
      coalesce(sum(c.total), 0)::bigint AS total, coalesce(sum(c.active), 0)::bigint AS active
    FROM tree t JOIN credit_balances b ON b.account_id = t.id LEFT JOIN held h ON h.account_id = t.id LEFT JOIN cards c ON c.account_id = t.id
    GROUP BY t.root
  )
  SELECT s.root, credits_used(s.root, from_day), s.beneath, s.credits, s.total, s.active FROM sums s $$;
ALTER FUNCTION customer_overview(date) OWNER TO portal_system;
