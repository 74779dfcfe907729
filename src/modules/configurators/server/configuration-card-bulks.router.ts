import type { FileAnswer, FileRequest } from "@/authz/server";
import { router, siteProcedure } from "@/authz/server";
import type { CardAction } from "@/modules/delivery";
import { type BulkKind, bulkProcedures, exportLeft, startBulk } from "@/modules/delivery/server";
import { Prisma } from "@/platform/db";
import { actOnCardsInput, CONFIGURATION_ACTION_RIGHTS } from "../contract";
import { selectionWhere } from "./configuration-cards.query";

/** Bulk actions on configuration cards, which cost nothing (R250). */
export const configurationCardBulks: BulkKind = {
  kinds: "configuration",
  page: "configurators",
  rights: CONFIGURATION_ACTION_RIGHTS,
  viewRight: "configurationCards.view",
  prices: async () => undefined,
};

const start = (action: CardAction) =>
  siteProcedure(CONFIGURATION_ACTION_RIGHTS[action])
    .input(actOnCardsInput)
    .mutation(({ ctx, input: { siteId, selection } }) =>
      ctx.write((work) =>
        startBulk(work, ctx.actor, configurationCardBulks, {
          ...{ siteId, action, asManyAsPossible: false, available: 0 },
          where: selectionWhere(work, siteId, selection),
          order: Prisma.sql`c.created_at DESC, c.id DESC`,
          picked: selection.by === "cards" ? selection.cards : null,
          bulkId: selection.by === "bulk" ? selection.bulkId : null,
        }),
      ),
    );

/** What people do to many configuration cards at once, as a job does it. */
export const configurationCardBulksRouter = router({
  ...bulkProcedures(configurationCardBulks),
  send: start("send"),
  withdraw: start("withdraw"),
  replacePhone: start("replacePhone"),
  moveToOtherPhone: start("moveToOtherPhone"),
  revoke: start("revoke"),
  cancelRevocation: start("cancelRevocation"),
  delete: start("delete"),
});

/** The configuration cards that a bulk action left, with the reasons. */
export function exportLeftConfigurationCards(request: FileRequest): Promise<FileAnswer> {
  return exportLeft(request, configurationCardBulks);
}
