/*
 * The vocabulary of rights: one table that the server, the interface, profiles and tests share (decisions, section 3).
 * A right is `<subject>.<verb>`, or a word for what one can do.
 */

export const ACCOUNT_TYPES = ["OPERATOR", "RESELLER", "END_CUSTOMER"] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

const GENERAL = [
  "myAccount.view",
  "myAccount.edit",
  "users.view",
  "users.create",
  "users.edit",
  "users.delete",
  "profiles.view",
  "profiles.create",
  "profiles.edit",
  "profiles.delete",
  "personalization.view",
  "personalization.edit",
  "apiSettings.view",
  "apiSettings.create",
  "orderCredits",
] as const;
const RESELLER_ONLY = [
  "customerAccounts.view",
  "customerAccounts.create",
  "customerAccounts.edit",
  "customerAccounts.delete",
  "transferCredits",
] as const;
const CUSTOMER_ONLY = ["sites.create"] as const;
const OPERATOR = [
  "personalization.view",
  "personalization.edit",
  "requests.view",
  "requests.act",
  "accounts.view",
  "accounts.act",
  "credits.view",
  "credits.act",
  "prices.view",
  "prices.act",
  "tokens.view",
  "tokens.act",
  "support.view",
  "support.act",
  "health.view",
  "health.act",
  "operatorUsers.view",
  "operatorUsers.act",
] as const;
/** What the pages of users and profiles ask for; in the operator's account its own two rights bring them. */
const USERS = [
  "users.view",
  "users.create",
  "users.edit",
  "users.delete",
  "profiles.view",
  "profiles.create",
  "profiles.edit",
  "profiles.delete",
] as const;
const SITE = [
  "site.view",
  "site.edit",
  "site.delete",
  "readerConfigurations.view",
  "readerConfigurations.create",
  "readerConfigurations.delete",
  "cards.view",
  "cards.create",
  "cards.edit",
  "cards.delete",
  "sendCards",
  "revokeCards",
  "configurators.view",
  "configurators.create",
  "configurators.edit",
  "configurators.delete",
  "configurationCards.view",
  "configurationCards.create",
  "configurationCards.delete",
  "sendConfigurationCards",
  "revokeConfigurationCards",
  "privateIdSettings.view",
  "privateIdSettings.edit",
  "reports.view",
] as const;

export type AccountRight =
  | (typeof GENERAL)[number]
  | (typeof RESELLER_ONLY)[number]
  | (typeof CUSTOMER_ONLY)[number]
  | (typeof OPERATOR)[number];
export type SiteRight = (typeof SITE)[number];
export type Right = AccountRight | SiteRight;

export const SITE_RIGHTS: readonly SiteRight[] = SITE;

/** The account-wide rights that exist in an account of a type. */
export const ACCOUNT_RIGHTS: Record<AccountType, readonly AccountRight[]> = {
  OPERATOR: [...OPERATOR, ...USERS],
  RESELLER: [...GENERAL, ...RESELLER_ONLY],
  END_CUSTOMER: [...GENERAL, ...CUSTOMER_ONLY],
};

/** What an API token may do in its account: it sees credits and history, makes sites, and manages webhooks (decisions, section 10). */
export const TOKEN_ACCOUNT_RIGHTS: readonly AccountRight[] = ["myAccount.view", "sites.create", "apiSettings.create"];

/** What an API token may do on every site of its account: all but changing reader configurations. */
export const TOKEN_SITE_RIGHTS: readonly SiteRight[] = SITE.filter(
  (right) => right !== "readerConfigurations.create" && right !== "readerConfigurations.delete",
);

/** The account-wide rights that a profile of an account of a type is made of, each once. */
export const PROFILE_RIGHTS: Record<AccountType, readonly AccountRight[]> = { ...ACCOUNT_RIGHTS, OPERATOR };

/** What a right brings with it: create, edit, delete and act imply view; sending or revoking cards implies seeing them. */
export function impliedRights(right: Right): Right[] {
  if (right === "operatorUsers.view") return ["users.view", "profiles.view"];
  if (right === "operatorUsers.act") return ["operatorUsers.view", ...USERS];
  const [subject, verb] = right.split(".");
  if (verb && verb !== "view") return [`${subject}.view` as Right];
  if (right === "sendCards" || right === "revokeCards") return ["cards.view"];
  if (right === "sendConfigurationCards" || right === "revokeConfigurationCards") return ["configurationCards.view"];
  if (right === "transferCredits") return ["customerAccounts.view"];
  return [];
}

/** A set of rights with all that they imply, restricted to those that exist. */
export function closeRights<R extends Right>(rights: readonly string[], existing: readonly R[]): Set<R> {
  const known = new Set<string>(existing);
  const closed = new Set<R>();
  for (const right of rights) {
    if (!known.has(right)) continue;
    closed.add(right as R);
    for (const implied of impliedRights(right as Right)) if (known.has(implied)) closed.add(implied as R);
  }
  return closed;
}
