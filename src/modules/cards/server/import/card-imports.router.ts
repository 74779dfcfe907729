import { z } from "zod";
import { router, siteProcedure } from "@/authz/server";
import { balanceOf, currentPrices } from "@/modules/credits/server";
import { correctRowInput, importRowsInput } from "@/modules/imports";
import {
  askCommit,
  committable,
  correctRow,
  discardImport,
  getImport,
  importRows,
  listImports,
  removeRow,
} from "@/modules/imports/server";
import { accountOf, type Work } from "@/platform/db";
import type { CardImportDto } from "../../contract";
import { cardImport } from "./card-import";
import { cardColumns } from "./import-columns";

const one = z.object({ importId: z.uuid() });
const { kind } = cardImport;

/** An import with what sending its cards would cost today, and what is available. */
async function cardImportDetail(work: Work, siteId: string, importId: string, locale: string): Promise<CardImportDto> {
  const found = await getImport(work, kind, siteId, importId);
  const kinds = await work.tx.$queryRaw<{ kind: "PRIVATE_ID" | "MOBILE_ID_PLUS"; count: number }[]>`
    SELECT r.resolved->>'kind' AS kind, count(*)::int AS count FROM import_rows r WHERE ${committable(work, importId)} GROUP BY 1`;
  const prices = await currentPrices(work);
  const { available } = await balanceOf(work, accountOf(work));
  const names = new Map((await cardColumns(work, siteId, locale)).map((column) => [column.key, column.names[0] ?? ""]));
  return {
    ...found,
    columnNames: [...names].map(([key, name]) => ({ key, name, inFile: found.columns.includes(key) })),
    cost: kinds.reduce((sum, group) => sum + prices[group.kind] * group.count, 0),
    available,
  };
}

/** Imports of cards into a site. */
export const cardImportsRouter = router({
  list: siteProcedure("cards.create").query(({ ctx, input }) =>
    ctx.read((work) => listImports(work, kind, input.siteId)),
  ),
  get: siteProcedure("cards.create")
    .input(one)
    .query(({ ctx, input }) => ctx.read((work) => cardImportDetail(work, input.siteId, input.importId, ctx.locale))),
  rows: siteProcedure("cards.create")
    .input(one)
    .input(importRowsInput)
    .query(({ ctx, input }) => ctx.read((work) => importRows(work, kind, input.siteId, input.importId, input))),
  correct: siteProcedure("cards.create")
    .input(correctRowInput)
    .mutation(({ ctx, input }) => ctx.write((work) => correctRow(work, cardImport, input.siteId, input))),
  removeRow: siteProcedure("cards.create")
    .input(one.extend({ rowId: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.write((work) => removeRow(work, cardImport, input.siteId, input))),
  commit: siteProcedure("cards.create")
    .input(one)
    .mutation(({ ctx, input }) =>
      ctx.write((work) => askCommit(work, ctx.actor, cardImport, input.siteId, input.importId)),
    ),
  discard: siteProcedure("cards.create")
    .input(one)
    .mutation(({ ctx, input }) => ctx.write((work) => discardImport(work, cardImport, input.siteId, input.importId))),
});
