import { expect, test } from "vitest";
import { SITE_RIGHTS } from "@/authz";
import { createSite } from "@/modules/sites/server";
import { newId } from "@/shared/kernel/ids";
import { anAccount, aProfile, aUser } from "../../factories/accounts";
import { aCard } from "../../factories/cards";
import { aConfiguration, aSite } from "../../factories/sites";
import { callerOf, refusal } from "../../support/caller";
import { asAccount, asSystem } from "../../support/system";

const historyOf = (siteId: string) =>
  asSystem(({ tx }) => tx.historyEntry.findMany({ where: { siteId }, orderBy: { at: "asc" } }));

test("R158 R164 a site is created, once per name without case, and history tells it", async () => {
  const account = await anAccount();
  const caller = await callerOf(await aUser(account.id));
  const site = await caller.sites.create({ name: "  London " });
  expect(site.name).toBe("London");
  expect((await caller.sites.list({})).rows).toMatchObject([
    { name: "London", configurations: 0, users: 0, configurators: 0 },
  ]);
  expect(await refusal(caller.sites.create({ name: "LONDON" }))).toMatchObject({
    kind: "CONFLICT",
    code: "sites.nameTaken",
    fields: ["name"],
  });
  expect(await refusal(caller.sites.create({ name: "   " }))).toMatchObject({ kind: "BAD_INPUT" });
  expect((await historyOf(site.id)).map((row) => [row.page, row.action, row.params, row.performerKind])).toEqual([
    ["sites", "sites.created", { name: "London" }, "user"],
  ]);
});

test("R164 the same name twice at once: one site, one refusal", async () => {
  const account = await anAccount();
  const caller = await callerOf(await aUser(account.id));
  const results = await Promise.allSettled(Array.from({ length: 6 }, () => caller.sites.create({ name: "Paris" })));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect((await caller.sites.list({})).rows).toHaveLength(1);
});

test("creating needs the right; the creator's profile gets the rights that it holds anywhere", async () => {
  const account = await anAccount();
  const other = await aSite(account.id);
  const without = await callerOf(await aUser(account.id, { everySiteRights: [...SITE_RIGHTS] }));
  expect(await refusal(without.sites.create({ name: "Nice" }))).toMatchObject({ kind: "FORBIDDEN" });
  expect(await refusal((await callerOf(null)).sites.create({ name: "Nice" }))).toMatchObject({
    kind: "UNAUTHENTICATED",
  });

  const user = await aUser(account.id, {
    accountRights: ["sites.create"],
    everySiteRights: ["site.view"],
    siteRights: { [other.id]: ["cards.create", "cards.view"] },
  });
  const site = await (await callerOf(user)).sites.create({ name: "Nice" });
  const row = await asSystem(({ tx }) => tx.profileSiteRights.findFirst({ where: { siteId: site.id } }));
  expect(row).toMatchObject({ profileId: user.profileId, rights: ["site.view", "cards.view", "cards.create"] });
});

test("an administrator needs no row for the site it creates", async () => {
  const account = await anAccount();
  const site = await (await callerOf(await aUser(account.id))).sites.create({ name: "Metz" });
  expect(await asSystem(({ tx }) => tx.profileSiteRights.count({ where: { siteId: site.id } }))).toBe(0);
});

test("a rolled back creation leaves nothing", async () => {
  const account = await anAccount();
  await expect(
    asAccount(account.id, async (work) => {
      await createSite(work, { name: "Never" });
      throw new Error("stop");
    }),
  ).rejects.toThrow("stop");
  const counts = await asSystem(async ({ tx }) => [
    await tx.site.count({ where: { accountId: account.id } }),
    await tx.historyEntry.count({ where: { accountId: account.id } }),
  ]);
  expect(counts).toEqual([0, 0]);
});

