import { operatorAccount } from "@/modules/accounts/server";
import type { Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { ChangeSupplierInput } from "../../operator-contract";
import { voidPendingFor } from "../pending-of";

type Row = { id: string; type: string; status: string; companyName: string; parentId: string | null };

/**
 * Moves an account, with all below it, to another supplier: the operator or an activated reseller (decisions, section 2). What the
 * supplier before had pending to it is voided, its waiting orders pass to the new one, and every side has it in its history; of
 * the other side no supplier learns. System scope: the caller has checked the operator's right.
 *
 * @throws AppError NOT_FOUND for an account or supplier that is not there; REFUSED `credits.sameSupplier`, `credits.supplierNotReseller`,
 *   `credits.supplierNotActivated`, `credits.supplierBelow`; CONFLICT `credits.supplierChanged` where it has another supplier by now.
 */
export async function changeSupplier(work: Work, input: ChangeSupplierInput): Promise<{ voided: number }> {
  const { accountId, supplierId } = input;
  // One at a time in the whole tree: two moves, each of one under the other, would make a ring.
  await work.tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('account-tree', 0))::text`;
  const account = await keep(work, accountId, "alone");
  if (!account || account.type === "OPERATOR" || account.status === "REQUESTED")
    throw new AppError("NOT_FOUND", "shared.notFound");
  if (account.parentId !== input.from) throw new AppError("CONFLICT", "credits.supplierChanged");
  if (supplierId === account.parentId) throw new AppError("REFUSED", "credits.sameSupplier");
  // Kept as it is: it can't be disabled or deleted while it gets a customer.
  const supplier = await keep(work, supplierId, "shared");
  if (!supplier) throw new AppError("NOT_FOUND", "shared.notFound");
  if (supplier.type === "END_CUSTOMER") throw new AppError("REFUSED", "credits.supplierNotReseller");
  if (supplier.status !== "ACTIVATED") throw new AppError("REFUSED", "credits.supplierNotActivated");
  if (await isWithin(work, supplierId, accountId)) throw new AppError("REFUSED", "credits.supplierBelow");
  const before = await work.tx.account.findUniqueOrThrow({
    where: { id: input.from },
    select: { id: true, companyName: true, type: true },
  });

  const voided = await voidPendingFor(work, accountId);
  await work.tx.account.update({ where: { id: accountId }, data: { parentId: supplierId } });
  await work.tx.creditOrder.updateMany({
    // Orders of encoder credits are the operator's, whoever supplies the account.
    where: { accountId, supplierId: before.id, status: "PLACED", kind: "ONLINE" },
    data: { supplierId },
  });
  await tell(work, account, before, supplier, input.reason);
  return { voided };
}

async function keep(work: Work, id: string, how: "alone" | "shared"): Promise<Row | null> {
  const rows = await (how === "alone"
    ? work.tx.$queryRaw<
        Row[]
      >`select id, type::text, status::text, company_name as "companyName", parent_id as "parentId"
        from accounts where id = ${id}::uuid and status <> 'DELETED' for update`
    : work.tx.$queryRaw<
        Row[]
      >`select id, type::text, status::text, company_name as "companyName", parent_id as "parentId"
        from accounts where id = ${id}::uuid and status <> 'DELETED' for share`);
  return rows[0] ?? null;
}

/** Whether an account is another one or somewhere below it. */
async function isWithin(work: Work, accountId: string, topId: string): Promise<boolean> {
  const rows = await work.tx.$queryRaw<{ yes: boolean }[]>`
    with recursive above as (
      select id, parent_id from accounts where id = ${accountId}::uuid
      union select a.id, a.parent_id from accounts a join above on a.id = above.parent_id
    ) select exists (select from above where id = ${topId}::uuid) as yes`;
  return rows[0]?.yes ?? false;
}

async function tell(
  work: Work,
  account: Row,
  before: Pick<Row, "id" | "companyName" | "type">,
  after: Row,
  reason: string,
): Promise<void> {
  const { id: accountId, companyName } = account;
  const whole = { account: companyName, from: before.companyName, to: after.companyName, reason };
  const operator = await operatorAccount(work);
  await recordEvent(work, {
    accountId: operator.id,
    page: "customerAccounts",
    action: "customers.moved",
    params: whole,
    customerId: accountId,
  });
  await recordEvent(work, { accountId, page: "account", action: "customers.moved", params: whole });
  const sides = [
    { side: before, action: "customers.movedAway" },
    { side: after, action: "customers.movedHere" },
  ];
  for (const { side, action } of sides)
    if (side.id !== operator.id)
      await recordEvent(work, {
        accountId: side.id,
        page: "customerAccounts",
        action,
        params: { account: companyName },
        customerId: accountId,
      });
  work.touch("operator");
}
