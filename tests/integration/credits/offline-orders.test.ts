import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { callerOf, refusal } from "@tests/support/caller";
import { exported, sheetOf, uploaded } from "@tests/support/files";
import { mailsTo } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { closeAccountJob, orderPlacedJob } from "@/modules/credits/server";
import { accountScope, inTransaction } from "@/platform/db";
import { attachment } from "@/platform/http";
import { newId } from "@/shared/kernel/ids";

/** Bytes that mean something to a browser, a shell and a spreadsheet: nothing here may care. */
const REQUEST = Buffer.from("<html><script>alert(1)</script>\u0000\u00ff=cmd|' /C calc'!A0", "latin1");
const ANSWER = Buffer.from([0, 1, 2, 255, 254]);

async function aSide(options: Parameters<typeof anAccount>[0]) {
  const account = await anAccount(options);
  const user = await aUser(account.id);
  return { ...account, user, portal: await callerOf(user) };
}
function aRequest(id: string, bytes: Uint8Array, fields: Record<string, string> = {}) {
  const form = new FormData();
  for (const [key, value] of Object.entries({ id, amount: "250", poNumber: "PO 77", ...fields })) form.set(key, value);
  form.set("file", new File([bytes as never], "../encoder/Réquest <1>.sec"));
  return form;
}
function anAnswer(bytes: Uint8Array) {
  const form = new FormData();
  form.set("file", new File([bytes as never], "answer.sec"));
  return form;
}
const theOperatorsUser = async () => aUser((await theOperator()).id);
const ledgerOf = (accountId: string) =>
  asSystem(({ tx }) =>
    tx.ledgerEntry.count({ where: { OR: [{ sourceAccountId: accountId }, { destAccountId: accountId }] } }),
  );
const all = { filters: {} };

test("R035 R036 an order for the encoder goes to the operator past the reseller, is answered with a file, and moves no credit", async () => {
  const reseller = await aSide({ type: "RESELLER" });
  const customer = await aSide({ parentId: reseller.id });
  const operatorUser = await theOperatorsUser();
  const operator = await callerOf(operatorUser);
  const id = newId();
  await uploaded(customer.user, "order-request", "", aRequest(id, REQUEST));
  await uploaded(customer.user, "order-request", "", aRequest(id, REQUEST));
  await orderPlacedJob({ orderId: id }, {} as never);
  const { email } = await asSystem(async ({ tx }) => tx.account.findFirstOrThrow({ where: { type: "OPERATOR" } }));
  const told = (await mailsTo(email)).filter(({ subject }) => subject?.startsWith(customer.companyName));
  expect(told.map(({ kind }) => kind)).toEqual(["credit-order-placed"]);
  expect(told[0]?.text).toContain("offline credits for SECard");
  expect(await mailsTo(reseller.email)).toEqual([]);
  expect((await reseller.portal.orders.received(all)).rows).toEqual([]);
  expect((await customer.portal.orders.placed(all)).rows).toMatchObject([
    { id, kind: "OFFLINE", amount: 250, status: "PLACED", requestFile: "Réquest <1>.sec", answerFile: null },
  ]);

  const got = await exported(operatorUser, "operator-order-file", `orderId=${id}&side=REQUEST`);
  expect(got).toEqual({ fileName: "Réquest <1>.sec", bytes: REQUEST });
  expect(await refusal(operator.operatorOrders.fulfil({ orderId: id }))).toMatchObject({ code: "orders.answerNeeded" });
  await uploaded(operatorUser, "order-answer", `orderId=${id}`, anAnswer(ANSWER));
  expect((await exported(customer.user, "order-file", `orderId=${id}&side=ANSWER`)).bytes).toEqual(ANSWER);
  expect((await customer.portal.orders.placed(all)).rows).toMatchObject([
    { status: "FULFILLED", answerFile: "answer.sec", decidedBy: expect.any(String) },
  ]);
  const [mail] = await mailsTo(customer.email);
  expect(mail).toMatchObject({ kind: "credit-order-answered", text: expect.stringContaining("SECard") });
  expect(await ledgerOf(customer.id)).toBe(0);
  expect(await customer.portal.credits.balance()).toMatchObject({ balance: 0, available: 0 });
  const history = await asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId: customer.id } }));
  expect(history.map(({ action }) => action).sort()).toEqual(["orders.answered", "orders.placedOffline"]);
});

