-- CreateTable
CREATE TABLE "api_answers" (
    "account_id" UUID NOT NULL,
    "key_hash" BYTEA NOT NULL,
    "request_hash" BYTEA NOT NULL,
    "answer" BYTEA,
    "started_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_answers_pkey" PRIMARY KEY ("account_id","key_hash")
);

-- CreateIndex
CREATE INDEX "api_answers_started_at_idx" ON "api_answers"("started_at");

-- AddForeignKey
ALTER TABLE "api_answers" ADD CONSTRAINT "api_answers_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "api_accesses"("account_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand.
ALTER TABLE api_answers ADD CONSTRAINT api_answers_hashes CHECK (length(key_hash) = 32 AND length(request_hash) = 32);
GRANT SELECT, INSERT, UPDATE, DELETE ON api_answers TO portal_app, portal_system;
ALTER TABLE api_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON api_answers USING (current_user = 'portal_system');
CREATE POLICY own ON api_answers USING (current_user = 'portal_app' AND account_id = current_account());
