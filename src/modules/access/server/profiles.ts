import type { Actor } from "@/authz";
import { accountOf, violates, type Work } from "@/platform/db";
import { type FieldChange, recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import type { ProfileDto, ProfileFields } from "../contract";
import { closedRights, lackingToGrant, NO_RIGHTS, type ProfileRights } from "../domain/profile-rights";
import { keepProfile, requireGrant, rightsOfActor, rightsOfProfile } from "./grants";
import { accountSites } from "./ports";

/** The account's profiles with what they allow, the Administrator first. Rows of sites that the actor may not see are left out. */
export async function listProfiles(work: Work, actor: Actor): Promise<ProfileDto[]> {
  const profiles = await work.tx.profile.findMany({
    where: { accountId: accountOf(work) },
    include: {
      siteRights: { select: { siteId: true, rights: true } },
      _count: { select: { users: { where: { status: { not: "DELETED" } } } } },
    },
    orderBy: [{ administrator: "desc" }, { name: "asc" }],
  });
  const visible = new Set((await sitesOf(work, actor)).map((site) => site.id));
  const granter = rightsOfActor(actor);
  return profiles.map((profile) => {
    const rights = rightsOfProfile(profile, actor.accountType);
    return {
      id: profile.id,
      name: profile.name,
      administrator: profile.administrator,
      users: profile._count.users,
      grantable: lackingToGrant(NO_RIGHTS, rights, granter).length === 0,
      accountRights: [...rights.accountRights],
      everySiteRights: [...rights.everySiteRights],
      siteRights: Object.fromEntries(
        Object.entries(rights.siteRights).flatMap(([site, row]) => (visible.has(site) ? [[site, [...row]]] : [])),
      ),
    };
  });
}

/** The sites for which the actor may give a profile a row: those that it sees. */
export async function sitesOf(work: Work, actor: Actor): Promise<{ id: string; name: string }[]> {
  if (actor.accountType !== "END_CUSTOMER") return [];
  const sites = await accountSites.ask(work);
  return sites.filter((site) => (actor.siteRights.get(site.id) ?? actor.everySiteRights).size > 0);
}

/**
 * Creates a profile (R083).
 *
 * @throws AppError CONFLICT `access.profileNameTaken` at `name`; FORBIDDEN `access.grantsMore`; NOT_FOUND for a site that
 *   the actor may not see.
 */
export async function createProfile(work: Work, actor: Actor, input: ProfileFields): Promise<{ id: string }> {
  const accountId = accountOf(work);
  const rights = closedRights(input, actor.accountType);
  await requireSites(work, actor, rights);
  await requireGrant(work, actor, NO_RIGHTS, rights);
  const id = newId();
  await unlessNameTaken(
    work.tx.profile.createMany({
      data: [
        {
          id,
          accountId,
          name: input.name,
          accountRights: rights.accountRights,
          everySiteRights: rights.everySiteRights,
          createdAt: work.now,
        },
      ],
    }),
  );
  await writeRows(work, id, rights);
  const params = { profile: input.name };
  await recordEvent(work, { accountId, page: "users", action: "access.profileCreated", params });
  return { id };
}

/**
 * Changes a profile and with it the rights of all who have it (R084). Rows of sites that the actor can't see stay.
 *
 * @throws AppError as `createProfile`; REFUSED `access.administratorFixed`.
 */
export async function editProfile(
  work: Work,
  actor: Actor,
  { profileId, ...input }: ProfileFields & { profileId: string },
): Promise<void> {
  const accountId = accountOf(work);
  await lockProfile(work, profileId);
  const profile = await keepProfile(work, profileId);
  if (profile.administrator) throw new AppError("REFUSED", "access.administratorFixed");
  const before = rightsOfProfile(profile, actor.accountType);
  const visible = new Set((await sitesOf(work, actor)).map((site) => site.id));
  const hidden = Object.entries(before.siteRights).filter(([site]) => !visible.has(site));
  const given = closedRights(input, actor.accountType);
  await requireSites(work, actor, given);
  const after = { ...given, siteRights: { ...given.siteRights, ...Object.fromEntries(hidden) } };
  await requireGrant(work, actor, before, after);
  const changes = profileChanges(profile.name, before, input.name, after, await sitesOf(work, actor));
  if (changes.length === 0) return;
  await unlessNameTaken(
    work.tx.profile.update({
      where: { id: profileId },
      data: { name: input.name, accountRights: given.accountRights, everySiteRights: given.everySiteRights },
    }),
  );
  await work.tx.profileSiteRights.deleteMany({ where: { accountId, profileId } });
  await writeRows(work, profileId, after);
  const params = { profile: input.name };
  await recordEvent(work, { accountId, page: "users", action: "access.profileUpdated", params, changes });
}

/**
 * Deletes a profile (R085). One in use needs another that its users move to (R087).
 *
 * @throws AppError NOT_FOUND; REFUSED `access.administratorFixed`; CONFLICT `access.profileInUse` with `count`;
 *   FORBIDDEN `access.grantsMore`.
 */
export async function deleteProfile(
  work: Work,
  actor: Actor,
  input: { profileId: string; moveUsersTo?: string | null },
): Promise<void> {
  const accountId = accountOf(work);
  await lockProfile(work, input.profileId);
  const profile = await keepProfile(work, input.profileId);
  if (profile.administrator) throw new AppError("REFUSED", "access.administratorFixed");
  const used = { accountId, profileId: input.profileId };
  const count = await work.tx.user.count({ where: { ...used, status: { not: "DELETED" } } });
  if (count > 0 && (!input.moveUsersTo || input.moveUsersTo === input.profileId))
    throw new AppError("CONFLICT", "access.profileInUse", { params: { count } });
  const target = input.moveUsersTo ? await keepProfile(work, input.moveUsersTo) : null;
  if (count > 0 && target) {
    const rights = (of: typeof profile) => rightsOfProfile(of, actor.accountType);
    await requireGrant(work, actor, rights(profile), rights(target));
  }
  // Rows of deleted users stay for history and have to point at some profile.
  const rest = target ?? (await work.tx.profile.findFirstOrThrow({ where: { accountId, administrator: true } }));
  await work.tx.user.updateMany({ where: used, data: { profileId: rest.id } });
  await work.tx.profile.delete({ where: { id: input.profileId } });
  await recordEvent(work, {
    accountId,
    page: "users",
    action: count > 0 ? "access.profileDeletedMoved" : "access.profileDeleted",
    params: { profile: profile.name, to: target?.name ?? "", count },
  });
}

async function requireSites(work: Work, actor: Actor, rights: ProfileRights): Promise<void> {
  const visible = new Set((await sitesOf(work, actor)).map((site) => site.id));
  if (Object.keys(rights.siteRights).some((site) => !visible.has(site)))
    throw new AppError("NOT_FOUND", "shared.notFound");
}

async function lockProfile(work: Work, profileId: string): Promise<void> {
  await work.tx
    .$queryRaw`select id::text from profiles where account_id = ${accountOf(work)}::uuid and id = ${profileId}::uuid for update`;
}

async function writeRows(work: Work, profileId: string, { siteRights }: ProfileRights): Promise<void> {
  const accountId = accountOf(work);
  const data = Object.entries(siteRights).map(([siteId, rights]) => ({
    accountId,
    profileId,
    siteId,
    rights: [...rights],
  }));
  if (data.length > 0) await work.tx.profileSiteRights.createMany({ data });
}

function profileChanges(
  fromName: string,
  from: ProfileRights,
  toName: string,
  to: ProfileRights,
  names: { id: string; name: string }[],
): FieldChange[] {
  const text = (rights: readonly string[] | undefined) => (rights ? [...rights].sort().join(", ") : null);
  const sites = new Set([...Object.keys(from.siteRights), ...Object.keys(to.siteRights)]);
  return [
    { field: "name", from: fromName, to: toName },
    { field: "accountRights", from: text(from.accountRights), to: text(to.accountRights) },
    { field: "everySiteRights", from: text(from.everySiteRights), to: text(to.everySiteRights) },
    ...[...sites].map((site) => ({
      // By name: history is read when the site may be gone.
      field: `site:${names.find(({ id }) => id === site)?.name ?? site}`,
      from: text(from.siteRights[site]),
      to: text(to.siteRights[site]),
    })),
  ].filter((change) => change.from !== change.to);
}

async function unlessNameTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (!violates(error, "profiles_name")) throw error;
    throw new AppError("CONFLICT", "access.profileNameTaken", {
      fields: { name: "access.profileNameTaken" },
      cause: error,
    });
  }
}
