import type { FileAnswer, FileRequest } from "@/authz/server";
import { router, siteProcedure } from "@/authz/server";
import { balanceOf, currentPrices } from "@/modules/credits/server";
import type { CardAction } from "@/modules/delivery";
import { type BulkKind, bulkProcedures, exportLeft, startBulk } from "@/modules/delivery/server";
import { accountOf } from "@/platform/db";
import { sendInput } from "../contract";
import { ACTION_RIGHTS } from "../domain/action-rights";
import { timeToCome } from "./act-on-cards";
import { cardOrder } from "./card-order";
import { selectionWhere } from "./selection";

/** Bulk actions on user cards. */
export const cardBulks: BulkKind = {
  kinds: "user",
  page: "cards",
  rights: ACTION_RIGHTS,
  viewRight: "cards.view",
  prices: currentPrices,
};

const start = (action: CardAction) =>
  siteProcedure(ACTION_RIGHTS[action])
    .input(sendInput)
    .mutation(({ ctx, input: { siteId, selection, total, asManyAsPossible, at } }) =>
      ctx.write(async (work) => {
        const scheduledFor = action === "send" ? timeToCome(at, work.now) : undefined;
        return startBulk(work, ctx.actor, cardBulks, {
          ...{ siteId, action, total, asManyAsPossible, scheduledFor },
          where: selectionWhere(work, siteId, selection),
          order: cardOrder(selection.by === "filter" ? selection.sort : undefined),
          picked: selection.by === "cards" ? selection.cards : null,
          bulkId: selection.by === "bulk" ? selection.bulkId : null,
          available: (await balanceOf(work, accountOf(work))).available,
        });
      }),
    );

/** What people do to many user cards at once, as a job does it: started per action, looked on, stopped, tried again. */
export const cardBulksRouter = router({
  ...bulkProcedures(cardBulks),
  send: start("send"),
  withdraw: start("withdraw"),
  replacePhone: start("replacePhone"),
  moveToOtherPhone: start("moveToOtherPhone"),
  revoke: start("revoke"),
  cancelRevocation: start("cancelRevocation"),
  delete: start("delete"),
});

/** The user cards that a bulk action left, with the reasons. */
export function exportLeftCards(request: FileRequest): Promise<FileAnswer> {
  return exportLeft(request, cardBulks);
}
