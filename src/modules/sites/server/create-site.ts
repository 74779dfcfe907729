import { SITE_RIGHTS } from "@/authz";
import { accountOf, violates, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";

/**
 * Creates a customer site (R158, R164). The profile of the user who creates it gets a row for it with every right that the
 * profile holds on any site; an administrator needs none (decisions, section 3).
 *
 * @throws AppError CONFLICT `sites.nameTaken` at field `name`: names are unique in the account, without case.
 */
export async function createSite(work: Work, input: { name: string }): Promise<{ id: string; name: string }> {
  const id = newId();
  const accountId = accountOf(work);
  try {
    await work.tx.site.create({ data: { id, accountId, name: input.name, createdAt: work.now } });
  } catch (error) {
    throw nameTaken(error);
  }
  if (work.performer.kind === "user" && work.performer.id) await grantToCreator(work, work.performer.id, id);
  await recordEvent(work, {
    accountId,
    page: "sites",
    action: "sites.created",
    params: { name: input.name },
    siteId: id,
  });
  return { id, name: input.name };
}

/** A refused unique index on names as the answer that says so; any other error as it is. */
export function nameTaken(error: unknown): unknown {
  return violates(error, "sites_name")
    ? new AppError("CONFLICT", "sites.nameTaken", { fields: { name: "sites.nameTaken" }, cause: error })
    : error;
}

async function grantToCreator(work: Work, userId: string, siteId: string): Promise<void> {
  const accountId = accountOf(work);
  const user = await work.tx.user.findFirst({
    where: { id: userId, accountId },
    select: { profile: { include: { siteRights: true } } },
  });
  if (!user || user.profile.administrator) return;
  const { profile } = user;
  const held = new Set([profile.everySiteRights, ...profile.siteRights.map((row) => row.rights)].flat());
  const rights = SITE_RIGHTS.filter((right) => held.has(right));
  if (rights.length === 0) return;
  await work.tx.profileSiteRights.createMany({ data: [{ accountId, profileId: profile.id, siteId, rights }] });
}
