import { keyset, Prisma, type Work } from "@/platform/db";
import type { Page } from "@/shared/kernel/pagination";
import type { ApiRequestRow, ApiRequestsInput } from "../contract";
import { apiNumberOf } from "../domain/access-machine";

type Row = { id: string; number: number; requested_at: Date; refusal_reason: string | null; total: number };

/** Requests for tokens, the oldest first, by their API numbers only: who asks stays unknown to the operator (R156). System scope. */
export async function apiRequests(work: Work, input: ApiRequestsInput): Promise<Page<ApiRequestRow>> {
  const { cursor, limit } = input;
  const state = input.filters.state ?? "WAITING";
  const status = state === "WAITING" ? "REQUESTED" : "REFUSED";
  const number = Number(/^(?:api)?(\d{1,9})$/i.exec(input.search ?? "")?.[1] ?? Number.NaN);
  const searched = input.search ? Prisma.sql`and a.number = ${Number.isNaN(number) ? -1 : number}` : Prisma.empty;
  const keys = keyset({
    column: { sql: Prisma.sql`x.requested_at`, type: "timestamptz" },
    id: Prisma.sql`x.account_id`,
    direction: input.sort?.direction ?? "asc",
    cursor,
    limit,
  });
  const rows = await work.tx.$queryRaw<Row[]>`
    select x.account_id as id, a.number, x.requested_at, x.refusal_reason,
      (select count(*)::int from api_accesses y where y.status::text = ${status}) as total
    from api_accesses x join accounts a on a.id = x.account_id
    where x.status::text = ${status} and a.status <> 'DELETED' ${searched} and ${keys.where} ${keys.orderAndLimit}`;
  return keys.page(
    rows,
    (row) => row.requested_at,
    (row) => ({
      apiNumber: apiNumberOf(row.number),
      requestedAt: row.requested_at.toISOString(),
      state,
      refusalReason: row.refusal_reason,
    }),
    input.search ? null : (rows[0]?.total ?? 0),
  );
}

/** How many requests wait. System scope. */
export function waitingApiRequests(work: Work): Promise<number> {
  return work.tx.apiAccess.count({ where: { status: "REQUESTED" } });
}
