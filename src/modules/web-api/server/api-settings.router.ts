import { rightProcedure, router } from "@/authz/server";
import { apiAccountInput, apiCustomersInput, restrictionsInput } from "../contract";
import { apiCustomers, apiSettings } from "./api-settings.query";
import { restrictAccess, withdrawAccess } from "./change-access";
import { renewToken, revealToken } from "./issue-token";
import { requestAccess } from "./request-access";

/** Access of end customers to the Web API: the page "API Settings" (R145 to R156). */
export const apiSettingsRouter = router({
  customers: rightProcedure("apiSettings.view")
    .input(apiCustomersInput)
    .query(({ ctx, input }) => ctx.read((work) => apiCustomers(work, input.search))),
  get: rightProcedure("apiSettings.view")
    .input(apiAccountInput)
    .query(({ ctx, input }) => ctx.read((work) => apiSettings(work, input.accountId))),
  request: rightProcedure("apiSettings.create")
    .input(restrictionsInput)
    .mutation(({ ctx, input }) => ctx.write((work) => requestAccess(work, input))),
  restrict: rightProcedure("apiSettings.create")
    .input(restrictionsInput)
    .mutation(({ ctx, input }) => ctx.write((work) => restrictAccess(work, input))),
  reveal: rightProcedure("apiSettings.create")
    .input(apiAccountInput)
    .mutation(({ ctx, input }) => ctx.write((work) => revealToken(work, input.accountId))),
  renew: rightProcedure("apiSettings.create")
    .input(apiAccountInput)
    .mutation(({ ctx, input }) => ctx.write((work) => renewToken(work, input.accountId))),
  withdraw: rightProcedure("apiSettings.create")
    .input(apiAccountInput)
    .mutation(({ ctx, input }) => ctx.write((work) => withdrawAccess(work, input.accountId))),
});
