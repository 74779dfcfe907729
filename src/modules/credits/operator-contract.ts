import { z } from "zod";
import { listInput } from "@/shared/kernel/pagination";
import type { BalanceDto } from "./contract";

/** Why the operator does something to an account: all sides read it in their histories. */
const reason = z.string().trim().min(1, { message: "shared.required" }).max(500);

export const ACCOUNT_STATUSES = ["REQUESTED", "CREATED", "ACTIVATED", "DISABLED"] as const;
export const ACCOUNT_TYPES = ["RESELLER", "END_CUSTOMER"] as const;
export const OPERATOR_ACCOUNT_SORTS = ["companyName", "createdAt", "available"] as const;

/** The operator's list of all accounts that are not deleted. */
export const operatorAccountsInput = listInput(OPERATOR_ACCOUNT_SORTS, {
  status: z.array(z.enum(ACCOUNT_STATUSES)).max(4),
  type: z.array(z.enum(ACCOUNT_TYPES)).max(2),
});
export type OperatorAccountsInput = z.infer<typeof operatorAccountsInput>;

export type OperatorAccountRow = {
  id: string;
  companyName: string;
  type: (typeof ACCOUNT_TYPES)[number];
  status: (typeof ACCOUNT_STATUSES)[number];
  holder: string;
  email: string;
  /** Who supplies it: its reseller, or the operator. */
  supplier: string;
  createdAt: string;
  available: number;
  reached: boolean;
};

/** One account as the operator's console shows it. */
export type OperatorAccountDto = Omit<OperatorAccountRow, "available" | "reached"> & {
  credits: BalanceDto;
  supplierId: string;
  /** The suppliers above it, the topmost first, without the operator. */
  path: { id: string; companyName: string }[];
  /** The operator loads its direct accounts only; the others buy from their reseller. */
  direct: boolean;
  activatedAt: string | null;
  users: number;
  sites: number;
  customers: number;
  emails: OperatorEmailRow[];
};

/** A line of an account's e-mail log: never its text. */
export type OperatorEmailRow = {
  id: string;
  kind: string;
  to: string;
  status: string;
  at: string;
  error: string | null;
};

export const actOnAccountInput = z.object({ accountId: z.uuid(), reason });
export type ActOnAccountInput = z.infer<typeof actOnAccountInput>;

/** Moves an account from the supplier that the person saw (`from`) to another one. */
export const changeSupplierInput = z.object({
  accountId: z.uuid(),
  from: z.uuid(),
  supplierId: z.uuid({ message: "shared.required" }),
  reason,
});
export type ChangeSupplierInput = z.infer<typeof changeSupplierInput>;

/** Credits that sending a card costs. */
export const pricesInput = z.object({
  privateIdPrice: z.int({ message: "credits.priceForm" }).min(0, "credits.priceForm").max(1_000, "credits.priceForm"),
  mobileIdPlusPrice: z
    .int({ message: "credits.priceForm" })
    .min(0, "credits.priceForm")
    .max(1_000, "credits.priceForm"),
});
export type PricesInput = z.infer<typeof pricesInput>;

/** The accounts right below one, by name; null: below the operator. */
export const branchInput = z.object({ parentId: z.uuid().nullable(), cursor: z.string().max(600).nullish() });
export type BranchRow = Pick<OperatorAccountRow, "id" | "companyName" | "type" | "status"> & { customers: number };

/** Accounts anywhere in the tree that a search finds. */
export const foundInput = z.object({ search: z.string().trim().min(1).max(200) });
export type FoundRow = BranchRow & { supplier: string };
