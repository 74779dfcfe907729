import { accountOf, type KeysetColumn, keyset, Prisma, type Work } from "@/platform/db";
import type { Page } from "@/shared/kernel/pagination";
import type { OrderRow, OrdersInput } from "../../orders-contract";

type Row = Omit<OrderRow, "placedAt" | "decidedAt"> & { placedAt: Date; decidedAt: Date | null };

const PLACED_AT: KeysetColumn = { sql: Prisma.sql`o.placed_at`, type: "timestamptz" };

/**
 * Orders of credits, newest first: those that the account placed, or those that wait at it or were decided there. In the
 * system scope `received` is what the operator decides: orders of its direct accounts, and of those whose supplier is disabled.
 */
export async function listOrders(work: Work, side: "placed" | "received", input: OrdersInput): Promise<Page<OrderRow>> {
  const { cursor, limit, filters } = input;
  const keys = keyset({
    column: PLACED_AT,
    id: Prisma.sql`o.id`,
    direction: input.sort?.direction ?? "desc",
    cursor,
    limit,
  });
  const conditions = [keys.where, sideCondition(work, side)];
  if (filters.status?.length) conditions.push(Prisma.sql`o.status::text = any (${filters.status}::text[])`);
  if (filters.kind?.length) conditions.push(Prisma.sql`o.kind::text = any (${filters.kind}::text[])`);
  if (input.search)
    conditions.push(
      Prisma.sql`position(lower(${input.search}) in lower(concat_ws(' ', o.number, a.company_name, o.po_number, o.comment, o.amount,
        o.placed_by_name, o.decided_by_name, o.refusal_reason))) > 0`,
    );
  const rows = await work.tx.$queryRaw<Row[]>`
    select o.id, o.kind::text as kind, o.number, o.placed_at as "placedAt", o.account_id as "accountId", a.company_name as account, o.amount,
      o.po_number as "poNumber", o.comment, o.status::text as status, o.placed_by_name as "placedBy", o.decided_at as "decidedAt",
      o.decided_by_name as "decidedBy", o.refusal_reason as reason,
      (select f.file_name from credit_order_files f where f.order_id = o.id and f.side = 'REQUEST') as "requestFile",
      (select f.file_name from credit_order_files f where f.order_id = o.id and f.side = 'ANSWER') as "answerFile"
    from credit_orders o join accounts a on a.id = o.account_id
    where ${Prisma.join(conditions, " and ")} ${keys.orderAndLimit}`;
  return keys.page(
    rows,
    (row) => row.placedAt.toISOString(),
    (row) => ({
      ...row,
      placedAt: row.placedAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
    }),
  );
}

function sideCondition(work: Work, side: "placed" | "received"): Prisma.Sql {
  if (work.scope.kind === "system") return ofOperator;
  return side === "placed"
    ? Prisma.sql`o.account_id = ${accountOf(work)}::uuid`
    : Prisma.sql`o.supplier_id = ${accountOf(work)}::uuid`;
}

/** What the operator decides, as a condition on `credit_orders o` (system scope; decisions, section 2). */
export const ofOperator = Prisma.sql`exists (select from accounts s where s.id = o.supplier_id
  and (s.type = 'OPERATOR' or s.status in ('DISABLED', 'DELETED')))`;
