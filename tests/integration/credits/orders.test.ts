import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { aLoad } from "@tests/factories/credits";
import { callerOf, refusal } from "@tests/support/caller";
import { mailsTo } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { orderPlacedJob } from "@/modules/credits/server";
import { newId } from "@/shared/kernel/ids";

async function aSide(options: Parameters<typeof anAccount>[0]) {
  const account = await anAccount(options);
  return { ...account, portal: await callerOf(await aUser(account.id)) };
}
const anOrder = (amount: number, poNumber = "PO 4711") => ({ id: newId(), amount, poNumber });
const all = { filters: {} };
const theOperatorsCaller = async () => callerOf(await aUser((await theOperator()).id));
const historyOf = (accountId: string) =>
  asSystem(async ({ tx }) =>
    (await tx.historyEntry.findMany({ where: { accountId }, orderBy: { id: "asc" } })).map((row) => row.action),
  );

test("R034 an order goes to the reseller, who fulfils it in one step: credits move, both sides have its history", async () => {
  const reseller = await aSide({ type: "RESELLER" });
  await aLoad(reseller.id, 1_000);
  const customer = await aSide({ parentId: reseller.id });
  const order = anOrder(300);
  await customer.portal.orders.place(order);
  await customer.portal.orders.place(order);
  await orderPlacedJob({ orderId: order.id }, {} as never);
  await orderPlacedJob({ orderId: order.id }, {} as never);
  const mails = await mailsTo(reseller.email);
  expect(mails.map(({ kind, subject }) => [kind, subject])).toEqual([
    ["credit-order-placed", `${customer.companyName} orders 300 credits`],
  ]);
  const received = await reseller.portal.orders.received(all);
  expect(received.rows).toMatchObject([
    { account: customer.companyName, amount: 300, poNumber: "PO 4711", status: "PLACED" },
  ]);
  await reseller.portal.orders.fulfil({ orderId: order.id });
  expect(await customer.portal.credits.balance()).toMatchObject({ balance: 300 });
  expect(await reseller.portal.credits.balance()).toMatchObject({ balance: 700 });
  expect((await customer.portal.orders.placed(all)).rows).toMatchObject([{ id: order.id, status: "FULFILLED" }]);
  expect(await historyOf(customer.id)).toEqual(["orders.placed", "credits.received", "orders.fulfilled"]);
  expect(await historyOf(reseller.id)).toEqual(["orders.received", "credits.transferred", "orders.fulfilled"]);
  const entry = await asSystem(({ tx }) => tx.ledgerEntry.findFirstOrThrow({ where: { orderId: order.id } }));
  expect(entry).toMatchObject({ kind: "TRANSFER", amount: 300, comment: "PO 4711" });
});

test("R034 an order of a direct account goes to the operator, who loads; so does one of a disabled reseller's customer", async () => {
  const direct = await aSide({});
  const reseller = await aSide({ type: "RESELLER" });
  const customer = await aSide({ parentId: reseller.id });
  const operator = await theOperatorsCaller();
  const [first, second] = [anOrder(10), anOrder(20, "PO of a customer")];
  await direct.portal.orders.place(first);
  await customer.portal.orders.place(second);
  expect(await refusal(operator.operatorOrders.fulfil({ orderId: second.id }))).toMatchObject({ kind: "NOT_FOUND" });
  await asSystem(({ tx }) => tx.account.update({ where: { id: reseller.id }, data: { status: "DISABLED" } }));
  const waiting = (await operator.operatorOrders.received({ filters: { status: ["PLACED"] } })).rows.map(
    ({ id }) => id,
  );
  expect(waiting).toEqual(expect.arrayContaining([first.id, second.id]));
  for (const { id } of [first, second]) await operator.operatorOrders.fulfil({ orderId: id });
  expect(await direct.portal.credits.balance()).toMatchObject({ balance: 10 });
  expect(await customer.portal.credits.balance()).toMatchObject({ balance: 20 });
});

