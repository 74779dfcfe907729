import { accountOf, type KeysetColumn, keyset, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { Page } from "@/shared/kernel/pagination";
import type { ConfiguratorRow, ListConfiguratorsInput } from "../contract";

const COLUMNS: Record<typeof import("../contract").CONFIGURATOR_COLUMNS[number], KeysetColumn> = {
  firstName: { sql: Prisma.sql`lower(first_name)`, type: "text" },
  lastName: { sql: Prisma.sql`lower(last_name)`, type: "text" },
  email: { sql: Prisma.sql`lower(email)`, type: "text" },
  createdAt: { sql: Prisma.sql`created_at`, type: "timestamptz" },
};

type Stored = Omit<ConfiguratorRow, "createdAt"> & { createdAt: Date; sortValue: string | Date; total: number };

/** A page of a site's configurators (R255). SQL: keyset paging by any column, without case. */
export async function configuratorPage(
  work: Work,
  siteId: string,
  input: ListConfiguratorsInput,
): Promise<Page<ConfiguratorRow>> {
  const sort = input.sort ?? { column: "lastName", direction: "asc" };
  const column = COLUMNS[sort.column];
  const keys = keyset({
    column,
    id: Prisma.sql`id`,
    direction: sort.direction,
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await work.tx.$queryRaw<Stored[]>`
    SELECT l.id, l.first_name AS "firstName", l.last_name AS "lastName", l.email, l.phone, l.field1, l.field2, l.field3, l.field4,
      l.field5, l.created_at AS "createdAt", ${column.sql} AS "sortValue", l.total,
      (SELECT count(*) FROM virtual_cards v WHERE v.account_id = l.account_id AND v.site_id = l.site_id AND v.configurator_id = l.id
        AND v.kind = 'CONFIGURATION' AND v.status <> 'DELETED')::int AS cards
    FROM (SELECT *, count(*) OVER ()::int AS total FROM configurators
      WHERE account_id = ${accountOf(work)}::uuid AND site_id = ${siteId}::uuid AND deleted_at IS NULL
        ${holds(Prisma.sql`concat_ws(' ', first_name, last_name, email, phone, field1, field2, field3, field4, field5)`, input.search)}
        ${holds(Prisma.sql`first_name`, input.filters.firstName)} ${holds(Prisma.sql`last_name`, input.filters.lastName)}
        ${holds(Prisma.sql`email`, input.filters.email)}
    ) l WHERE ${keys.where} ${keys.orderAndLimit}`;
  return keys.page(
    rows,
    (row) => row.sortValue,
    ({ sortValue: _, total: __, createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() }),
    rows[0]?.total ?? (input.cursor ? null : 0),
  );
}

/** The condition that a column holds each word of a text, without case. */
export function holds(column: Prisma.Sql, text: string | undefined): Prisma.Sql {
  const words = (text ?? "").split(/\s+/).filter(Boolean);
  return Prisma.join(
    [Prisma.empty, ...words.map((word) => Prisma.sql`position(lower(${word}) in lower(${column})) > 0`)],
    " AND ",
  );
}

/** Keeps a site of the account as it is until the transaction ends. @throws AppError NOT_FOUND */
export async function keepSite(work: Work, siteId: string): Promise<void> {
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM sites WHERE account_id = ${accountOf(work)}::uuid AND id = ${siteId}::uuid AND deleted_at IS NULL FOR SHARE`;
  if (!rows[0]) throw new AppError("NOT_FOUND", "shared.notFound");
}

/** Locks a configurator until the transaction ends. @throws AppError NOT_FOUND, also when it was deleted while this waited. */
export async function lockConfigurator(work: Work, siteId: string, configuratorId: string): Promise<void> {
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM configurators WHERE account_id = ${accountOf(work)}::uuid AND site_id = ${siteId}::uuid
      AND id = ${configuratorId}::uuid AND deleted_at IS NULL FOR UPDATE`;
  if (!rows[0]) throw new AppError("NOT_FOUND", "configurators.notFound");
}

/** The cards of a configurator that are not deleted, with their configurations' names. */
export function cardsOf(
  work: Work,
  siteId: string,
  configuratorId: string,
): Promise<{ id: string; status: string; configuration: string }[]> {
  return work.tx.$queryRaw`
    SELECT c.id, c.status::text AS status, rc.name AS configuration FROM virtual_cards c
      JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id
    WHERE c.account_id = ${accountOf(work)}::uuid AND c.site_id = ${siteId}::uuid AND c.configurator_id = ${configuratorId}::uuid
      AND c.kind = 'CONFIGURATION' AND c.status <> 'DELETED'
    ORDER BY c.id FOR NO KEY UPDATE OF c`;
}

/** What of a site can be assigned to whom. @throws AppError NOT_FOUND for a site not in scope. */
export async function assignable(work: Work, siteId: string) {
  const where = { accountId: accountOf(work), siteId, deletedAt: null };
  const site = await work.tx.site.findFirst({ where: { accountId: where.accountId, id: siteId, deletedAt: null } });
  if (!site) throw new AppError("NOT_FOUND", "shared.notFound");
  const configurators = await work.tx.configurator.findMany({
    where,
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    select: { id: true, firstName: true, lastName: true, email: true },
  });
  const configurations = await work.tx.readerConfiguration.findMany({
    where,
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
  return {
    configurators: configurators.map(({ id, firstName, lastName, email }) => ({
      id,
      name: `${firstName} ${lastName}`,
      email,
    })),
    configurations,
  };
}
