import { anAccount, aProfile, aUser } from "@tests/factories/accounts";
import { aBrowser, withPassword } from "@tests/factories/sign-in";
import { callerOf, refusal } from "@tests/support/caller";
import { mailsTo, tokenIn } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { requestContext } from "@/composition/context";
import { newId } from "@/shared/kernel/ids";

const GOOD = "a long walk along the river";
const historyOf = async (accountId: string) =>
  (await asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId }, orderBy: { id: "asc" } }))).map(
    (row) => row.action,
  );
const statusOf = async (id: string) =>
  (await asSystem(({ tx }) => tx.user.findUniqueOrThrow({ where: { id } }))).status;

async function anOffice() {
  const account = await anAccount();
  const admin = await aUser(account.id, { holder: true });
  const caller = await callerOf(admin);
  const profile = await aProfile(account.id, { accountRights: ["users.view"] });
  return { account, admin, caller, profile };
}
let counter = 0;
const someone = (profileId: string, more: object = {}) => {
  counter += 1;
  return { email: `someone${counter}@example.com`, firstName: "James", lastName: "DANIEL", profileId, ...more };
};

describe("R088 adding a user", () => {
  test("needs the right; other accounts don't see it", async () => {
    const { account, profile } = await anOffice();
    const viewer = await callerOf(await aUser(account.id, { accountRights: ["users.view"] }));
    expect(await refusal(viewer.users.add(someone(profile.id)))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await refusal((await callerOf(null)).users.list({}))).toMatchObject({ kind: "UNAUTHENTICATED" });
    const stranger = await anOffice();
    expect(await refusal(stranger.caller.users.add(someone(profile.id)))).toMatchObject({ code: "access.profileGone" });
    expect((await stranger.caller.users.list({})).rows.map((row) => row.id)).toEqual([stranger.admin.id]);
  });

  test("R091 R092 the user gets a link, sets a password, and is Activated", async () => {
    const { account, caller, profile } = await anOffice();
    const input = someone(profile.id, { phone: "+44 20 1234", field1: "Desk 4" });
    const { id } = await caller.users.add(input);
    expect(await statusOf(id)).toBe("CREATED");
    const [mail] = await mailsTo(input.email);
    expect(mail).toMatchObject({ kind: "user-invited", accountId: account.id });
    await (await callerOf(null)).registration.activate({ token: tokenIn(mail?.text, "activate"), password: GOOD });
    expect(await statusOf(id)).toBe("ACTIVATED");
    expect((await aBrowser().signIn(input.email, GOOD)).status).toBe(200);
    expect(await historyOf(account.id)).toEqual(["access.userCreated", "access.userActivated"]);
    expect((await caller.users.list({ search: "desk 4" })).rows).toMatchObject([
      { id, fields: ["Desk 4", null, null, null, null] },
    ]);
  });

  test("an address once per account, also at the same moment, without case; free again when deleted", async () => {
    const { caller, profile } = await anOffice();
    const input = someone(profile.id);
    const answers = await Promise.allSettled(
      [input.email, input.email.toUpperCase()].map((email) => caller.users.add({ ...input, email })),
    );
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    expect(await refusal(caller.users.add(input))).toMatchObject({ kind: "CONFLICT", fields: ["email"] });
    const [row] = (await caller.users.list({ search: input.email })).rows;
    await caller.users.delete({ userIds: [row!.id] });
    await caller.users.add(input);
  });

  test("R098 bad fields are refused, and the address can't be changed", async () => {
    const { caller, profile } = await anOffice();
    for (const wrong of [{ email: "x" }, { firstName: "" }, { lastName: "y".repeat(201) }, { profileId: "no" }])
      await expect(caller.users.add(someone(profile.id, wrong))).rejects.toThrow();
    const input = someone(profile.id);
    const { id } = await caller.users.add(input);
    await caller.users.edit({ ...input, userId: id, lastName: "NEW", email: "other@example.com" } as never);
    expect(await asSystem(({ tx }) => tx.user.findUnique({ where: { id } }))).toMatchObject({
      email: input.email,
      lastName: "NEW",
    });
  });
});

