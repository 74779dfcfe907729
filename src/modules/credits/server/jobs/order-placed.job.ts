import { operatorAccount } from "@/modules/accounts/server";
import { inTransaction, systemScope } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import type { JobHandler } from "@/platform/jobs";
import type { OrderPlacedPayload } from "../orders/place-order";

/** Tells the supplier of an order, or the operator where the supplier is disabled; once, however often it runs. */
export const orderPlacedJob: JobHandler<OrderPlacedPayload> = async ({ orderId }) => {
  const performer = { kind: "job", id: null, name: "System" } as const;
  await inTransaction({ scope: systemScope, performer }, async (work) => {
    await work.tx.$queryRaw`select id from credit_orders where id = ${orderId}::uuid for update`;
    const order = await work.tx.creditOrder.findUnique({ where: { id: orderId } });
    const told = await work.tx.emailMessage.findFirst({
      where: { kind: "credit-order-placed", data: { path: ["orderId"], equals: orderId } },
      select: { id: true },
    });
    if (!order || told) return;
    const parent = await work.tx.account.findUniqueOrThrow({ where: { id: order.supplierId } });
    const supplier = parent.status === "ACTIVATED" ? parent : await operatorAccount(work);
    const customer = await work.tx.account.findUniqueOrThrow({ where: { id: order.accountId } });
    await recordEvent(work, {
      accountId: supplier.id,
      page: "customerAccounts",
      action: order.kind === "ONLINE" ? "orders.received" : "orders.receivedOffline",
      params: { amount: order.amount, po: order.poNumber, account: customer.companyName },
      customerId: customer.id,
    });
    await queueEmail(work, {
      kind: "credit-order-placed",
      accountId: supplier.id,
      to: { address: supplier.email, name: `${supplier.firstName} ${supplier.lastName}` },
      locale: supplier.locale,
      data: { orderId },
    });
    work.touch(`account:${supplier.id}`);
    work.touch("operator");
  });
};
