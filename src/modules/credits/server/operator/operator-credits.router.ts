import { z } from "zod";
import { operatorAccountProcedure, operatorProcedure, router } from "@/authz/server";
import { giveCreditsInput, statementInput } from "../../contract";
import {
  actOnAccountInput,
  branchInput,
  changeSupplierInput,
  foundInput,
  operatorAccountsInput,
  pricesInput,
} from "../../operator-contract";
import { listStatement } from "../list-statement.query";
import { loadCredits } from "../load-credits";
import { findInTree, listAccounts, listBranch, possibleSuppliers, showAccount } from "./accounts.query";
import { actOnAccount } from "./act-on-account";
import { changeSupplier } from "./change-supplier";
import { changePrices, readPrices } from "./prices";

const accountId = z.object({ accountId: z.uuid() });

/** The operator's view of accounts and their credits. */
export const operatorCreditsRouter = router({
  accounts: operatorProcedure("accounts.view")
    .input(operatorAccountsInput)
    .query(({ ctx, input }) => ctx.read((work) => listAccounts(work, input))),
  branch: operatorProcedure("accounts.view")
    .input(branchInput)
    .query(({ ctx, input }) => ctx.read((work) => listBranch(work, input))),
  found: operatorProcedure("accounts.view")
    .input(foundInput)
    .query(({ ctx, input }) => ctx.read((work) => findInTree(work, input.search))),
  suppliers: operatorProcedure("accounts.view")
    .input(z.object({ search: z.string().trim().max(200) }))
    .query(({ ctx, input }) => ctx.read((work) => possibleSuppliers(work, input.search))),
  disable: operatorProcedure("accounts.act")
    .input(actOnAccountInput)
    .mutation(({ ctx, input }) => ctx.write((work) => actOnAccount(work, "disable", input))),
  enable: operatorProcedure("accounts.act")
    .input(actOnAccountInput)
    .mutation(({ ctx, input }) => ctx.write((work) => actOnAccount(work, "enable", input))),
  changeSupplier: operatorProcedure("accounts.act")
    .input(changeSupplierInput)
    .mutation(({ ctx, input }) => ctx.write((work) => changeSupplier(work, input))),
  prices: operatorProcedure("prices.view").query(({ ctx }) => ctx.read(readPrices)),
  changePrices: operatorProcedure("prices.act")
    .input(pricesInput)
    .mutation(({ ctx, input }) => ctx.write((work) => changePrices(work, input))),
  account: operatorProcedure("accounts.view")
    .input(accountId)
    .query(({ ctx, input }) => ctx.read((work) => showAccount(work, input.accountId))),
  statement: operatorAccountProcedure("credits.view")
    .input(statementInput)
    .query(({ ctx, input: { accountId: account, ...list } }) =>
      ctx.readIn((work) => listStatement(work, account, list)),
    ),
  load: operatorProcedure("credits.act")
    .input(giveCreditsInput)
    .mutation(({ ctx, input }) => ctx.write((work) => loadCredits(work, input))),
});
