import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aRevocation } from "@tests/factories/removals";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/shared/kernel/ids";
import { aPhone, aSentCard } from "../activation/phones";

let operator: { id: string };
beforeAll(async () => {
  operator = await aUser((await theOperator()).id);
});

describe("the operator's accounts", () => {
  test("are found by any part of their names, by page, sorted by credits", async () => {
    for (const [index, name] of ["Zebra Ltd", "Zebra Labs", "Zebra Inc"].entries()) {
      await aLoad((await anAccount({ companyName: name })).id, 10 + index);
    }
    await anAccount({ companyName: "Zebra 100%", status: "DELETED" });
    const caller = await callerOf(operator);
    const sort = { column: "available", direction: "desc" } as const;
    const first = await caller.operatorCredits.accounts({ search: "ebra", limit: 2, sort, filters: {} });
    expect(first.rows.map((row) => [row.companyName, row.available])).toEqual([
      ["Zebra Inc", 12],
      ["Zebra Labs", 11],
    ]);
    const second = await caller.operatorCredits.accounts({
      search: "ebra",
      limit: 2,
      sort,
      filters: {},
      cursor: first.nextCursor,
    });
    expect(second.rows.map((row) => row.companyName)).toEqual(["Zebra Ltd"]);
    expect(second.nextCursor).toBeNull();
    expect((await caller.operatorCredits.accounts({ search: "100%", filters: {} })).rows).toEqual([]);
  });

  test("R009 credits are loaded to a direct account, once per key, and its balance says so", async () => {
    const account = await anAccount({ companyName: "Bank of America" });
    const caller = await callerOf(operator);
    const input = { accountId: account.id, amount: 100, comment: "PO 1", idempotencyKey: newId() };
    const [one, two] = await Promise.all([caller.operatorCredits.load(input), caller.operatorCredits.load(input)]);
    expect(two.entryId).toBe(one.entryId);
    const shown = await caller.operatorCredits.account({ accountId: account.id });
    expect(shown).toMatchObject({
      companyName: "Bank of America",
      direct: true,
      credits: { balance: 100, held: 0, available: 100 },
    });
    const statement = await caller.operatorCredits.statement({ accountId: account.id, filters: {} });
    expect(statement.rows).toMatchObject([{ kind: "LOAD", amount: 100, comment: "PO 1", balance: 100 }]);
  });

  test("an account shows its users, sites with counts and customers, of nobody else", async () => {
    const reseller = await anAccount({ type: "RESELLER" });
    const customer = await anAccount({ parentId: reseller.id, companyName: "Riverside Bank" });
    const person = await aUser(customer.id, { holder: true });
    const site = await aSite(customer.id, { name: "London" });
    await aConfiguration(site);
    await aCard(site);
    await aSite((await anAccount()).id);
    const caller = await callerOf(operator);
    expect(await caller.operator.accountParts({ accountId: customer.id })).toMatchObject({
      sites: [{ name: "London", configurations: 1, cards: 1, active: 0, configurators: 0 }],
      customers: [],
    });
    await aUser(customer.id, { accountRights: [], name: "Front desk" });
    const users = async (search?: string) =>
      (await caller.operator.accountUsers({ accountId: customer.id, search })).users;
    expect(await users()).toHaveLength(2);
    expect(await users(person.email.toUpperCase())).toMatchObject([
      { email: person.email, holder: true, status: "ACTIVATED", secondFactor: false },
    ]);
    expect(await users("100%")).toEqual([]);
    const { customers } = await caller.operator.accountParts({ accountId: reseller.id });
    expect(customers).toEqual([{ id: customer.id, companyName: "Riverside Bank", status: "ACTIVATED" }]);
    expect(await refusal((await callerOf(person)).operator.accountParts({ accountId: customer.id }))).toMatchObject({
      kind: "NOT_FOUND",
    });
  });

  test("an account's health: mails that did not arrive or wait, revocations unconfirmed, when it was last used", async () => {
    const { site, card, token } = await aSentCard();
    const caller = await callerOf(operator);
    const health = async (now?: Date) =>
      (await (now ? await callerOf(operator, { now }) : caller).operator.accountParts({ accountId: site.accountId }))
        .health;
    expect(await health()).toMatchObject({ undelivered: 0, overdue: 0, lateRevocations: 0, lastSeenAt: null });
    await aPhone().activate(token);
    expect(await aRevocation(card.id)).toBe(true);
    await asSystem(async ({ tx, now }) => {
      for (const status of ["FAILED", "BOUNCED", "QUEUED", "ACCEPTED"] as const)
        await tx.emailMessage.create({
          data: {
            id: newId(),
            accountId: site.accountId,
            kind: "card-sent",
            toAddress: "gone@example.com",
            locale: "en",
            status,
            nextAttemptAt: now,
            createdAt: now,
          },
        });
    });
    expect(await health()).toMatchObject({ undelivered: 2, overdue: 0, lateRevocations: 0 });
    const later = new Date(Date.now() + 8 * 86_400_000);
    expect(await health(later)).toMatchObject({ undelivered: 2, lateRevocations: 1 });
    expect((await health(later)).overdue).toBeGreaterThanOrEqual(1);
  });

  test("a reseller's customer is not loaded by the operator, an unknown account does not exist", async () => {
    const reseller = await anAccount({ type: "RESELLER" });
    const customer = await anAccount({ parentId: reseller.id });
    const caller = await callerOf(operator);
    const load = (accountId: string) => caller.operatorCredits.load({ accountId, amount: 1, idempotencyKey: newId() });
    expect(await refusal(load(customer.id))).toMatchObject({ kind: "REFUSED", code: "credits.notDirect" });
    expect(await refusal(load(newId()))).toMatchObject({ kind: "NOT_FOUND" });
    expect(await refusal(caller.operatorCredits.account({ accountId: newId() }))).toMatchObject({ kind: "NOT_FOUND" });
  });

  test("who may look may not load", async () => {
    const account = await anAccount();
    const viewer = await aUser((await theOperator()).id, { accountRights: ["accounts.view", "credits.view"] });
    const caller = await callerOf(viewer);
    await expect(caller.operatorCredits.account({ accountId: account.id })).resolves.toMatchObject({ id: account.id });
    expect(
      await refusal(caller.operatorCredits.load({ accountId: account.id, amount: 1, idempotencyKey: newId() })),
    ).toMatchObject({
      kind: "FORBIDDEN",
    });
  });
});
