import {
  ACCOUNT_RIGHTS,
  type AccountRight,
  type AccountType,
  closeRights,
  SITE_RIGHTS,
  type SiteRight,
  TOKEN_ACCOUNT_RIGHTS,
  TOKEN_SITE_RIGHTS,
} from "./rights";

/** What the database tells of the access of a user or an API token (its function load_access). */
export type AccessRecord = {
  /** Absent: a user. */
  kind?: "api";
  userId: string;
  identityId: string | null;
  userStatus: string;
  email: string;
  firstName: string;
  lastName: string;
  holder: boolean;
  lastSiteId: string | null;
  accountId: string;
  accountStatus: string;
  accountType: AccountType;
  companyName: string;
  timeZone: string;
  accountLocale: string;
  profileName: string;
  administrator: boolean;
  /** The account requires a second factor, and the person has none. */
  secondFactorMissing: boolean;
  accountRights: string[];
  everySiteRights: string[];
  siteRights: Record<string, string[]>;
};

/** Who asks, with what they may do: a user, or an API token of an account, whose id then stands in `userId`. */
export type Actor = {
  kind: "user" | "api";
  userId: string;
  accountId: string;
  accountType: AccountType;
  name: string;
  email: string;
  companyName: string;
  timeZone: string;
  profileName: string;
  holder: boolean;
  administrator: boolean;
  lastSiteId: string | null;
  accountRights: ReadonlySet<AccountRight>;
  everySiteRights: ReadonlySet<SiteRight>;
  siteRights: ReadonlyMap<string, ReadonlySet<SiteRight>>;
};

/** Whether a user and its account are Activated, and only the second factor that the account requires is missing. */
export function mustSetUpSecondFactor(access: AccessRecord | null): boolean {
  return access?.userStatus === "ACTIVATED" && access.accountStatus === "ACTIVATED" && access.secondFactorMissing;
}

/** The actor of an access record, or null where the user or its account is not Activated, or a required second factor is missing. */
export function actorFrom(access: AccessRecord | null): Actor | null {
  if (access?.userStatus !== "ACTIVATED" || access.accountStatus !== "ACTIVATED") return null;
  if (access.secondFactorMissing) return null;
  const accountRights = ACCOUNT_RIGHTS[access.accountType];
  const siteRights = access.accountType === "END_CUSTOMER" ? SITE_RIGHTS : [];
  const token = access.kind === "api";
  return {
    kind: access.kind ?? "user",
    userId: access.userId,
    accountId: access.accountId,
    accountType: access.accountType,
    name: `${access.firstName} ${access.lastName}`.trim(),
    email: access.email,
    companyName: access.companyName,
    timeZone: access.timeZone,
    profileName: access.profileName,
    holder: access.holder,
    administrator: access.administrator,
    lastSiteId: access.lastSiteId,
    accountRights: access.administrator
      ? new Set(accountRights)
      : closeRights(token ? TOKEN_ACCOUNT_RIGHTS : access.accountRights, accountRights),
    everySiteRights: access.administrator
      ? new Set(siteRights)
      : closeRights(token ? TOKEN_SITE_RIGHTS : access.everySiteRights, siteRights),
    siteRights: new Map(
      access.administrator
        ? []
        : Object.entries(access.siteRights).map(([site, rights]) => [site, closeRights(rights, siteRights)]),
    ),
  };
}