test("R035 the file is served as an attachment that no browser shows or runs", async () => {
  const headers = attachment('a"b\\<x>.html', "application/octet-stream");
  expect(headers).toMatchObject({
    "content-type": "application/octet-stream",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
  });
  expect(headers["content-disposition"]).toMatch(/^attachment; filename="a_b_<x>.html"/);
});

test("R035 bad requests are refused, each with its field, and leave nothing", async () => {
  const customer = await aSide({});
  const send = (form: FormData) => refusal(uploaded(customer.user, "order-request", "", form));
  expect(await send(aRequest(newId(), Buffer.alloc(0)))).toMatchObject({ code: "orders.fileNeeded", fields: ["file"] });
  expect(await send(aRequest(newId(), Buffer.alloc(1024 * 1024 + 1)))).toMatchObject({ code: "shared.fileTooLarge" });
  expect(await send(aRequest(newId(), REQUEST, { amount: "1.5" }))).toMatchObject({ fields: ["amount"] });
  expect(await send(aRequest(newId(), REQUEST, { poNumber: " " }))).toMatchObject({ fields: ["poNumber"] });
  const without = aRequest(newId(), REQUEST);
  without.delete("file");
  expect(await send(without)).toMatchObject({ code: "orders.fileNeeded" });
  expect((await customer.portal.orders.placed(all)).rows).toEqual([]);
  await uploaded(customer.user, "order-request", "", aRequest(newId(), Buffer.alloc(1024 * 1024, 7)));
  expect((await customer.portal.orders.placed(all)).rows).toHaveLength(1);
});

test("R037 the rights: who may order and answer; another account's order and file do not exist", async () => {
  const customer = await aSide({});
  const stranger = await aSide({});
  const viewer = await aUser(customer.id, { accountRights: ["myAccount.view"] });
  const id = newId();
  expect(await refusal(uploaded(viewer, "order-request", "", aRequest(id, REQUEST)))).toMatchObject({
    kind: "FORBIDDEN",
  });
  expect(await refusal(uploaded(null, "order-request", "", aRequest(id, REQUEST)))).toMatchObject({
    kind: "UNAUTHENTICATED",
  });
  await uploaded(customer.user, "order-request", "", aRequest(id, REQUEST));
  const query = `orderId=${id}&side=REQUEST`;
  expect((await exported(viewer, "order-file", query)).bytes).toEqual(REQUEST);
  const blind = await aUser(customer.id, { accountRights: ["users.view"] });
  expect(await refusal(exported(blind, "order-file", query))).toMatchObject({ kind: "FORBIDDEN" });
  expect(await refusal(exported(stranger.user, "order-file", query))).toMatchObject({ kind: "NOT_FOUND" });
  expect(await refusal(exported(customer.user, "operator-order-file", query))).toMatchObject({ kind: "NOT_FOUND" });
  expect(await refusal(exported(customer.user, "order-file", `orderId=${id}&side=x`))).toMatchObject({
    kind: "NOT_FOUND",
  });
  expect(await refusal(uploaded(customer.user, "order-answer", `orderId=${id}`, anAnswer(ANSWER)))).toMatchObject({
    kind: "NOT_FOUND",
  });
  const looker = await aUser((await theOperator()).id, { accountRights: ["credits.view"] });
  expect(await refusal(uploaded(looker, "order-answer", `orderId=${id}`, anAnswer(ANSWER)))).toMatchObject({
    kind: "FORBIDDEN",
  });
  expect(await refusal(uploaded(stranger.user, "order-request", "", aRequest(id, REQUEST)))).toMatchObject({
    code: "credits.keyReused",
  });
});

test("R035 the database itself: an account can't answer its own order, nor change or take away a file", async () => {
  const customer = await aSide({});
  const id = newId();
  await uploaded(customer.user, "order-request", "", aRequest(id, REQUEST));
  const own = <T>(run: Parameters<typeof inTransaction<T>>[1]) =>
    inTransaction({ scope: accountScope(customer.id), performer: { kind: "user", id: null, name: "T" } }, run);
  await expect(
    own(
      ({
        tx,
        now,
      }) => tx.$executeRaw`insert into credit_order_files (order_id, side, account_id, file_name, content, added_at, added_by_name)
        values (${id}::uuid, 'ANSWER', ${customer.id}::uuid, 'x', '\\x00', ${now}, 'me')`,
    ),
  ).rejects.toThrow(/row-level security/);
  await expect(own(({ tx }) => tx.$executeRaw`update credit_order_files set file_name = 'x'`)).rejects.toThrow(
    /permission denied/,
  );
  await expect(own(({ tx }) => tx.$executeRaw`delete from credit_order_files`)).rejects.toThrow(/permission denied/);
});

