import { accountOf, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";

/**
 * The account sets its own alert threshold, or turns it off by null (R300); its supplier reads it in the history, too.
 *
 * @throws AppError NOT_FOUND when the account is gone.
 */
export async function setThreshold(work: Work, threshold: number | null): Promise<void> {
  const accountId = accountOf(work);
  const [before] = await work.tx.$queryRaw<
    { companyName: string; parentId: string | null; threshold: number | null }[]
  >`
    select company_name as "companyName", parent_id as "parentId", credit_threshold as threshold from accounts where id = ${accountId}::uuid for update`;
  if (!before) throw new AppError("NOT_FOUND", "shared.notFound");
  if (before.threshold === threshold) return;
  await work.tx.account.updateMany({ where: { id: accountId }, data: { creditThreshold: threshold } });
  await recordEvent(work, {
    accountId,
    page: "account",
    action: "accounts.updated",
    params: { account: before.companyName },
    changes: [{ field: "creditThreshold", from: before.threshold, to: threshold }],
  });
  if (before.parentId) work.touch(`account:${before.parentId}`);
  work.touch(`account:${accountId}`);
}
