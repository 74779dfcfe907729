import { rightProcedure, router, signedInProcedure } from "@/authz/server";
import { deleteProfileInput, editProfileInput, profileFields } from "../contract";
import { rightsOfActor } from "./grants";
import { createProfile, deleteProfile, editProfile, listProfiles, sitesOf } from "./profiles";

/** Profiles: named sets of rights (R080 to R087), and the reader's own (R067 to R074). */
export const profilesRouter = router({
  list: rightProcedure("profiles.view").query(({ ctx }) =>
    ctx.read(async (work) => ({
      profiles: await listProfiles(work, ctx.actor),
      sites: await sitesOf(work, ctx.actor),
    })),
  ),
  own: signedInProcedure.query(({ ctx }) =>
    ctx.read(async (work) => ({
      name: ctx.actor.profileName,
      accountType: ctx.actor.accountType,
      ...rightsOfActor(ctx.actor),
      sites: await sitesOf(work, ctx.actor),
    })),
  ),
  create: rightProcedure("profiles.create")
    .input(profileFields)
    .mutation(({ ctx, input }) => ctx.write((work) => createProfile(work, ctx.actor, input))),
  edit: rightProcedure("profiles.edit")
    .input(editProfileInput)
    .mutation(({ ctx, input }) => ctx.write((work) => editProfile(work, ctx.actor, input))),
  delete: rightProcedure("profiles.delete")
    .input(deleteProfileInput)
    .mutation(({ ctx, input }) => ctx.write((work) => deleteProfile(work, ctx.actor, input))),
});
