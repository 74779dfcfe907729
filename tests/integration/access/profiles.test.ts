import { anAccount, aProfile, aUser } from "@tests/factories/accounts";
import { aSite } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";

const none = { accountRights: [], everySiteRights: [], siteRights: {} };
const stored = (id: string) =>
  asSystem(({ tx }) => tx.profile.findUnique({ where: { id }, include: { siteRights: true } }));

async function anOffice(type: "END_CUSTOMER" | "RESELLER" = "END_CUSTOMER") {
  const account = await anAccount({ type });
  const admin = await aUser(account.id, { holder: true });
  return { account, admin, caller: await callerOf(admin) };
}

describe("R080 to R087 profiles", () => {
  test("are created with rights on the account, every site and single sites, closed and freed of nonsense", async () => {
    const { account, caller } = await anOffice();
    const site = await aSite(account.id);
    const { id } = await caller.profiles.create({
      name: "Guards",
      accountRights: ["users.create", "nonsense", "customerAccounts.view"],
      everySiteRights: ["sendCards"],
      siteRights: { [site.id]: ["cards.edit"] },
    });
    const profile = await stored(id);
    expect([...profile!.accountRights].sort()).toEqual(["users.create", "users.view"]);
    expect([...profile!.everySiteRights].sort()).toEqual(["cards.view", "sendCards"]);
    expect([...profile!.siteRights[0]!.rights].sort()).toEqual(["cards.edit", "cards.view"]);
    expect(await refusal(caller.profiles.create({ ...none, name: "GUARDS" }))).toMatchObject({
      kind: "CONFLICT",
      fields: ["name"],
    });
    const user = await aUser(account.id, { profileId: id, administrator: false });
    const listed = (await caller.profiles.list()).profiles.find((row) => row.id === id);
    expect(listed).toMatchObject({ users: 1, administrator: false, grantable: true });
    expect((await (await callerOf(user)).profiles.own()).siteRights).toEqual({
      [site.id]: expect.arrayContaining(["cards.edit"]),
    });
  });

  test("R086 a reseller's profile has no rights on sites", async () => {
    const { caller } = await anOffice("RESELLER");
    const { id } = await caller.profiles.create({
      ...none,
      name: "Sales",
      accountRights: ["transferCredits"],
      everySiteRights: ["sendCards"],
    });
    expect(await stored(id)).toMatchObject({ everySiteRights: [], siteRights: [] });
  });

  test("the Administrator is neither edited nor deleted; other accounts' profiles do not exist", async () => {
    const { admin, caller } = await anOffice();
    const edit = { profileId: admin.profileId, name: "Weak", ...none };
    expect(await refusal(caller.profiles.edit(edit))).toMatchObject({ code: "access.administratorFixed" });
    expect(await refusal(caller.profiles.delete({ profileId: admin.profileId }))).toMatchObject({
      code: "access.administratorFixed",
    });
    const foreign = await aProfile((await anAccount()).id, {});
    expect(await refusal(caller.profiles.edit({ ...edit, profileId: foreign.id }))).toMatchObject({
      kind: "NOT_FOUND",
    });
    expect(await refusal(caller.profiles.delete({ profileId: foreign.id }))).toMatchObject({ kind: "NOT_FOUND" });
    const site = await aSite((await anAccount()).id);
    expect(
      await refusal(caller.profiles.create({ ...none, name: "X", siteRights: { [site.id]: ["cards.view"] } })),
    ).toMatchObject({ kind: "NOT_FOUND" });
  });

  test("editing changes the rights of all who have it, with old and new in history", async () => {
    const { account, caller } = await anOffice();
    const profile = await aProfile(account.id, { accountRights: ["users.view"], name: "Desk" });
    const user = await aUser(account.id, { profileId: profile.id, administrator: false });
    await caller.profiles.edit({ profileId: profile.id, name: "Desk", ...none });
    expect(await refusal((await callerOf(user)).users.list({}))).toMatchObject({ kind: "FORBIDDEN" });
    const [event] = await asSystem(({ tx }) =>
      tx.historyEntry.findMany({ where: { accountId: account.id, action: "access.profileUpdated" } }),
    );
    expect(event?.changes).toEqual([{ field: "accountRights", from: "users.view", to: "" }]);
  });

  test("one in use is deleted only when its users move, deleted ones too", async () => {
    const { account, caller } = await anOffice();
    const [old, next] = [await aProfile(account.id, {}), await aProfile(account.id, {})];
    const user = await aUser(account.id, { profileId: old.id, administrator: false });
    const gone = await aUser(account.id, { profileId: old.id, administrator: false, status: "DELETED" });
    const { params, ...rest } = await refusal(caller.profiles.delete({ profileId: old.id }));
    expect([rest.code, params]).toEqual(["access.profileInUse", { count: 1 }]);
    await caller.profiles.delete({ profileId: old.id, moveUsersTo: next.id });
    const rows = await asSystem(({ tx }) => tx.user.findMany({ where: { id: { in: [user.id, gone.id] } } }));
    expect(rows.map((row) => row.profileId)).toEqual([next.id, next.id]);
    expect(await stored(old.id)).toBeNull();
  });

  test("deleted while a user is being added with it: the user or the deletion, never both", async () => {
    for (let round = 0; round < 5; round++) {
      const { account, caller } = await anOffice();
      const profile = await aProfile(account.id, {});
      const email = `race-${account.number}@example.com`;
      const [added, deleted] = await Promise.allSettled([
        caller.users.add({ email, firstName: "A", lastName: "B", profileId: profile.id }),
        caller.profiles.delete({ profileId: profile.id }),
      ]);
      expect([added.status, deleted.status].filter((status) => status === "fulfilled")).toHaveLength(1);
      const user = await asSystem(({ tx }) => tx.user.findFirst({ where: { email }, include: { profile: true } }));
      expect(user === null).toBe((await stored(profile.id)) === null);
    }
  });
});

