import type { FieldSubject } from "@/modules/accounts";
import { replaceFieldLabels } from "@/modules/accounts/server";
import { asAccount } from "../support/system";

/** Gives an account's own fields of a subject their labels, 1 to 5 in order; null: the field has none. */
export function theLabels(accountId: string, subject: FieldSubject, labels: (string | null)[]): Promise<void> {
  return asAccount(accountId, (work) => replaceFieldLabels(work, subject, labels));
}
