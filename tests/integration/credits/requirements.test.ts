import { anAccount, aUser } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { callerOf, contextOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import type { Actor } from "@/authz";
import { navigationOf } from "@/composition/navigation";
import { makeLinkToken } from "@/platform/crypto";
import { newId } from "@/shared/kernel/ids";
import { aPhone } from "../activation/phones";
import { anInstaller, aWorkshop, onPhone } from "../configurators/installers";

async function aReseller(credits: number) {
  const account = await anAccount({ type: "RESELLER" });
  await aLoad(account.id, credits);
  const user = await aUser(account.id);
  return { ...account, user, portal: await callerOf(user) };
}
async function aCustomer(reseller: { id: string }, options: Parameters<typeof anAccount>[0] = {}) {
  const account = await anAccount({ parentId: reseller.id, ...options });
  const user = await aUser(account.id);
  return { ...account, user, portal: await callerOf(user) };
}
const menu = async (user: { id: string }) => {
  const { actor } = await contextOf(user);
  return navigationOf(actor as Actor);
};
const addresses = (entries: ReturnType<typeof navigationOf>) =>
  entries.flatMap((entry) => [entry.href, ...(entry.entries ?? []).map((one) => one.href)]);
const key = () => newId();

describe("who does what with credits", () => {
  test("R018 a reseller transfers credits to its customers of either type", async () => {
    const reseller = await aReseller(100);
    const below = [await aCustomer(reseller), await aCustomer(reseller, { type: "RESELLER" })];
    for (const { id } of below)
      await reseller.portal.credits.transfer({ accountId: id, amount: 30, idempotencyKey: key() });
    expect(await reseller.portal.credits.balance()).toMatchObject({ balance: 40, available: 40 });
    for (const { portal } of below) expect((await portal.credits.balance()).available).toBe(30);
    // The one that is a reseller itself hands on what it has.
    const last = await aCustomer(below[1]!);
    await below[1]!.portal.credits.transfer({ accountId: last.id, amount: 30, idempotencyKey: key() });
    expect((await last.portal.credits.balance()).available).toBe(30);
  });

  test("R019 a reseller sends no cards: no site can be made or seen, the menu has no entry, and its customer's site does not exist for it", async () => {
    const reseller = await aReseller(100);
    const customer = await aCustomer(reseller);
    const site = await aSite(customer.id);
    const card = await aCard(site);
    const { portal } = reseller;
    expect(await refusal(portal.sites.create({ name: "Mine" }))).toMatchObject({ kind: "FORBIDDEN" });
    const selection = { siteId: site.id, selection: { by: "cards" as const, cards: [{ id: card.id }] } };
    for (const send of [portal.cards.send, portal.configurationCards.send])
      expect(await refusal(send(selection))).toMatchObject({ kind: "NOT_FOUND" });
    expect(await asSystem(({ tx }) => tx.sending.count({ where: { cardId: card.id } }))).toBe(0);
    const entries = await menu(reseller.user);
    expect(entries.map(({ key: name }) => name)).not.toContain("manageMySites");
    expect(addresses(entries).filter((href) => href?.startsWith("/sites"))).toEqual([]);
    // A site smuggled under the account by hand changes nothing of what its profile may hold.
    const own = await aSite(reseller.id);
    expect(await refusal(portal.cards.send({ ...selection, siteId: own.id }))).toMatchObject({
      kind: expect.stringMatching(/NOT_FOUND|FORBIDDEN/),
    });
  });

  test("R020 an end customer manages its whole site: configurations, cards to users and to configurators, up to the phones", async () => {
    const shop = await aWorkshop();
    await aLoad(shop.account.id, 10);
    const portal = await callerOf(shop.user);
    const { id: siteId } = await portal.sites.create({ name: "Second site" });
    expect((await portal.sites.list({})).rows.map((row) => row.id)).toContain(siteId);
    const london = await aConfiguration(shop.site);
    const { id } = await portal.cards.add({
      ...shop.at,
      card: {
        ...{ kind: "PRIVATE_ID" as const, firstName: "Simon", lastName: "WHITE", email: "simon@holders.test" },
        ...{ configurationId: london.id, privateId: "568746" },
      },
    });
    await portal.cards.send({ ...shop.at, selection: { by: "cards", cards: [{ id }] }, total: 5 });
    const stored = await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id } }));
    await aPhone().activate(makeLinkToken("card", stored.sendingId as string));
    expect((await portal.credits.balance()).available).toBe(5);
    const second = await portal.configurators.add({ ...shop.at, ...anInstaller() });
    const configurationCard = await shop.cardOf(second.id);
    await onPhone(shop, configurationCard);
    const active = await asSystem(({ tx }) =>
      tx.virtualCard.findMany({ where: { id: { in: [id, configurationCard] } } }),
    );
    expect(active.map((one) => one.status)).toEqual(["ACTIVATED", "ACTIVATED"]);
    expect(addresses(await menu(shop.user))).toEqual(
      expect.arrayContaining([
        "/sites",
        "/sites/last/configurations",
        "/sites/last/cards",
        "/sites/last/configurators",
      ]),
    );
  });

  test("R021 an end customer buys credits from its reseller, and transfers none to anybody", async () => {
    const reseller = await aReseller(100);
    const [customer, neighbour] = [await aCustomer(reseller), await aCustomer(reseller)];
    const id = newId();
    await customer.portal.orders.place({ id, amount: 40, poNumber: "PO 1" });
    await reseller.portal.orders.fulfil({ orderId: id });
    expect((await customer.portal.credits.balance()).available).toBe(40);
    const [line] = (await customer.portal.credits.statement({})).rows;
    expect(line).toMatchObject({ incoming: true, amount: 40, comment: "PO 1", counterpart: reseller.companyName });
    expect(line?.orderNumber).toBe((await customer.portal.orders.placed({})).rows[0]?.number);
    for (const accountId of [neighbour.id, reseller.id])
      expect(
        await refusal(customer.portal.credits.transfer({ accountId, amount: 1, idempotencyKey: key() })),
      ).toMatchObject({ kind: "FORBIDDEN" });
    expect((await customer.portal.credits.balance()).available).toBe(40);
    expect(addresses(await menu(customer.user))).not.toContain("/customers");
  });

  test("R101 'Customer accounts' is in a reseller's menu, below 'Manage my account', with the right to see them only", async () => {
    const reseller = await aReseller(1);
    const group = (await menu(reseller.user)).find((entry) => entry.key === "manageMyAccount");
    expect(group?.entries).toContainEqual({ key: "customerAccounts", href: "/customers" });
    const without = await aUser(reseller.id, { accountRights: ["myAccount.view"] });
    expect(addresses(await menu(without))).not.toContain("/customers");
  });
});

