-- CreateEnum
CREATE TYPE "field_subject" AS ENUM ('USER', 'CARD', 'CONFIGURATOR');

-- CreateTable
CREATE TABLE "field_labels" (
    "account_id" UUID NOT NULL,
    "subject" "field_subject" NOT NULL,
    "position" SMALLINT NOT NULL,
    "label" TEXT NOT NULL,

    CONSTRAINT "field_labels_pkey" PRIMARY KEY ("account_id","subject","position")
);

-- AddForeignKey
ALTER TABLE "field_labels" ADD CONSTRAINT "field_labels_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what a label may be, and that an account sees and changes its own only.
ALTER TABLE field_labels
  ADD CONSTRAINT field_labels_position CHECK (position BETWEEN 1 AND 5),
  ADD CONSTRAINT field_labels_label CHECK (label = btrim(label) AND length(label) BETWEEN 1 AND 60);
GRANT SELECT, INSERT, UPDATE, DELETE ON field_labels TO portal_app;
ALTER TABLE field_labels ENABLE ROW LEVEL SECURITY;
ALTER TABLE field_labels FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON field_labels USING (current_user = 'portal_system');
CREATE POLICY own_account ON field_labels USING (current_user = 'portal_app' AND account_id = current_account());
