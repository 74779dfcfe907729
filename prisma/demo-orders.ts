import type { Work } from "@/platform/db";
import type { CreditOrderKind, CreditOrderStatus } from "@/platform/db/generated/client";
import { newId } from "@/shared/kernel/ids";

type Order = {
  kind: CreditOrderKind;
  status: CreditOrderStatus;
  amount: number;
  poNumber: string;
  ago: number;
  refusalReason?: string;
  answered?: boolean;
};
const DAY = 86_400_000;

/** Orders in every state: those of credits wait at the reseller, those for the encoder at the operator (R034, R035). */
export async function makeOrders(work: Work, accounts: { operator: string; reseller: string; customer: string }) {
  const { tx, now } = work;
  const orders: Order[] = [
    {
      ...{ kind: "ONLINE", status: "REFUSED", amount: 2_000, poNumber: "PO 25870", ago: 30 },
      refusalReason: "Please send us a purchase order of this year.",
    },
    { kind: "OFFLINE", status: "FULFILLED", amount: 250, poNumber: "PO 25881", ago: 20, answered: true },
    { kind: "OFFLINE", status: "PLACED", amount: 100, poNumber: "PO 25902", ago: 2 },
    { kind: "ONLINE", status: "PLACED", amount: 300, poNumber: "PO 25911", ago: 1 },
  ];
  for (const { ago, answered, ...facts } of orders) {
    const id = newId();
    const placedAt = new Date(now.getTime() - ago * DAY);
    const decidedAt = facts.status === "PLACED" ? null : new Date(placedAt.getTime() + DAY);
    const decidedByName = facts.kind === "ONLINE" ? "Muriel PAIN" : "Olivia PETIT";
    await tx.creditOrder.create({
      data: {
        ...facts,
        ...{ id, accountId: accounts.customer, placedAt, placedByName: "Mike WHITE" },
        supplierId: facts.kind === "ONLINE" ? accounts.reseller : accounts.operator,
        decidedAt,
        decidedByName: decidedAt ? decidedByName : null,
      },
    });
    if (facts.kind === "ONLINE") continue;
    const file = { orderId: id, accountId: accounts.customer };
    await tx.creditOrderFile.create({
      data: {
        ...{ ...file, side: "REQUEST", fileName: `encoder-request-${facts.poNumber.slice(3)}.bin` },
        ...{ content: Buffer.from(`request ${facts.poNumber}`), addedAt: placedAt, addedByName: "Mike WHITE" },
      },
    });
    if (answered && decidedAt)
      await tx.creditOrderFile.create({
        data: {
          ...{ ...file, side: "ANSWER", fileName: `encoder-credits-${facts.poNumber.slice(3)}.bin` },
          ...{ content: Buffer.from(`credits ${facts.poNumber}`), addedAt: decidedAt, addedByName: decidedByName },
        },
      });
  }
}
