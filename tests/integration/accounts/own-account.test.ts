import { anAccount, aUser } from "@tests/factories/accounts";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";

const historyOf = (accountId: string) => asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId } }));

test("R051 without the right it is neither seen nor changed; R053 with it only what is not marked *", async () => {
  const account = await anAccount({ companyName: "Riverside", email: "office@example.com" });
  const nobody = await callerOf(await aUser(account.id, { accountRights: ["users.view"] }));
  expect(await refusal(nobody.accounts.own())).toMatchObject({ kind: "FORBIDDEN" });
  const viewer = await callerOf(await aUser(account.id, { accountRights: ["myAccount.view"] }));
  expect(await viewer.accounts.own()).toMatchObject({ companyName: "Riverside", email: "office@example.com" });
  expect(await refusal(viewer.accounts.editOwn({ phone: "1" }))).toMatchObject({ kind: "FORBIDDEN" });

  const admin = await callerOf(await aUser(account.id));
  await admin.accounts.editOwn({
    phone: "+33 4 42 12 60 60",
    website: "www.example.com",
    companyName: "Hacked",
    email: "other@example.com",
    type: "RESELLER",
  } as never);
  expect(await admin.accounts.own()).toMatchObject({
    companyName: "Riverside",
    email: "office@example.com",
    type: "END_CUSTOMER",
    phone: "+33 4 42 12 60 60",
    website: "https://www.example.com",
  });
  const [event] = await historyOf(account.id);
  expect(event).toMatchObject({ page: "account", action: "accounts.updated" });
  expect(event?.changes).toEqual([
    { field: "phone", from: null, to: "+33 4 42 12 60 60" },
    { field: "website", from: null, to: "https://www.example.com" },
  ]);
});

test("bad numbers are refused at their fields and change nothing; the same again writes no history", async () => {
  const account = await anAccount();
  const admin = await callerOf(await aUser(account.id));
  expect(await refusal(admin.accounts.editOwn({ vatId: "FR40303265046", eori: "?" }))).toMatchObject({
    kind: "BAD_INPUT",
    fields: ["vatId", "eori"],
  });
  await admin.accounts.editOwn({});
  expect(await historyOf(account.id)).toEqual([]);
});
