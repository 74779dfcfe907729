import type { ActionResult, CardAction } from "@/modules/delivery";
import { changeInBatches, previewChange, type Transactions } from "@/modules/delivery/server";
import type { Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { ConfigurationCardPreview, ConfigurationCardSelection } from "../contract";
import { selectionWhere } from "./configuration-cards.query";

/** How many cards one mass action takes. */
const MOST_CARDS = 5_000;

const eventOf = (action: CardAction) => (action === "send" ? ("sendAny" as const) : action);

/** What an action would do to a selection: how many cards qualify, and why others don't. Changes nothing. */
export async function previewConfigurationCards(
  work: Work,
  siteId: string,
  action: CardAction,
  selection: ConfigurationCardSelection,
): Promise<ConfigurationCardPreview> {
  const asked = selection.by === "cards" ? new Set(selection.cards.map((card) => card.id)).size : null;
  const where = selectionWhere(work, siteId, selection);
  const change = { kinds: "configuration" as const, event: eventOf(action) };
  const { selected, qualifies, refused, again } = await previewChange(work, change, where, asked);
  return { selected, qualifies, refused, again };
}

/**
 * Sends, withdraws, revokes, cancels a revocation of, moves or deletes configuration cards, each as the lifecycle allows
 * (R265, R275–R283), batch by batch, without credits (R250); a phone that holds a revoked or deleted one is told.
 *
 * @throws AppError NOT_FOUND for a site not in scope; REFUSED `cards.tooMany`.
 */
export async function actOnConfigurationCards(
  transactions: Transactions,
  siteId: string,
  action: CardAction,
  selection: ConfigurationCardSelection,
): Promise<ActionResult> {
  const cards = await transactions(async (work) => {
    if (selection.by === "cards") return selection.cards;
    return work.tx.$queryRaw<{ id: string }[]>`
      SELECT c.id FROM own_cards c WHERE ${selectionWhere(work, siteId, selection)} ORDER BY c.id LIMIT ${MOST_CARDS + 1}`;
  });
  if (cards.length > MOST_CARDS) throw new AppError("REFUSED", "cards.tooMany", { params: { most: MOST_CARDS } });
  const change = { siteId, kinds: "configuration", event: eventOf(action), cards, page: "configurators" } as const;
  return changeInBatches(transactions, change);
}
