import { type Actor, actorFrom } from "@/authz";
import { keepAccess } from "@/authz/server";
import { accountOf, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import { administratorRights, closedRights, lackingToGrant, type ProfileRights } from "../domain/profile-rights";

type ProfileRow = {
  id: string;
  name: string;
  administrator: boolean;
  accountRights: string[];
  everySiteRights: string[];
  siteRights: { siteId: string; rights: string[] }[];
};

/** What an actor holds, in the form of a profile. */
export function rightsOfActor(actor: Actor): ProfileRights {
  return {
    accountRights: [...actor.accountRights],
    everySiteRights: [...actor.everySiteRights],
    siteRights: Object.fromEntries([...actor.siteRights].map(([site, rights]) => [site, [...rights]])),
  };
}

/** What a profile's row holds, closed. */
export function rightsOfProfile(profile: ProfileRow, type: Actor["accountType"]): ProfileRights {
  if (profile.administrator) return administratorRights(type);
  return closedRights(
    {
      accountRights: profile.accountRights,
      everySiteRights: profile.everySiteRights,
      siteRights: Object.fromEntries(profile.siteRights.map((row) => [row.siteId, row.rights])),
    },
    type,
  );
}

/**
 * Refuses a change by which somebody would get what the actor lacks (decisions, section 3). The actor's rights are read in
 * this transaction and kept until it ends.
 *
 * @throws AppError FORBIDDEN `access.grantsMore`.
 */
export async function requireGrant(
  work: Work,
  actor: Actor,
  before: ProfileRights,
  after: ProfileRights,
): Promise<void> {
  const now = actorFrom(await keepAccess(work.tx, actor.userId));
  if (!now || lackingToGrant(before, after, rightsOfActor(now)).length > 0)
    throw new AppError("FORBIDDEN", "access.grantsMore");
}

/**
 * A profile of the account with its rows for sites, kept as it is until the transaction ends.
 *
 * @throws AppError NOT_FOUND `access.profileGone`.
 */
export async function keepProfile(work: Work, profileId: string): Promise<ProfileRow> {
  const accountId = accountOf(work);
  // A share: two users may be given one profile at once, while whoever changes or deletes it waits.
  await work.tx
    .$queryRaw`select id::text from profiles where account_id = ${accountId}::uuid and id = ${profileId}::uuid for share`;
  const profile = await work.tx.profile.findFirst({
    where: { accountId, id: profileId },
    include: { siteRights: { select: { siteId: true, rights: true } } },
  });
  if (!profile) throw new AppError("NOT_FOUND", "access.profileGone", { fields: { profileId: "access.profileGone" } });
  return profile;
}
