import { anAccount, aUser, nextNumber } from "@tests/factories/accounts";
import { aCard, aSending } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aSite } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { exported, sheetOf } from "@tests/support/files";
import { mailsTo, tokenIn } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { closeAccountJob, customerActivationJob } from "@/modules/credits/server";
import { newId } from "@/shared/kernel/ids";
import { aNewCustomer, customerFields, publicCaller, waitingJob } from "./customers-parts";

async function aReseller(credits = 0) {
  const account = await anAccount({ type: "RESELLER" });
  if (credits > 0) await aLoad(account.id, credits);
  const user = await aUser(account.id, { holder: true });
  return { ...account, user, portal: await callerOf(user) };
}
const actionsOf = (accountId: string) =>
  asSystem(async ({ tx }) =>
    (await tx.historyEntry.findMany({ where: { accountId }, orderBy: { id: "asc" } })).map((row) => row.action),
  );

describe("opening", () => {
  test("R105 R106 R113 R127 an account is Created with its link and a first transfer that waits for its activation", async () => {
    const reseller = await aReseller(4_500);
    const input = aNewCustomer({ amount: 1_500, threshold: 100 });
    const { accountId } = await reseller.portal.customers.open(input);
    expect(await reseller.portal.credits.balance()).toMatchObject({ balance: 4_500, held: 1_500, available: 3_000 });
    const [row] = (await reseller.portal.customers.list({ filters: {} })).rows;
    expect(row).toMatchObject({
      id: accountId,
      status: "CREATED",
      credits: 0,
      waiting: 1_500,
      threshold: 100,
      reached: true,
    });
    expect(await actionsOf(reseller.id)).toEqual(["customers.opened", "credits.transferPending"]);
    const other = await anAccount({ parentId: reseller.id });
    const transfer = (amount: number) =>
      reseller.portal.credits.transfer({ accountId: other.id, amount, idempotencyKey: newId() });
    expect(await refusal(transfer(3_001))).toMatchObject({
      code: "credits.insufficient",
      params: { available: 3_000, needed: 3_001 },
    });

    const [mail] = await mailsTo(input.account.email);
    expect(mail).toMatchObject({ kind: "account-approved", accountId });
    await (await publicCaller()).registration.activate({
      token: tokenIn(mail?.text, "activate"),
      password: "correct horse battery",
    });
    expect(await reseller.portal.credits.balance()).toMatchObject({ balance: 3_000, held: 0, available: 3_000 });
    expect((await reseller.portal.customers.get({ accountId })).credits.balance).toBe(1_500);
  });

  test("R108 R118 0 means no transfer; a reseller can be opened too, and opens customers of its own", async () => {
    const reseller = await aReseller();
    const { accountId } = await reseller.portal.customers.open(aNewCustomer({ type: "RESELLER" }));
    expect(await reseller.portal.customers.get({ accountId })).toMatchObject({ type: "RESELLER", waiting: 0 });
    expect(await actionsOf(accountId)).toEqual(["customers.opened"]);
  });

  test("R109 more than is available leaves no account behind, and says what is available", async () => {
    const reseller = await aReseller(10);
    expect(await refusal(reseller.portal.customers.open(aNewCustomer({ amount: 11 })))).toMatchObject({
      code: "credits.insufficient",
      params: { available: 10, needed: 11 },
    });
    expect((await reseller.portal.customers.list({ filters: {} })).rows).toEqual([]);
  });

  test("R107 what is mandatory is told at its field", async () => {
    const reseller = await aReseller();
    const input = aNewCustomer();
    expect(
      await refusal(reseller.portal.customers.open({ ...input, account: { ...input.account, companyName: "" } })),
    ).toMatchObject({ kind: "BAD_INPUT" });
    expect(
      await refusal(reseller.portal.customers.open({ ...input, account: { ...input.account, vatId: "FR1" } })),
    ).toMatchObject({ kind: "BAD_INPUT", fields: ["vatId"] });
  });

  test("an own account's address is refused, also at the same moment; another supplier's is not revealed", async () => {
    const [reseller, other] = [await aReseller(), await aReseller()];
    const email = `shared${nextNumber()}@example.com`;
    const open = (of: typeof reseller) => of.portal.customers.open(aNewCustomer({ email }));
    const results = await Promise.allSettled([open(reseller), open(reseller)]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(open(reseller))).toMatchObject({ kind: "CONFLICT", fields: ["account.email"] });
    await open(other);
  });

  test("R124 without the right to transfer only 0 is taken; without the right to create nothing", async () => {
    const reseller = await aReseller(100);
    const creator = await callerOf(await aUser(reseller.id, { accountRights: ["customerAccounts.create"] }));
    expect(await refusal(creator.customers.open(aNewCustomer({ amount: 1 })))).toMatchObject({
      kind: "FORBIDDEN",
      code: "customers.noTransferRight",
    });
    await creator.customers.open(aNewCustomer());
    const viewer = await callerOf(await aUser(reseller.id, { accountRights: ["customerAccounts.view"] }));
    expect(await refusal(viewer.customers.open(aNewCustomer()))).toMatchObject({ kind: "FORBIDDEN" });
    const endCustomer = await callerOf(await aUser((await anAccount()).id));
    expect(await refusal(endCustomer.customers.open(aNewCustomer()))).toMatchObject({ kind: "FORBIDDEN" });
  });
});

