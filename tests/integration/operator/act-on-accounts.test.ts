import { anAccount, aProfile, aUser, theOperator } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aSite } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { exported } from "@tests/support/files";
import { mailsTo } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";

type Caller = Awaited<ReturnType<typeof callerOf>>;
let root: { id: string };
let operator: Caller;
beforeAll(async () => {
  root = await theOperator();
  operator = await callerOf(await aUser(root.id));
});
const historyOf = (accountId: string) =>
  asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId }, orderBy: { id: "asc" } }));

describe("the operator disables and enables an account", () => {
  test("R115 its users are out, it is told by e-mail, and account, supplier and operator read why", async () => {
    const reseller = await anAccount({ type: "RESELLER" });
    const customer = await anAccount({ parentId: reseller.id });
    const user = await aUser(customer.id);
    const input = { accountId: customer.id, reason: "Unpaid invoices" };
    await operator.operatorCredits.disable(input);
    expect(await refusal((await callerOf(user)).credits.balance())).toMatchObject({ kind: "UNAUTHENTICATED" });
    const [told] = await mailsTo(customer.email);
    expect(told).toMatchObject({ kind: "account-disabled", text: expect.stringContaining(customer.companyName) });
    // Mails of a disabled account wait, so this one is not its own.
    expect(told?.accountId).not.toBe(customer.id);
    for (const id of [root.id, reseller.id, customer.id])
      expect((await historyOf(id)).at(-1)).toMatchObject({
        action: "customers.disabledByOperator",
        params: { account: customer.companyName, reason: "Unpaid invoices" },
      });
    expect(await refusal(operator.operatorCredits.disable(input))).toMatchObject({ code: "customers.cannotDisable" });
    await operator.operatorCredits.enable(input);
    await expect((await callerOf(user)).credits.balance()).resolves.toMatchObject({ balance: 0 });
    expect(await refusal(operator.operatorCredits.enable(input))).toMatchObject({ code: "customers.cannotEnable" });
  });

  test("at the same moment one of two is told that it is done; a reason is needed; the operator itself is none", async () => {
    const account = await anAccount();
    const input = { accountId: account.id, reason: "Asked for" };
    const results = await Promise.allSettled([
      operator.operatorCredits.disable(input),
      operator.operatorCredits.disable(input),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await historyOf(account.id)).filter((row) => row.action === "customers.disabledByOperator")).toHaveLength(
      1,
    );
    expect(await refusal(operator.operatorCredits.enable({ ...input, reason: "  " }))).toMatchObject({
      kind: "BAD_INPUT",
    });
    expect(await refusal(operator.operatorCredits.disable({ ...input, accountId: root.id }))).toMatchObject({
      kind: "NOT_FOUND",
    });
    const looker = await callerOf(await aUser(root.id, { accountRights: ["accounts.view"] }));
    expect(await refusal(looker.operatorCredits.enable(input))).toMatchObject({ kind: "FORBIDDEN" });
  });
});

describe("prices", () => {
  test("5 and 1 by default; a change is in the operator's history and counts for the next send, with the new total", async () => {
    expect(await operator.operatorCredits.prices()).toEqual({ privateIdPrice: 5, mobileIdPlusPrice: 1 });
    const account = await anAccount();
    await aLoad(account.id, 100);
    const site = await aSite(account.id);
    const card = await aCard(site);
    const customer = await callerOf(await aUser(account.id));
    await operator.operatorCredits.changePrices({ privateIdPrice: 7, mobileIdPlusPrice: 3 });
    const selection = { by: "cards" as const, cards: [{ id: card.id }] };
    expect(await refusal(customer.cards.send({ siteId: site.id, selection, total: 1 }))).toMatchObject({
      code: "cards.priceChanged",
      params: { total: 3 },
    });
    await customer.cards.send({ siteId: site.id, selection, total: 3 });
    expect(await customer.credits.balance()).toMatchObject({ held: 3, available: 97 });
    await operator.operatorCredits.changePrices({ privateIdPrice: 7, mobileIdPlusPrice: 3 });
    const rows = (await historyOf(root.id)).filter((row) => row.action === "credits.pricesChanged");
    expect(rows.map((row) => row.changes)).toEqual([
      [
        { field: "privateIdPrice", from: 5, to: 7 },
        { field: "mobileIdPlusPrice", from: 1, to: 3 },
      ],
    ]);
    for (const privateIdPrice of [-1, 1.5, 1_001])
      expect(
        await refusal(operator.operatorCredits.changePrices({ privateIdPrice, mobileIdPlusPrice: 1 })),
      ).toMatchObject({
        kind: "BAD_INPUT",
      });
    const looker = await callerOf(await aUser(root.id, { accountRights: ["prices.view"] }));
    await expect(looker.operatorCredits.prices()).resolves.toBeTruthy();
    expect(
      await refusal(looker.operatorCredits.changePrices({ privateIdPrice: 1, mobileIdPlusPrice: 1 })),
    ).toMatchObject({
      kind: "FORBIDDEN",
    });
  });
});

