import type { Work } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import { addEntry, readBalance } from "./ledger.repo";
import { voidPendingFor, voidPendingFrom } from "./pending-of";

/**
 * Forfeits what a deleted account has left: its pending transfers in both directions are voided, and all that is
 * available goes. Holds of its cards are voided where the cards are closed; they and later refunds are forfeited by the
 * database as they arrive (trigger `ledger_entries_forfeit`). System scope, after the account's status was written.
 *
 * @returns the credits forfeited now.
 */
export async function forfeit(work: Work, accountId: string): Promise<number> {
  await voidPendingFor(work, accountId);
  await voidPendingFrom(work, accountId);
  await work.tx.$queryRaw`SELECT FROM credit_balances WHERE account_id = ${accountId}::uuid FOR NO KEY UPDATE`;
  const amount = (await readBalance(work, accountId))?.available ?? 0;
  if (amount > 0)
    await addEntry(work, {
      kind: "FORFEIT",
      phase: "SINGLE",
      from: accountId,
      to: accountId,
      amount,
      key: `forfeit:${newId()}`,
    });
  work.touch(`account:${accountId}`);
  return amount;
}