describe("the list", () => {
  test("R102 R103 R132 R135 columns, search, filters, sorting by credits over pages; only own customers", async () => {
    const reseller = await aReseller();
    await anAccount({ parentId: (await aReseller()).id, companyName: "Foreign" });
    const names = ["Aix High School", "My Company", "Riverside Bank"];
    for (const [index, companyName] of names.entries()) {
      const { id } = await anAccount({
        parentId: reseller.id,
        companyName,
        creditThreshold: index === 1 ? 10 : null,
        status: index === 2 ? "DISABLED" : "ACTIVATED",
      });
      await aLoad(id, 10 * (3 - index));
      if (index === 1) await asSystem(({ tx }) => tx.account.update({ where: { id }, data: { creditThreshold: 20 } }));
    }
    await anAccount({ parentId: reseller.id, companyName: "Gone", status: "DELETED" });
    const list = (input: object) => reseller.portal.customers.list({ filters: {}, ...input });
    const all = await list({});
    expect(all.rows.map((row) => row.companyName)).toEqual(names);
    expect(all.total).toBe(3);
    expect(all.rows.map((row) => row.reached)).toEqual([false, true, false]);
    const sort = { column: "credits", direction: "asc" };
    const first = await list({ sort, limit: 2 });
    const second = await list({ sort, limit: 2, cursor: first.nextCursor });
    expect([...first.rows, ...second.rows].map((row) => row.credits)).toEqual([10, 20, 30]);
    expect(second.nextCursor).toBeNull();
    expect((await list({ search: "river" })).rows).toHaveLength(1);
    expect((await list({ filters: { status: ["DISABLED"] } })).rows).toHaveLength(1);
    expect((await list({ filters: { type: ["RESELLER"] } })).rows).toHaveLength(0);
    expect((await list({ filters: { credits: "REACHED" } })).rows.map((row) => row.companyName)).toEqual([
      "My Company",
    ]);
  });

  test("R136 R137 the workbook has figure 34's cells", async () => {
    const reseller = await aReseller();
    const { id } = await anAccount({ parentId: reseller.id, companyName: "=Museum", status: "DISABLED" });
    await aLoad(id, 81);
    const { fileName, bytes } = await exported(reseller.user, "customers");
    expect(fileName).toBe("customer-accounts.xlsx");
    const { cells } = await sheetOf(bytes);
    expect(cells[0]?.[0]).toBe("Customer Accounts");
    expect(cells[1]).toEqual(["Company Name", "Profile", "First Name", "Last Name", "Status", "Number of Credits"]);
    expect(cells[2]).toEqual(["=Museum", "End Customer", "Mike", "WHITE", "Disabled", 81]);
    expect(cells).toHaveLength(3);
  });
});

