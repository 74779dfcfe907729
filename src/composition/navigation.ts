import { type Actor, can, canOnAnySite, type SiteRight } from "@/authz";
import { mailboxIsOpen } from "./mailbox";

/** An entry of the top menu: a key of the `navigation` catalogue, with an address or entries of its own. */
export type NavigationEntry = { key: string; href?: string; entries?: { key: string; href: string }[] };

type Candidate = { key: string; href: string; when: boolean };
const kept = (candidates: Candidate[]) =>
  candidates.filter((entry) => entry.when).map(({ key, href }) => ({ key, href }));

/** The top menu of an actor (R303), from the same rights as the server's. Site pages lead to the site viewed last (R175, R192, R253). */
export function navigationOf(actor: Actor): NavigationEntry[] {
  if (actor.accountType === "OPERATOR") return operatorNavigation(actor);
  const onSite = (right: SiteRight) => canOnAnySite(actor, right);
  const account = kept([
    { key: "myAccount", href: "/account", when: can(actor, "myAccount.view") },
    { key: "usersAndProfiles", href: "/users", when: can(actor, "users.view") },
    { key: "customerAccounts", href: "/customers", when: can(actor, "customerAccounts.view") },
    { key: "credits", href: "/credits", when: can(actor, "myAccount.view") },
    { key: "personalization", href: "/personalization", when: can(actor, "personalization.view") },
    { key: "history", href: "/history", when: can(actor, "myAccount.view") },
  ]);
  const sites = kept([
    { key: "sites", href: "/sites", when: onSite("site.view") || can(actor, "sites.create") },
    { key: "readerConfigurations", href: "/sites/last/configurations", when: onSite("readerConfigurations.view") },
    { key: "userCards", href: "/sites/last/cards", when: onSite("cards.view") },
    { key: "configurators", href: "/sites/last/configurators", when: onSite("configurators.view") },
  ]);
  return [
    { key: "dashboard", href: "/dashboard" },
    ...(account.length > 0 ? [{ key: "manageMyAccount", entries: account }] : []),
    ...(actor.accountType === "END_CUSTOMER" && sites.length > 0 ? [{ key: "manageMySites", entries: sites }] : []),
    ...kept([{ key: "privateIdSettings", href: "/private-id-settings", when: onSite("privateIdSettings.view") }]),
    ...kept([{ key: "apiSettings", href: "/api-settings", when: can(actor, "apiSettings.view") }]),
    { key: "support", href: "/support" },
  ];
}

function operatorNavigation(actor: Actor): NavigationEntry[] {
  const group = (key: string, entries: Candidate[]) => ({ key, entries: kept(entries) });
  const groups = [
    group("manageAccounts", [
      { key: "requests", href: "/operator/requests", when: can(actor, "requests.view") },
      { key: "accounts", href: "/operator/accounts", when: can(actor, "accounts.view") },
      { key: "apiRequests", href: "/operator/api-requests", when: can(actor, "tokens.view") },
    ]),
    group("manageCredits", [
      { key: "orders", href: "/operator/orders", when: can(actor, "credits.view") },
      { key: "prices", href: "/operator/prices", when: can(actor, "prices.view") },
    ]),
    group("platform", [
      { key: "usersAndProfiles", href: "/operator/users", when: can(actor, "operatorUsers.view") },
      { key: "history", href: "/operator/history", when: can(actor, "operatorUsers.view") },
      { key: "personalization", href: "/operator/personalization", when: can(actor, "personalization.view") },
      { key: "supportContents", href: "/operator/support", when: can(actor, "support.view") },
      { key: "failedEmails", href: "/operator/emails", when: can(actor, "health.view") },
      { key: "jobs", href: "/operator/jobs", when: can(actor, "health.view") },
      { key: "mailbox", href: "/operator/mailbox", when: can(actor, "health.view") && mailboxIsOpen() },
    ]),
  ];
  return [{ key: "overview", href: "/operator" }, ...groups.filter(({ entries }) => entries.length > 0)];
}

/** Where an actor lands after signing in. */
export function homeOf(actor: Actor): string {
  return actor.accountType === "OPERATOR" ? "/operator" : "/dashboard";
}