describe("R094 to R097 actions", () => {
  test("disabling ends the session at once and tells the user; reactivating lets in again", async () => {
    const { account, caller, profile } = await anOffice();
    const user = await withPassword(await aUser(account.id, { profileId: profile.id, administrator: false }));
    const browser = aBrowser();
    await browser.signIn(user.email);
    expect((await requestContext(browser.headers())).actor).not.toBeNull();
    expect(await caller.users.disable({ userIds: [user.id] })).toMatchObject([{ refused: null }]);
    expect((await requestContext(browser.headers())).actor).toBeNull();
    expect(await mailsTo(user.email)).toMatchObject([{ kind: "user-disabled" }]);
    expect(await caller.users.disable({ userIds: [user.id] })).toMatchObject([{ refused: "access.cannotDisable" }]);
    await caller.users.reactivate({ userIds: [user.id] });
    expect((await requestContext(browser.headers())).actor).not.toBeNull();
    expect((await mailsTo(user.email)).at(-1)).toMatchObject({ kind: "user-reactivated" });
    expect(await historyOf(account.id)).toEqual(["access.userDisabled", "access.userReactivated"]);
  });

  test("deleting kills the invitation; a lapsed one is sent again only to who is Created", async () => {
    const { account, caller, profile } = await anOffice();
    const input = someone(profile.id);
    const { id } = await caller.users.add(input);
    expect(await caller.users.invite({ userIds: [id] })).toMatchObject([{ refused: null }]);
    const mails = await mailsTo(input.email);
    expect(mails.map((mail) => mail.text === null)).toEqual([true, false]);
    const token = tokenIn(mails[1]?.text, "activate");
    await caller.users.delete({ userIds: [id] });
    expect(await (await callerOf(null)).registration.activation({ token })).toMatchObject({ state: "closed" });
    const active = await aUser(account.id, { profileId: profile.id, administrator: false });
    expect(await caller.users.invite({ userIds: [active.id] })).toMatchObject([{ refused: "access.cannotInvite" }]);
  });

  test("one action on several: done where possible, told where not; users of others do not exist", async () => {
    const { account, caller, profile } = await anOffice();
    const stranger = await anOffice();
    const active = await aUser(account.id, { profileId: profile.id, administrator: false });
    const created = await aUser(account.id, { profileId: profile.id, administrator: false, status: "CREATED" });
    const results = await caller.users.disable({ userIds: [active.id, created.id, stranger.admin.id, newId()] });
    const refused = Object.fromEntries(results.map((row) => [row.userId, row.refused]));
    expect(refused[active.id]).toBeNull();
    expect(refused[created.id]).toBe("access.cannotDisable");
    expect(refused[stranger.admin.id]).toBe("shared.notFound");
    expect(await statusOf(stranger.admin.id)).toBe("ACTIVATED");
  });
});

describe("the last administrator", () => {
  test("can't be disabled, deleted or given another profile; nor the holder", async () => {
    const { account, admin, profile } = await anOffice();
    const manager = await callerOf(await aUser(account.id, { administrator: true }));
    expect(await manager.users.disable({ userIds: [admin.id] })).toMatchObject([{ refused: "access.holderStays" }]);
    await asSystem(({ tx }) => tx.user.update({ where: { id: admin.id }, data: { holder: false } }));
    await manager.users.disable({ userIds: [admin.id] });
    const left = (await manager.users.list({ filters: { status: ["ACTIVATED"] } })).rows;
    expect(left).toHaveLength(1);
    const [last] = left;
    expect(await manager.users.disable({ userIds: [last!.id] })).toMatchObject([
      { refused: "access.lastAdministrator" },
    ]);
    expect(await manager.users.delete({ userIds: [last!.id] })).toMatchObject([
      { refused: "access.lastAdministrator" },
    ]);
    const edit = { userId: last!.id, firstName: "A", lastName: "B", profileId: profile.id };
    expect(await refusal(manager.users.edit(edit))).toMatchObject({ code: "access.lastAdministrator" });
  });

  test("two administrators disabling each other at the same moment: one stays", async () => {
    for (let round = 0; round < 5; round++) {
      const account = await anAccount();
      const [a, b] = [await aUser(account.id), await aUser(account.id)];
      const [byA, byB] = [await callerOf(a), await callerOf(b)];
      await Promise.allSettled([byA.users.disable({ userIds: [b.id] }), byB.users.disable({ userIds: [a.id] })]);
      expect([await statusOf(a.id), await statusOf(b.id)].sort()).toEqual(["ACTIVATED", "DISABLED"]);
    }
  });

  test("two others disabling the two administrators at the same moment: one stays", async () => {
    const account = await anAccount();
    const [a, b] = [await aUser(account.id), await aUser(account.id)];
    const rights = { accountRights: ["users.edit"] };
    const [first, second] = [
      await callerOf(await aUser(account.id, rights)),
      await callerOf(await aUser(account.id, rights)),
    ];
    await Promise.allSettled([first.users.disable({ userIds: [a.id] }), second.users.disable({ userIds: [b.id] })]);
    expect([await statusOf(a.id), await statusOf(b.id)].sort()).toEqual(["ACTIVATED", "DISABLED"]);
  });
});

describe("handing over the holder's role", () => {
  test("only by the holder, only to an activated user, who is administrator then; once", async () => {
    const { account, admin, caller, profile } = await anOffice();
    const next = await aUser(account.id, { profileId: profile.id, administrator: false });
    const created = await aUser(account.id, { profileId: profile.id, administrator: false, status: "CREATED" });
    const other = await callerOf(await aUser(account.id, { administrator: true }));
    expect(await refusal(other.users.handOver({ userId: next.id }))).toMatchObject({ code: "access.onlyHolder" });
    expect(await refusal(caller.users.handOver({ userId: created.id }))).toMatchObject({ code: "access.notActivated" });
    await caller.users.handOver({ userId: next.id });
    expect(
      (await asSystem(({ tx }) => tx.user.findMany({ where: { accountId: account.id, holder: true } }))).map(
        (row) => row.id,
      ),
    ).toEqual([next.id]);
    expect((await (await callerOf(next)).users.list({})).rows.length).toBeGreaterThan(0);
    expect(await refusal(caller.users.handOver({ userId: admin.id }))).toMatchObject({ code: "access.onlyHolder" });
  });
});

test("rights taken away act in the transaction that writes: a write that began before is refused", async () => {
  const account = await anAccount();
  await aUser(account.id);
  const profile = await aProfile(account.id, {});
  const manager = await aUser(account.id, { accountRights: ["users.create"] });
  const before = await callerOf(manager);
  await asSystem(({ tx }) => tx.profile.update({ where: { id: manager.profileId }, data: { accountRights: [] } }));
  expect(await refusal(before.users.add(someone(profile.id)))).toMatchObject({ kind: "FORBIDDEN" });
});