describe("nobody grants what they lack", () => {
  async function aManager() {
    const { account } = await anOffice();
    const [london, paris] = [await aSite(account.id), await aSite(account.id)];
    const rights = {
      accountRights: ["users.create", "users.edit", "profiles.create", "profiles.edit", "profiles.delete"],
      siteRights: { [london.id]: ["cards.view", "sendCards"] },
    };
    const manager = await aUser(account.id, rights);
    return { account, london, paris, manager, caller: await callerOf(manager) };
  }

  test("not by a new profile, not by editing, not on a site that they don't see", async () => {
    const { london, paris, manager, caller } = await aManager();
    const create = (part: object) => caller.profiles.create({ ...none, name: `P${Math.random()}`, ...part });
    await create({ accountRights: ["users.view"], siteRights: { [london.id]: ["sendCards"] } });
    for (const more of [
      { accountRights: ["users.delete"] },
      { everySiteRights: ["cards.view"] },
      { siteRights: { [london.id]: ["cards.edit"] } },
    ])
      expect(await refusal(create(more))).toMatchObject({ kind: "FORBIDDEN", code: "access.grantsMore" });
    expect(await refusal(create({ siteRights: { [paris.id]: ["cards.view"] } }))).toMatchObject({ kind: "NOT_FOUND" });
    // Neither to themselves.
    const own = { profileId: manager.profileId, name: "Mine", everySiteRights: [] };
    const edit = caller.profiles.edit({ ...own, accountRights: ["users.delete"], siteRights: {} });
    expect(await refusal(edit)).toMatchObject({ code: "access.grantsMore" });
  });

  test("not by giving a user a stronger profile, not by moving users to one, not by reactivating", async () => {
    const { account, caller } = await aManager();
    const strong = await aProfile(account.id, { accountRights: ["users.delete"] });
    const weak = await aProfile(account.id, {});
    const person = { firstName: "A", lastName: "B" };
    expect(await refusal(caller.users.add({ ...person, email: "g1@example.com", profileId: strong.id }))).toMatchObject(
      { code: "access.grantsMore" },
    );
    const user = await aUser(account.id, { profileId: weak.id, administrator: false });
    expect(await refusal(caller.users.edit({ ...person, userId: user.id, profileId: strong.id }))).toMatchObject({
      code: "access.grantsMore",
    });
    expect(await refusal(caller.profiles.delete({ profileId: weak.id, moveUsersTo: strong.id }))).toMatchObject({
      code: "access.grantsMore",
    });
    const asleep = await aUser(account.id, { profileId: strong.id, administrator: false, status: "DISABLED" });
    expect(await caller.users.reactivate({ userIds: [asleep.id] })).toMatchObject([{ refused: "access.grantsMore" }]);
    const options = await caller.users.profileOptions();
    expect(options.find((option) => option.id === strong.id)?.grantable).toBe(false);
    expect(options.find((option) => option.id === weak.id)?.grantable).toBe(true);
  });

  test("rows of sites that the editor can't see stay as they are", async () => {
    const { account, london, paris, caller } = await aManager();
    const profile = await aProfile(account.id, { name: "Shared", siteRights: { [paris.id]: ["cards.delete"] } });
    expect((await caller.profiles.list()).profiles.find((row) => row.id === profile.id)?.siteRights).toEqual({});
    await caller.profiles.edit({
      profileId: profile.id,
      name: "Shared",
      accountRights: [],
      everySiteRights: [],
      siteRights: { [london.id]: ["cards.view"] },
    });
    const rows = (await stored(profile.id))!.siteRights.map((row) => row.siteId).sort();
    expect(rows).toEqual([london.id, paris.id].sort());
  });
});