describe("what is shown of credits", () => {
  test("R110 R122 nothing takes transferred credits back: not cancelling, not asking a transfer of less than one", async () => {
    const reseller = await aReseller(100);
    const customer = await aCustomer(reseller);
    const given = await reseller.portal.credits.transfer({ accountId: customer.id, amount: 60, idempotencyKey: key() });
    expect(await refusal(reseller.portal.credits.cancelTransfer({ entryId: given.entryId }))).toMatchObject({
      kind: expect.stringMatching(/CONFLICT|NOT_FOUND|REFUSED/),
    });
    await expect(
      reseller.portal.credits.transfer({ accountId: customer.id, amount: -60, idempotencyKey: key() }),
    ).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await reseller.portal.customers.delete({ accountId: customer.id, companyName: customer.companyName });
    expect((await reseller.portal.credits.balance()).available).toBe(40);
  });

  test("R126 R128 R294 R295 the displayed figure leaves out what is in progress; both numbers are told, to everybody who is signed in", async () => {
    const reseller = await aReseller(4_500);
    const created = await aCustomer(reseller, { status: "CREATED" });
    await reseller.portal.credits.transfer({ accountId: created.id, amount: 1_500, idempotencyKey: key() });
    const shown = { balance: 4_500, held: 1_500, available: 3_000 };
    expect(await reseller.portal.credits.balance()).toMatchObject(shown);
    const anybody = await callerOf(await aUser(reseller.id, { accountRights: [] }));
    expect(await anybody.credits.balance()).toMatchObject(shown);
  });

  test("R299 R300 R301 R302 the reseller sets the threshold, the customer changes it itself, and reached it is red on both sides", async () => {
    const reseller = await aReseller(100);
    const customer = await aCustomer(reseller);
    await reseller.portal.credits.transfer({ accountId: customer.id, amount: 50, idempotencyKey: key() });
    const { accountId, account } = {
      accountId: customer.id,
      account: await reseller.portal.customers.get({ accountId: customer.id }),
    };
    const { customerFields } = await import("./customers-parts");
    await reseller.portal.customers.edit({ accountId, account: customerFields(account.companyName), threshold: 49 });
    const both = async () => [
      (await customer.portal.credits.balance()).reached,
      (await reseller.portal.customers.list({})).rows[0]?.reached,
    ];
    expect(await both()).toEqual([false, false]);
    await customer.portal.credits.setThreshold({ threshold: 50 });
    expect(await both()).toEqual([true, true]);
    expect((await reseller.portal.customers.get({ accountId })).credits.threshold).toBe(50);
    await customer.portal.credits.setThreshold({ threshold: 50 });
    await customer.portal.credits.setThreshold({ threshold: null });
    expect(await both()).toEqual([false, false]);
    for (const threshold of [-1, 1.5])
      await expect(customer.portal.credits.setThreshold({ threshold })).rejects.toMatchObject({
        code: "BAD_REQUEST",
      });
    const looker = await callerOf(await aUser(customer.id, { accountRights: ["myAccount.view"] }));
    expect(await refusal(looker.credits.setThreshold({ threshold: 5 }))).toMatchObject({ kind: "FORBIDDEN" });
  });
});
