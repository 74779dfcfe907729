import { z } from "zod";
import { rightProcedure, router } from "@/authz/server";
import {
  customersActionInput,
  customersInput,
  deleteCustomerInput,
  editCustomerInput,
  openCustomerInput,
} from "../../customers-contract";
import { overviewInput } from "../../overview-contract";
import { actOnCustomers } from "./act-on-customers";
import { listCustomers, showCustomer } from "./customers.query";
import { deleteCustomer } from "./delete-customer";
import { editCustomer } from "./edit-customer";
import { openCustomer } from "./open-customer";
import { listOverview, treeBeneath } from "./overview.query";

/** The customer accounts of a reseller (R101 to R137). */
export const customersRouter = router({
  list: rightProcedure("customerAccounts.view")
    .input(customersInput)
    .query(({ ctx, input }) => ctx.read((work) => listCustomers(work, input))),
  get: rightProcedure("customerAccounts.view")
    .input(z.object({ accountId: z.uuid() }))
    .query(({ ctx, input }) => ctx.read((work) => showCustomer(work, input.accountId))),
  /** How long the credits of each last, and what lies beneath it. */
  overview: rightProcedure("customerAccounts.view")
    .input(overviewInput)
    .query(({ ctx, input }) => ctx.read((work) => listOverview(work, input))),
  tree: rightProcedure("customerAccounts.view").query(({ ctx }) => ctx.read(treeBeneath)),
  open: rightProcedure("customerAccounts.create")
    .input(openCustomerInput)
    .mutation(({ ctx, input }) => ctx.write((work) => openCustomer(work, ctx.actor, input))),
  edit: rightProcedure("customerAccounts.edit")
    .input(editCustomerInput)
    .mutation(({ ctx, input }) => ctx.write((work) => editCustomer(work, input))),
  resend: rightProcedure("customerAccounts.create")
    .input(customersActionInput)
    .mutation(({ ctx, input }) => ctx.write((work) => actOnCustomers(work, "resend", input.accountIds))),
  disable: rightProcedure("customerAccounts.edit")
    .input(customersActionInput)
    .mutation(({ ctx, input }) => ctx.write((work) => actOnCustomers(work, "disable", input.accountIds))),
  enable: rightProcedure("customerAccounts.edit")
    .input(customersActionInput)
    .mutation(({ ctx, input }) => ctx.write((work) => actOnCustomers(work, "enable", input.accountIds))),
  delete: rightProcedure("customerAccounts.delete")
    .input(deleteCustomerInput)
    .mutation(({ ctx, input }) => ctx.write((work) => deleteCustomer(work, input))),
});
