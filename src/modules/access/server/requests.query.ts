import { countryName } from "@/modules/accounts";
import { findAccount } from "@/modules/accounts/server";
import { type KeysetColumn, keyset, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { Page } from "@/shared/kernel/pagination";
import type { ListRequestsInput, RequestRow } from "../contract";

type Sort = NonNullable<ListRequestsInput["sort"]>["column"];
const COLUMNS: Record<Sort, KeysetColumn> = {
  createdAt: { sql: Prisma.sql`created_at`, type: "timestamptz" },
  companyName: { sql: Prisma.sql`lower(company_name)`, type: "text" },
  lastName: { sql: Prisma.sql`lower(last_name)`, type: "text" },
  email: { sql: Prisma.sql`lower(email)`, type: "text" },
  type: { sql: Prisma.sql`type::text`, type: "text" },
};

type Row = {
  id: string;
  type: RequestRow["type"];
  status: string;
  company_name: string;
  first_name: string;
  last_name: string;
  email: string;
  country: string | null;
  created_at: Date;
  total: number;
  sort_value: string | Date;
};

/** Requests of the online form, the oldest first: those that wait, or those that were refused (R006). System scope. */
export async function requestPage(work: Work, input: ListRequestsInput, locale: string): Promise<Page<RequestRow>> {
  const sort = input.sort ?? { column: "createdAt", direction: "asc" };
  const keys = keyset({
    column: COLUMNS[sort.column],
    id: Prisma.sql`id`,
    direction: sort.direction,
    cursor: input.cursor,
    limit: input.limit,
  });
  const state =
    input.filters.state === "REFUSED"
      ? Prisma.sql`status = 'DELETED' and refusal_reason is not null`
      : Prisma.sql`status = 'REQUESTED'`;
  const search = input.search
    ? Prisma.sql`and position(lower(${input.search}) in lower(concat_ws(' ', company_name, first_name, last_name, email))) > 0`
    : Prisma.empty;
  const rows = await work.tx.$queryRaw<Row[]>`
    with list as (
      select id, type::text as type, status::text as status, company_name, first_name, last_name, email, country, created_at,
        count(*) over ()::int as total
      from accounts where ${state} ${search}
    )
    select *, ${COLUMNS[sort.column].sql} as sort_value from list where ${keys.where} ${keys.orderAndLimit}`;
  return keys.page(
    rows,
    (row) => row.sort_value,
    (row) => ({
      id: row.id,
      state: row.status === "REQUESTED" ? "WAITING" : "REFUSED",
      type: row.type,
      companyName: row.company_name,
      name: `${row.first_name} ${row.last_name}`,
      email: row.email,
      country: countryName(row.country, locale),
      createdAt: row.created_at.toISOString(),
    }),
    rows[0]?.total ?? null,
  );
}

/** How many requests wait. System scope. */
export function waitingRequests(work: Work): Promise<number> {
  return work.tx.account.count({ where: { status: "REQUESTED" } });
}

/**
 * One request with all that was filled in. System scope.
 *
 * @throws AppError NOT_FOUND.
 */
export async function requestDetail(work: Work, accountId: string, locale: string) {
  const account = await findAccount(work, accountId);
  const row = await work.tx.account.findUnique({ where: { id: accountId }, select: { refusalReason: true } });
  const refused = account?.status === "DELETED" && row?.refusalReason;
  if (!account || (account.status !== "REQUESTED" && !refused)) throw new AppError("NOT_FOUND", "shared.notFound");
  return {
    ...account,
    country: countryName(account.country, locale),
    state: refused ? ("REFUSED" as const) : ("WAITING" as const),
    reason: row?.refusalReason ?? null,
  };
}
