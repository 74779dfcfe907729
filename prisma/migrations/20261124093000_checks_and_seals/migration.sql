-- CreateTable
CREATE TABLE "ledger_checks" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration" INTEGER NOT NULL,
    "entries" BIGINT NOT NULL,
    "accounts" INTEGER NOT NULL,
    "differences" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "ledger_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "history_sealing" (
    "id" INTEGER NOT NULL,
    "sealed_to" UUID NOT NULL,

    CONSTRAINT "history_sealing_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ledger_checks_at_idx" ON "ledger_checks"("at" DESC);

-- Both are the platform's own: only jobs and the operator's console (portal_system) see them.
ALTER TABLE ledger_checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger_checks FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON ledger_checks USING (current_user = 'portal_system');
ALTER TABLE history_sealing ENABLE ROW LEVEL SECURITY;
ALTER TABLE history_sealing FORCE ROW LEVEL SECURITY;
CREATE POLICY system_all ON history_sealing USING (current_user = 'portal_system');

-- Search in history: who did it and the values of what was done, in one text.
CREATE FUNCTION history_text(performer_name text, params jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT lower(performer_name || ' ' || params::text) $$;
CREATE INDEX history_entries_search ON history_entries USING gin (history_text(performer_name, params) gin_trgm_ops);
CREATE INDEX history_entries_customer ON history_entries (account_id, customer_id, at DESC, id DESC) WHERE customer_id IS NOT NULL;
CREATE INDEX history_entries_site ON history_entries (account_id, site_id, at DESC, id DESC) WHERE site_id IS NOT NULL;

-- The queue for the operator's console. Definer: its tables belong to the owner. Payloads hold ids only, and are not shown.
CREATE FUNCTION failed_jobs(at_most integer) RETURNS TABLE (id bigint, task text, attempts integer, max_attempts integer, dead boolean,
    last_error text, run_at timestamptz, created_at timestamptz) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN QUERY SELECT j.id::bigint, j.task_identifier::text, j.attempts::integer, j.max_attempts::integer, j.attempts >= j.max_attempts,
      j.last_error::text, j.run_at, j.created_at
    FROM graphile_worker.jobs j WHERE j.last_error IS NOT NULL ORDER BY j.attempts >= j.max_attempts DESC, j.run_at DESC LIMIT at_most;
END $$;
CREATE FUNCTION job_counts() RETURNS TABLE (waiting bigint, retrying bigint, dead bigint, oldest_due timestamptz)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public AS $$
BEGIN
  RETURN QUERY SELECT count(*) FILTER (WHERE j.attempts < j.max_attempts), count(*) FILTER (WHERE j.last_error IS NOT NULL AND j.attempts < j.max_attempts),
      count(*) FILTER (WHERE j.attempts >= j.max_attempts), min(j.run_at) FILTER (WHERE j.attempts < j.max_attempts AND j.run_at < now())
    FROM graphile_worker.jobs j;
END $$;
-- A dead or waiting job starts again now, with all its attempts. False: it is running, or there is no such job any more.
CREATE FUNCTION retry_job(job_id bigint, run_now timestamptz) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
DECLARE
  changed integer;
BEGIN
  SELECT count(*) INTO changed FROM graphile_worker.reschedule_jobs(ARRAY[job_id], run_at => run_now, attempts => 0);
  RETURN changed = 1;
END $$;
REVOKE EXECUTE ON FUNCTION failed_jobs(integer), job_counts(), retry_job(bigint, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION failed_jobs(integer), job_counts(), retry_job(bigint, timestamptz) TO portal_system;
