-- As all others: the owner is a member of portal_system, and must not see by its policies.
DROP POLICY system_all ON phone_csns;
CREATE POLICY system_all ON phone_csns USING (current_user = 'portal_system');
