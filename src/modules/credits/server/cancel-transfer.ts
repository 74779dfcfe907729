import { accountOf, violates, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { resolveEntries } from "./ledger.repo";

/**
 * The sender cancels a transfer that is still pending, because its customer has not activated the account yet.
 *
 * @throws AppError NOT_FOUND for an entry that is no pending transfer of this account; CONFLICT `credits.alreadyResolved`.
 */
export async function cancelTransfer(work: Work, entryId: string): Promise<void> {
  const sender = accountOf(work);
  const where = { id: entryId, kind: "TRANSFER", phase: "PENDING", sourceAccountId: sender } as const;
  const pending = await work.tx.ledgerEntry.findFirst({ where, select: { destAccountId: true } });
  if (!pending) throw new AppError("NOT_FOUND", "shared.notFound");
  // Comes before or after the customer's activation, never into it: that would fail over an entry already resolved.
  await work.tx.$queryRaw`SELECT FROM accounts WHERE id = ${pending.destAccountId}::uuid FOR SHARE`;
  const entry = await work.tx.ledgerEntry.findFirst({
    where,
    select: { id: true, amount: true, destAccountId: true, resolution: { select: { id: true } } },
  });
  if (!entry) throw new AppError("NOT_FOUND", "shared.notFound");
  if (entry.resolution) throw new AppError("CONFLICT", "credits.alreadyResolved");
  await resolve(work, entry.id);
  work.touch(`account:${sender}`);
  const customer = await work.tx.account.findUnique({
    where: { id: entry.destAccountId },
    select: { id: true, companyName: true },
  });
  const params = { amount: entry.amount, account: customer?.companyName ?? "–" };
  await recordEvent(work, {
    accountId: sender,
    page: "customerAccounts",
    action: "credits.transferCancelled",
    params,
    customerId: entry.destAccountId,
  });
  if (customer)
    await recordEvent(work, { accountId: customer.id, page: "credits", action: "credits.receiveCancelled", params });
}

async function resolve(work: Work, entryId: string): Promise<void> {
  try {
    await resolveEntries(work, "VOID", [entryId]);
  } catch (error) {
    // Another one cancelled it, or the customer activated, at the same moment.
    if (violates(error, "ledger_entries_pending_id_key"))
      throw new AppError("CONFLICT", "credits.alreadyResolved", { cause: error });
    throw error;
  }
}