test("R161 R163 the list counts live, sorts by every column, searches and pages both ways by cursor", async () => {
  const account = await anAccount();
  const caller = await callerOf(await aUser(account.id));
  const sites = [];
  for (const name of ["Annexe", "annexe 2", "London", "Paris", "Zürich"]) sites.push(await aSite(account.id, { name }));
  const configuration = await aConfiguration(sites[2]!);
  await aCard(sites[2]!, { configurationId: configuration.id });
  await aCard(sites[2]!);
  await aCard(sites[3]!);

  const names = async (input: Parameters<typeof caller.sites.list>[0]) =>
    (await caller.sites.list(input)).rows.map((row) => row.name);
  expect(await names({})).toEqual(["Annexe", "annexe 2", "London", "Paris", "Zürich"]);
  expect(await names({ sort: { column: "users", direction: "desc" }, limit: 2 })).toEqual(["London", "Paris"]);
  expect(await names({ search: "ANNEXE" })).toEqual(["Annexe", "annexe 2"]);
  expect(await names({ filters: { name: "par" } })).toEqual(["Paris"]);
  expect((await caller.sites.list({ search: "london" })).rows).toMatchObject([
    { configurations: 1, users: 2, configurators: 0 },
  ]);

  for (const column of ["name", "createdAt", "configurations", "users", "configurators"] as const) {
    const all = await names({ sort: { column, direction: "asc" } });
    const walked: string[] = [];
    let cursor: string | null = null;
    let last = await caller.sites.list({ sort: { column, direction: "asc" }, limit: 2 });
    for (;;) {
      walked.push(...last.rows.map((row) => row.name));
      expect(last.total).toBe(5);
      cursor = last.nextCursor;
      if (!cursor) break;
      last = await caller.sites.list({ sort: { column, direction: "asc" }, limit: 2, cursor });
    }
    expect(walked).toEqual(all);
    const back = await caller.sites.list({ sort: { column, direction: "asc" }, limit: 2, cursor: last.previousCursor });
    expect(back.rows.map((row) => row.name)).toEqual(all.slice(2, 4));
    expect(await names({ sort: { column, direction: "desc" } })).toEqual([...all].reverse());
  }
  // A cursor of another sort order, or none at all, begins at the start instead of failing.
  const foreign = (await caller.sites.list({ limit: 2 })).nextCursor;
  expect(await names({ sort: { column: "users", direction: "asc" }, limit: 1, cursor: foreign })).toHaveLength(1);
  expect(await names({ cursor: "%%%" })).toHaveLength(5);
});

test("the list holds only the sites on which the reader has any right, and never another account's", async () => {
  const [mine, theirs] = [await anAccount(), await anAccount()];
  const [open, closed] = [await aSite(mine.id, { name: "Open" }), await aSite(mine.id, { name: "Closed" })];
  const foreign = await aSite(theirs.id, { name: "Foreign" });
  const narrow = await callerOf(await aUser(mine.id, { siteRights: { [open.id]: ["cards.view"] } }));
  const list = await narrow.sites.list({});
  expect(list.rows.map((row) => [row.name, row.rights])).toEqual([["Open", ["cards.view"]]]);
  expect(await refusal(narrow.sites.detail({ siteId: closed.id }))).toMatchObject({ kind: "NOT_FOUND" });
  expect(await refusal(narrow.sites.detail({ siteId: open.id }))).toMatchObject({ kind: "FORBIDDEN" });
  expect(await refusal(narrow.sites.head({ siteId: closed.id }))).toMatchObject({ kind: "NOT_FOUND" });
  const allBut = await callerOf(
    await aUser(mine.id, { everySiteRights: ["site.view"], siteRights: { [closed.id]: [] } }),
  );
  expect((await allBut.sites.list({})).rows.map((row) => row.name)).toEqual(["Open"]);

  const administrator = await callerOf(await aUser(mine.id));
  for (const call of [
    () => administrator.sites.detail({ siteId: foreign.id }),
    () => administrator.sites.head({ siteId: foreign.id }),
    () => administrator.sites.update({ siteId: foreign.id, name: "Mine" }),
    () => administrator.sites.delete({ siteId: foreign.id }),
    () => administrator.sites.visited({ siteId: foreign.id }),
    () => administrator.sites.setDuplicates({ siteId: foreign.id, allowed: true }),
  ])
    expect(await refusal(call())).toMatchObject({ kind: "NOT_FOUND" });
  expect((await (await callerOf(await aUser(theirs.id))).sites.head({ siteId: foreign.id })).name).toBe("Foreign");
});

test("R169 R170 R171 the detail counts as figures 55 and 69 group", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  const configuration = await aConfiguration(site);
  await aCard(site, { configurationId: configuration.id });
  await aCard(site);
  const gone = await aCard(site);
  const configurator = await asSystem(async ({ tx, now }) => {
    await tx.virtualCard.update({ where: { id: gone.id }, data: { status: "DELETED", deletedAt: now } });
    const base = { accountId: account.id, siteId: site.id, firstName: "Ann", lastName: "DOE", createdAt: now };
    await tx.configurator.create({ data: { ...base, id: newId(), email: "gone@example.com", deletedAt: now } });
    return tx.configurator.create({ data: { ...base, id: newId(), email: "ann@example.com" } });
  });
  await aCard(site, { kind: "CONFIGURATION", configurationId: configuration.id, configuratorId: configurator.id });
  const detail = await (await callerOf(await aUser(account.id))).sites.detail({ siteId: site.id });
  const cards = { active: 0, emailSent: 0, revokedGroup: 0, revoked: 0, pendingRevoke: 0 };
  expect(detail.counters).toEqual({
    readerConfigurations: 1,
    configurators: { added: 1, deleted: 1 },
    configurations: { ...cards, total: 1, inactive: 1, created: 1 },
    users: { ...cards, total: 2, inactive: 2, created: 2, activePrivateId: 0, activeMobileIdPlus: 0 },
  });
});

