import { accountOf, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { CustomerStatus } from "../../customers-contract";

export type KeptCustomer = {
  id: string;
  status: CustomerStatus;
  companyName: string;
  email: string;
  firstName: string;
  lastName: string;
  locale: string;
  threshold: number | null;
};

/**
 * One of the account's own customers that is not deleted, locked until the transaction ends.
 *
 * @throws AppError NOT_FOUND for any other account.
 */
export async function keepCustomer(work: Work, accountId: string): Promise<KeptCustomer> {
  const rows = await work.tx.$queryRaw<KeptCustomer[]>`
    select id, status::text, company_name as "companyName", email, first_name as "firstName", last_name as "lastName", locale,
      credit_threshold as threshold
    from accounts
    where id = ${accountId}::uuid and parent_id = ${accountOf(work)}::uuid and status in ('CREATED', 'ACTIVATED', 'DISABLED')
    for update`;
  if (!rows[0]) throw new AppError("NOT_FOUND", "shared.notFound");
  return rows[0];
}
