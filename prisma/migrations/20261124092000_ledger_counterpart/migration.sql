-- Who is on the other side of an entry, for the account of this transaction: its supplier's row is not its to read.
-- Definer: gives one name, of an entry that the account is a side of. The operator and jobs may ask for any.
CREATE FUNCTION ledger_counterpart(entry uuid, me uuid) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT CASE WHEN e.kind = 'LOAD' AND e.dest_account_id = me THEN (SELECT operator_name FROM operator_settings LIMIT 1) ELSE a.company_name END
  FROM ledger_entries e
  LEFT JOIN accounts a ON a.id = CASE WHEN e.source_account_id = me THEN e.dest_account_id ELSE e.source_account_id END
  WHERE e.id = entry AND me IN (e.source_account_id, e.dest_account_id) AND (current_account() IS NULL OR current_account() = me)
    AND e.source_account_id IS DISTINCT FROM e.dest_account_id
$$;
ALTER FUNCTION ledger_counterpart(uuid, uuid) OWNER TO portal_system;
