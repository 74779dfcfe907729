import { moveAccount, operatorAccount } from "@/modules/accounts/server";
import type { Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { ActOnAccountInput } from "../../operator-contract";

type Row = {
  id: string;
  type: string;
  status: string;
  companyName: string;
  parentId: string;
  email: string;
  holder: string;
  locale: string;
};
const EVENTS = { disable: "customers.disabledByOperator", enable: "customers.enabledByOperator" } as const;

/**
 * The operator disables or enables an account, whoever supplies it, and says why; the account, its supplier and the operator have it
 * in their histories, and the account gets an e-mail. Its customers are not disabled (decisions, section 2). System scope.
 *
 * @throws AppError NOT_FOUND; CONFLICT `customers.cannotDisable`, `customers.cannotEnable`.
 */
export async function actOnAccount(
  work: Work,
  action: "disable" | "enable",
  { accountId, reason }: ActOnAccountInput,
): Promise<void> {
  const [account] = await work.tx.$queryRaw<Row[]>`
    select id, type::text, status::text, company_name as "companyName", parent_id as "parentId", email,
      first_name || ' ' || last_name as holder, locale
    from accounts where id = ${accountId}::uuid and type <> 'OPERATOR' and status in ('CREATED', 'ACTIVATED', 'DISABLED') for update`;
  if (!account) throw new AppError("NOT_FOUND", "shared.notFound");
  if (!(await moveAccount(work, accountId, action)))
    throw new AppError("CONFLICT", action === "disable" ? "customers.cannotDisable" : "customers.cannotEnable");
  const operator = await operatorAccount(work);
  const params = { account: account.companyName, reason };
  const event = { action: EVENTS[action], params };
  for (const id of new Set([operator.id, account.parentId]))
    await recordEvent(work, { accountId: id, page: "customerAccounts", customerId: accountId, ...event });
  await recordEvent(work, { accountId, page: "account", ...event });
  await queueEmail(work, {
    kind: action === "disable" ? "account-disabled" : "account-reactivated",
    // The mails of a disabled account wait; this one is about just that.
    accountId: operator.id,
    to: { address: account.email, name: account.holder },
    locale: account.locale,
    data: { accountId },
  });
  work.touch("operator");
}
