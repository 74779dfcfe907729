import { anAccount, aProfile, aUser } from "@tests/factories/accounts";
import { refusal } from "@tests/support/caller";
import { exported, sheetOf } from "@tests/support/files";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { newId } from "@/shared/kernel/ids";

test("R099 R100 the users as in figure 22; a disabled one is called Deactivated, deleted and foreign ones are not there", async () => {
  const account = await anAccount();
  const admin = await aUser(account.id, { holder: true, email: "boss@example.com" });
  const profile = await aProfile(account.id, { name: "=Desk" });
  const rest = { profileId: profile.id, administrator: false } as const;
  const disabled = await aUser(account.id, { ...rest, status: "DISABLED" });
  await aUser(account.id, { ...rest, status: "DELETED" });
  await aUser((await anAccount()).id);
  await asSystem(({ tx }) => tx.user.update({ where: { id: disabled.id }, data: { field1: "Room 4" } }));

  const { fileName, bytes } = await exported(admin, "users", "sort=status&direction=asc");
  expect(fileName).toBe("Users and profiles.xlsx");
  const { cells } = await sheetOf(bytes);
  expect(cells[0]?.[0]).toBe("Users and Profiles");
  expect(cells[1]).toEqual(["Profile", "First Name", "Last Name", "Email", "Field 1", "Field 2", "Status"]);
  expect(cells[2]?.[6]).toBe("Activated");
  expect([cells[3]?.[0], cells[3]?.[4], cells[3]?.[6]]).toEqual(["=Desk", "Room 4", "Deactivated"]);
  expect(cells).toHaveLength(4);

  const found = await sheetOf((await exported(admin, "users", "status=DISABLED&search=room")).bytes);
  expect(found.cells).toHaveLength(3);
});

test("it needs the right, and holds all, whatever the number", async () => {
  const account = await anAccount();
  const admin = await aUser(account.id);
  expect(
    await refusal(exported(await aUser(account.id, { accountRights: ["myAccount.view"] }), "users")),
  ).toMatchObject({
    kind: "FORBIDDEN",
  });
  expect(await refusal(exported(null, "users"))).toMatchObject({ kind: "UNAUTHENTICATED" });
  const data = Array.from({ length: 410 }, (_, n) => ({
    id: newId(),
    accountId: account.id,
    profileId: admin.profileId,
    status: "CREATED" as const,
    email: `many${n}@example.com`,
    firstName: "A",
    lastName: "SAME",
    createdAt: new Date(),
  }));
  await asSystem(({ tx }) => tx.user.createMany({ data }));
  const { cells } = await sheetOf((await exported(admin, "users")).bytes);
  expect(new Set(cells.slice(2).map((row) => row[3])).size).toBe(412);
});
