import { newAccountFields } from "@/modules/accounts";
import { checkFields } from "@/modules/accounts/server";
import { readRow } from "@/modules/imports";
import type { RowCheck } from "@/modules/imports/server";
import { fieldsOf } from "@/platform/trpc";
import { isAppError } from "@/shared/kernel/app-error";
import { type OpenCustomerInput, openCustomerInput } from "../../../customers-contract";

/** The account's own columns in the order of the template; those of the form that are left out here are set later. */
export const ACCOUNT_KEYS = [
  ...["companyName", "type", "email", "title", "firstName", "lastName", "jobTitle", "phone", "mobile", "fax", "ceo"],
  ...["street", "zip", "city", "country", "registrationNumber", "vatId", "eori", "website", "locale"],
] as const;

/** What words of a file mean, in small letters and in every language of the interface: type, title, country, language. */
export type CustomerWords = Record<"type" | "title" | "country" | "locale", ReadonlyMap<string, string>>;

/** The customer that a row is to become, as the form would send it. */
export type ImportedCustomer = Pick<OpenCustomerInput, "account" | "amount" | "comment" | "threshold">;

/**
 * Checks a row of an import of customer accounts by the rules of the form (R105 to R108). Pure. `problems` are cells that a
 * spreadsheet has spoilt: they are refused, never guessed.
 */
export function checkCustomerRow(
  cells: Record<string, string>,
  problems: Record<string, string>,
  words: CustomerWords,
): RowCheck {
  const { findings, refuse } = readRow<string>(cells, problems);
  const text = (key: string) => (problems[key] ? undefined : (cells[key]?.normalize().trim() ?? ""));
  for (const [key, problem] of Object.entries(problems)) refuse(key, `workbook.cells.${problem}`);
  const said = (key: string) => findings.some(({ field }) => field === key);
  const number = (key: string, empty: number | null) => {
    const value = text(key)?.replace(/[\s\u00a0\u202f]/g, "") ?? "";
    return value === "" ? empty : /^\d{1,12}$/.test(value) ? Number(value) : -1;
  };

  const account: Record<string, string> = {};
  for (const key of ACCOUNT_KEYS) {
    const value = text(key);
    if (!value) continue;
    const known = key in words ? words[key as keyof CustomerWords].get(value.toLowerCase()) : value;
    if (known !== undefined) account[key] = known;
    else if (key === "country") account[key] = value;
    else refuse(key, "customers.wordUnknown", { text: value.slice(0, 40) });
  }
  const fields = openCustomerInput.shape;
  const parsed = {
    account: newAccountFields.safeParse(account),
    amount: fields.amount.safeParse(number("amount", 0)),
    threshold: fields.threshold.safeParse(number("threshold", null)),
    comment: fields.comment.safeParse(text("comment") || undefined),
  };
  for (const [part, result] of Object.entries(parsed)) {
    if (result.success) continue;
    for (const [path, code] of Object.entries(fieldsOf(result.error))) {
      const field = part === "account" ? path : part;
      if (!said(field)) refuse(field, code === "shared.required" ? "cards.missing" : code);
    }
  }
  const { account: checked, amount, threshold, comment } = parsed;
  if (checked.success && amount.success && threshold.success && comment.success) {
    for (const [field, code] of Object.entries(wrongNumbers(checked.data))) if (!said(field)) refuse(field, code);
    if (findings.length === 0) {
      const resolved: ImportedCustomer = {
        account: checked.data,
        ...{ amount: amount.data, threshold: threshold.data, comment: comment.data },
      };
      return { resolved, findings };
    }
  }
  return { resolved: null, findings };
}

/** What is wrong with phone numbers and the company's identifications, by field. */
function wrongNumbers(account: ImportedCustomer["account"]): Record<string, string> {
  try {
    checkFields(account);
    return {};
  } catch (error) {
    if (isAppError(error)) return error.fields;
    throw error;
  }
}
