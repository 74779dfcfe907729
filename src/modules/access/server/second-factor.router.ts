import { operatorProcedure, rightProcedure, router, sessionProcedure } from "@/authz/server";
import { enableFactorInput, operatorResetInput, proofInput, requireFactorInput } from "../contract";
import { requireSecondFactor, secondFactorRule } from "./require-second-factor";
import { resetFactorByOperator } from "./reset-by-operator";
import {
  beginOwnSecondFactor,
  disableSecondFactor,
  enableSecondFactor,
  ownSecondFactor,
  renewOwnCodes,
} from "./second-factor";

/** One's second factor, and whether the account requires one (decisions, section 12). */
export const secondFactorRouter = router({
  own: sessionProcedure.query(({ ctx }) => ctx.system((work) => ownSecondFactor(work, ctx.own))),
  begin: sessionProcedure.mutation(({ ctx }) => ctx.system((work) => beginOwnSecondFactor(work, ctx.own))),
  enable: sessionProcedure
    .input(enableFactorInput)
    .mutation(({ ctx, input }) => enableSecondFactor(ctx.system, ctx.own, input, ctx.clock())),
  disable: sessionProcedure
    .input(proofInput)
    .mutation(({ ctx, input }) => disableSecondFactor(ctx.system, ctx.own, input, ctx.clock())),
  renewCodes: sessionProcedure
    .input(proofInput)
    .mutation(({ ctx, input }) => renewOwnCodes(ctx.system, ctx.own, input, ctx.clock())),
  rule: rightProcedure("myAccount.view").query(({ ctx }) => ctx.read((work) => secondFactorRule(work, ctx.actor))),
  require: rightProcedure("myAccount.edit")
    .input(requireFactorInput)
    .mutation(({ ctx, input }) => ctx.write((work) => requireSecondFactor(work, ctx.actor, input.required))),
  /** The same for the operator's own account, whose rights are others. */
  operatorRule: rightProcedure("operatorUsers.view").query(({ ctx }) =>
    ctx.read((work) => secondFactorRule(work, ctx.actor)),
  ),
  requireOfOperator: rightProcedure("operatorUsers.act")
    .input(requireFactorInput)
    .mutation(({ ctx, input }) => ctx.write((work) => requireSecondFactor(work, ctx.actor, input.required))),
  resetByOperator: operatorProcedure("accounts.act")
    .input(operatorResetInput)
    .mutation(({ ctx, input }) => ctx.write((work) => resetFactorByOperator(work, input))),
});
