import type { Actor } from "./actor";
import type { AccountRight, SiteRight } from "./rights";

/** Whether an actor holds an account-wide right. */
export function can(actor: Actor, right: AccountRight): boolean {
  return actor.accountRights.has(right);
}

/** The rights on one site: its own row where the profile has one, else the row for every site. */
export function siteRightsOf(actor: Actor, siteId: string): ReadonlySet<SiteRight> {
  return actor.siteRights.get(siteId) ?? actor.everySiteRights;
}

/** Whether an actor holds a right on a site. */
export function canOnSite(actor: Actor, siteId: string, right: SiteRight): boolean {
  return siteRightsOf(actor, siteId).has(right);
}

/** Whether an actor may know that a site exists: it holds any right there. */
export function canSeeSite(actor: Actor, siteId: string): boolean {
  return siteRightsOf(actor, siteId).size > 0;
}

/** Whether an actor holds a right on some site, also one to come. */
export function canOnAnySite(actor: Actor, right: SiteRight): boolean {
  return actor.everySiteRights.has(right) || [...actor.siteRights.values()].some((rights) => rights.has(right));
}

/** Which sites an actor sees, as a condition for a query: all but some, or only some. */
export function visibleSites(actor: Actor, right?: SiteRight): { only: string[] } | { allBut: string[] } {
  const holds = (rights: ReadonlySet<SiteRight>) => (right ? rights.has(right) : rights.size > 0);
  const rows = [...actor.siteRights.entries()];
  if (holds(actor.everySiteRights)) return { allBut: rows.filter(([, rights]) => !holds(rights)).map(([id]) => id) };
  return { only: rows.filter(([, rights]) => holds(rights)).map(([id]) => id) };
}
