import { findAccount } from "@/modules/accounts/server";
import { accountOf, type KeysetColumn, keyset, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { Page } from "@/shared/kernel/pagination";
import type { CustomerDto, CustomerRow, CustomersInput } from "../../customers-contract";
import { isReached } from "../../domain/threshold";
import { balanceOf } from "../balance-of";
import { openEntriesTo } from "../ledger.repo";

type Row = {
  id: string;
  companyName: string;
  type: CustomerRow["type"];
  firstName: string;
  lastName: string;
  email: string;
  status: CustomerRow["status"];
  createdAt: Date;
  credits: bigint;
  available: bigint;
  waiting: bigint;
  threshold: number | null;
  total: number;
  sortValue: string | bigint | Date;
};

const COLUMNS: Record<NonNullable<CustomersInput["sort"]>["column"], KeysetColumn> = {
  companyName: { sql: Prisma.sql`lower("companyName")`, type: "text" },
  type: { sql: Prisma.sql`type`, type: "text" },
  firstName: { sql: Prisma.sql`lower("firstName")`, type: "text" },
  lastName: { sql: Prisma.sql`lower("lastName")`, type: "text" },
  status: { sql: Prisma.sql`status`, type: "text" },
  credits: { sql: Prisma.sql`credits`, type: "bigint" },
  email: { sql: Prisma.sql`lower(email)`, type: "text" },
  createdAt: { sql: Prisma.sql`"createdAt"`, type: "timestamptz" },
};

/** A page of the account's own customers that are not deleted (R102); the search looks into every column. */
export async function listCustomers(work: Work, input: CustomersInput): Promise<Page<CustomerRow>> {
  const sort = input.sort ?? { column: "companyName", direction: "asc" };
  const column = COLUMNS[sort.column];
  const { cursor, limit } = input;
  const keys = keyset({ column, id: Prisma.sql`id`, direction: sort.direction, cursor, limit });
  const { status, type, credits } = input.filters;
  const conditions = [
    Prisma.sql`a.parent_id = ${accountOf(work)}::uuid and a.status in ('CREATED', 'ACTIVATED', 'DISABLED')`,
  ];
  if (status?.length) conditions.push(Prisma.sql`a.status::text = any (${status}::text[])`);
  if (type?.length) conditions.push(Prisma.sql`a.type::text = any (${type}::text[])`);
  if (credits) conditions.push(Prisma.sql`b.available <= a.credit_threshold`);
  if (input.search)
    conditions.push(
      Prisma.sql`position(lower(${input.search}) in lower(concat_ws(' ', a.company_name, a.first_name, a.last_name, a.email))) > 0`,
    );
  const rows = await work.tx.$queryRaw<Row[]>`
    with list as (
      select a.id, a.company_name as "companyName", a.type::text as type, a.first_name as "firstName", a.last_name as "lastName",
        a.email, a.status::text as status, a.created_at as "createdAt", b.available, b.available + h.held as credits,
        a.credit_threshold as threshold, count(*) over ()::int as total
      from accounts a join credit_balances b on b.account_id = a.id
      cross join lateral (select coalesce(sum(s.held), 0)::bigint as held from credit_slots s where s.account_id = a.id) h
      where ${Prisma.join(conditions, " and ")}
    ), page as (
      select *, ${column.sql} as "sortValue" from list where ${keys.where} ${keys.orderAndLimit}
    )
    select p.*, case when p.status = 'CREATED' then (
        select coalesce(sum(e.amount), 0)::bigint from ledger_entries e
        where e.dest_account_id = p.id and e.source_account_id is distinct from e.dest_account_id and e.phase = 'PENDING'
          and not exists (select from ledger_entries r where r.pending_id = e.id)
      ) else 0::bigint end as waiting
    from page p ${keys.orderAndLimit}`;
  return keys.page(rows, ({ sortValue }) => sortValue, shown, rows[0]?.total ?? null);
}

function shown({ total: _, sortValue: __, ...row }: Row): CustomerRow {
  const available = Number(row.available);
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    credits: Number(row.credits),
    available,
    waiting: Number(row.waiting),
    reached: isReached(available, row.threshold),
  };
}

/**
 * One of the account's own customers in full.
 *
 * @throws AppError NOT_FOUND for any other account, and for a deleted one.
 */
export async function showCustomer(work: Work, accountId: string): Promise<CustomerDto> {
  const own = await work.tx.account.findFirst({
    where: { id: accountId, parentId: accountOf(work), status: { in: ["CREATED", "ACTIVATED", "DISABLED"] } },
    select: { id: true },
  });
  const account = own && (await findAccount(work, accountId));
  if (!account) throw new AppError("NOT_FOUND", "shared.notFound");
  const { timeZone: _, locale: __, ...details } = account;
  return {
    ...details,
    type: details.type as CustomerDto["type"],
    status: details.status as CustomerDto["status"],
    credits: await balanceOf(work, accountId),
    waiting: (await openEntriesTo(work, accountId)).reduce((sum, entry) => sum + entry.amount, 0),
    hasCustomers: await hasCustomers(work, accountId),
  };
}

/** Whether a customer has customers of its own that are not deleted; who they are stays its own business. */
export async function hasCustomers(work: Work, accountId: string): Promise<boolean> {
  const rows = await work.tx.$queryRaw<{ yes: boolean }[]>`select has_customers(${accountId}::uuid) as yes`;
  return rows[0]?.yes ?? false;
}
