import { z } from "zod";
import type { AccountRight, SiteRight } from "@/authz";
import { rightProcedure, siteProcedure } from "@/authz/server";
import { correctRowInput, importRowsInput } from "../contract";
import { askCommit, discardImport } from "./commit-import";
import { correctRow, removeRow } from "./correct-row";
import type { ImportKind } from "./import-kind";
import { importRows, listImports } from "./imports.query";

/** Names one import of a site. */
export const importInput = z.object({ importId: z.uuid() });

/** The procedures that imports into a site have, whatever the kind, each under one right; `get` is the kind's own. */
export function siteImportProcedures(kind: ImportKind, right: SiteRight) {
  return proceduresOf(kind, siteProcedure(right));
}

/** The same for imports that belong to the account itself: `siteId` is always "", so that pages and engine are the same for both. */
export function accountImportProcedures(kind: ImportKind, right: AccountRight) {
  return proceduresOf(kind, rightProcedure(right).input(z.object({ siteId: z.string().max(0) })) as never);
}

function proceduresOf(kind: ImportKind, procedure: ReturnType<typeof siteProcedure>) {
  return {
    list: procedure.query(({ ctx, input }) => ctx.read((work) => listImports(work, kind.kind, input.siteId))),
    rows: procedure
      .input(importInput)
      .input(importRowsInput)
      .query(({ ctx, input }) => ctx.read((work) => importRows(work, kind.kind, input.siteId, input.importId, input))),
    correct: procedure
      .input(correctRowInput)
      .mutation(({ ctx, input }) => ctx.write((work) => correctRow(work, kind, input.siteId, input))),
    removeRow: procedure
      .input(importInput.extend({ rowId: z.uuid() }))
      .mutation(({ ctx, input }) => ctx.write((work) => removeRow(work, kind, input.siteId, input))),
    commit: procedure
      .input(importInput)
      .mutation(({ ctx, input }) =>
        ctx.write((work) => askCommit(work, ctx.actor, kind, input.siteId, input.importId)),
      ),
    discard: procedure
      .input(importInput)
      .mutation(({ ctx, input }) => ctx.write((work) => discardImport(work, kind, input.siteId, input.importId))),
  };
}
