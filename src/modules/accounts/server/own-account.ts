import { accountOf, type Work } from "@/platform/db";
import { changesBetween, recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { AccountDetails, OwnFields } from "../contract";
import { findAccount } from "./accounts.repo";
import { checkFields } from "./check-fields";

/** "My account" (R051 to R058). */
export async function ownAccount(work: Work): Promise<AccountDetails> {
  const account = await findAccount(work, accountOf(work));
  if (!account) throw new AppError("NOT_FOUND", "shared.notFound");
  const { status: _status, ...details } = account;
  return details;
}

/**
 * Changes what an account's own users may change of it (R053): neither type nor address, nor fields marked * (R054).
 *
 * @throws AppError BAD_INPUT with fields.
 */
export async function editOwnAccount(work: Work, fields: OwnFields): Promise<void> {
  const accountId = accountOf(work);
  await work.tx.$queryRaw`select id::text from accounts where id = ${accountId}::uuid for update`;
  const before = await ownAccount(work);
  checkFields({ ...fields, country: before.country });
  const changes = changesBetween<Record<string, unknown>>(before, fields);
  if (changes.length === 0) return;
  await work.tx.account.update({ where: { id: accountId }, data: fields });
  const params = { account: before.companyName };
  await recordEvent(work, { accountId, page: "account", action: "accounts.updated", params, changes });
}
