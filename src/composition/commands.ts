import { type Actor, can, canOnAnySite } from "@/authz";
import { type NavigationEntry, navigationOf } from "./navigation";

/** What the command palette may offer to somebody: pages and actions as keys of the catalogue `commands`, and what may be searched. */
export type Commands = {
  /** Pages that the menus lead to no entry of their own. */
  pages: Command[];
  /** Addresses that open a dialog (`do=…`) or begin something. */
  actions: Command[];
  search: { sites: boolean; cards: boolean; customers: boolean; accounts: boolean };
};
export type Command = { key: string; href: string };

type Candidate = Command & { when: boolean };
const kept = (candidates: Candidate[]): Command[] =>
  candidates.filter(({ when }) => when).map(({ key, href }) => ({ key, href }));

/** By the same rights as the server's; each page and procedure asks again. */
export function commandsOf(actor: Actor): Commands {
  if (actor.accountType === "OPERATOR") return operatorCommands(actor);
  const customer = actor.accountType === "END_CUSTOMER";
  const onSite = (right: Parameters<typeof canOnAnySite>[1]) => customer && canOnAnySite(actor, right);
  const mine = can(actor, "myAccount.view");
  const customers = can(actor, "customerAccounts.view");
  return {
    pages: kept([
      { key: "profiles", href: "/users/profiles", when: can(actor, "profiles.view") },
      { key: "customersOverview", href: "/customers/overview", when: customers },
      { key: "transfers", href: "/credits/transfers", when: mine && actor.accountType === "RESELLER" },
      { key: "orders", href: "/credits/orders", when: mine },
      { key: "mails", href: "/personalization/mails", when: can(actor, "personalization.view") },
      { key: "fields", href: "/personalization/fields", when: can(actor, "personalization.view") },
      { key: "ownSignIn", href: "/sign-in", when: true },
      { key: "guide", href: "/guide", when: true },
      { key: "webApi", href: "/developers", when: can(actor, "apiSettings.view") },
    ]),
    actions: kept([
      { key: "addCard", href: "/sites/last/cards?do=add", when: onSite("cards.create") },
      { key: "addSite", href: "/sites?do=add", when: customer && can(actor, "sites.create") },
      { key: "importPse", href: "/sites/last/configurations?do=add", when: onSite("readerConfigurations.create") },
      { key: "addConfigurator", href: "/sites/last/configurators?do=add", when: onSite("configurators.create") },
      { key: "addCustomer", href: "/customers?do=add", when: can(actor, "customerAccounts.create") },
      { key: "importCustomers", href: "/customers/import", when: can(actor, "customerAccounts.create") },
      { key: "addUser", href: "/users?do=add", when: can(actor, "users.create") },
      { key: "orderCredits", href: "/credits/orders?do=add", when: mine && can(actor, "orderCredits") },
    ]),
    search: { sites: customer, cards: onSite("cards.view"), customers, accounts: false },
  };
}

function operatorCommands(actor: Actor): Commands {
  const accounts = can(actor, "accounts.view");
  return {
    pages: kept([
      { key: "tree", href: "/operator/accounts/tree", when: accounts },
      { key: "profiles", href: "/operator/users/profiles", when: can(actor, "operatorUsers.view") },
      { key: "mails", href: "/operator/personalization/mails", when: can(actor, "personalization.view") },
      { key: "ownSignIn", href: "/sign-in", when: true },
      { key: "guide", href: "/operator/guide", when: true },
    ]),
    actions: kept([{ key: "addUser", href: "/operator/users?do=add", when: can(actor, "operatorUsers.act") }]),
    search: { sites: false, cards: false, customers: false, accounts },
  };
}

/** Keys that lead to a page after a "g", for those that somebody has: `{ key: address }`. */
const GO_TO: Record<string, string> = {
  "/dashboard": "h",
  "/operator": "h",
  "/sites": "s",
  "/sites/last/cards": "v",
  "/sites/last/configurations": "r",
  "/sites/last/configurators": "i",
  "/users": "u",
  "/operator/users": "u",
  "/customers": "c",
  "/operator/accounts": "c",
  "/operator/requests": "r",
  "/credits": "b",
  "/operator/orders": "o",
  "/account": "a",
  "/history": "t",
};

/** The pages of the menus, each under its menu, with its key after "g" where it has one. */
export function pagesOf(actor: Actor): { key: string; under: string | null; href: string; go: string | null }[] {
  const page = (entry: { key: string; href: string }, under: string | null) => ({
    ...entry,
    under,
    go: GO_TO[entry.href] ?? null,
  });
  return navigationOf(actor).flatMap(({ key, href, entries }: NavigationEntry) =>
    href ? [page({ key, href }, null)] : (entries ?? []).map((entry) => page(entry, key)),
  );
}
