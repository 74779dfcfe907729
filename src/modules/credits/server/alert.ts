import type { Work } from "@/platform/db";
import { addJob } from "@/platform/jobs";
import { newId } from "@/shared/kernel/ids";
import { crossesDown } from "../domain/threshold";
import { readBalance } from "./ledger.repo";

export const THRESHOLD_JOB = "credits-threshold";
export type ThresholdPayload = { crossing: string; accountId: string; available: number; threshold: number };

/**
 * After credits were taken from what an account has available: tells its open pages, and on crossing its alert threshold
 * downwards queues the mails to it and its supplier. Once per crossing, since the balance's row is locked by then.
 */
export async function noticeTaken(work: Work, accountId: string, taken: number): Promise<void> {
  work.touch(`account:${accountId}`);
  const balance = await readBalance(work, accountId);
  if (!balance || !crossesDown(balance.available + taken, balance.available, balance.threshold)) return;
  const payload: ThresholdPayload = {
    crossing: newId(),
    accountId,
    available: balance.available,
    threshold: balance.threshold as number,
  };
  await addJob(work, THRESHOLD_JOB, payload);
}
