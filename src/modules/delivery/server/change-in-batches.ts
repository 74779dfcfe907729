import type { Work } from "@/platform/db";
import { isAppError } from "@/shared/kernel/app-error";
import type { ActionResult, CardOutcome } from "../contract";
import { type CardsChange, changeCards } from "./change-cards";

/** Runs a function in a transaction of its own, holding the actor's right until it commits. */
export type Transactions = <T>(run: (work: Work) => Promise<T>) => Promise<T>;

/** Cards per transaction: each batch is done whole or not at all. */
const BATCH = 1_000;

/**
 * Does one thing to selected cards, batch by batch, and answers per card. What a batch has committed stays done if a later
 * one fails; its cards are then answered with the reason.
 */
export async function changeInBatches(
  transactions: Transactions,
  change: CardsChange,
  beforeEach?: (work: Work) => Promise<Pick<CardsChange, "prices">>,
): Promise<ActionResult> {
  const { cards } = change;
  const outcomes: CardOutcome[] = [];
  let credits = 0;
  for (let start = 0; start < cards.length; start += BATCH) {
    const batch = cards.slice(start, start + BATCH);
    try {
      const result = await transactions(async (work) =>
        changeCards(work, { ...change, cards: batch, ...(await beforeEach?.(work)) }),
      );
      outcomes.push(...result.outcomes);
      credits += result.credits;
    } catch (error) {
      if (start === 0 || !isAppError(error)) throw error;
      outcomes.push(
        ...cards
          .slice(start)
          .map(({ id }) => ({ cardId: id, ok: false as const, code: error.code, phase: "NONE" as const })),
      );
      break;
    }
  }
  return { done: outcomes.filter((outcome) => outcome.ok).length, credits, outcomes };
}
