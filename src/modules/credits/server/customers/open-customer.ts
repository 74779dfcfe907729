import { type Actor, can } from "@/authz";
import { makeActivationLink, openAccount } from "@/modules/access/server";
import { accountOfAddress, checkFields } from "@/modules/accounts/server";
import { accountOf, type Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { OpenCustomerInput } from "../../customers-contract";
import { transferCredits } from "../transfer-credits";

/**
 * A reseller opens an account for a customer (R017, R105 to R113): it is Created, its holder gets the link for a password,
 * and the first transfer waits until the account is activated. All of it or nothing.
 *
 * @throws AppError BAD_INPUT with fields; CONFLICT `customers.addressKnown` at `account.email` where one of the reseller's own
 *   accounts has that address; FORBIDDEN `customers.noTransferRight`; REFUSED `credits.insufficient` with `available`.
 */
export async function openCustomer(work: Work, actor: Actor, input: OpenCustomerInput): Promise<{ accountId: string }> {
  const supplier = accountOf(work);
  const { account, amount, comment, threshold, idempotencyKey } = input;
  if (amount > 0 && !can(actor, "transferCredits")) throw new AppError("FORBIDDEN", "customers.noTransferRight");
  checkFields(account);
  if (await accountOfAddress(work, account.email))
    throw new AppError("CONFLICT", "customers.addressKnown", { fields: { "account.email": "customers.addressKnown" } });
  const { accountId, userId } = await openAccount(work, {
    parentId: supplier,
    status: "CREATED",
    fields: account,
    createdByName: actor.companyName,
  });
  if (threshold !== null)
    await work.tx.account.updateMany({ where: { id: accountId }, data: { creditThreshold: threshold } });
  const event = { action: "customers.opened", params: { account: account.companyName } };
  await recordEvent(work, { accountId: supplier, page: "customerAccounts", customerId: accountId, ...event });
  await recordEvent(work, { accountId, page: "account", ...event });
  const linkId = await makeActivationLink(work, { accountId, userId });
  await queueEmail(work, {
    kind: "account-approved",
    accountId,
    to: { address: account.email, name: `${account.firstName} ${account.lastName}` },
    locale: account.locale,
    data: { linkId },
  });
  if (amount > 0) await transferCredits(work, { accountId, amount, comment, idempotencyKey });
  work.touch(`account:${supplier}`);
  return { accountId };
}
