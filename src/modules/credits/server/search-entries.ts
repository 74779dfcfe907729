import { Prisma, type Work } from "@/platform/db";
import { findCardsPort } from "./ports";

/**
 * The ids of an account's entries that a text fits, as a query: by comment, by card and by the customer they went to. Each
 * part has an index of its own; a scan over all entries of the account would cost too much (P24).
 */
export async function matchingEntries(work: Work, accountId: string, text: string): Promise<Prisma.Sql> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const cards = await findCardsPort.ask(work, accountId, text);
  return Prisma.sql`
    SELECT id FROM ledger_entries WHERE comment IS NOT NULL AND lower(comment) LIKE ${pattern}
    UNION SELECT id FROM ledger_entries WHERE card_id = ANY (${cards}::uuid[])
    UNION SELECT t.id FROM ledger_entries t JOIN accounts a ON a.id = t.dest_account_id
      WHERE t.source_account_id = ${accountId}::uuid AND t.kind = 'TRANSFER' AND lower(a.company_name) LIKE ${pattern}
    UNION SELECT id FROM ledger_entries WHERE dest_account_id = ${accountId}::uuid
      AND source_account_id IS DISTINCT FROM dest_account_id AND lower(ledger_counterpart(id, ${accountId}::uuid)) LIKE ${pattern}`;
}
