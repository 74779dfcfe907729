import { expect, test } from "vitest";
import { anAccount, aProfile, aUser } from "../../factories/accounts";
import { callerOf } from "../../support/caller";
import { mailsTo } from "../../support/mails";

const kinds = async (address: string) => (await mailsTo(address)).map(({ kind }) => kind);

test("R039 a user is told of a change made by somebody else, with the new profile; not of one's own", async () => {
  const account = await anAccount();
  const [admin, user] = [await aUser(account.id), await aUser(account.id)];
  const profile = await aProfile(account.id, { name: "Night shift" });
  const caller = await callerOf(admin);
  const row = async (id: string) => (await caller.users.list({ limit: 50 })).rows.find((one) => one.id === id)!;
  const edit = async (id: string, more: object) => {
    const { firstName, lastName, profileId } = await row(id);
    await caller.users.edit({ userId: id, firstName, lastName, profileId, ...more } as never);
  };
  await edit(user.id, { firstName: "Renamed", profileId: profile.id });
  const [mail] = await mailsTo(user.email);
  expect(mail).toMatchObject({ kind: "user-changed", accountId: account.id });
  expect(mail?.text).toContain("Night shift");
  expect(mail?.text).toContain("Renamed");
  await edit(admin.id, { firstName: "Myself" });
  expect(await kinds(admin.email)).toEqual([]);
});

test("R039 R096 a user who has been in is told of the deletion; who was only invited is not", async () => {
  const account = await anAccount();
  const caller = await callerOf(await aUser(account.id));
  const [gone, invited] = [await aUser(account.id), await aUser(account.id, { status: "CREATED" })];
  await caller.users.delete({ userIds: [gone.id, invited.id] });
  const [mail] = await mailsTo(gone.email);
  expect(mail?.kind).toBe("user-deleted");
  expect(mail?.text).toContain(account.companyName);
  expect(await kinds(invited.email)).toEqual([]);
});
