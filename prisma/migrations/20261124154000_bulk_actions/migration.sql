-- CreateTable
CREATE TABLE "bulk_actions" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "kinds" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "done" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "skipped" JSONB NOT NULL,
    "credits" INTEGER NOT NULL DEFAULT 0,
    "as_many_as_possible" BOOLEAN NOT NULL,
    "out_of_credits" BOOLEAN NOT NULL DEFAULT false,
    "prices" JSONB,
    "failure" TEXT,
    "created_by_id" UUID,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "retried_at" TIMESTAMPTZ(3),
    "dismissed_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulk_actions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulk_batches" (
    "account_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "card_ids" UUID[],
    "phases" TEXT[],

    CONSTRAINT "bulk_batches_pkey" PRIMARY KEY ("account_id","action_id","position")
);

-- CreateTable
CREATE TABLE "bulk_failures" (
    "account_id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "card_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "code" TEXT NOT NULL,

    CONSTRAINT "bulk_failures_pkey" PRIMARY KEY ("account_id","action_id","card_id")
);

-- CreateIndex
CREATE INDEX "bulk_actions_account_id_site_id_kinds_created_at_idx" ON "bulk_actions"("account_id", "site_id", "kinds", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "bulk_actions_account_id_id_key" ON "bulk_actions"("account_id", "id");

-- AddForeignKey
ALTER TABLE "bulk_actions" ADD CONSTRAINT "bulk_actions_account_id_site_id_fkey" FOREIGN KEY ("account_id", "site_id") REFERENCES "sites"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_batches" ADD CONSTRAINT "bulk_batches_account_id_action_id_fkey" FOREIGN KEY ("account_id", "action_id") REFERENCES "bulk_actions"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_failures" ADD CONSTRAINT "bulk_failures_account_id_action_id_fkey" FOREIGN KEY ("account_id", "action_id") REFERENCES "bulk_actions"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulk_failures" ADD CONSTRAINT "bulk_failures_account_id_card_id_fkey" FOREIGN KEY ("account_id", "card_id") REFERENCES "virtual_cards"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: checks, rights of the two roles, row-level security as in the walls migration.
ALTER TABLE bulk_actions
  ADD CONSTRAINT bulk_actions_kinds CHECK (kinds IN ('user', 'configuration')),
  ADD CONSTRAINT bulk_actions_action CHECK (action IN ('send', 'withdraw', 'revoke', 'cancelRevocation', 'moveToOtherPhone', 'replacePhone', 'delete')),
  ADD CONSTRAINT bulk_actions_state CHECK (state IN ('RUNNING', 'DONE', 'CANCELLED', 'FAILED')),
  ADD CONSTRAINT bulk_actions_ended CHECK ((state = 'RUNNING') = (ended_at IS NULL)),
  ADD CONSTRAINT bulk_actions_counts CHECK (done >= 0 AND failed >= 0 AND done + failed <= total);
ALTER TABLE bulk_batches ADD CONSTRAINT bulk_batches_phases CHECK (cardinality(phases) IN (0, cardinality(card_ids)));

GRANT SELECT, INSERT, UPDATE, DELETE ON bulk_actions, bulk_batches, bulk_failures TO portal_app, portal_system;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['bulk_actions', 'bulk_batches', 'bulk_failures'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($q$CREATE POLICY system_all ON %I USING (current_user = 'portal_system')$q$, name);
    EXECUTE format($q$CREATE POLICY own ON %I USING (current_user = 'portal_app' AND account_id = current_account())$q$, name);
  END LOOP;
END $$;
