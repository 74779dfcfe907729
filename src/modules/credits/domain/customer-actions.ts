import { accountCan } from "@/modules/accounts";

/** What a supplier does with a customer account, and in which statuses (R116, the same as for users). */
export type CustomerAction = "edit" | "resend" | "disable" | "enable" | "delete";

export function customerCan(status: "CREATED" | "ACTIVATED" | "DISABLED", action: CustomerAction): boolean {
  if (action === "edit") return true;
  if (action === "resend") return status === "CREATED";
  return accountCan(status, action);
}
