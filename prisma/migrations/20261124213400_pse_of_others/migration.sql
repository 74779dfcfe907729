ALTER TABLE "reader_configurations" ADD COLUMN "key_mark" BYTEA;

CREATE INDEX reader_configurations_file_hash ON reader_configurations (file_hash) WHERE deleted_at IS NULL;
CREATE INDEX reader_configurations_key_mark ON reader_configurations (key_mark) WHERE deleted_at IS NULL;

-- Whether another account, one that is not deleted, has a configuration from this very file or with this very key (HMACs of it under all known keys, null: not known).
-- Whoever asks waits for whoever imports the same at this moment. Definer: tells only yes or no, and only to who holds the file.
CREATE FUNCTION pse_of_another_account(of_hash bytea, of_marks bytea[]) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('pse:' || encode(coalesce(of_marks[1], of_hash), 'hex'), 0));
  RETURN EXISTS (
    SELECT FROM reader_configurations r JOIN accounts a ON a.id = r.account_id
    WHERE r.deleted_at IS NULL AND a.status <> 'DELETED' AND r.account_id IS DISTINCT FROM current_account()
      AND (r.file_hash = of_hash OR r.key_mark = ANY (of_marks)));
END $$;
ALTER FUNCTION pse_of_another_account(bytea, bytea[]) OWNER TO portal_system;
