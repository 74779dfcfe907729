import { moveAccount } from "@/modules/accounts/server";
import { accountOf, type Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { addJob } from "@/platform/jobs";
import { AppError, isAppError } from "@/shared/kernel/app-error";
import type { CustomerResult } from "../../customers-contract";
import { customerCan } from "../../domain/customer-actions";
import { type KeptCustomer, keepCustomer } from "./keep-customer";

type Action = "disable" | "enable" | "resend";
const EVENTS: Record<Action, string> = {
  disable: "customers.disabled",
  enable: "customers.enabled",
  resend: "customers.resent",
};
const WRONG_STATUS: Record<Action, string> = {
  disable: "customers.cannotDisable",
  enable: "customers.cannotEnable",
  resend: "customers.cannotResend",
};

export const CUSTOMER_ACTIVATION_JOB = "customer-activation";
export type CustomerActivationPayload = { accountId: string };

/**
 * One action on several customer accounts (R114 to R116): what can't be done with one of them is told, the others are done.
 * They are taken in the order of their ids, so that two such actions can't wait for each other.
 */
export async function actOnCustomers(work: Work, action: Action, accountIds: string[]): Promise<CustomerResult[]> {
  const results: CustomerResult[] = [];
  for (const accountId of [...new Set(accountIds)].sort()) {
    let name = "";
    try {
      const customer = await keepCustomer(work, accountId);
      name = customer.companyName;
      if (!customerCan(customer.status, action)) throw new AppError("REFUSED", WRONG_STATUS[action]);
      await act(work, action, customer);
      results.push({ accountId, name, refused: null });
    } catch (error) {
      if (!isAppError(error)) throw error;
      results.push({ accountId, name, refused: error.code });
    }
  }
  return results;
}

async function act(work: Work, action: Action, customer: KeptCustomer): Promise<void> {
  const { id: accountId } = customer;
  const event = { action: EVENTS[action], params: { account: customer.companyName } };
  const supplier = accountOf(work);
  await recordEvent(work, { accountId: supplier, page: "customerAccounts", customerId: accountId, ...event });
  await recordEvent(work, { accountId, page: "account", ...event });
  work.touch(`account:${supplier}`);
  if (action === "resend") {
    // A job, since the customer's users are not the supplier's to read.
    const payload: CustomerActivationPayload = { accountId };
    await addJob(work, CUSTOMER_ACTIVATION_JOB, payload, { key: `${CUSTOMER_ACTIVATION_JOB}:${accountId}` });
    return;
  }
  await moveAccount(work, accountId, action);
  await queueEmail(work, {
    kind: action === "disable" ? "account-disabled" : "account-reactivated",
    // The mails of a disabled account wait; this one is about just that, and so its supplier's.
    accountId: supplier,
    to: { address: customer.email, name: `${customer.firstName} ${customer.lastName}` },
    locale: customer.locale,
    data: { accountId },
  });
}
