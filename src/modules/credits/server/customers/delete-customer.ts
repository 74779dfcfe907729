import { moveAccount } from "@/modules/accounts/server";
import { accountOf, type Performer, type Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { addJob } from "@/platform/jobs";
import { AppError } from "@/shared/kernel/app-error";
import type { DeleteCustomerInput } from "../../customers-contract";
import { hasCustomers } from "./customers.query";
import { keepCustomer } from "./keep-customer";

export const CLOSE_ACCOUNT_JOB = "close-account";
export type CloseAccountPayload = { accountId: string; supplierId: string; performer: Performer };

/**
 * Deletes a customer account (R117): its users are out at once; what it has left is forfeited, its links die and its phones
 * are told to remove their cards by a job that exists exactly when the deletion does. Its address is free again.
 *
 * @throws AppError NOT_FOUND; BAD_INPUT `customers.nameDiffers` at `companyName`; REFUSED `customers.hasCustomers`.
 */
export async function deleteCustomer(work: Work, input: DeleteCustomerInput): Promise<void> {
  const { accountId } = input;
  // The lock keeps a customer of this customer from being opened meanwhile: its row would need this one.
  const customer = await keepCustomer(work, accountId);
  const account = customer.companyName;
  if (input.companyName !== account.trim())
    throw new AppError("BAD_INPUT", "customers.nameDiffers", { fields: { companyName: "customers.nameDiffers" } });
  if (await hasCustomers(work, accountId))
    throw new AppError("REFUSED", "customers.hasCustomers", { params: { account } });
  await moveAccount(work, accountId, "delete");
  const supplierId = accountOf(work);
  const event = { action: "customers.deleted", params: { account } };
  await recordEvent(work, { accountId: supplierId, page: "customerAccounts", customerId: accountId, ...event });
  await recordEvent(work, { accountId, page: "account", ...event });
  await queueEmail(work, {
    kind: "account-deleted",
    accountId: supplierId,
    to: { address: customer.email, name: `${customer.firstName} ${customer.lastName}` },
    locale: customer.locale,
    data: { accountId },
  });
  work.touch(`account:${supplierId}`);
  const payload: CloseAccountPayload = { accountId, supplierId, performer: work.performer };
  await addJob(work, CLOSE_ACCOUNT_JOB, payload, { key: `${CLOSE_ACCOUNT_JOB}:${accountId}` });
}
