import type { Actor } from "@/authz";
import { canOnSite, visibleSites } from "@/authz";
import { accountOf, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import type { DuplicateId, PrivateIdSettingRow } from "../contract";
import { duplicateIdCounts, duplicateIdsOf } from "./ports";
import { duplicateSwitches, lockSite } from "./sites.repo";

/** How many duplicates a page lists at most. */
const LISTED = 200;

/** The duplicates switch of every site whose setting the actor may view (R246, R247). */
export async function privateIdSettings(work: Work, actor: Actor): Promise<PrivateIdSettingRow[]> {
  const sites = await duplicateSwitches(work, visibleSites(actor, "privateIdSettings.view"));
  const duplicates = await duplicateIdCounts.ask(work);
  return sites.map((site) => ({
    id: site.id,
    name: site.name,
    allowDuplicateIds: site.allowed,
    duplicates: duplicates.get(site.id) ?? 0,
    canEdit: canOnSite(actor, site.id, "privateIdSettings.edit"),
  }));
}

/**
 * Allows or forbids private ID duplicates in a site (R244 to R246). It waits for cards being added and they for it: both lock
 * the site's row. Forbidding leaves existing duplicates as they are (R248).
 *
 * @returns the duplicates that exist, where they are now forbidden.
 * @throws AppError NOT_FOUND.
 */
export async function setDuplicates(
  work: Work,
  input: { siteId: string; allowed: boolean },
): Promise<{ duplicates: DuplicateId[] }> {
  const accountId = accountOf(work);
  const site = await lockSite(work, input.siteId, "alone");
  if (site.allowDuplicateIds !== input.allowed) {
    await work.tx.site.updateMany({
      where: { id: input.siteId, accountId },
      data: { allowDuplicateIds: input.allowed },
    });
    await recordEvent(work, {
      accountId,
      page: "settings",
      action: input.allowed ? "sites.duplicatesAllowed" : "sites.duplicatesForbidden",
      params: { name: site.name },
      changes: [{ field: "allowDuplicateIds", from: site.allowDuplicateIds, to: input.allowed }],
      siteId: input.siteId,
    });
  }
  return { duplicates: input.allowed ? [] : await duplicateIdsOf.ask(work, input.siteId, LISTED) };
}

/** The private IDs of a site that several cards of one configuration have. */
export function existingDuplicates(work: Work, siteId: string): Promise<DuplicateId[]> {
  return duplicateIdsOf.ask(work, siteId, LISTED);
}
