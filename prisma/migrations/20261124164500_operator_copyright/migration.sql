-- What the operator's settings say of copyright is what everybody inherits until its look says something else.
CREATE OR REPLACE FUNCTION look_chain(of_account uuid) RETURNS TABLE (depth integer, account_id uuid, operator boolean, header_background text, header_text text,
  copyright text, company_logo text, footer_company_logo text, footer_logo text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH RECURSIVE chain AS (
    SELECT a.id, a.parent_id, a.type, 0 AS depth FROM accounts a
    WHERE a.id = of_account AND (current_account() IS NULL OR current_account() = of_account)
    UNION ALL
    SELECT p.id, p.parent_id, p.type, c.depth + 1 FROM chain c JOIN accounts p ON p.id = c.parent_id)
  SELECT c.depth, c.id, c.type = 'OPERATOR', l.header_background, l.header_text, coalesce(l.copyright, nullif(btrim(o.copyright), '')),
    l.company_logo, l.footer_company_logo, l.footer_logo
  FROM chain c LEFT JOIN appearances l ON l.account_id = c.id LEFT JOIN operator_settings o ON o.account_id = c.id ORDER BY c.depth
$$;
