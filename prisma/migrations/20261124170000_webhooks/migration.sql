-- CreateTable
CREATE TABLE "webhook_endpoints" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "sealed_secret" BYTEA NOT NULL,
    "sealed_former_secret" BYTEA,
    "former_secret_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "failing_since" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "endpoint_id" UUID NOT NULL,
    "event_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "last_attempt_at" TIMESTAMPTZ(3),
    "last_duration" INTEGER,
    "last_request" TEXT,
    "last_status" INTEGER,
    "last_answer" TEXT,

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "webhook_endpoints_account_id_id_key" ON "webhook_endpoints"("account_id", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_account_id_endpoint_id_created_at_id_idx" ON "webhook_deliveries"("account_id", "endpoint_id", "created_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_account_id_endpoint_id_fkey" FOREIGN KEY ("account_id", "endpoint_id") REFERENCES "webhook_endpoints"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand.
ALTER TABLE webhook_endpoints
  ADD CONSTRAINT webhook_endpoints_url CHECK (length(url) <= 2000),
  ADD CONSTRAINT webhook_endpoints_events CHECK (events <@ ARRAY['cards', 'configurators', 'imports', 'credits', 'orders', 'users']);
ALTER TABLE webhook_deliveries ADD CONSTRAINT webhook_deliveries_state CHECK (state IN ('PENDING', 'DELIVERED', 'FAILED'));
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt_at) WHERE state = 'PENDING';
CREATE INDEX webhook_endpoints_account ON webhook_endpoints (account_id) WHERE paused_at IS NULL;
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_endpoints, webhook_deliveries TO portal_app, portal_system;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['webhook_endpoints', 'webhook_deliveries'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($q$CREATE POLICY system_all ON %I USING (current_user = 'portal_system')$q$, name);
    EXECUTE format($q$CREATE POLICY own ON %I USING (current_user = 'portal_app' AND account_id = current_account())$q$, name);
  END LOOP;
END $$;

/** The area of events that an action of history belongs to; null: told to nobody. */
CREATE FUNCTION webhook_area(action text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN action LIKE '%.imported' THEN 'imports'
    ELSE CASE split_part(action, '.', 1)
      WHEN 'cards' THEN 'cards' WHEN 'activation' THEN 'cards' WHEN 'configurators' THEN 'configurators'
      WHEN 'credits' THEN 'credits' WHEN 'orders' THEN 'orders' WHEN 'access' THEN 'users' END END
$$;

/** What is written into history is an event to every endpoint that wants it, in the same transaction. Definer: whoever writes history
    need not be able to read endpoints. Where an account has none, this costs one look into a small index. */
CREATE FUNCTION tell_webhooks() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  INSERT INTO webhook_deliveries (id, account_id, endpoint_id, event_id, type, created_at, next_attempt_at)
    SELECT uuid_v7(), h.account_id, e.id, h.id, h.action, h.at, h.at
    FROM added h JOIN webhook_endpoints e ON e.account_id = h.account_id AND e.paused_at IS NULL AND webhook_area(h.action) = ANY (e.events);
  IF FOUND THEN PERFORM enqueue_job('webhooks', '{}'::json, 'webhooks'); END IF;
  RETURN NULL;
END $$;
ALTER FUNCTION tell_webhooks() OWNER TO portal_system;
CREATE TRIGGER history_entries_webhooks AFTER INSERT ON history_entries REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks();
