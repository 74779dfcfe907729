import { operatorAccount } from "@/modules/accounts/server";
import { type KeysetColumn, keyset, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { Page } from "@/shared/kernel/pagination";
import { isReached } from "../../domain/threshold";
import type {
  BranchRow,
  FoundRow,
  OperatorAccountDto,
  OperatorAccountRow,
  OperatorAccountsInput,
} from "../../operator-contract";
import { balanceOf } from "../balance-of";

type Row = {
  id: string;
  companyName: string;
  type: OperatorAccountRow["type"];
  status: OperatorAccountRow["status"];
  holder: string;
  email: string;
  supplier: string;
  supplierId: string;
  createdAt: Date;
  available: bigint;
  threshold: number | null;
};

const COLUMNS: Record<"companyName" | "createdAt" | "available", KeysetColumn> = {
  companyName: { sql: Prisma.sql`lower(a.company_name)`, type: "text" },
  createdAt: { sql: Prisma.sql`a.created_at`, type: "timestamptz" },
  available: { sql: Prisma.sql`b.available`, type: "bigint" },
};

const FIELDS = Prisma.sql`a.id, a.company_name as "companyName", a.type::text, a.status::text, a.first_name || ' ' || a.last_name as holder,
  a.email, p.company_name as supplier, p.id as "supplierId", a.created_at as "createdAt", b.available, a.credit_threshold as threshold`;
const JOINED = Prisma.sql`join accounts p on p.id = a.parent_id join credit_balances b on b.account_id = a.id`;

/**
 * Pages come out of an index in its order. Left to itself the planner believes that a policy, whose conditions it can't
 * judge, lets hardly a row through, and sorts all accounts instead (100,000: half a second for 50 rows; so 1 ms).
 */
async function inIndexOrder(work: Work): Promise<void> {
  await work.tx.$executeRaw`SET LOCAL enable_sort = off`;
}

const likeOf = (search: string) => `%${search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;

/** So many accounts are sorted as soon as read; where a search finds more, a page fills soon from the index of the order. */
const FEW = 1_000;

/**
 * The ids of the accounts that a search finds, by company, holder, address or supplier, where they are few; null where they are many.
 * Reads the view whose conditions may go into the index over words (docs/decisions/0013-operator-lists-in-index-order.md).
 */
async function fewFound(work: Work, search: string): Promise<string[] | null> {
  const like = likeOf(search);
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    (select id from searched_accounts where words like ${like} limit ${FEW + 1})
    union (select c.id from searched_accounts s
      cross join lateral (select c.id from searched_accounts c where c.parent_id = s.id order by c.id limit ${FEW + 1}) c
      where s.type <> 'END_CUSTOMER' and s.name like ${like} limit ${FEW + 1})`;
  return rows.length > FEW ? null : rows.map(({ id }) => id);
}

/** All accounts below the operator, by keyset (system scope: the caller has checked the operator's right). */
export async function listAccounts(work: Work, input: OperatorAccountsInput): Promise<Page<OperatorAccountRow>> {
  const sort = input.sort ?? { column: "companyName", direction: "asc" };
  const paging = keyset({
    column: COLUMNS[sort.column],
    id: Prisma.sql`a.id`,
    direction: sort.direction,
    cursor: input.cursor,
    limit: input.limit,
  });
  const conditions = [Prisma.sql`a.status <> 'DELETED' and a.parent_id is not null`, paging.where];
  const { status, type } = input.filters;
  if (status?.length) conditions.push(Prisma.sql`a.status = any (${status}::account_status[])`);
  if (type?.length) conditions.push(Prisma.sql`a.type = any (${type}::account_type[])`);
  const few = input.search ? await fewFound(work, input.search) : null;
  if (input.search && !few) {
    const like = likeOf(input.search);
    const suppliers = await work.tx.$queryRaw<{ id: string }[]>`
      select id from searched_accounts where type <> 'END_CUSTOMER' and name like ${like}`;
    conditions.push(
      Prisma.sql`(lower(a.company_name || ' ' || a.first_name || ' ' || a.last_name || ' ' || a.email) like ${like}
        or a.parent_id = any (${suppliers.map(({ id }) => id)}::uuid[]))`,
    );
  }
  // The few are read by their ids before anything else is asked of them.
  const accounts = few
    ? Prisma.sql`(select * from accounts where id = any (${few}::uuid[]) offset 0)`
    : Prisma.sql`accounts`;
  const where = Prisma.join(conditions, " and ");
  const byBalance = sort.column === "available";
  if (!byBalance && !few) await inIndexOrder(work);
  const rows = byBalance
    ? await work.tx.$queryRaw<
        Row[]
      >`select ${FIELDS} from ${accounts} a ${JOINED} where ${where} ${paging.orderAndLimit}`
    : await work.tx.$queryRaw<
        Row[]
      >`select ${FIELDS} from (select * from ${accounts} a where ${where} ${paging.orderAndLimit}) a ${JOINED}
        ${paging.orderAndLimit}`;
  const value = (row: Row) =>
    ({
      companyName: row.companyName.toLowerCase(),
      createdAt: row.createdAt.toISOString(),
      available: Number(row.available),
    })[sort.column];
  return paging.page(rows, value, shown);
}

