import { z } from "zod";
import { listInput } from "@/shared/kernel/pagination";
import { giveCreditsInput } from "./contract";

/** The reference of online credits (R034). */
export const ONLINE_REFERENCE = "CREDIT-BLUE-ONL";

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

export const ordersInput = listInput(["placedAt"], { status: z.array(z.enum(ORDER_STATUSES)).max(4) });
export type OrdersInput = z.infer<typeof ordersInput>;

/** A line of either side's order history. */
export type OrderRow = {
  id: string;
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
};
