-- CreateEnum
CREATE TYPE "credit_order_kind" AS ENUM ('ONLINE', 'OFFLINE');

-- CreateEnum
CREATE TYPE "credit_order_file_side" AS ENUM ('REQUEST', 'ANSWER');

-- AlterTable
ALTER TABLE "credit_orders" ADD COLUMN     "kind" "credit_order_kind" NOT NULL DEFAULT 'ONLINE';

-- AlterTable
ALTER TABLE "imports" ALTER COLUMN "site_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "credit_order_files" (
    "order_id" UUID NOT NULL,
    "side" "credit_order_file_side" NOT NULL,
    "account_id" UUID NOT NULL,
    "file_name" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "added_by_name" TEXT NOT NULL,

    CONSTRAINT "credit_order_files_pkey" PRIMARY KEY ("order_id","side")
);

-- CreateIndex
CREATE INDEX "credit_order_files_account_id_order_id_idx" ON "credit_order_files"("account_id", "order_id");

-- CreateIndex
CREATE UNIQUE INDEX "credit_orders_account_id_id_key" ON "credit_orders"("account_id", "id");

-- AddForeignKey
ALTER TABLE "credit_order_files" ADD CONSTRAINT "credit_order_files_account_id_order_id_fkey" FOREIGN KEY ("account_id", "order_id") REFERENCES "credit_orders"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: who supplies which kind, who sees and adds which file.
ALTER TABLE credit_order_files
  ADD CONSTRAINT credit_order_files_size CHECK (octet_length(content) BETWEEN 1 AND 1048576),
  ADD CONSTRAINT credit_order_files_name CHECK (length(file_name) BETWEEN 1 AND 200);

/** The operator's account. Definer: an account that orders for its encoder names it as the supplier, and may not see it otherwise. */
CREATE FUNCTION operator_account() RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT a.id FROM accounts a WHERE a.type = 'OPERATOR' $$;
ALTER FUNCTION operator_account() OWNER TO portal_system;

DROP POLICY own_orders ON credit_orders;
CREATE POLICY own_orders ON credit_orders AS RESTRICTIVE FOR INSERT WITH CHECK (current_user = 'portal_system'
  OR (account_id = current_account() AND supplier_id = CASE kind WHEN 'OFFLINE' THEN operator_account()
    ELSE (SELECT a.parent_id FROM accounts a WHERE a.id = current_account()) END));

-- Files are added once and never change; an account adds requests, only the operator answers.
REVOKE UPDATE ON credit_order_files FROM portal_system;
GRANT SELECT, INSERT ON credit_order_files TO portal_app, portal_system;
ALTER TABLE credit_order_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE credit_order_files FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON credit_order_files USING (current_user = 'portal_system');
CREATE POLICY own ON credit_order_files USING (current_user = 'portal_app' AND account_id = current_account())
  WITH CHECK (current_user = 'portal_app' AND account_id = current_account() AND side = 'REQUEST');