test("R034 two at the same time fulfil an order once; fulfilled against cancelled: one wins", async () => {
  const reseller = await aSide({ type: "RESELLER" });
  await aLoad(reseller.id, 1_000);
  const customer = await aSide({ parentId: reseller.id });
  const first = anOrder(100);
  await customer.portal.orders.place(first);
  const fulfil = (id: string) => reseller.portal.orders.fulfil({ orderId: id });
  const twice = await Promise.allSettled([fulfil(first.id), fulfil(first.id)]);
  expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await customer.portal.credits.balance()).toMatchObject({ balance: 100 });
  const second = anOrder(50);
  await customer.portal.orders.place(second);
  const race = await Promise.allSettled([fulfil(second.id), customer.portal.orders.cancel({ orderId: second.id })]);
  expect(race.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const fulfilled = race[0]?.status === "fulfilled";
  expect((await customer.portal.credits.balance()).balance).toBe(fulfilled ? 150 : 100);
});

test("R109 an order beyond what is available stays waiting and says what is available", async () => {
  const reseller = await aSide({ type: "RESELLER" });
  await aLoad(reseller.id, 5);
  const customer = await aSide({ parentId: reseller.id });
  const order = anOrder(6);
  await customer.portal.orders.place(order);
  expect(await refusal(reseller.portal.orders.fulfil({ orderId: order.id }))).toMatchObject({
    code: "credits.insufficient",
    params: { available: 5, needed: 6 },
  });
  expect((await customer.portal.orders.placed(all)).rows).toMatchObject([{ status: "PLACED" }]);
});

test("an order is refused with a reason, which its account reads in the list and by e-mail", async () => {
  const reseller = await aSide({ type: "RESELLER" });
  const customer = await aSide({ parentId: reseller.id });
  const order = anOrder(6);
  await customer.portal.orders.place(order);
  await reseller.portal.orders.refuse({ orderId: order.id, reason: "No purchase order of this year" });
  expect((await customer.portal.orders.placed(all)).rows).toMatchObject([
    { status: "REFUSED", reason: "No purchase order of this year" },
  ]);
  const [mail] = await mailsTo(customer.email);
  expect(mail?.text).toContain("No purchase order of this year");
  expect(await refusal(reseller.portal.orders.fulfil({ orderId: order.id }))).toMatchObject({ code: "orders.decided" });
});

test("R037 the rights: who may order, who may decide; another account's order does not exist", async () => {
  const reseller = await aSide({ type: "RESELLER" });
  const customer = await aSide({ parentId: reseller.id });
  const stranger = await aSide({ type: "RESELLER" });
  const order = anOrder(6);
  const viewer = await callerOf(await aUser(customer.id, { accountRights: ["myAccount.view"] }));
  expect(await refusal(viewer.orders.place(order))).toMatchObject({ kind: "FORBIDDEN" });
  await customer.portal.orders.place(order);
  const { id: orderId } = order;
  expect(await refusal(viewer.orders.cancel({ orderId }))).toMatchObject({ kind: "FORBIDDEN" });
  expect(await refusal(customer.portal.orders.fulfil({ orderId }))).toMatchObject({ kind: "FORBIDDEN" });
  const seller = await callerOf(await aUser(reseller.id, { accountRights: ["customerAccounts.view"] }));
  expect((await seller.orders.received(all)).rows).toHaveLength(1);
  expect(await refusal(seller.orders.fulfil({ orderId }))).toMatchObject({ kind: "FORBIDDEN" });
  expect(await refusal(stranger.portal.orders.fulfil({ orderId }))).toMatchObject({ kind: "NOT_FOUND" });
  expect(await refusal(stranger.portal.orders.refuse({ orderId, reason: "x" }))).toMatchObject({ kind: "NOT_FOUND" });
  expect(await refusal(stranger.portal.orders.cancel({ orderId }))).toMatchObject({ kind: "NOT_FOUND" });
  expect(await refusal(reseller.portal.orders.cancel({ orderId }))).toMatchObject({ kind: "NOT_FOUND" });
  expect((await stranger.portal.orders.received(all)).rows).toEqual([]);
  expect(await refusal(stranger.portal.orders.place({ ...order, amount: 7 }))).toMatchObject({
    code: "credits.keyReused",
  });
});

test.each([0, -1, 1.5, 1_000_001])("R034 %d is no number of credits to order", async (amount) => {
  const customer = await aSide({});
  expect(await refusal(customer.portal.orders.place(anOrder(amount)))).toMatchObject({ kind: "BAD_INPUT" });
});
