import type { JobHandler } from "@/platform/jobs";
import { sealHistory } from "../seal-history";

export const SEAL_JOB = "history-seal";
const EVERY = 3_000;

/**
 * Seals what was written in the last seconds and comes back in some more; the clock starts it each minute, should it have
 * died. Not added by the changes themselves: all of them would queue for its one row.
 */
export const sealHistoryJob: JobHandler = async (_payload, { addJob }) => {
  await sealHistory();
  await addJob(SEAL_JOB, {}, { jobKey: `${SEAL_JOB}-next`, runAt: new Date(Date.now() + EVERY), maxAttempts: 1 });
};

/** Nightly: seals whatever the quick look has missed. */
export const sealEverythingJob: JobHandler = async () => {
  await sealHistory({ everything: true });
};
