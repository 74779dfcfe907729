import { rightProcedure, router } from "@/authz/server";
import { historyInput } from "../contract";
import { listHistory, performersOf } from "./list-history.query";

export const historyRouter = router({
  list: rightProcedure("myAccount.view")
    .input(historyInput)
    .query(({ ctx, input }) => ctx.read((work) => listHistory(work, ctx.actor.accountId, input, ctx.locale))),
  performers: rightProcedure("myAccount.view").query(({ ctx }) =>
    ctx.read((work) => performersOf(work, ctx.actor.accountId)),
  ),
  /** The operator's own: what was done in the console. */
  ofOperator: rightProcedure("operatorUsers.view")
    .input(historyInput)
    .query(({ ctx, input }) => ctx.read((work) => listHistory(work, ctx.actor.accountId, input, ctx.locale))),
  performersOfOperator: rightProcedure("operatorUsers.view").query(({ ctx }) =>
    ctx.read((work) => performersOf(work, ctx.actor.accountId)),
  ),
});
