import { accountOf, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import type { ApiCustomerAccount } from "./access.repo";

/** Writes what was done to an access into the history of who did it and of the customer it is about. */
export async function noteAccess(work: Work, customer: ApiCustomerAccount, action: string): Promise<void> {
  const own = accountOf(work);
  const event = { page: "settings", action, params: { name: customer.name } };
  await recordEvent(work, { ...event, accountId: customer.id });
  if (own !== customer.id) await recordEvent(work, { ...event, accountId: own, customerId: customer.id });
  work.touch("operator");
}
