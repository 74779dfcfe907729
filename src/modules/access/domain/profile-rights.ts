import { ACCOUNT_RIGHTS, type AccountRight, type AccountType, closeRights, SITE_RIGHTS, type SiteRight } from "@/authz";

/** The rights of a profile (decisions, section 3): on the account, on every site, and rows for sites that stand instead. */
export type ProfileRights = {
  accountRights: readonly string[];
  everySiteRights: readonly string[];
  siteRights: Readonly<Record<string, readonly string[]>>;
};

export const NO_RIGHTS: ProfileRights = { accountRights: [], everySiteRights: [], siteRights: {} };

/** The same rights with all that they imply, freed of what does not exist in an account of this type. */
export function closedRights(rights: ProfileRights, type: AccountType) {
  const onSites = type === "END_CUSTOMER" ? SITE_RIGHTS : [];
  const close = (given: readonly string[]) => [...closeRights<SiteRight>(given, onSites)];
  return {
    accountRights: [...closeRights<AccountRight>(rights.accountRights, ACCOUNT_RIGHTS[type])],
    everySiteRights: close(rights.everySiteRights),
    siteRights:
      type === "END_CUSTOMER"
        ? Object.fromEntries(Object.entries(rights.siteRights).map(([site, row]) => [site, close(row)]))
        : {},
  };
}

/** All that an Administrator has. */
export function administratorRights(type: AccountType): ProfileRights {
  return {
    accountRights: ACCOUNT_RIGHTS[type],
    everySiteRights: type === "END_CUSTOMER" ? SITE_RIGHTS : [],
    siteRights: {},
  };
}

const onSite = (rights: ProfileRights, site: string) => rights.siteRights[site] ?? rights.everySiteRights;

/**
 * The rights that somebody would get by a change and that the granter lacks: nobody grants what they lack. A row for every
 * site also counts for sites of which the granter has a row of its own with less. All three must be closed.
 *
 * @returns the rights lacking, without duplicates; empty: the granter may do it.
 */
export function lackingToGrant(before: ProfileRights, after: ProfileRights, granter: ProfileRights): string[] {
  const lacking = (gained: readonly string[], had: readonly string[], held: readonly string[]) =>
    gained.filter((right) => !had.includes(right) && !held.includes(right));
  // A site that none of the three names stands for all of those, also those to come.
  const sites = new Set(["", ...[before, after, granter].flatMap((rights) => Object.keys(rights.siteRights))]);
  return [
    ...new Set([
      ...lacking(after.accountRights, before.accountRights, granter.accountRights),
      ...[...sites].flatMap((site) => lacking(onSite(after, site), onSite(before, site), onSite(granter, site))),
    ]),
  ];
}
