import { operatorAccount } from "@/modules/accounts/server";
import { accountOf, type Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { OrderKind, RefuseOrderInput } from "../../orders-contract";
import { keepReceiver } from "../give-credits";
import { loadCredits } from "../load-credits";
import { transferCredits } from "../transfer-credits";
import { ofOperator } from "./orders.query";

type Order = {
  id: string;
  kind: OrderKind;
  accountId: string;
  status: string;
  amount: number;
  poNumber: string;
  companyName: string;
  email: string;
  holder: string;
  locale: string;
};

/**
 * An order that waits, of a customer of this account (in the system scope: one that the operator decides), locked. The account
 * that placed it is not locked here.
 *
 * @throws AppError NOT_FOUND; CONFLICT `orders.decided` where it was decided or cancelled meanwhile.
 */
async function keepReceived(work: Work, orderId: string): Promise<Order> {
  const rows = await (work.scope.kind === "system"
    ? work.tx.$queryRaw<{ id: string }[]>`
        select o.id from credit_orders o where o.id = ${orderId}::uuid and ${ofOperator} for update`
    : work.tx.$queryRaw<{ id: string }[]>`
        select o.id from credit_orders o where o.id = ${orderId}::uuid and o.supplier_id = ${accountOf(work)}::uuid for update`);
  if (!rows[0]) throw new AppError("NOT_FOUND", "shared.notFound");
  const [order] = await work.tx.$queryRaw<Order[]>`
    select o.id, o.kind::text as kind, o.account_id as "accountId", o.status::text as status, o.amount, o.po_number as "poNumber",
      a.company_name as "companyName", a.email, a.first_name || ' ' || a.last_name as holder, a.locale
    from credit_orders o join accounts a on a.id = o.account_id where o.id = ${orderId}::uuid`;
  if (!order) throw new AppError("NOT_FOUND", "shared.notFound");
  if (order.status !== "PLACED") throw new AppError("CONFLICT", "orders.decided");
  return order;
}

/**
 * Fulfils an order in one step: the reseller's credits are transferred, the operator's are loaded (decisions, section 4).
 *
 * @throws AppError NOT_FOUND; CONFLICT `orders.decided`; REFUSED `credits.insufficient` with `available`, `credits.receiverDisabled`,
 * `orders.answerNeeded` for an offline order, which is answered with a file.
 */
export async function fulfilOrder(work: Work, orderId: string): Promise<void> {
  const order = await keepReceived(work, orderId);
  if (order.kind === "OFFLINE") throw new AppError("REFUSED", "orders.answerNeeded");
  const give = {
    accountId: order.accountId,
    amount: order.amount,
    comment: order.poNumber,
    idempotencyKey: orderId,
    orderId,
  };
  if (work.scope.kind === "system") await loadCredits(work, give);
  else await transferCredits(work, give);
  await decide(work, order, { status: "FULFILLED", refusalReason: null }, "orders.fulfilled");
}

/**
 * The operator answers an offline order with the file for the encoder; the ledger has no part in it (R036).
 *
 * @throws AppError NOT_FOUND; CONFLICT `orders.decided`; REFUSED `credits.receiverDisabled`, `orders.onlineHasNoFile`.
 */
export async function answerOrder(
  work: Work,
  orderId: string,
  file: { name: string; content: Uint8Array<ArrayBuffer> },
): Promise<void> {
  const order = await keepReceived(work, orderId);
  if (order.kind === "ONLINE") throw new AppError("REFUSED", "orders.onlineHasNoFile");
  await keepReceiver(work, order.accountId);
  await work.tx.creditOrderFile.createMany({
    data: [
      {
        ...{ orderId, side: "ANSWER", accountId: order.accountId, fileName: file.name, content: file.content },
        ...{ addedAt: work.now, addedByName: work.performer.name },
      },
    ],
  });
  await decide(work, order, { status: "FULFILLED", refusalReason: null }, "orders.answered");
  await mailAccount(work, "credit-order-answered", order);
}

/**
 * Refuses an order with a reason, which its account reads in the history of orders and by e-mail.
 *
 * @throws AppError NOT_FOUND; CONFLICT `orders.decided`.
 */
export async function refuseOrder(work: Work, { orderId, reason }: RefuseOrderInput): Promise<void> {
  const order = await keepReceived(work, orderId);
  await decide(work, order, { status: "REFUSED", refusalReason: reason }, "orders.refused");
  await mailAccount(work, "credit-order-refused", order);
}

async function mailAccount(
  work: Work,
  kind: "credit-order-refused" | "credit-order-answered",
  order: Order,
): Promise<void> {
  await queueEmail(work, {
    kind,
    accountId: order.accountId,
    to: { address: order.email, name: order.holder },
    locale: order.locale,
    data: { orderId: order.id },
  });
}

async function decide(
  work: Work,
  order: Order,
  outcome: { status: "FULFILLED" | "REFUSED"; refusalReason: string | null },
  action: string,
): Promise<void> {
  await work.tx.creditOrder.updateMany({
    where: { id: order.id },
    data: { ...outcome, decidedAt: work.now, decidedByName: work.performer.name },
  });
  const supplier = work.scope.kind === "system" ? (await operatorAccount(work)).id : accountOf(work);
  const params = { amount: order.amount, po: order.poNumber, account: order.companyName };
  await recordEvent(work, {
    accountId: supplier,
    page: "customerAccounts",
    action,
    params,
    customerId: order.accountId,
  });
  await recordEvent(work, { accountId: order.accountId, page: "credits", action, params });
  for (const id of [supplier, order.accountId]) work.touch(`account:${id}`);
  work.touch("operator");
}

/**
 * The account takes back an order that still waits.
 *
 * @throws AppError NOT_FOUND; CONFLICT `orders.decided`.
 */
export async function cancelOrder(work: Work, orderId: string): Promise<void> {
  const accountId = accountOf(work);
  await work.tx.$queryRaw`select id from credit_orders where id = ${orderId}::uuid for update`;
  const order = await work.tx.creditOrder.findFirst({ where: { id: orderId, accountId } });
  if (!order) throw new AppError("NOT_FOUND", "shared.notFound");
  if (order.status !== "PLACED") throw new AppError("CONFLICT", "orders.decided");
  await work.tx.creditOrder.updateMany({
    where: { id: orderId },
    data: { status: "CANCELLED", decidedAt: work.now, decidedByName: work.performer.name },
  });
  const params = { amount: order.amount, po: order.poNumber };
  await recordEvent(work, { accountId, page: "credits", action: "orders.cancelled", params });
  work.touch(`account:${accountId}`);
  work.touch(`account:${order.supplierId}`);
  work.touch("operator");
}
