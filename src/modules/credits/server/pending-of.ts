import type { Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { openEntriesFrom, openEntriesTo, resolveEntries } from "./ledger.repo";
import { tellReceived } from "./tell-received";

/**
 * Posts the loads and transfers that waited for an account's activation (R127). In the transaction that activates it,
 * after its status was written; system scope.
 *
 * @returns the credits that the account has received.
 */
export async function postPendingFor(work: Work, accountId: string): Promise<number> {
  return resolvePendingFor(work, accountId, "POST");
}

/** Voids the loads and transfers to an account that is deleted, or moved to another supplier, before its activation. */
export async function voidPendingFor(work: Work, accountId: string): Promise<number> {
  return resolvePendingFor(work, accountId, "VOID");
}

async function resolvePendingFor(work: Work, accountId: string, phase: "POST" | "VOID"): Promise<number> {
  // Whoever sends credits keeps this row while looking at its status: nothing can be added after this look.
  const rows = await work.tx.$queryRaw<{ companyName: string }[]>`
    SELECT company_name AS "companyName" FROM accounts WHERE id = ${accountId}::uuid FOR NO KEY UPDATE`;
  const open = await openEntriesTo(work, accountId);
  if (open.length === 0) return 0;
  const resolved = await resolveEntries(
    work,
    phase,
    open.map((entry) => entry.id),
  );
  let total = 0;
  for (const { id, sourceAccountId, amount } of resolved.values()) {
    total += amount;
    const params = { amount, account: rows[0]?.companyName ?? "–" };
    if (sourceAccountId) {
      const action = phase === "POST" ? "credits.transferPosted" : "credits.transferVoided";
      await recordEvent(work, {
        accountId: sourceAccountId,
        page: "customerAccounts",
        action,
        params,
        customerId: accountId,
      });
    }
    if (phase === "POST") {
      await recordEvent(work, { accountId, page: "credits", action: "credits.receivePosted", params });
      await tellReceived(work, accountId, id);
    }
  }
  return total;
}

/** Voids every transfer that an account has still pending to its customers (it is deleted). System scope. */
export async function voidPendingFrom(work: Work, accountId: string): Promise<void> {
  // Comes before or after the activation of each receiver, never into it.
  await work.tx.$queryRaw`
    SELECT FROM accounts WHERE id IN (SELECT dest_account_id FROM ledger_entries
      WHERE source_account_id = ${accountId}::uuid AND kind = 'TRANSFER' AND phase = 'PENDING') ORDER BY id FOR SHARE`;
  const open = await openEntriesFrom(work, accountId, ["TRANSFER"]);
  if (open.length > 0)
    await resolveEntries(
      work,
      "VOID",
      open.map((entry) => entry.id),
    );
}
