import { z } from "zod";
import { operatorProcedure, router } from "@/authz/server";
import { giveCreditsInput, statementInput } from "../../contract";
import { operatorAccountsInput } from "../../operator-contract";
import { listStatement } from "../list-statement.query";
import { loadCredits } from "../load-credits";
import { listAccounts, showAccount } from "./accounts.query";

const accountId = z.object({ accountId: z.uuid() });

/** The operator's view of accounts and their credits. */
export const operatorCreditsRouter = router({
  accounts: operatorProcedure("accounts.view")
    .input(operatorAccountsInput)
    .query(({ ctx, input }) => ctx.read((work) => listAccounts(work, input))),
  account: operatorProcedure("accounts.view")
    .input(accountId)
    .query(({ ctx, input }) => ctx.read((work) => showAccount(work, input.accountId))),
  statement: operatorProcedure("credits.view")
    .input(statementInput.extend(accountId.shape))
    .query(({ ctx, input: { accountId: account, ...list } }) => ctx.read((work) => listStatement(work, account, list))),
  load: operatorProcedure("credits.act")
    .input(giveCreditsInput)
    .mutation(({ ctx, input }) => ctx.write((work) => loadCredits(work, input))),
});
