import { z } from "zod";
import { listInput } from "@/shared/kernel/pagination";
import { giveCreditsInput } from "./contract";

export const ORDER_KINDS = ["ONLINE", "OFFLINE"] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** The references of credits of the account (R034) and of credits of the encoder (R035). */
export const ORDER_REFERENCES: Record<OrderKind, string> = { ONLINE: "CREDIT-BLUE-ONL", OFFLINE: "CREDIT-BLUE" };

/** The largest file of an offline order, bytes. */
export const ORDER_FILE_BYTES = 1024 * 1024;

export const ORDER_STATUSES = ["PLACED", "FULFILLED", "REFUSED", "CANCELLED"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** `id` is the caller's: asking again with it places the order once. */
export const placeOrderInput = z.object({
  id: z.uuid(),
  amount: giveCreditsInput.shape.amount,
  poNumber: z.string().trim().min(1, "shared.required").max(100),
  comment: z.string().trim().max(500).optional(),
});
export type PlaceOrderInput = z.infer<typeof placeOrderInput>;

export const orderInput = z.object({ orderId: z.uuid() });
export const refuseOrderInput = z.object({
  orderId: z.uuid(),
  reason: z.string().trim().min(1, "shared.required").max(1_000),
});
export type RefuseOrderInput = z.infer<typeof refuseOrderInput>;

export const ordersInput = listInput(["placedAt"], {
  status: z.array(z.enum(ORDER_STATUSES)).max(4),
  kind: z.array(z.enum(ORDER_KINDS)).max(2),
});
export type OrdersInput = z.infer<typeof ordersInput>;

/** A line of either side's order history. */
export type OrderRow = {
  id: string;
  kind: OrderKind;
  number: number;
  placedAt: string;
  /** The account that ordered. */
  accountId: string;
  account: string;
  amount: number;
  poNumber: string;
  comment: string | null;
  status: OrderStatus;
  placedBy: string;
  decidedAt: string | null;
  decidedBy: string | null;
  reason: string | null;
  /** Names of the files of an offline order: the encoder's request, and what the operator answered. */
  requestFile: string | null;
  answerFile: string | null;
};
