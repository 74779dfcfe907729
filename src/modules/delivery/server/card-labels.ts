import type { Work } from "@/platform/db";

export type CardLabel = { name: string; siteId: string };

/** What other modules call cards by, deleted ones too, by their ids. */
export async function cardLabels(work: Work, cardIds: string[]): Promise<Map<string, CardLabel>> {
  if (cardIds.length === 0) return new Map();
  const rows = await work.tx.virtualCard.findMany({
    where: { id: { in: cardIds } },
    select: { id: true, firstName: true, lastName: true, siteId: true },
  });
  return new Map(rows.map((row) => [row.id, { name: `${row.firstName} ${row.lastName}`, siteId: row.siteId }]));
}

/** The cards of an account, at most 1,000, whose name, address, ID or phone number holds a text. */
export async function findCards(work: Work, accountId: string, text: string): Promise<string[]> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM virtual_cards WHERE account_id = ${accountId}::uuid AND status <> 'DELETED'
      AND lower(first_name || ' ' || last_name || ' ' || email || ' ' || coalesce(private_id, '') || ' ' || coalesce(csn, '')
        || ' ' || coalesce(phone, '')) LIKE ${pattern}
    LIMIT 1000`;
  return rows.map((row) => row.id);
}