function shown({ threshold, supplierId: _, ...row }: Row): OperatorAccountRow {
  const available = Number(row.available);
  return { ...row, createdAt: row.createdAt.toISOString(), available, reached: isReached(available, threshold) };
}

const BRANCH = 50;
/** Customers of a reseller are counted up to here: that many or more. */
const COUNTED = 1_000;

/** The accounts right below one, by name, with how many they have below themselves (system scope). */
export async function listBranch(
  work: Work,
  input: { parentId: string | null; cursor?: string | null },
): Promise<Page<BranchRow>> {
  const parentId = input.parentId ?? (await operatorAccount(work)).id;
  const { cursor } = input;
  const paging = keyset({ column: COLUMNS.companyName, id: Prisma.sql`a.id`, direction: "asc", cursor, limit: BRANCH });
  await inIndexOrder(work);
  const rows = await work.tx.$queryRaw<BranchRow[]>`
    select a.id, a.company_name as "companyName", a.type::text, a.status::text, n.customers
    from (select * from accounts a where a.parent_id = ${parentId}::uuid and a.status <> 'DELETED' and ${paging.where} ${paging.orderAndLimit}) a
    cross join lateral (select count(*)::int as customers from (select from accounts c where c.parent_id = a.id and c.status <> 'DELETED'
      order by lower(c.company_name), c.id limit ${COUNTED}) found) n
    ${paging.orderAndLimit}`;
  return paging.page(
    rows,
    (row) => row.companyName.toLowerCase(),
    (row) => row,
  );
}

/** The first accounts by name that a search finds in the tree, with their suppliers and how many customers they have (system scope). */
export async function findInTree(work: Work, search: string): Promise<{ rows: FoundRow[]; more: boolean }> {
  const { rows, nextCursor } = await listAccounts(work, { search, limit: BRANCH, filters: {} });
  const counts = await work.tx.$queryRaw<{ id: string; customers: number }[]>`
    select s.id, (select count(*)::int from (select from accounts c where c.parent_id = s.id and c.status <> 'DELETED' limit ${COUNTED}) n) as customers
    from unnest(${rows.map(({ id }) => id)}::uuid[]) as s (id)`;
  const customers = new Map(counts.map((row) => [row.id, row.customers]));
  return {
    rows: rows.map(({ id, companyName, type, status, supplier }) => ({
      ...{ id, companyName, type, status, supplier },
      customers: customers.get(id) ?? 0,
    })),
    more: nextCursor !== null,
  };
}

const CHOICES = 20;

/** Suppliers that an account could be moved to, the operator among them, by name (system scope). */
export async function possibleSuppliers(work: Work, search: string): Promise<{ id: string; companyName: string }[]> {
  const like = likeOf(search);
  return work.tx.$queryRaw`
    select id, company_name as "companyName" from accounts
    where type in ('OPERATOR', 'RESELLER') and status = 'ACTIVATED' and lower(company_name) like ${like}
    order by type, lower(company_name), id limit ${CHOICES}`;
}

/** The resellers from the top of the tree down to an account, itself included; empty for the operator. */
async function pathOf(work: Work, accountId: string): Promise<{ id: string; companyName: string }[]> {
  return work.tx.$queryRaw`
    with recursive above as (
      select id, parent_id, company_name, 0 as depth from accounts where id = ${accountId}::uuid
      union all select a.id, a.parent_id, a.company_name, above.depth + 1 from accounts a join above on a.id = above.parent_id
    ) select id, company_name as "companyName" from above where parent_id is not null order by depth desc`;
}

/**
 * One account with what the console shows of it.
 *
 * @throws AppError NOT_FOUND.
 */
export async function showAccount(work: Work, accountId: string): Promise<OperatorAccountDto> {
  const rows = await work.tx.$queryRaw<Row[]>`
    select ${FIELDS} from accounts a ${JOINED} where a.id = ${accountId}::uuid and a.status <> 'DELETED'`;
  const row = rows[0];
  if (!row) throw new AppError("NOT_FOUND", "shared.notFound");
  const { available: _, reached: __, ...facts } = shown(row);
  const account = await work.tx.account.findUniqueOrThrow({
    where: { id: accountId },
    select: {
      activatedAt: true,
      parent: { select: { type: true } },
      _count: {
        select: {
          users: { where: { status: { not: "DELETED" } } },
          sites: { where: { deletedAt: null } },
          customers: { where: { status: { not: "DELETED" } } },
        },
      },
    },
  });
  const emails = await work.tx.emailMessage.findMany({
    where: { accountId },
    orderBy: { createdAt: "desc" },
    take: 50,
    select: { id: true, kind: true, toAddress: true, status: true, createdAt: true, lastError: true },
  });
  return {
    ...facts,
    supplierId: row.supplierId,
    path: await pathOf(work, row.supplierId),
    credits: await balanceOf(work, accountId),
    direct: account.parent?.type === "OPERATOR",
    activatedAt: account.activatedAt?.toISOString() ?? null,
    ...account._count,
    emails: emails.map((mail) => ({
      id: mail.id,
      kind: mail.kind,
      to: mail.toAddress,
      status: mail.status,
      at: mail.createdAt.toISOString(),
      error: mail.lastError,
    })),
  };
}
