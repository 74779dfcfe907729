import { operatorProcedure, router } from "@/authz/server";
import { apiRequestInput, apiRequestsInput, refuseApiInput } from "../contract";
import { apiRequests, waitingApiRequests } from "./api-requests.query";
import { approveAccess, refuseAccess } from "./decide-access";

/** The operator's queue of requests for tokens (R155, R156). */
export const apiRequestsRouter = router({
  list: operatorProcedure("tokens.view")
    .input(apiRequestsInput)
    .query(({ ctx, input }) => ctx.read((work) => apiRequests(work, input))),
  waiting: operatorProcedure("tokens.view").query(({ ctx }) => ctx.read(waitingApiRequests)),
  approve: operatorProcedure("tokens.act")
    .input(apiRequestInput)
    .mutation(({ ctx, input }) => ctx.write((work) => approveAccess(work, ctx.actor.accountId, input))),
  refuse: operatorProcedure("tokens.act")
    .input(refuseApiInput)
    .mutation(({ ctx, input }) => ctx.write((work) => refuseAccess(work, ctx.actor.accountId, input))),
});
