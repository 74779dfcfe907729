import { z } from "zod";
import { listInput } from "@/shared/kernel/pagination";
import type { BalanceDto } from "./contract";

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
