import { z } from "zod";
import { rightProcedure, router, signedInProcedure } from "@/authz/server";
import { giveCreditsInput, statementInput, transfersInput } from "../contract";
import { threshold } from "../customers-contract";
import { balanceOf } from "./balance-of";
import { cancelTransfer } from "./cancel-transfer";
import { currentPrices } from "./current-prices";
import { ownForecast } from "./forecast.query";
import { listStatement } from "./list-statement.query";
import { listTransfers } from "./list-transfers.query";
import { setThreshold } from "./set-threshold";
import { transferCredits } from "./transfer-credits";

export const creditsRouter = router({
  /** For the top menu of every page (R125), so for everybody who is signed in. */
  balance: signedInProcedure.query(({ ctx }) => ctx.read((work) => balanceOf(work, ctx.actor.accountId))),
  forecast: rightProcedure("myAccount.view").query(({ ctx }) => ctx.read(ownForecast)),
  prices: signedInProcedure.query(({ ctx }) => ctx.read(currentPrices)),
  statement: rightProcedure("myAccount.view")
    .input(statementInput)
    .query(({ ctx, input }) => ctx.read((work) => listStatement(work, ctx.actor.accountId, input))),
  transfers: rightProcedure("customerAccounts.view")
    .input(transfersInput)
    .query(({ ctx, input }) => ctx.read((work) => listTransfers(work, input))),
  setThreshold: rightProcedure("myAccount.edit")
    .input(z.object({ threshold }))
    .mutation(({ ctx, input }) => ctx.write((work) => setThreshold(work, input.threshold))),
  transfer: rightProcedure("transferCredits")
    .input(giveCreditsInput)
    .mutation(({ ctx, input }) => ctx.write((work) => transferCredits(work, input))),
  cancelTransfer: rightProcedure("transferCredits")
    .input(z.object({ entryId: z.uuid() }))
    .mutation(({ ctx, input }) => ctx.write((work) => cancelTransfer(work, input.entryId))),
});