describe("editing", () => {
  test("R054 R111 R134 R114 starred fields and the threshold change, the address does not; history on both sides", async () => {
    const reseller = await aReseller();
    const { accountId } = await reseller.portal.customers.open(aNewCustomer());
    const before = await reseller.portal.customers.get({ accountId });
    const { account } = aNewCustomer({ companyName: "Renamed Ltd" });
    await reseller.portal.customers.edit({ accountId, account, threshold: 50 });
    const after = await reseller.portal.customers.get({ accountId });
    expect(after).toMatchObject({ companyName: "Renamed Ltd", email: before.email, type: before.type });
    expect(after.credits.threshold).toBe(50);
    await reseller.portal.customers.edit({ accountId, account, threshold: 50 });
    expect(await actionsOf(accountId)).toEqual(["customers.opened", "accounts.updated"]);
    expect(await actionsOf(reseller.id)).toEqual(["customers.opened", "accounts.updated"]);
  });

  test("a foreign account does not exist: neither a stranger's customer, nor a customer's customer, nor one's own", async () => {
    const reseller = await aReseller();
    const sub = await anAccount({ parentId: reseller.id, type: "RESELLER" });
    const strangers = [
      (await anAccount({ parentId: (await aReseller()).id })).id,
      (await anAccount({ parentId: sub.id })).id,
      reseller.id,
    ];
    const { customers } = reseller.portal;
    for (const accountId of strangers) {
      const missing = { kind: "NOT_FOUND" };
      expect(await refusal(customers.get({ accountId }))).toMatchObject(missing);
      expect(await refusal(customers.edit({ accountId, account: customerFields(), threshold: null }))).toMatchObject(
        missing,
      );
      expect(await refusal(customers.delete({ accountId, companyName: "X" }))).toMatchObject(missing);
      for (const action of ["disable", "enable", "resend"] as const)
        expect(await customers[action]({ accountIds: [accountId] })).toMatchObject([{ refused: "shared.notFound" }]);
    }
  });
});

describe("disabling and enabling", () => {
  test("R114 R115 R116 the users are out at once, both mails are sent, and the status decides", async () => {
    const reseller = await aReseller();
    const customer = await anAccount({ parentId: reseller.id });
    const user = await aUser(customer.id);
    const created = await anAccount({ parentId: reseller.id, status: "CREATED" });
    const { customers } = reseller.portal;
    expect(await customers.disable({ accountIds: [customer.id, created.id] })).toEqual(
      expect.arrayContaining([
        { accountId: customer.id, name: customer.companyName, refused: null },
        { accountId: created.id, name: created.companyName, refused: "customers.cannotDisable" },
      ]),
    );
    const its = await callerOf(user).catch(() => null);
    expect(its === null || (await refusal(its.credits.balance())).kind === "UNAUTHENTICATED").toBe(true);
    const [told] = await mailsTo(customer.email);
    expect(told?.subject).toBe(`The account of ${customer.companyName} has been disabled`);
    expect(told?.text).toContain(reseller.companyName);
    // Mails of a disabled account wait; this one must leave.
    expect(told?.accountId).toBe(reseller.id);
    expect(
      await refusal(reseller.portal.credits.transfer({ accountId: customer.id, amount: 1, idempotencyKey: newId() })),
    ).toMatchObject({ code: "credits.receiverDisabled" });
    expect(await customers.enable({ accountIds: [customer.id] })).toMatchObject([{ refused: null }]);
    expect(await customers.enable({ accountIds: [customer.id] })).toMatchObject([
      { refused: "customers.cannotEnable" },
    ]);
    expect((await mailsTo(customer.email)).map((mail) => [mail.kind, mail.text === null])).toEqual([
      ["account-disabled", true],
      ["account-reactivated", false],
    ]);
    expect(await actionsOf(reseller.id)).toEqual(["customers.disabled", "customers.enabled"]);
  });

  test("the link is sent again to an account that is not activated, and the one before lapses", async () => {
    const reseller = await aReseller();
    const input = aNewCustomer();
    const { accountId } = await reseller.portal.customers.open(input);
    expect(await reseller.portal.customers.resend({ accountIds: [accountId] })).toMatchObject([{ refused: null }]);
    await customerActivationJob(await waitingJob("customer-activation", accountId), {} as never);
    const mails = await mailsTo(input.account.email);
    expect(mails.map((mail) => mail.text === null)).toEqual([true, false]);
  });
});

