-- The operator's lists of all accounts: by name, by age, and below one account; and the few that supply others, found by name. The
-- expressions are those of src/modules/credits/server/operator/accounts.query.ts, word for word.
CREATE INDEX accounts_by_name ON accounts (lower(company_name), id) WHERE status <> 'DELETED';
CREATE INDEX accounts_by_age ON accounts (created_at, id) WHERE status <> 'DELETED';
CREATE INDEX accounts_branch ON accounts (parent_id, lower(company_name), id) WHERE status <> 'DELETED';
CREATE INDEX accounts_suppliers ON accounts (lower(company_name), id) WHERE type <> 'END_CUSTOMER';
