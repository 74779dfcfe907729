import { type KeysetColumn, keyset, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { Page } from "@/shared/kernel/pagination";
import { isReached } from "../../domain/threshold";
import type { OperatorAccountDto, OperatorAccountRow, OperatorAccountsInput } from "../../operator-contract";
import { balanceOf } from "../balance-of";

type Row = {
  id: string;
  companyName: string;
  type: OperatorAccountRow["type"];
  status: OperatorAccountRow["status"];
  holder: string;
  email: string;
  supplier: string;
  createdAt: Date;
  available: bigint;
  threshold: number | null;
};

const COLUMNS: Record<"companyName" | "createdAt" | "available", KeysetColumn> = {
  companyName: { sql: Prisma.sql`lower(a.company_name)`, type: "text" },
  createdAt: { sql: Prisma.sql`a.created_at`, type: "timestamptz" },
  available: { sql: Prisma.sql`b.available`, type: "bigint" },
};

const SELECT = Prisma.sql`
  select a.id, a.company_name as "companyName", a.type::text, a.status::text, a.first_name || ' ' || a.last_name as holder, a.email,
    p.company_name as supplier, a.created_at as "createdAt", b.available, a.credit_threshold as threshold
  from accounts a join accounts p on p.id = a.parent_id join credit_balances b on b.account_id = a.id`;

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
  const conditions = [Prisma.sql`a.status <> 'DELETED'`, paging.where];
  const { status, type } = input.filters;
  if (status?.length) conditions.push(Prisma.sql`a.status = any (${status}::account_status[])`);
  if (type?.length) conditions.push(Prisma.sql`a.type = any (${type}::account_type[])`);
  if (input.search) {
    const like = `%${input.search.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
    conditions.push(
      Prisma.sql`lower(a.company_name || ' ' || a.first_name || ' ' || a.last_name || ' ' || a.email || ' ' || p.company_name) like ${like}`,
    );
  }
  const rows = await work.tx.$queryRaw<
    Row[]
  >`${SELECT} where ${Prisma.join(conditions, " and ")} ${paging.orderAndLimit}`;
  const value = (row: Row) =>
    ({
      companyName: row.companyName.toLowerCase(),
      createdAt: row.createdAt.toISOString(),
      available: Number(row.available),
    })[sort.column];
  return paging.page(rows, value, shown);
}

function shown({ threshold, ...row }: Row): OperatorAccountRow {
  const available = Number(row.available);
  return { ...row, createdAt: row.createdAt.toISOString(), available, reached: isReached(available, threshold) };
}

/**
 * One account with what the console shows of it.
 *
 * @throws AppError NOT_FOUND.
 */
export async function showAccount(work: Work, accountId: string): Promise<OperatorAccountDto> {
  const rows = await work.tx.$queryRaw<Row[]>`${SELECT} where a.id = ${accountId}::uuid and a.status <> 'DELETED'`;
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
