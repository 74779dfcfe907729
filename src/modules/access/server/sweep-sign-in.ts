import { sweepEnded } from "@/platform/auth";
import { inTransaction, systemPerformer, systemScope } from "@/platform/db";
import type { JobHandler } from "@/platform/jobs";

export const SWEEP_TASK = "sign-in-sweep";

/** The job: deletes sessions and windows of attempts that have ended by time. */
export const sweepSignIn: JobHandler = () =>
  inTransaction({ scope: systemScope, performer: systemPerformer }, sweepEnded);
