/** Whether a site that is not deleted belongs to an account. Definer: asked before a request has its scope, so that a
    site of another account does not exist for whoever holds rights on every site. Tells nothing but yes or no. */
CREATE FUNCTION is_site_of(site uuid, account uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT EXISTS (SELECT FROM sites s WHERE s.account_id = account AND s.id = site AND s.deleted_at IS NULL) $$;
ALTER FUNCTION is_site_of(uuid, uuid) OWNER TO portal_system;
