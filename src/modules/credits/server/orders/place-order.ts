import { accountOf, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { addJob } from "@/platform/jobs";
import { AppError } from "@/shared/kernel/app-error";
import type { OrderKind, PlaceOrderInput } from "../../orders-contract";

export const ORDER_PLACED_JOB = "credit-order-placed";
export type OrderPlacedPayload = { orderId: string };

/**
 * Orders online credits from the account's supplier (R034). Its supplier is told by a job, since an account does not write
 * its supplier's history or mail. The same id again changes nothing.
 *
 * @throws AppError REFUSED `credits.keyReused` where the id is of another order.
 */
export async function placeOrder(work: Work, input: PlaceOrderInput): Promise<{ id: string }> {
  await insertOrder(work, input, "ONLINE");
  return { id: input.id };
}

/**
 * Orders credits for the encoder (R035): its request file goes to the operator as it is. The ledger has no part in it (R036).
 *
 * @throws AppError as `placeOrder`.
 */
export async function placeOfflineOrder(
  work: Work,
  input: PlaceOrderInput,
  file: { name: string; content: Uint8Array<ArrayBuffer> },
): Promise<{ id: string }> {
  const accountId = accountOf(work);
  const { id } = input;
  if (await insertOrder(work, input, "OFFLINE"))
    await work.tx.creditOrderFile.createMany({
      data: [
        {
          ...{ orderId: id, side: "REQUEST", accountId, fileName: file.name, content: file.content },
          ...{ addedAt: work.now, addedByName: work.performer.name },
        },
      ],
    });
  return { id };
}

/** Adds an order, with its history and the job that tells its supplier; false where it was placed before. */
async function insertOrder(work: Work, input: PlaceOrderInput, kind: OrderKind): Promise<boolean> {
  const accountId = accountOf(work);
  const { id, amount, poNumber } = input;
  const comment = input.comment || null;
  const added = await work.tx.$executeRaw`
    insert into credit_orders (id, kind, account_id, supplier_id, status, amount, po_number, comment, placed_by_name, placed_at)
    select ${id}::uuid, ${kind}::credit_order_kind, a.id,
      case when ${kind} = 'OFFLINE' then operator_account() else a.parent_id end, 'PLACED', ${amount}, ${poNumber}, ${comment},
      ${work.performer.name}, ${work.now}
    from accounts a where a.id = ${accountId}::uuid
    on conflict (id) do nothing`;
  if (added === 0) {
    const known = await work.tx.creditOrder.findFirst({ where: { id, accountId, kind, amount, poNumber } });
    if (!known) throw new AppError("REFUSED", "credits.keyReused");
    return false;
  }
  await recordEvent(work, {
    accountId,
    page: "credits",
    action: kind === "ONLINE" ? "orders.placed" : "orders.placedOffline",
    params: { amount, po: poNumber },
  });
  work.touch(`account:${accountId}`);
  const payload: OrderPlacedPayload = { orderId: id };
  await addJob(work, ORDER_PLACED_JOB, payload, { key: `${ORDER_PLACED_JOB}:${id}` });
  return true;
}
