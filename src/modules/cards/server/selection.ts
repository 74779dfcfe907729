import { accountOf, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { SelectionInput } from "../contract";
import { cardsWhere, orderedIds } from "./list-cards.query";

/** How many cards one mass action takes. */
const MOST_CARDS = 5_000;

/** The cards of a selection in the table's order. */
export async function selectedCards(
  work: Work,
  siteId: string,
  selection: SelectionInput,
): Promise<{ id: string; phase?: string }[]> {
  if (selection.by === "cards") return selection.cards;
  const except = new Set(selection.except);
  const ids = await orderedIds(work, siteId, selection, MOST_CARDS + except.size + 1);
  const kept = ids.filter((id) => !except.has(id));
  if (kept.length > MOST_CARDS) throw new AppError("REFUSED", "cards.tooMany", { params: { most: MOST_CARDS } });
  return kept.map((id) => ({ id }));
}

/** The same as a condition on `virtual_cards c`. */
export function selectionWhere(work: Work, siteId: string, selection: SelectionInput): Prisma.Sql {
  if (selection.by === "cards")
    return Prisma.sql`c.site_id = ${siteId}::uuid AND c.kind <> 'CONFIGURATION' AND c.status <> 'DELETED'
      AND c.id = ANY (${selection.cards.map((card) => card.id)}::uuid[])`;
  const { where } = cardsWhere(accountOf(work), siteId, selection, work.now);
  return selection.except.length > 0 ? Prisma.sql`${where} AND c.id <> ALL (${selection.except}::uuid[])` : where;
}
