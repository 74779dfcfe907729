import { checkFields, findAccount } from "@/modules/accounts/server";
import { accountOf, type Work } from "@/platform/db";
import { changesBetween, recordEvent } from "@/platform/events";
import type { EditCustomerInput } from "../../customers-contract";
import { keepCustomer } from "./keep-customer";

/**
 * The supplier changes a customer account: every field of its form, also those marked * (R054, R114), and the alert threshold
 * (R129, R134). Its address and type stay (R111).
 *
 * @throws AppError NOT_FOUND; BAD_INPUT with fields.
 */
export async function editCustomer(work: Work, input: EditCustomerInput): Promise<void> {
  const { accountId, account, threshold } = input;
  const customer = await keepCustomer(work, accountId);
  checkFields(account);
  const before = { ...(await findAccount(work, accountId)), creditThreshold: customer.threshold };
  const after = { ...account, creditThreshold: threshold };
  const changes = changesBetween<Record<string, unknown>>(before, after);
  if (changes.length === 0) return;
  await work.tx.account.updateMany({ where: { id: accountId }, data: after });
  const event = { action: "accounts.updated", params: { account: account.companyName }, changes };
  const supplier = accountOf(work);
  await recordEvent(work, { accountId: supplier, page: "customerAccounts", customerId: accountId, ...event });
  await recordEvent(work, { accountId, page: "account", ...event });
  for (const id of [supplier, accountId]) work.touch(`account:${id}`);
}
