-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "site_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "file_hash" BYTEA NOT NULL,
    "same_file_at" TIMESTAMPTZ(3),
    "columns" JSONB NOT NULL,
    "unknown" JSONB NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "good" INTEGER NOT NULL DEFAULT 0,
    "warned" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "committed" INTEGER NOT NULL DEFAULT 0,
    "failure" TEXT,
    "created_by_id" UUID,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "committed_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_rows" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "cells" JSONB NOT NULL,
    "problems" JSONB NOT NULL DEFAULT '{}',
    "resolved" JSONB,
    "findings" JSONB NOT NULL DEFAULT '[]',
    "clashes" JSONB NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT 'NEW',

    CONSTRAINT "import_rows_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "imports_account_id_site_id_kind_created_at_idx" ON "imports"("account_id", "site_id", "kind", "created_at" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "imports_account_id_id_key" ON "imports"("account_id", "id");

-- CreateIndex
CREATE INDEX "import_rows_account_id_import_id_line_id_idx" ON "import_rows"("account_id", "import_id", "line", "id");

-- AddForeignKey
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_account_id_import_id_fkey" FOREIGN KEY ("account_id", "import_id") REFERENCES "imports"("account_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_account_id_site_id_fkey" FOREIGN KEY ("account_id", "site_id") REFERENCES "sites"("account_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: checks, rights of the two roles, row-level security as in the walls migration.
ALTER TABLE imports
  ADD CONSTRAINT imports_state CHECK (state IN ('READING', 'CHECKING', 'CHECKED', 'COMMITTING', 'COMMITTED', 'FAILED')),
  ADD CONSTRAINT imports_hash CHECK (length(file_hash) = 32);
ALTER TABLE import_rows
  ADD CONSTRAINT import_rows_state CHECK (state IN ('NEW', 'GOOD', 'WARNED', 'REFUSED')),
  ADD CONSTRAINT import_rows_resolved CHECK (state NOT IN ('GOOD', 'WARNED') OR resolved IS NOT NULL);

GRANT SELECT, INSERT, UPDATE, DELETE ON imports, import_rows TO portal_app, portal_system;
DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['imports', 'import_rows'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($q$CREATE POLICY system_all ON %I USING (current_user = 'portal_system')$q$, name);
    EXECUTE format($q$CREATE POLICY own ON %I USING (current_user = 'portal_app' AND account_id = current_account())$q$, name);
  END LOOP;
END $$;
