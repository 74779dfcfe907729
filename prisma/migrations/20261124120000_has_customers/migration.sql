-- Whether a direct customer of this transaction's account has customers that are not deleted: it may not be deleted then.
-- Definer: tells only yes or no, since who they are is not the supplier's to read. Jobs and the operator may ask for any.
CREATE FUNCTION has_customers(of_account uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT EXISTS (SELECT FROM accounts c WHERE c.parent_id = of_account AND c.status <> 'DELETED')
    AND (current_account() IS NULL OR is_own_customer(of_account))
$$;
ALTER FUNCTION has_customers(uuid) OWNER TO portal_system;
