import { inTransaction, systemPerformer, systemScope } from "@/platform/db";
import type { JobHandler } from "@/platform/jobs";
import { checkLedger } from "../check-ledger";

export const LEDGER_CHECK_JOB = "ledger-check";

/** Nightly: recomputes the whole ledger and keeps the result for the operator's console. */
export const checkLedgerJob: JobHandler = async () => {
  await inTransaction({ scope: systemScope, performer: systemPerformer, timeout: 600_000 }, checkLedger);
};
