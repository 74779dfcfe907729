-- CreateEnum
CREATE TYPE "credit_order_status" AS ENUM ('PLACED', 'FULFILLED', 'REFUSED', 'CANCELLED');

-- CreateTable
CREATE TABLE "credit_orders" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "account_id" UUID NOT NULL,
    "supplier_id" UUID NOT NULL,
    "status" "credit_order_status" NOT NULL,
    "amount" INTEGER NOT NULL,
    "po_number" TEXT NOT NULL,
    "comment" TEXT,
    "refusal_reason" TEXT,
    "placed_by_name" TEXT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_name" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "credit_orders_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "credit_orders_number_key" ON "credit_orders"("number");

-- CreateIndex
CREATE INDEX "credit_orders_account_id_placed_at_id_idx" ON "credit_orders"("account_id", "placed_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "credit_orders_supplier_id_placed_at_id_idx" ON "credit_orders"("supplier_id", "placed_at" DESC, "id" DESC);

-- By hand: what an order may be, and who sees it: the account that placed it and its supplier.
ALTER TABLE credit_orders
  ADD CONSTRAINT credit_orders_amount CHECK (amount BETWEEN 1 AND 1000000),
  ADD CONSTRAINT credit_orders_decided CHECK ((status = 'PLACED') = (decided_at IS NULL)),
  ADD CONSTRAINT credit_orders_reason CHECK ((status = 'REFUSED') = (refusal_reason IS NOT NULL)),
  ADD CONSTRAINT credit_orders_account FOREIGN KEY (account_id) REFERENCES accounts (id),
  ADD CONSTRAINT credit_orders_supplier FOREIGN KEY (supplier_id) REFERENCES accounts (id);
GRANT SELECT, INSERT, UPDATE ON credit_orders TO portal_app;
ALTER TABLE credit_orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE credit_orders FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON credit_orders USING (current_user = 'portal_system');
CREATE POLICY both_sides ON credit_orders USING (current_user = 'portal_app' AND current_account() IN (account_id, supplier_id))
  WITH CHECK (current_user = 'portal_app' AND current_account() IN (account_id, supplier_id));
-- An account orders for itself, from its own supplier.
CREATE POLICY own_orders ON credit_orders AS RESTRICTIVE FOR INSERT WITH CHECK (current_user = 'portal_system'
  OR (account_id = current_account() AND supplier_id = (SELECT a.parent_id FROM accounts a WHERE a.id = current_account())));
