-- CreateTable
CREATE TABLE "appearances" (
    "account_id" UUID NOT NULL,
    "address" TEXT,
    "header_background" TEXT,
    "header_text" TEXT,
    "copyright" TEXT,
    "company_logo" TEXT,
    "footer_company_logo" TEXT,
    "footer_logo" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "appearances_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "brand_images" (
    "account_id" UUID NOT NULL,
    "hash" TEXT NOT NULL,
    "content_type" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brand_images_pkey" PRIMARY KEY ("account_id","hash")
);

-- CreateTable
CREATE TABLE "email_texts" (
    "account_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "subject" TEXT,
    "body" JSONB,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "email_texts_pkey" PRIMARY KEY ("account_id","kind","locale","version")
);

-- CreateIndex
CREATE UNIQUE INDEX "appearances_address_key" ON "appearances"("address");

-- CreateIndex
CREATE INDEX "brand_images_hash_idx" ON "brand_images"("hash");

-- AddForeignKey
ALTER TABLE "appearances" ADD CONSTRAINT "appearances_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appearances" ADD CONSTRAINT "appearances_account_id_company_logo_fkey" FOREIGN KEY ("account_id", "company_logo") REFERENCES "brand_images"("account_id", "hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appearances" ADD CONSTRAINT "appearances_account_id_footer_company_logo_fkey" FOREIGN KEY ("account_id", "footer_company_logo") REFERENCES "brand_images"("account_id", "hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appearances" ADD CONSTRAINT "appearances_account_id_footer_logo_fkey" FOREIGN KEY ("account_id", "footer_logo") REFERENCES "brand_images"("account_id", "hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "brand_images" ADD CONSTRAINT "brand_images_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "email_texts" ADD CONSTRAINT "email_texts_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what a look may hold, and that an account writes its own only. Images and texts are never changed, only followed.
ALTER TABLE appearances
  ADD CONSTRAINT appearances_colours CHECK (header_background ~ '^#[0-9a-f]{6}$' AND header_text ~ '^#[0-9a-f]{6}$'),
  ADD CONSTRAINT appearances_copyright CHECK (copyright = btrim(copyright) AND length(copyright) BETWEEN 1 AND 200),
  ADD CONSTRAINT appearances_address CHECK (address ~ '^[a-z0-9]([a-z0-9-]{1,38})[a-z0-9]$');
ALTER TABLE brand_images
  ADD CONSTRAINT brand_images_type CHECK (content_type IN ('image/png', 'image/jpeg')),
  ADD CONSTRAINT brand_images_size CHECK (octet_length(bytes) <= 524288 AND width BETWEEN 1 AND 1024 AND height BETWEEN 1 AND 1024);
ALTER TABLE email_texts
  ADD CONSTRAINT email_texts_whole CHECK ((subject IS NULL) = (body IS NULL)),
  ADD CONSTRAINT email_texts_size CHECK (length(subject) <= 200 AND octet_length(body::text) <= 65536);
GRANT SELECT, INSERT, UPDATE ON appearances TO portal_app;
GRANT SELECT, INSERT ON brand_images, email_texts TO portal_app;
DO $$ DECLARE name text; BEGIN
  FOREACH name IN ARRAY ARRAY['appearances', 'brand_images', 'email_texts'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($q$CREATE POLICY system_all ON %I USING (current_user = 'portal_system')$q$, name);
    EXECUTE format($q$CREATE POLICY own ON %I USING (current_user = 'portal_app' AND account_id = current_account())$q$, name);
  END LOOP;
END $$;

-- The looks of an account and of those above it, nearest first. Definer: an account inherits from suppliers whose rows are
-- not its to read; it learns what it will show anyway, and of whom only whether that is the operator. Jobs may ask for any.
CREATE FUNCTION look_chain(of_account uuid) RETURNS TABLE (depth integer, account_id uuid, operator boolean, header_background text, header_text text,
  copyright text, company_logo text, footer_company_logo text, footer_logo text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH RECURSIVE chain AS (
    SELECT a.id, a.parent_id, a.type, 0 AS depth FROM accounts a
    WHERE a.id = of_account AND (current_account() IS NULL OR current_account() = of_account)
    UNION ALL
    SELECT p.id, p.parent_id, p.type, c.depth + 1 FROM chain c JOIN accounts p ON p.id = c.parent_id)
  SELECT c.depth, c.id, c.type = 'OPERATOR', l.header_background, l.header_text, l.copyright, l.company_logo, l.footer_company_logo, l.footer_logo
  FROM chain c LEFT JOIN appearances l ON l.account_id = c.id ORDER BY c.depth
$$;
ALTER FUNCTION look_chain(uuid) OWNER TO portal_system;

-- The newest words of an account and of those above it for each kind of mail and language, nearest first; likewise definer.
CREATE FUNCTION email_text_chain(of_account uuid, of_kind text) RETURNS TABLE (depth integer, operator boolean, kind text, locale text, version integer,
  subject text, body jsonb) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  WITH RECURSIVE chain AS (
    SELECT a.id, a.parent_id, a.type, 0 AS depth FROM accounts a
    WHERE a.id = of_account AND (current_account() IS NULL OR current_account() = of_account)
    UNION ALL
    SELECT p.id, p.parent_id, p.type, c.depth + 1 FROM chain c JOIN accounts p ON p.id = c.parent_id)
  SELECT * FROM (
    SELECT DISTINCT ON (c.depth, t.kind, t.locale) c.depth, c.type = 'OPERATOR', t.kind, t.locale, t.version, t.subject, t.body
    FROM chain c JOIN email_texts t ON t.account_id = c.id AND (of_kind IS NULL OR t.kind = of_kind)
    ORDER BY c.depth, t.kind, t.locale, t.version DESC) newest
  WHERE newest.body IS NOT NULL
$$;
ALTER FUNCTION email_text_chain(uuid, text) OWNER TO portal_system;
