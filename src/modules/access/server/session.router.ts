import { router, sessionProcedure } from "@/authz/server";
import { changePasswordInput, chooseUserInput, endSessionsInput } from "../contract";
import { changePassword, endOwnSessions, ownSessions } from "./own-sign-in";
import { chooseUser, placesOf } from "./places";

/** The session itself: in which account it works; the person's password and other sessions. */
export const sessionRouter = router({
  places: sessionProcedure.query(({ ctx }) =>
    ctx.system((work) => placesOf(work, ctx.own.identityId, ctx.own.sessionId)),
  ),
  switchUser: sessionProcedure
    .input(chooseUserInput)
    .mutation(({ ctx, input }) => ctx.system((work) => chooseUser(work, ctx.own, input.userId))),
  list: sessionProcedure.query(({ ctx }) => ctx.system((work) => ownSessions(work, ctx.own))),
  end: sessionProcedure
    .input(endSessionsInput)
    .mutation(({ ctx, input }) => ctx.system((work) => endOwnSessions(work, ctx.own, input.sessionId))),
  changePassword: sessionProcedure
    .input(changePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.system, ctx.own, input, ctx.clock())),
});
