import { rightProcedure, router } from "@/authz/server";
import { fieldLabels } from "@/modules/accounts/server";
import { addUserInput, editUserInput, listUsersInput, userInput, usersInput } from "../contract";
import { actOnUsers } from "./act-on-users";
import { handOver } from "./hand-over";
import { listProfiles } from "./profiles";
import { addUser, editUser } from "./save-user";
import { userPage } from "./users.query";

/** The users of an account (R075 to R100). */
export const usersRouter = router({
  list: rightProcedure("users.view")
    .input(listUsersInput)
    .query(({ ctx, input }) => ctx.read((work) => userPage(work, input))),
  /** Names of profiles for the list's filter and for forms; what they allow needs `profiles.view`. */
  profileOptions: rightProcedure("users.view").query(({ ctx }) =>
    ctx.read(async (work) =>
      (await listProfiles(work, ctx.actor)).map(({ id, name, grantable }) => ({ id, name, grantable })),
    ),
  ),
  /** What the account calls its fields of users, 1 to 5 (R040–R042). */
  fieldLabels: rightProcedure("users.view").query(({ ctx }) => ctx.read((work) => fieldLabels(work, "USER"))),
  add: rightProcedure("users.create")
    .input(addUserInput)
    .mutation(({ ctx, input }) => ctx.write((work) => addUser(work, ctx.actor, input))),
  edit: rightProcedure("users.edit")
    .input(editUserInput)
    .mutation(({ ctx, input }) => ctx.write((work) => editUser(work, ctx.actor, input))),
  invite: rightProcedure("users.create")
    .input(usersInput)
    .mutation(({ ctx, input }) => ctx.write((work) => actOnUsers(work, ctx.actor, "invite", input.userIds))),
  disable: rightProcedure("users.edit")
    .input(usersInput)
    .mutation(({ ctx, input }) => ctx.write((work) => actOnUsers(work, ctx.actor, "disable", input.userIds))),
  reactivate: rightProcedure("users.edit")
    .input(usersInput)
    .mutation(({ ctx, input }) => ctx.write((work) => actOnUsers(work, ctx.actor, "reactivate", input.userIds))),
  delete: rightProcedure("users.delete")
    .input(usersInput)
    .mutation(({ ctx, input }) => ctx.write((work) => actOnUsers(work, ctx.actor, "delete", input.userIds))),
  resetSecondFactor: rightProcedure("users.edit")
    .input(usersInput)
    .mutation(({ ctx, input }) => ctx.write((work) => actOnUsers(work, ctx.actor, "resetSecondFactor", input.userIds))),
  handOver: rightProcedure("users.edit")
    .input(userInput)
    .mutation(({ ctx, input }) => ctx.write((work) => handOver(work, ctx.actor, input.userId))),
});
