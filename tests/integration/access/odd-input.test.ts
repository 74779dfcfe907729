import { anAccount, aProfile, aUser } from "@tests/factories/accounts";
import { aBrowser } from "@tests/factories/sign-in";
import { callerOf, refusal } from "@tests/support/caller";
import { exported, sheetOf } from "@tests/support/files";
import { mailsTo, tokenIn } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";

/* What people really are called and really type (issue 3, last paragraph): taken as it is, or refused with a clear answer. */

const GOOD = "a long walk along the river";
async function anOffice() {
  const account = await anAccount();
  const admin = await aUser(account.id, { holder: true });
  return { account, admin, caller: await callerOf(admin), profile: await aProfile(account.id) };
}

describe("names", () => {
  test.each([
    ["of one letter", "O", "Ø"],
    ["of 200 letters", "a".repeat(200), "z".repeat(200)],
    ["right to left", "محمد", "בן־דוד"],
    ["combining, stored composed", "Zoe\u0308", "Nguye\u0302\u0303n"],
    ["outside the basic plane", "𠮷田", "🙂"],
    ["like markup or a formula", "<b>Ana</b>", '=1+"1"'],
  ])("%s come back in list, search, export, e-mail and history", async (_what, firstName, lastName) => {
    const { admin, caller, profile } = await anOffice();
    const email = `odd${Math.random().toString(36).slice(2)}@example.com`;
    const { id } = await caller.users.add({ email, firstName, lastName, profileId: profile.id });
    const wanted = { firstName: firstName.normalize("NFC"), lastName: lastName.normalize("NFC") };
    expect((await caller.users.list({ search: wanted.lastName })).rows).toMatchObject([{ id, ...wanted }]);
    const { cells } = await sheetOf((await exported(admin, "users", `search=${encodeURIComponent(email)}`)).bytes);
    expect([cells[2]?.[1], cells[2]?.[2]]).toEqual([wanted.firstName, wanted.lastName]);
    expect((await mailsTo(email))[0]?.text).toContain(wanted.firstName);
    await caller.users.edit({ userId: id, firstName: "New", lastName, profileId: profile.id });
    const [row] = (await caller.history.list({ search: email })).rows;
    expect(row?.changes).toEqual([{ field: "firstName", from: wanted.firstName, to: "New" }]);
  });

  test.each([
    ["empty", ""],
    ["only spaces", " \u00a0 "],
    ["only zero-width characters", "\u200b\u200d"],
    ["only combining characters", "\u0301\u0302"],
    ["with a line break", "Ana\nMaria"],
    ["of 201 letters", "a".repeat(201)],
  ])("%s is refused at its field, and nothing is kept", async (_what, firstName) => {
    const { account, caller, profile } = await anOffice();
    const email = "refused@example.com";
    const error = await caller.users.add({ email, firstName, lastName: "GREEN", profileId: profile.id }).then(
      () => null,
      (reason: { cause?: { issues?: { path: string[] }[] } }) => reason,
    );
    expect(error?.cause?.issues?.map((issue) => issue.path.join("."))).toContain("firstName");
    expect(await asSystem(({ tx }) => tx.user.count({ where: { accountId: account.id, email } }))).toBe(0);
  });
});

describe("addresses", () => {
  test.each([
    ["a plus sign", "ana+portal@example.com"],
    ["a non-ASCII domain", "ana@bücher.test"],
    ["a non-ASCII name too", "josé.ñ@пример.test"],
  ])("with %s: invited, activated, signed in, in any case", async (_what, email) => {
    const { caller, profile } = await anOffice();
    await caller.users.add({ email, firstName: "Ana", lastName: "GREEN", profileId: profile.id });
    const token = tokenIn((await mailsTo(email))[0]?.text, "activate");
    await (await callerOf(null)).registration.activate({ token, password: GOOD });
    expect((await aBrowser().signIn(email.toUpperCase(), GOOD)).status).toBe(200);
    const again = { email: email.toUpperCase(), firstName: "A", lastName: "B", profileId: profile.id };
    expect(await refusal(caller.users.add(again))).toMatchObject({ code: "access.userExists" });
  });

  test("ana@ and ana+portal@ are two people", async () => {
    const { caller, profile } = await anOffice();
    for (const email of ["eve@example.com", "eve+portal@example.com"])
      await caller.users.add({ email, firstName: "Eve", lastName: "GREEN", profileId: profile.id });
    expect((await caller.users.list({ filters: { email: "eve" } })).rows).toHaveLength(2);
  });
});

describe("at the same moment", () => {
  test("a profile is deleted while a user is being moved to it, or edited into it: never a user without a profile", async () => {
    for (let round = 0; round < 8; round++) {
      const { account, caller } = await anOffice();
      const profile = await aProfile(account.id);
      const user = await aUser(account.id, { accountRights: [] });
      const edit = { userId: user.id, firstName: "A", lastName: "B", profileId: profile.id };
      const [edited, deleted] = await Promise.allSettled([
        caller.users.edit(edit),
        caller.profiles.delete({ profileId: profile.id }),
      ]);
      expect([edited.status, deleted.status].filter((status) => status === "fulfilled")).toHaveLength(1);
      const after = await asSystem(({ tx }) =>
        tx.user.findUniqueOrThrow({ where: { id: user.id }, include: { profile: true } }),
      );
      expect(after.profileId).toBe(edited.status === "fulfilled" ? profile.id : user.profileId);
    }
  });

  test("one user is disabled, deleted and edited by three administrators: one end, and no error but a clear one", async () => {
    const { account, profile } = await anOffice();
    const user = await aUser(account.id, { accountRights: [] });
    const admins = await Promise.all([1, 2, 3].map(async () => callerOf(await aUser(account.id))));
    const ids = { userIds: [user.id] };
    const edit = { userId: user.id, firstName: "A", lastName: "B", profileId: profile.id };
    const answers = await Promise.allSettled([
      admins[0]!.users.disable(ids),
      admins[1]!.users.delete(ids),
      admins[2]!.users.edit(edit).then(() => [{ refused: null }]),
    ]);
    const refusals = answers.map((answer) =>
      answer.status === "fulfilled" ? answer.value[0]?.refused : (answer.reason as { code: string }).code,
    );
    for (const refused of refusals)
      expect([null, "shared.notFound", "access.cannotDisable", "NOT_FOUND"]).toContain(refused);
    const { status } = await asSystem(({ tx }) => tx.user.findUniqueOrThrow({ where: { id: user.id } }));
    expect(status).toBe("DELETED");
  });
});
