import { balanceOf, currentPrices } from "@/modules/credits/server";
import type { CardAction } from "@/modules/delivery";
import { previewChange } from "@/modules/delivery/server";
import { accountOf, type Work } from "@/platform/db";
import type { ActionPreview, SelectionInput } from "../contract";
import { selectionWhere } from "./selection";

/** What an action would do to a selection: how many cards qualify, what it costs, and what is left. Changes nothing. */
export async function previewAction(
  work: Work,
  siteId: string,
  action: CardAction,
  selection: SelectionInput,
  scheduled = false,
): Promise<ActionPreview> {
  const prices = await currentPrices(work);
  const { available } = await balanceOf(work, accountOf(work));
  const asked = selection.by === "cards" ? new Set(selection.cards.map((card) => card.id)).size : null;
  const event = action !== "send" ? action : scheduled ? "schedule" : "sendAny";
  const where = selectionWhere(work, siteId, selection);
  return { ...(await previewChange(work, { kinds: "user", event, prices }, where, asked)), available };
}
