import { operatorProcedure, router } from "@/authz/server";
import { listRequestsInput, refuseInput, requestInput } from "../contract";
import { approveRequest, refuseRequest } from "./decide-request";
import { requestDetail, requestPage, waitingRequests } from "./requests.query";

/** The operator's queue of account requests (R006). */
export const requestsRouter = router({
  list: operatorProcedure("requests.view")
    .input(listRequestsInput)
    .query(({ ctx, input }) => ctx.read((work) => requestPage(work, input, ctx.locale))),
  waiting: operatorProcedure("requests.view").query(({ ctx }) => ctx.read(waitingRequests)),
  detail: operatorProcedure("requests.view")
    .input(requestInput)
    .query(({ ctx, input }) => ctx.read((work) => requestDetail(work, input.accountId, ctx.locale))),
  approve: operatorProcedure("requests.act")
    .input(requestInput)
    .mutation(({ ctx, input }) => ctx.write((work) => approveRequest(work, ctx.actor.accountId, input.accountId))),
  refuse: operatorProcedure("requests.act")
    .input(refuseInput)
    .mutation(({ ctx, input }) => ctx.write((work) => refuseRequest(work, ctx.actor.accountId, input))),
});
