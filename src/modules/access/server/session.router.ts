import { performerOf, publicProcedure, type RequestContext, router, signedInProcedure } from "@/authz/server";
import { inTransaction, systemScope, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import { changePasswordInput, chooseUserInput, endSessionsInput } from "../contract";
import { changePassword, endOwnSessions, ownSessions } from "./own-sign-in";
import { chooseUser, placesOf } from "./places";

/** Whose session asks; who has signed in and not yet chosen an account is no actor, but has one. */
function sessionOf(ctx: Pick<RequestContext, "sessionId" | "identityId">): { sessionId: string; identityId: string } {
  if (!ctx.sessionId || !ctx.identityId) throw new AppError("UNAUTHENTICATED", "shared.signInFirst");
  return { sessionId: ctx.sessionId, identityId: ctx.identityId };
}

/** Identities and sessions belong to no account: what a person does with their own runs in the system scope. */
const ownProcedure = signedInProcedure.use(({ ctx, next }) => {
  const options = { scope: systemScope, performer: performerOf(ctx.actor), clock: ctx.clock };
  const system = <T>(run: (work: Work) => Promise<T>) => inTransaction(options, run);
  return next({ ctx: { own: sessionOf(ctx), system } });
});

/** The session itself: in which account it works; the person's password and other sessions. */
export const sessionRouter = router({
  places: publicProcedure.query(({ ctx }) => {
    const { identityId, sessionId } = sessionOf(ctx);
    return ctx.system((work) => placesOf(work, identityId, sessionId));
  }),
  switchUser: publicProcedure.input(chooseUserInput).mutation(({ ctx, input }) => {
    const session = sessionOf(ctx);
    return ctx.system((work) => chooseUser(work, session, input.userId));
  }),
  list: ownProcedure.query(({ ctx }) => ctx.system((work) => ownSessions(work, ctx.own))),
  end: ownProcedure
    .input(endSessionsInput)
    .mutation(({ ctx, input }) => ctx.system((work) => endOwnSessions(work, ctx.own, input.sessionId))),
  changePassword: ownProcedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.system, ctx.own, input, ctx.clock())),
});
