import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { aSite } from "@tests/factories/sites";
import { contextOf } from "@tests/support/caller";
import { expect, test } from "vitest";
import type { Actor } from "@/authz";
import { commandsOf } from "@/composition/commands";
import { navigationOf } from "@/composition/navigation";

/** The menu of a user: each entry's address, or its name with the addresses below it. */
async function menuOf(user: { id: string }) {
  const { actor } = await contextOf(user);
  return navigationOf(actor as Actor).map(({ key, href, entries }) =>
    entries ? [key, ...entries.map((entry) => entry.href)] : href,
  );
}

test("R001 R303 the menus of both types of account: what they share, and what is only the one's", async () => {
  const account = ["manageMyAccount", "/account", "/users"];
  expect(await menuOf(await aUser((await anAccount({ type: "RESELLER" })).id))).toEqual([
    "/dashboard",
    [...account, "/customers", "/credits", "/personalization", "/history"],
    "/api-settings",
    "/support",
  ]);
  const sites = ["/sites", "/sites/last/configurations", "/sites/last/cards", "/sites/last/configurators"];
  expect(await menuOf(await aUser((await anAccount()).id))).toEqual([
    "/dashboard",
    [...account, "/credits", "/personalization", "/history"],
    ["manageMySites", ...sites],
    "/private-id-settings",
    "/api-settings",
    "/support",
  ]);
});

test("R019 a reseller's menu has nothing of sites and cards, whatever its profile says", async () => {
  const reseller = await anAccount({ type: "RESELLER" });
  const user = await aUser(reseller.id, { everySiteRights: ["site.view", "cards.view", "sendCards"] });
  expect(JSON.stringify(await menuOf(user))).not.toMatch(/sites|private-id/);
});

test("R303 what a profile does not hold is not in the menu; one site is enough for the menu of sites", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  expect(await menuOf(await aUser(account.id, { accountRights: [] }))).toEqual(["/dashboard", "/support"]);
  expect(await menuOf(await aUser(account.id, { siteRights: { [site.id]: ["cards.view"] } }))).toEqual([
    "/dashboard",
    ["manageMySites", "/sites/last/cards"],
    "/support",
  ]);
});

test("the operator's console has menus of its own, by its own rights", async () => {
  const root = await theOperator();
  const some = await aUser(root.id, { accountRights: ["requests.view", "credits.view"] });
  expect(await menuOf(some)).toEqual([
    "/operator",
    ["manageAccounts", "/operator/requests"],
    ["manageCredits", "/operator/orders"],
  ]);
});

test("the command palette offers actions and searches by the same rights", async () => {
  const offered = async (accountId: string, rights?: Parameters<typeof aUser>[1]) => {
    const { actor } = await contextOf(await aUser(accountId, rights));
    const { actions, search } = commandsOf(actor as Actor);
    return {
      actions: actions.map(({ key }) => key),
      search: Object.entries(search).flatMap(([of, may]) => (may ? [of] : [])),
    };
  };
  const account = await anAccount();
  const site = await aSite(account.id);
  expect(await offered(account.id)).toEqual({
    actions: ["addCard", "addSite", "importPse", "addConfigurator", "addUser", "orderCredits"],
    search: ["sites", "cards"],
  });
  expect(await offered(account.id, { siteRights: { [site.id]: ["cards.view", "cards.create"] } })).toEqual({
    actions: ["addCard"],
    search: ["sites", "cards"],
  });
  expect(await offered((await anAccount({ type: "RESELLER" })).id)).toEqual({
    actions: ["addCustomer", "importCustomers", "addUser", "orderCredits"],
    search: ["customers"],
  });
  const root = await theOperator();
  expect(await offered(root.id, { accountRights: ["accounts.view"] })).toEqual({ actions: [], search: ["accounts"] });
  expect(await offered(root.id, { accountRights: ["requests.view"] })).toEqual({ actions: [], search: [] });
});
