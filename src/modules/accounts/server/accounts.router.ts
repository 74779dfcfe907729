import { rightProcedure, router } from "@/authz/server";
import { ownFields } from "../contract";
import { editOwnAccount, ownAccount } from "./own-account";

/** The reader's own account. */
export const accountsRouter = router({
  own: rightProcedure("myAccount.view").query(({ ctx }) => ctx.read(ownAccount)),
  editOwn: rightProcedure("myAccount.edit")
    .input(ownFields)
    .mutation(({ ctx, input }) => ctx.write((work) => editOwnAccount(work, input))),
});