describe("the operator's own users and profiles", () => {
  test("with operatorUsers.act they are added, given profiles of the operator's rights, and disabled", async () => {
    const manager = await callerOf(await aUser(root.id, { accountRights: ["operatorUsers.act", "health.view"] }));
    const { id: profileId } = await manager.profiles.create({
      name: "Night shift",
      accountRights: ["health.view"],
      everySiteRights: [],
      siteRights: {},
    });
    const { id } = await manager.users.add({
      firstName: "Nina",
      lastName: "GREEN",
      email: "nina@example.com",
      profileId,
    } as never);
    expect((await manager.users.list({ filters: {} })).rows.map((row) => row.id)).toContain(id);
    expect(await manager.users.delete({ userIds: [id] })).toMatchObject([{ refused: null }]);
    expect((await exported(await aUser(root.id), "users")).fileName).toMatch(/xlsx$/);
    // Nobody grants what they lack.
    expect(
      await refusal(
        manager.profiles.create({ name: "All", accountRights: ["prices.act"], everySiteRights: [], siteRights: {} }),
      ),
    ).toMatchObject({ kind: "FORBIDDEN", code: "access.grantsMore" });
  });

  test("with operatorUsers.view they are only seen, without it not at all; nobody else's account is touched", async () => {
    const viewer = await callerOf(await aUser(root.id, { accountRights: ["operatorUsers.view"] }));
    const stranger = await aUser((await anAccount()).id);
    const { rows } = await viewer.users.list({ filters: {} });
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.map((row) => row.id)).not.toContain(stranger.id);
    const profile = await aProfile(root.id, { accountRights: ["health.view"] });
    expect((await viewer.profiles.list()).profiles.map((row) => row.id)).toContain(profile.id);
    for (const call of [
      viewer.profiles.delete({ profileId: profile.id }),
      viewer.users.disable({ userIds: [stranger.id] }),
    ])
      expect(await refusal(call)).toMatchObject({ kind: "FORBIDDEN" });
    const other = await callerOf(await aUser(root.id, { accountRights: ["health.act"] }));
    expect(await refusal(other.users.list({ filters: {} }))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await operator.users.disable({ userIds: [stranger.id] })).toMatchObject([{ refused: "shared.notFound" }]);
  });
});

describe("the tree of accounts", () => {
  test("a branch lists what is right below, by name and by page, and the way up is shown", async () => {
    const top = await anAccount({ type: "RESELLER", companyName: "Tree Top" });
    const middle = await anAccount({ type: "RESELLER", parentId: top.id, companyName: "Tree Middle" });
    const leaf = await anAccount({ parentId: middle.id, companyName: "Tree Leaf" });
    await anAccount({ parentId: middle.id, status: "DELETED" });
    for (let n = 0; n < 55; n++)
      await anAccount({ parentId: top.id, companyName: `Twig ${String(n).padStart(2, "0")}` });
    const first = await operator.operatorCredits.branch({ parentId: top.id });
    expect(first.rows[0]).toEqual({
      id: middle.id,
      companyName: "Tree Middle",
      type: "RESELLER",
      status: "ACTIVATED",
      customers: 1,
    });
    const second = await operator.operatorCredits.branch({ parentId: top.id, cursor: first.nextCursor });
    expect([first.rows.length, second.rows.length, second.nextCursor]).toEqual([50, 6, null]);
    const shown = await operator.operatorCredits.account({ accountId: leaf.id });
    expect(shown.path.map((row) => row.companyName)).toEqual(["Tree Top", "Tree Middle"]);
    expect((await operator.operatorCredits.branch({ parentId: null })).rows.every((row) => row.id !== root.id)).toBe(
      true,
    );
    const found = await operator.operatorCredits.accounts({ search: "tree middle", filters: {} });
    expect(found.rows.map((row) => row.companyName)).toEqual(["Tree Leaf", "Tree Middle"]);
  });
});
