-- CreateTable
CREATE TABLE "credit_days" (
    "account_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "used" BIGINT NOT NULL,
    "refunded" BIGINT NOT NULL,

    CONSTRAINT "credit_days_pkey" PRIMARY KEY ("account_id","day")
);

-- CreateTable
CREATE TABLE "activation_days" (
    "account_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "activated" INTEGER NOT NULL,

    CONSTRAINT "activation_days_pkey" PRIMARY KEY ("account_id","site_id","day")
);

-- CreateTable
CREATE TABLE "usage_roll_up" (
    "id" INTEGER NOT NULL,
    "rolled_to" DATE NOT NULL,

    CONSTRAINT "usage_roll_up_pkey" PRIMARY KEY ("id")
);

-- By hand: references, who reads them, and the indexes that the welcome page's figures come out of.
ALTER TABLE credit_days ADD CONSTRAINT credit_days_account FOREIGN KEY (account_id) REFERENCES accounts (id);
ALTER TABLE activation_days ADD CONSTRAINT activation_days_site FOREIGN KEY (account_id, site_id) REFERENCES sites (account_id, id);
ALTER TABLE usage_roll_up ADD CONSTRAINT usage_roll_up_one CHECK (id = 1);
GRANT SELECT ON credit_days, activation_days, usage_roll_up TO portal_app;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['credit_days', 'activation_days', 'usage_roll_up'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($q$CREATE POLICY system_all ON %I USING (current_user = 'portal_system')$q$, name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['credit_days', 'activation_days'] LOOP
    EXECUTE format($q$CREATE POLICY own ON %I FOR SELECT USING (current_user = 'portal_app' AND account_id = current_account())$q$, name);
  END LOOP;
END $$;
CREATE POLICY everyone ON usage_roll_up FOR SELECT USING (current_user = 'portal_app');

CREATE INDEX history_entries_activations ON history_entries (account_id, at, site_id) WHERE action = 'activation.activated';
-- What needs attention: cards that wait for their holder, by when they were sent; mails about cards that did not arrive; orders to phones that were not
-- confirmed; accounts with an alert threshold; orders that wait for their supplier.
CREATE INDEX virtual_cards_waiting ON virtual_cards (account_id, site_id, sent_at) WHERE status = 'EMAIL_SENT' AND kind <> 'CONFIGURATION';
CREATE INDEX email_messages_undelivered ON email_messages (account_id, card_id) WHERE status IN ('FAILED', 'BOUNCED') AND card_id IS NOT NULL;
CREATE INDEX credentials_unconfirmed ON credentials (account_id, removal_ordered_at) WHERE state = 'SUSPENDED' AND removed_at IS NULL;
CREATE INDEX accounts_alerts ON accounts (parent_id) WHERE credit_threshold IS NOT NULL AND status <> 'DELETED';
CREATE INDEX credit_orders_waiting ON credit_orders (supplier_id) WHERE status = 'PLACED';