test("R035 wrong states: answered once of two at the same time, not after it was cancelled, refused with a reason, an online order never", async () => {
  const customer = await aSide({});
  const operatorUser = await theOperatorsUser();
  const operator = await callerOf(operatorUser);
  const answer = (id: string) => uploaded(operatorUser, "order-answer", `orderId=${id}`, anAnswer(ANSWER));
  const [first, second, third, online] = [newId(), newId(), newId(), newId()];
  for (const id of [first, second, third]) await uploaded(customer.user, "order-request", "", aRequest(id, REQUEST));
  const race = await Promise.allSettled([answer(first), answer(first)]);
  expect(race.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  await customer.portal.orders.cancel({ orderId: second });
  expect(await refusal(answer(second))).toMatchObject({ code: "orders.decided" });
  await operator.operatorOrders.refuse({ orderId: third, reason: "The file is of another encoder" });
  expect(await refusal(answer(third))).toMatchObject({ code: "orders.decided" });
  await customer.portal.orders.place({ id: online, amount: 5, poNumber: "PO" });
  expect(await refusal(answer(online))).toMatchObject({ code: "orders.onlineHasNoFile" });
  expect(await refusal(answer(newId()))).toMatchObject({ kind: "NOT_FOUND" });
  expect(await refusal(answer("x"))).toMatchObject({ kind: "NOT_FOUND" });
});

test("orders that wait end with their account", async () => {
  const reseller = await aSide({ type: "RESELLER" });
  const customer = await aSide({ parentId: reseller.id });
  await uploaded(customer.user, "order-request", "", aRequest(newId(), REQUEST));
  await customer.portal.orders.place({ id: newId(), amount: 5, poNumber: "PO" });
  await asSystem(({ tx, now }) =>
    tx.account.update({ where: { id: customer.id }, data: { status: "DELETED", deletedAt: now } }),
  );
  const performer = { kind: "user", id: null, name: "Muriel PAIN" } as const;
  await closeAccountJob({ accountId: customer.id, supplierId: reseller.id, performer }, {} as never);
  const rows = await asSystem(({ tx }) => tx.creditOrder.findMany({ where: { accountId: customer.id } }));
  expect(rows.map(({ status }) => status)).toEqual(["CANCELLED", "CANCELLED"]);
});

test("R305 orders are exported as the screen filters them, on each side", async () => {
  const reseller = await aSide({ type: "RESELLER" });
  const customer = await aSide({ parentId: reseller.id });
  await uploaded(customer.user, "order-request", "", aRequest(newId(), REQUEST, { comment: "=1+1" }));
  await customer.portal.orders.place({ id: newId(), amount: 5, poNumber: "PO of 5" });
  const lines = async (user: { id: string }, path: string, query = "") =>
    (await sheetOf((await exported(user, path, query)).bytes)).cells;
  const placed = await lines(customer.user, "orders");
  expect(placed[1]?.slice(1, 6)).toEqual(["Order", "Reference", "Account", "Credits", "Purchase order"]);
  expect(placed.slice(2).map((row) => row[2])).toEqual(["CREDIT-BLUE-ONL", "CREDIT-BLUE"]);
  expect(placed[3]?.[8]).toBe("=1+1");
  expect((await lines(reseller.user, "orders-received")).slice(2).map((row) => row[5])).toEqual(["PO of 5"]);
  const filter = encodeURIComponent(JSON.stringify({ filters: { kind: ["OFFLINE"] } }));
  const operators = await lines(await theOperatorsUser(), "operator-orders", `input=${filter}`);
  expect(operators.slice(2).map((row) => row[2])).toContain("CREDIT-BLUE");
  expect(await refusal(exported(reseller.user, "operator-orders"))).toMatchObject({ kind: "NOT_FOUND" });
});
