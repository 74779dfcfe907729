import { router, siteProcedure } from "@/authz/server";
import { balanceOf, currentPrices } from "@/modules/credits/server";
import { committable, importDetails, importInput, siteImportProcedures } from "@/modules/imports/server";
import { accountOf, type Work } from "@/platform/db";
import type { CardImportDto } from "../../contract";
import { cardImport } from "./card-import";

/** An import with what sending its cards would cost today, and what is available. */
async function cardImportDetails(work: Work, siteId: string, importId: string, locale: string): Promise<CardImportDto> {
  const found = await importDetails(work, cardImport, siteId, importId, locale);
  const kinds = await work.tx.$queryRaw<{ kind: "PRIVATE_ID" | "MOBILE_ID_PLUS"; count: number }[]>`
    SELECT r.resolved->>'kind' AS kind, count(*)::int AS count FROM import_rows r WHERE ${committable(work, importId)} GROUP BY 1`;
  const prices = await currentPrices(work);
  const { available } = await balanceOf(work, accountOf(work));
  return { ...found, cost: kinds.reduce((sum, group) => sum + prices[group.kind] * group.count, 0), available };
}

/** Imports of cards into a site. */
export const cardImportsRouter = router({
  ...siteImportProcedures(cardImport, "cards.create"),
  get: siteProcedure("cards.create")
    .input(importInput)
    .query(({ ctx, input }) => ctx.read((work) => cardImportDetails(work, input.siteId, input.importId, ctx.locale))),
});
