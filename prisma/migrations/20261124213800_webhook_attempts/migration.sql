-- CreateTable
CREATE TABLE "webhook_attempts" (
    "account_id" UUID NOT NULL,
    "delivery_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration" INTEGER NOT NULL,
    "url" TEXT NOT NULL,
    "headers" TEXT NOT NULL,
    "status" INTEGER,
    "answer" TEXT NOT NULL,

    CONSTRAINT "webhook_attempts_pkey" PRIMARY KEY ("account_id","delivery_id","attempt")
);

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_account_id_id_key" ON "webhook_deliveries"("account_id", "id");

-- AddForeignKey
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_account_id_delivery_id_fkey" FOREIGN KEY ("account_id", "delivery_id") REFERENCES "webhook_deliveries"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand.
ALTER TABLE webhook_attempts ADD CONSTRAINT webhook_attempts_attempt CHECK (attempt >= 1);
GRANT SELECT ON webhook_attempts TO portal_app;
GRANT SELECT, INSERT, DELETE ON webhook_attempts TO portal_system;
ALTER TABLE webhook_attempts ENABLE ROW LEVEL SECURITY;
ALTER TABLE webhook_attempts FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON webhook_attempts USING (current_user = 'portal_system');
CREATE POLICY own ON webhook_attempts USING (current_user = 'portal_app' AND account_id = current_account());
