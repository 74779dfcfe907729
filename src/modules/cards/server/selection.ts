import { leftByBulk } from "@/modules/delivery/server";
import { accountOf, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { SelectionInput } from "../contract";
import { cardsWhere } from "./card-conditions";
import { orderedIds } from "./list-cards.query";

/** How many cards one mass action takes. */
const MOST_CARDS = 5_000;

/** The cards of a selection in the table's order. */
export async function selectedCards(
  work: Work,
  siteId: string,
  selection: SelectionInput,
): Promise<{ id: string; phase?: string }[]> {
  if (selection.by === "cards") return selection.cards;
  const except = new Set(selection.by === "filter" ? selection.except : []);
  const ids =
    selection.by === "filter"
      ? await orderedIds(work, siteId, selection, MOST_CARDS + except.size + 1)
      : await idsOf(work, selectionWhere(work, siteId, selection));
  const kept = ids.filter((id) => !except.has(id));
  if (kept.length > MOST_CARDS) throw new AppError("REFUSED", "cards.tooMany", { params: { most: MOST_CARDS } });
  return kept.map((id) => ({ id }));
}

async function idsOf(work: Work, where: Prisma.Sql): Promise<string[]> {
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM own_cards c WHERE ${where} ORDER BY c.id LIMIT ${MOST_CARDS + 1}`;
  return rows.map((row) => row.id);
}

/** The same as a condition on `virtual_cards c`. */
export function selectionWhere(work: Work, siteId: string, selection: SelectionInput): Prisma.Sql {
  if (selection.by !== "filter") {
    const chosen =
      selection.by === "cards"
        ? Prisma.sql`c.id = ANY (${selection.cards.map((card) => card.id)}::uuid[])`
        : leftByBulk(work, selection.bulkId);
    return Prisma.sql`c.account_id = ${accountOf(work)}::uuid AND c.site_id = ${siteId}::uuid AND c.kind <> 'CONFIGURATION'
      AND c.status <> 'DELETED' AND ${chosen}`;
  }
  const { where } = cardsWhere(accountOf(work), siteId, selection, work.now);
  return selection.except.length > 0 ? Prisma.sql`${where} AND c.id <> ALL (${selection.except}::uuid[])` : where;
}
