import { z } from "zod";
import { type AccountFields, accountFields, CUSTOMER_TYPES, newAccountFields } from "@/modules/accounts";
import { listInput } from "@/shared/kernel/pagination";
import type { BalanceDto } from "./contract";
import { MAX_AMOUNT } from "./domain/entry";

/** The statuses of customer accounts that lists show. */
export const CUSTOMER_STATUSES = ["CREATED", "ACTIVATED", "DISABLED"] as const;
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number];

export const CUSTOMER_SORTS = [
  "companyName",
  "type",
  "firstName",
  "lastName",
  "status",
  "credits",
  "email",
  "createdAt",
] as const;

/** "Customer accounts" of a reseller (R102); `credits`: only those whose alert threshold is reached. */
export const customersInput = listInput(CUSTOMER_SORTS, {
  status: z.array(z.enum(CUSTOMER_STATUSES)).max(3),
  type: z.array(z.enum(CUSTOMER_TYPES)).max(2),
  credits: z.enum(["REACHED"]),
});
export type CustomersInput = z.infer<typeof customersInput>;

export type CustomerRow = {
  id: string;
  companyName: string;
  type: (typeof CUSTOMER_TYPES)[number];
  firstName: string;
  lastName: string;
  email: string;
  status: CustomerStatus;
  createdAt: string;
  /** The balance, as the customer's own top menu shows it; `available` is what of it is not on hold. */
  credits: number;
  available: number;
  /** Transfers and loads that wait for the account's activation. */
  waiting: number;
  threshold: number | null;
  /** The alert threshold is reached: available ≤ threshold (R132, R135). */
  reached: boolean;
};

/** One customer account, for its form and for the question before it is deleted. */
export type CustomerDto = AccountFields & {
  id: string;
  type: CustomerRow["type"];
  status: CustomerStatus;
  email: string;
  createdBy: string | null;
  createdAt: string;
  credits: BalanceDto;
  waiting: number;
  /** It has customers of its own that are not deleted: it can't be deleted. */
  hasCustomers: boolean;
};

/** An alert threshold in credits; null turns it off (R129). */
export const threshold = z
  .int("customers.thresholdForm")
  .min(0, "customers.thresholdForm")
  .max(1_000_000_000, "customers.thresholdForm")
  .nullable();

/** A new customer account with its first transfer, 0 for none (R106 to R108), and its alert threshold, null for none. */
export const openCustomerInput = z.object({
  account: newAccountFields,
  amount: z.int("customers.amountForm").min(0, "customers.amountForm").max(MAX_AMOUNT, "customers.amountForm"),
  comment: z.string().trim().max(500).optional(),
  threshold,
  idempotencyKey: z.uuid(),
});
export type OpenCustomerInput = z.infer<typeof openCustomerInput>;

export const editCustomerInput = z.object({ accountId: z.uuid(), account: accountFields, threshold });
export type EditCustomerInput = z.infer<typeof editCustomerInput>;

export const customersActionInput = z.object({ accountIds: z.array(z.uuid()).min(1).max(200) });
/** What became of one account; `refused` is the reason's key, null where it was done. */
export type CustomerResult = { accountId: string; name: string; refused: string | null };

/** The company name, as the question before deleting asks to type it. */
export const deleteCustomerInput = z.object({ accountId: z.uuid(), companyName: z.string().trim().max(200) });
export type DeleteCustomerInput = z.infer<typeof deleteCustomerInput>;
