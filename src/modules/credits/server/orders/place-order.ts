import { accountOf, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { addJob } from "@/platform/jobs";
import { AppError } from "@/shared/kernel/app-error";
import type { PlaceOrderInput } from "../../orders-contract";

export const ORDER_PLACED_JOB = "credit-order-placed";
export type OrderPlacedPayload = { orderId: string };

/**
 * Orders online credits from the account's supplier (R034). Its supplier is told by a job, since an account does not write
 * its supplier's history or mail. The same id again changes nothing.
 */
export async function placeOrder(work: Work, input: PlaceOrderInput): Promise<{ id: string }> {
  const accountId = accountOf(work);
  const { id, amount, poNumber } = input;
  const comment = input.comment || null;
  const added = await work.tx.$executeRaw`
    insert into credit_orders (id, account_id, supplier_id, status, amount, po_number, comment, placed_by_name, placed_at)
    select ${id}::uuid, a.id, a.parent_id, 'PLACED', ${amount}, ${poNumber}, ${comment}, ${work.performer.name}, ${work.now}
    from accounts a where a.id = ${accountId}::uuid
    on conflict (id) do nothing`;
  if (added === 0) {
    const known = await work.tx.creditOrder.findFirst({ where: { id, accountId, amount, poNumber } });
    if (!known) throw new AppError("REFUSED", "credits.keyReused");
    return { id };
  }
  await recordEvent(work, { accountId, page: "credits", action: "orders.placed", params: { amount, po: poNumber } });
  work.touch(`account:${accountId}`);
  const payload: OrderPlacedPayload = { orderId: id };
  await addJob(work, ORDER_PLACED_JOB, payload, { key: `${ORDER_PLACED_JOB}:${id}` });
  return { id };
}
