import { z } from "zod";
import type { CardAction } from "./domain/card-actions";

export const BULK_STATES = ["RUNNING", "DONE", "CANCELLED", "FAILED"] as const;
export type BulkState = (typeof BULK_STATES)[number];

/** Above so many cards a mass action is done by a job. */
export const BULK_FROM = 300;

/** What a bulk action left as it was, or did not reach: to try again. */
export const leftCards = z.object({ by: z.literal("bulk"), bulkId: z.uuid() });

/** How far a bulk action is, and what became of its cards. */
export type BulkDto = {
  id: string;
  action: CardAction;
  state: BulkState;
  total: number;
  /** Cards that were changed, and those that were left with a reason. */
  done: number;
  failed: number;
  /** Why cards were left, with how many each. */
  reasons: { code: string; count: number }[];
  /** Cards of the selection that did not qualify when it was asked for. */
  skipped: { code: string; count: number }[];
  /** Credits put on hold, or given back. */
  credits: number;
  /** Why it stopped before the end: an error's code. */
  failure: string | null;
  createdBy: string;
  createdAt: string;
  endedAt: string | null;
  /** What it left was taken up by another one. */
  retried: boolean;
};

/** A card that was left, and why. */
export type BulkFailureDto = { cardId: string; name: string; email: string; code: string };
