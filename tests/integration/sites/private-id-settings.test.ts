import { expect, test } from "vitest";
import { lockSite } from "@/modules/sites/server";
import { anAccount, aUser } from "../../factories/accounts";
import { aCard } from "../../factories/cards";
import { aConfiguration, aSite } from "../../factories/sites";
import { callerOf, refusal } from "../../support/caller";
import { heldOpen, waitForLock } from "../../support/locks";
import { asAccount, asSystem } from "../../support/system";

test("R246 R247 the switch is per site, with the right, and in history", async () => {
  const account = await anAccount();
  const [london, paris] = [await aSite(account.id, { name: "London" }), await aSite(account.id, { name: "Paris" })];
  const caller = await callerOf(await aUser(account.id));
  await caller.sites.setDuplicates({ siteId: london.id, allowed: true });
  await caller.sites.setDuplicates({ siteId: london.id, allowed: true });
  expect((await caller.sites.privateIdSettings()).map((row) => [row.name, row.allowDuplicateIds])).toEqual([
    ["London", true],
    ["Paris", false],
  ]);
  const history = await asSystem(({ tx }) => tx.historyEntry.findMany({ where: { siteId: london.id } }));
  expect(history.map((row) => [row.page, row.action])).toEqual([["settings", "sites.duplicatesAllowed"]]);

  const viewer = await callerOf(await aUser(account.id, { siteRights: { [paris.id]: ["privateIdSettings.view"] } }));
  expect(await viewer.sites.privateIdSettings()).toMatchObject([{ name: "Paris", canEdit: false }]);
  expect(await refusal(viewer.sites.setDuplicates({ siteId: paris.id, allowed: true }))).toMatchObject({
    kind: "FORBIDDEN",
  });
  expect(await refusal(viewer.sites.setDuplicates({ siteId: london.id, allowed: true }))).toMatchObject({
    kind: "NOT_FOUND",
  });
});

test("R248 forbidding leaves existing duplicates and says which they are; deleted cards and other cases of letters", async () => {
  const account = await anAccount();
  const site = await aSite(account.id, { allowDuplicateIds: true });
  const configuration = await aConfiguration(site, { name: "Doors" });
  const other = await aConfiguration(site);
  const options = { configurationId: configuration.id };
  await aCard(site, { ...options, privateId: "00ab", firstName: "First" });
  await aCard(site, { ...options, privateId: "00AB", firstName: "Second" });
  await aCard(site, { configurationId: other.id, privateId: "00ab" });
  await aCard(site, { ...options, privateId: "777" });
  const gone = await aCard(site, { ...options, privateId: "777" });
  await asSystem(({ tx, now }) =>
    tx.virtualCard.update({ where: { id: gone.id }, data: { status: "DELETED", deletedAt: now } }),
  );
  const caller = await callerOf(await aUser(account.id));
  const { duplicates } = await caller.sites.setDuplicates({ siteId: site.id, allowed: false });
  expect(duplicates).toMatchObject([
    { configurationName: "Doors", privateId: "00ab", cards: [{ firstName: "First" }, { firstName: "Second" }] },
  ]);
  expect(await caller.sites.privateIdSettings()).toMatchObject([{ allowDuplicateIds: false, duplicates: 1 }]);
  expect(await caller.sites.duplicates({ siteId: site.id })).toHaveLength(1);
  expect(await asSystem(({ tx }) => tx.virtualCard.count({ where: { siteId: site.id, status: "CREATED" } }))).toBe(4);
});

test("the switch and deletion wait for whoever is adding something to the site", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  const caller = await callerOf(await aUser(account.id));
  const order: string[] = [];
  const release = await heldOpen((hold) =>
    asAccount(account.id, async (work) => {
      await lockSite(work, site.id, "shared");
      await hold();
      order.push("added");
    }),
  );
  const turned = caller.sites.setDuplicates({ siteId: site.id, allowed: true }).then(() => order.push("turned"));
  await waitForLock();
  await release();
  await turned;
  expect(order).toEqual(["added", "turned"]);
});
