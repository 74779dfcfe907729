import { publicProcedure, router } from "@/authz/server";
import { activateInput, linkInput, newPasswordInput, registrationInput, resetInput } from "../contract";
import { activateUser, describeActivation } from "./activate-user";
import { formToken } from "./form-token";
import { registerAccount } from "./register-account";
import { resendLapsed } from "./resend-activation";
import { describeReset, requestReset, resetPassword } from "./reset-password";
import { describeSessionLink, endLinkedSession } from "./session-link";

/** What a visitor does before there is a session: the online form, one-time links, a forgotten password. */
export const registrationRouter = router({
  form: publicProcedure.query(({ ctx }) => ({ formToken: formToken(ctx.clock()) })),
  register: publicProcedure.input(registrationInput).mutation(async ({ ctx, input }) => {
    await registerAccount(ctx.system, input, { ip: ctx.ip, now: ctx.clock() });
  }),
  activation: publicProcedure
    .input(linkInput)
    .query(({ ctx, input }) => ctx.system((work) => describeActivation(work, input.token))),
  activate: publicProcedure.input(activateInput).mutation(({ ctx, input }) => activateUser(ctx.system, input)),
  resend: publicProcedure.input(linkInput).mutation(({ ctx, input }) => resendLapsed(ctx.system, input.token)),
  requestReset: publicProcedure.input(resetInput).mutation(async ({ ctx, input }) => {
    await requestReset(ctx.system, input.email, { ip: ctx.ip, locale: ctx.locale, now: ctx.clock() });
  }),
  resetLink: publicProcedure
    .input(linkInput)
    .query(({ ctx, input }) => ctx.system((work) => describeReset(work, input.token))),
  resetPassword: publicProcedure.input(newPasswordInput).mutation(({ ctx, input }) => resetPassword(ctx.system, input)),
  sessionLink: publicProcedure
    .input(linkInput)
    .query(({ ctx, input }) => ctx.system((work) => describeSessionLink(work, input.token))),
  endSession: publicProcedure
    .input(linkInput)
    .mutation(({ ctx, input }) => ctx.system((work) => endLinkedSession(work, input.token))),
});
