import { Prisma, type Work } from "@/platform/db";

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

/**
 * The cards of the transaction's account whose name, address, ID, phone number or own fields hold every word of a text, deleted ones too. `queries`
 * give their ids, each by an index of its own; `fits` asks it of one card, named by an expression.
 */
export function findCards(text: string): { queries: Prisma.Sql[]; fits(cardId: Prisma.Sql): Prisma.Sql } {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = Prisma.join(
    words.map((word) => Prisma.sql`searched LIKE ${`%${word.replace(/[\\%_]/g, "\\$&")}%`}`),
    " AND ",
  );
  const own = Prisma.sql`FROM own_cards WHERE account_id = current_account()`;
  return {
    queries: [Prisma.raw("<>"), Prisma.raw("=")].map(
      (is) => Prisma.sql`SELECT id ${own} AND status ${is} 'DELETED' AND ${fits}`,
    ),
    fits: (cardId) => Prisma.sql`(SELECT ${fits} ${own} AND id = ${cardId})`,
  };
}
