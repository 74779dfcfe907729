import type { JobHandler } from "@/platform/jobs";
import { closeDays } from "../close-days";

export const CREDIT_DAYS_JOB = "credit-days";

/** Nightly: adds up the days that are over, for the balances of statements that end in the past. */
export const closeDaysJob: JobHandler = async () => {
  await closeDays();
};
