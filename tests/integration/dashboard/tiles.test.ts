import { anAccount, aUser } from "@tests/factories/accounts";
import { aCard, aSending } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { expect, test } from "vitest";

test("R027 R028 R029 R030 R033 an end customer's welcome page counts live, and only what is its own", async () => {
  const account = await anAccount();
  const other = await anAccount();
  await aCard(await aSite(other.id));
  const user = await aUser(account.id, { holder: true });
  await aUser(account.id, { status: "CREATED" });
  await aUser(account.id, { status: "DELETED" });
  const caller = await callerOf(user);
  const fresh = await caller.dashboard.read();
  expect(fresh).toMatchObject({
    accountType: "END_CUSTOMER",
    account: { name: "Mike WHITE", email: account.email },
    users: { created: 1, activated: 1, deleted: 1 },
    customers: null,
    credits: { balance: 0, used: 0, lastLoadedAt: null },
    sites: { sites: 0, steps: { site: false, configuration: false, card: false, send: false } },
  });

  await aLoad(account.id, 100);
  const site = await aSite(account.id);
  const card = await aCard(site, { configurationId: (await aConfiguration(site)).id });
  const begun = await caller.dashboard.read();
  expect(begun.credits).toMatchObject({ balance: 100, held: 0, available: 100, used: 0 });
  expect(begun.credits.lastLoadedAt).not.toBeNull();
  expect(begun.sites).toEqual({
    sites: 1,
    readerConfigurations: 1,
    userCards: 1,
    configurators: 0,
    steps: { site: true, configuration: true, card: true, send: false },
  });
  await aSending(card.id);
  const sent = await caller.dashboard.read();
  expect(sent.credits).toMatchObject({ balance: 100, held: 5, available: 95, used: 0 });
  expect(sent.sites?.steps.send).toBe(true);
});

test("R022 R023 R024 R025 a reseller's welcome page counts its direct customers", async () => {
  const reseller = await anAccount({ type: "RESELLER" });
  await anAccount({ parentId: reseller.id, status: "CREATED" });
  const customer = await anAccount({ parentId: reseller.id });
  const below = await anAccount({ parentId: reseller.id, type: "RESELLER", status: "DELETED" });
  await anAccount({ parentId: below.id });
  const { customers, sites } = await (await callerOf(await aUser(reseller.id))).dashboard.read();
  expect(customers).toEqual({ created: 1, activated: 1, deleted: 1 });
  expect(sites).toBeNull();
  expect((await (await callerOf(await aUser(customer.id))).dashboard.read()).customers).toBeNull();
});

test("each part only with its right, sites only those visible; a visitor gets nothing", async () => {
  const account = await anAccount();
  const [open, closed] = [await aSite(account.id), await aSite(account.id)];
  await aCard(open);
  await aCard(closed);
  const narrow = await callerOf(await aUser(account.id, { siteRights: { [open.id]: ["cards.view"] } }));
  expect(await narrow.dashboard.read()).toMatchObject({
    account: null,
    users: null,
    sites: { sites: 1, userCards: 1 },
    may: { readCredits: false, createSite: false, seeCards: true, seeConfigurations: false },
  });
  expect(await refusal((await callerOf(null)).dashboard.read())).toMatchObject({ kind: "UNAUTHENTICATED" });
});