test("settings: what changed is in history with old and new value; bad values change nothing", async () => {
  const account = await anAccount();
  const site = await aSite(account.id, { name: "Old" });
  await aSite(account.id, { name: "Taken" });
  const caller = await callerOf(await aUser(account.id));
  await caller.sites.update({ siteId: site.id, name: "New", linkDays: 7, activationCode: "SEPARATE_CODE" });
  await caller.sites.update({ siteId: site.id, linkDays: 7 });
  const rows = await historyOf(site.id);
  expect(rows.map((row) => [row.action, row.changes])).toEqual([
    [
      "sites.updated",
      [
        { field: "name", from: "Old", to: "New" },
        { field: "linkDays", from: 30, to: 7 },
        { field: "activationCode", from: "MAIL_CODE", to: "SEPARATE_CODE" },
      ],
    ],
  ]);
  expect(await refusal(caller.sites.update({ siteId: site.id, name: "taken" }))).toMatchObject({
    code: "sites.nameTaken",
  });
  expect(await refusal(caller.sites.update({ siteId: site.id, linkDays: 366 }))).toMatchObject({ kind: "BAD_INPUT" });
  expect(await refusal(caller.sites.update({ siteId: site.id, timeZone: "Mars/Base" }))).toMatchObject({
    code: "sites.timeZoneUnknown",
  });
  const viewer = await callerOf(await aUser(account.id, { everySiteRights: ["site.view"] }));
  expect(await refusal(viewer.sites.update({ siteId: site.id, name: "Mine" }))).toMatchObject({ kind: "FORBIDDEN" });
  expect((await viewer.sites.detail({ siteId: site.id })).settings.linkDays).toBe(7);
});

test("R166 a site with anything in it is not deleted, and the refusal counts what is there", async () => {
  const account = await anAccount();
  const site = await aSite(account.id, { name: "Full" });
  const configuration = await aConfiguration(site);
  const caller = await callerOf(await aUser(account.id));
  await aCard(site, { configurationId: configuration.id });
  expect(await refusal(caller.sites.delete({ siteId: site.id }))).toMatchObject({
    kind: "REFUSED",
    code: "sites.notEmpty",
    params: { name: "Full", configurations: 1, users: 1, configurators: 0, configurationCards: 0 },
  });
  const viewer = await callerOf(await aUser(account.id, { everySiteRights: ["site.view"] }));
  expect(await refusal(viewer.sites.delete({ siteId: site.id }))).toMatchObject({ kind: "FORBIDDEN" });
});

test("R165 an empty site is deleted once, its name is free again, and rights on it are gone", async () => {
  const account = await anAccount();
  const caller = await callerOf(await aUser(account.id));
  const site = await caller.sites.create({ name: "Short" });
  await aProfile(account.id, { siteRights: { [site.id]: ["site.view"] } });
  const results = await Promise.allSettled([1, 2, 3].map(() => caller.sites.delete({ siteId: site.id })));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect((await historyOf(site.id)).map((row) => row.action)).toEqual(["sites.created", "sites.deleted"]);
  expect(await asSystem(({ tx }) => tx.profileSiteRights.count({ where: { siteId: site.id } }))).toBe(0);
  await caller.sites.create({ name: "short" });
});

test("R175 menu entries open the last site viewed, else the first by name, never one that is gone or hidden", async () => {
  const account = await anAccount();
  const [a, b, c] = [
    await aSite(account.id, { name: "A" }),
    await aSite(account.id, { name: "B" }),
    await aSite(account.id, { name: "C" }),
  ];
  const user = await aUser(account.id);
  expect(await (await callerOf(user)).sites.toOpen({ section: "cards" })).toBe(a.id);
  await (await callerOf(user)).sites.visited({ siteId: b.id });
  expect(await (await callerOf(user)).sites.toOpen({ section: "cards" })).toBe(b.id);
  await (await callerOf(user)).sites.delete({ siteId: b.id });
  expect(await (await callerOf(user)).sites.toOpen({ section: "cards" })).toBe(a.id);
  const narrow = await aUser(account.id, { siteRights: { [c.id]: ["cards.view"] } });
  expect(await (await callerOf(narrow)).sites.toOpen({ section: "cards" })).toBe(c.id);
  expect(await refusal((await callerOf(narrow)).sites.visited({ siteId: a.id }))).toMatchObject({ kind: "NOT_FOUND" });
  expect(await (await callerOf(narrow)).sites.toOpen({ section: "configurators" })).toBeNull();
  expect(
    await (await callerOf(await aUser(account.id, { siteRights: {} }))).sites.toOpen({ section: "cards" }),
  ).toBeNull();
});