describe("deleting", () => {
  test("R117 what is left is forfeited, the users go, the links die, the address is free again", async () => {
    const reseller = await aReseller(100);
    const input = aNewCustomer({ amount: 30 });
    const { accountId } = await reseller.portal.customers.open(input);
    const { companyName, email } = input.account;
    await aLoad(accountId, 7);
    const { customers, credits } = reseller.portal;
    expect(await refusal(customers.delete({ accountId, companyName: "Something else" }))).toMatchObject({
      code: "customers.nameDiffers",
      fields: ["companyName"],
    });
    await customers.delete({ accountId, companyName });
    const payload = await waitingJob<Parameters<typeof closeAccountJob>[0]>("close-account", accountId);
    await closeAccountJob(payload, {} as never);
    await closeAccountJob(payload, {} as never);
    expect(await credits.balance()).toMatchObject({ balance: 100, held: 0, available: 100 });
    const balance = await asSystem(({ tx }) => tx.creditBalance.findUniqueOrThrow({ where: { accountId } }));
    expect(balance).toMatchObject({ available: 0n, forfeited: 7n });
    expect(await asSystem(({ tx }) => tx.user.count({ where: { accountId, status: { not: "DELETED" } } }))).toBe(0);
    expect((await mailsTo(email)).map((mail) => [mail.kind, mail.text === null])).toEqual([
      ["account-approved", true],
      ["account-deleted", false],
    ]);
    expect(await refusal(customers.get({ accountId }))).toMatchObject({ kind: "NOT_FOUND" });
    expect((await actionsOf(reseller.id)).slice(-3)).toEqual([
      "customers.deleted",
      "credits.transferVoided",
      "customers.forfeited",
    ]);
    await customers.open(aNewCustomer({ email }));
  });

  test("refused while it has customers, also one that is being opened at this moment", async () => {
    const reseller = await aReseller();
    const sub = await anAccount({ parentId: reseller.id, type: "RESELLER" });
    const its = await callerOf(await aUser(sub.id));
    const results = await Promise.allSettled([
      its.customers.open(aNewCustomer()),
      reseller.portal.customers.delete({ accountId: sub.id, companyName: sub.companyName }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const second = await anAccount({ parentId: reseller.id, type: "RESELLER" });
    await anAccount({ parentId: second.id });
    expect((await reseller.portal.customers.get({ accountId: second.id })).hasCustomers).toBe(true);
    expect(
      await refusal(reseller.portal.customers.delete({ accountId: second.id, companyName: second.companyName })),
    ).toMatchObject({ code: "customers.hasCustomers" });
  });

  test("R117 the cards of a deleted account go: a sent one's link dies and its hold is forfeited too", async () => {
    const reseller = await aReseller();
    const customer = await anAccount({ parentId: reseller.id });
    await aLoad(customer.id, 20);
    const site = await aSite(customer.id);
    const [sent, created] = [await aCard(site), await aCard(site)];
    await aSending(sent.id);
    await reseller.portal.customers.delete({ accountId: customer.id, companyName: customer.companyName });
    const payload = await waitingJob<Parameters<typeof closeAccountJob>[0]>("close-account", customer.id);
    await closeAccountJob(payload, {} as never);
    const cards = await asSystem(({ tx }) => tx.virtualCard.findMany({ where: { accountId: customer.id } }));
    expect(cards.map(({ id, status }) => [id, status])).toEqual(
      expect.arrayContaining([
        [sent.id, "DELETED"],
        [created.id, "DELETED"],
      ]),
    );
    const where = { accountId: customer.id };
    const balance = await asSystem(({ tx }) => tx.creditBalance.findUniqueOrThrow({ where }));
    expect(balance).toMatchObject({ available: 0n, forfeited: 20n });
    expect(await asSystem(({ tx }) => tx.sending.count({ where: { ...where, state: "OPEN" } }))).toBe(0);
  });

  test("each action needs its own right", async () => {
    const reseller = await aReseller();
    const customer = await anAccount({ parentId: reseller.id });
    const viewer = (await callerOf(await aUser(reseller.id, { accountRights: ["customerAccounts.view"] }))).customers;
    const forbidden = { kind: "FORBIDDEN" };
    const { id: accountId, companyName } = customer;
    expect(await refusal(viewer.edit({ accountId, account: customerFields(), threshold: null }))).toMatchObject(
      forbidden,
    );
    expect(await refusal(viewer.delete({ accountId, companyName }))).toMatchObject(forbidden);
    for (const action of ["disable", "enable", "resend"] as const)
      expect(await refusal(viewer[action]({ accountIds: [accountId] }))).toMatchObject(forbidden);
    const none = (await callerOf(await aUser(reseller.id, { accountRights: ["users.view"] }))).customers;
    expect(await refusal(none.list({ filters: {} }))).toMatchObject(forbidden);
    expect(await refusal(none.get({ accountId }))).toMatchObject(forbidden);
  });
});
