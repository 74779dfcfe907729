import { findAccount, moveAccount } from "@/modules/accounts/server";
import type { Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { makeActivationLink } from "./open-account";

/** The account of a request and its holder; waits for whoever is deciding on it. */
async function requestOf(work: Work, accountId: string) {
  await work.tx.$queryRaw`select id::text from accounts where id = ${accountId}::uuid for update`;
  const account = await findAccount(work, accountId);
  const holder = await work.tx.user.findFirst({ where: { accountId, holder: true } });
  if (!account || !holder || account.type === "OPERATOR") throw new AppError("NOT_FOUND", "shared.notFound");
  return { account, holder };
}

async function record(work: Work, operatorAccountId: string, accountId: string, action: string, account: string) {
  await recordEvent(work, { accountId, page: "account", action, params: { account } });
  await recordEvent(work, {
    accountId: operatorAccountId,
    page: "customerAccounts",
    action,
    params: { account },
    customerId: accountId,
  });
  work.touch("operator");
}

/**
 * Approves an account request (R006): the account is Created and its requester gets the link for a password (R007, R008).
 *
 * @throws AppError NOT_FOUND; CONFLICT `access.requestDecided` where somebody decided meanwhile.
 */
export async function approveRequest(work: Work, operatorAccountId: string, accountId: string): Promise<void> {
  const { account, holder } = await requestOf(work, accountId);
  if (!(await moveAccount(work, accountId, "approve"))) throw new AppError("CONFLICT", "access.requestDecided");
  await work.tx.user.update({ where: { id: holder.id }, data: { status: "CREATED" } });
  await record(work, operatorAccountId, accountId, "accounts.approved", account.companyName);
  const linkId = await makeActivationLink(work, { accountId, userId: holder.id });
  await queueEmail(work, {
    kind: "account-approved",
    accountId,
    to: { address: holder.email, name: `${holder.firstName} ${holder.lastName}` },
    locale: account.locale,
    data: { linkId },
  });
}

/**
 * Refuses an account request; the requester gets the reason by e-mail, and the address is free again.
 *
 * @throws AppError as `approveRequest`.
 */
export async function refuseRequest(
  work: Work,
  operatorAccountId: string,
  input: { accountId: string; reason: string },
): Promise<void> {
  const { account, holder } = await requestOf(work, input.accountId);
  if (!(await moveAccount(work, input.accountId, "refuse", { refusalReason: input.reason })))
    throw new AppError("CONFLICT", "access.requestDecided");
  await work.tx.user.update({ where: { id: holder.id }, data: { status: "DELETED", deletedAt: work.now } });
  await record(work, operatorAccountId, input.accountId, "accounts.refused", account.companyName);
  await queueEmail(work, {
    kind: "account-refused",
    accountId: null,
    to: { address: holder.email, name: `${holder.firstName} ${holder.lastName}` },
    locale: account.locale,
    data: { requestId: input.accountId },
  });
}
