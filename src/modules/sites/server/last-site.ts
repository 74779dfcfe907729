import { type Actor, canSeeSite, type SiteRight, visibleSites } from "@/authz";
import { accountOf, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { SiteSection } from "../contract";
import { lastOrFirstSite, siteById } from "./sites.repo";

/**
 * A site on which an actor has any right.
 *
 * @throws AppError NOT_FOUND.
 */
export async function visibleSite(work: Work, actor: Actor, siteId: string) {
  if (!canSeeSite(actor, siteId)) throw new AppError("NOT_FOUND", "sites.notFound");
  return siteById(work, siteId);
}

/**
 * Remembers which site a user looked at last (R175, R192, R253).
 *
 * @throws AppError NOT_FOUND for a site that is not there or that the actor may not see.
 */
export async function rememberSite(work: Work, actor: Actor, siteId: string): Promise<void> {
  await visibleSite(work, actor, siteId);
  if (actor.lastSiteId === siteId) return;
  await work.tx.user.updateMany({
    where: { id: actor.userId, accountId: accountOf(work) },
    data: { lastSiteId: siteId },
  });
}

const SECTION_RIGHTS = {
  configurations: "readerConfigurations.view",
  cards: "cards.view",
  configurators: "configurators.view",
} as const satisfies Record<SiteSection, SiteRight>;

/** The site whose page the menu's entries open for an actor: the last one viewed, else the first by name; null where it may see none. */
export function siteToOpen(work: Work, actor: Actor, section: SiteSection): Promise<string | null> {
  return lastOrFirstSite(work, actor.lastSiteId, visibleSites(actor, SECTION_RIGHTS[section]));
}
