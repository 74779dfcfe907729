import { accountOf, violates, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import { noticeTaken } from "./alert";
import { addHolds, addRefunds, guarded, type Hold, resolveEntries } from "./ledger.repo";

/**
 * Reserves the price of cards that are being sent, all in one statement; nothing for a price of 0. The caller records the
 * history of the sending.
 *
 * @param accountId only in the system scope (scheduled sends); otherwise the account of the scope.
 * @returns the id of each card's hold (for `virtual_cards.charge_id`), by the card's id.
 * @throws AppError REFUSED `credits.insufficient` with `available` and `needed`: then nothing is held.
 */
export async function holdForCards(work: Work, holds: Hold[], accountId?: string): Promise<Map<string, string>> {
  const owner = accountId ?? accountOf(work);
  const priced = holds.filter((hold) => hold.amount > 0);
  if (priced.length === 0) return new Map();
  const total = priced.reduce((sum, hold) => sum + hold.amount, 0);
  const ids = await guarded(work, owner, total, () => addHolds(work, owner, priced));
  await noticeTaken(work, owner, total);
  return new Map(priced.map((hold, index) => [hold.cardId, ids[index] as string]));
}

/**
 * Releases holds (withdrawn or deleted cards), in one statement.
 *
 * @returns the voiding entry's id by the hold's id.
 * @throws AppError CONFLICT `credits.alreadyResolved` where one was posted or voided meanwhile: then nothing is released.
 */
export function voidHolds(work: Work, holdIds: string[]): Promise<Map<string, string>> {
  return resolveHolds(work, "VOID", holdIds);
}

/** Turns holds into spending. Returns and throws as `voidHolds`; the posting entry is the charge that a refund names. */
export function postHolds(work: Work, holdIds: string[]): Promise<Map<string, string>> {
  return resolveHolds(work, "POST", holdIds);
}

async function resolveHolds(work: Work, phase: "POST" | "VOID", holdIds: string[]): Promise<Map<string, string>> {
  if (holdIds.length === 0) return new Map();
  try {
    const resolved = await resolveEntries(work, phase, holdIds);
    if (resolved.size !== new Set(holdIds).size) throw new AppError("NOT_FOUND", "shared.notFound");
    for (const { sourceAccountId } of resolved.values()) work.touch(`account:${sourceAccountId}`);
    return new Map([...resolved].map(([hold, entry]) => [hold, entry.id]));
  } catch (error) {
    if (violates(error, "ledger_entries_pending_id_key"))
      throw new AppError("CONFLICT", "credits.alreadyResolved", { cause: error });
    throw error;
  }
}

/**
 * Gives charges back, in one statement. Only after the confirmation signed by the phone's key (I6).
 *
 * @param chargeIds the posted charges, or the holds that were posted.
 * @returns the credits given back.
 * @throws AppError CONFLICT `credits.alreadyRefunded`: then nothing is refunded.
 */
export async function refundCharges(work: Work, chargeIds: string[]): Promise<number> {
  if (chargeIds.length === 0) return 0;
  try {
    const refunds = await addRefunds(work, chargeIds);
    for (const { accountId } of refunds) work.touch(`account:${accountId}`);
    return refunds.reduce((sum, refund) => sum + refund.amount, 0);
  } catch (error) {
    if (violates(error, "ledger_entries_refund_of_id_key"))
      throw new AppError("CONFLICT", "credits.alreadyRefunded", { cause: error });
    throw error;
  }
}
