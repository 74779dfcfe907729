import { z } from "zod";
import { CUSTOMER_TYPES } from "@/modules/accounts";
import { listInput } from "@/shared/kernel/pagination";
import { CUSTOMER_STATUSES, type CustomerRow } from "./customers-contract";

/** How long an account's credits last at the pace of its last days (`counted`). `until` is null where nothing is used or it is beyond 10 years. */
export type ForecastDto = {
  available: number;
  used: number;
  counted: number;
  perDay: number;
  daysLeft: number | null;
  until: string | null;
};

export const OVERVIEW_SORTS = ["daysLeft", "companyName", "available", "used"] as const;

/** A supplier's own customers by how long their credits last; `within`: those that last no longer than so many days. */
export const overviewInput = listInput(OVERVIEW_SORTS, {
  status: z.array(z.enum(CUSTOMER_STATUSES)).max(3),
  type: z.array(z.enum(CUSTOMER_TYPES)).max(2),
  within: z.enum(["7", "30", "90"]),
});
export type OverviewInput = z.infer<typeof overviewInput>;

/** A customer with its forecast, and sums over it and everything beneath it, which has no names here. */
export type OverviewRow = Pick<CustomerRow, "id" | "companyName" | "type" | "status" | "firstName" | "lastName"> &
  ForecastDto & { beneath: number; treeCredits: number; treeCards: number; treeActive: number };

/** Sums over the whole tree beneath an account. */
export type TreeDto = { customers: number; beneath: number; credits: number; cards: number; active: number };
