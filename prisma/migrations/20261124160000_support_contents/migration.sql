-- CreateEnum
CREATE TYPE "support_kind" AS ENUM ('FAQ', 'TUTORIAL', 'FILE', 'VIDEO', 'RELEASE');

-- CreateTable
CREATE TABLE "support_items" (
    "id" UUID NOT NULL,
    "kind" "support_kind" NOT NULL,
    "position" INTEGER NOT NULL,
    "texts" JSONB NOT NULL,
    "url" TEXT,
    "version" TEXT,
    "released_on" DATE,
    "published" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "support_items_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "support_files" (
    "id" UUID NOT NULL,
    "item_id" UUID NOT NULL,
    "locale" TEXT,
    "name" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "support_files_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "support_items_kind_position_idx" ON "support_items"("kind", "position");

-- CreateIndex
CREATE INDEX "support_files_item_id_idx" ON "support_files"("item_id");

-- AddForeignKey
ALTER TABLE "support_files" ADD CONSTRAINT "support_files_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "support_items"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- By hand: what the operator publishes, everybody who is signed in reads; only the operator (portal_system) writes.
ALTER TABLE support_files ADD CONSTRAINT support_files_bytes CHECK (bytes = length(content) AND bytes BETWEEN 1 AND 10485760);
CREATE UNIQUE INDEX support_files_language ON support_files (item_id, locale) NULLS NOT DISTINCT;
GRANT SELECT ON support_items, support_files TO portal_app;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['support_items', 'support_files'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($q$CREATE POLICY system_all ON %I USING (current_user = 'portal_system')$q$, name);
  END LOOP;
END $$;
CREATE POLICY published ON support_items FOR SELECT USING (current_user = 'portal_app' AND published);
CREATE POLICY published ON support_files FOR SELECT USING (current_user = 'portal_app'
  AND EXISTS (SELECT FROM support_items i WHERE i.id = item_id));

/** The name of the reseller that supplies this transaction's account; null under the operator. Definer: an account does not see its supplier's row. */
CREATE FUNCTION own_supplier_name() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT p.company_name FROM accounts a JOIN accounts p ON p.id = a.parent_id WHERE a.id = current_account() AND p.type = 'RESELLER'
$$;
ALTER FUNCTION own_supplier_name() OWNER TO portal_system;
