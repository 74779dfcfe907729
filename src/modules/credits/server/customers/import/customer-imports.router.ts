import { rightProcedure, router } from "@/authz/server";
import { accountImportProcedures, importDetails, importInput } from "@/modules/imports/server";
import { accountOf } from "@/platform/db";
import { readBalance } from "../../ledger.repo";
import { customerImport, sumOf } from "./customer-import";

/** Imports of customer accounts, with what their first transfers sum up to and what is available. */
export const customerImportsRouter = router({
  ...accountImportProcedures(customerImport, "customerAccounts.create"),
  get: rightProcedure("customerAccounts.create")
    .input(importInput)
    .query(({ ctx, input }) =>
      ctx.read(async (work) => ({
        ...(await importDetails(work, customerImport, "", input.importId, ctx.locale)),
        credits: (await sumOf(work, input.importId)).sum,
        available: (await readBalance(work, accountOf(work)))?.available ?? 0,
      })),
    ),
});
