import { accountOf, type KeysetColumn, keyset, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { Page } from "@/shared/kernel/pagination";
import type { ConfigurationDetail, ConfigurationRow, ListConfigurationsInput } from "../contract";
import { previewOf } from "../domain/pse-preview";
import { pseSettings } from "../domain/pse-settings";

/** What is read of a configuration; its sealed parts are read by no page. */
const SHOWN = {
  id: true,
  pseName: true,
  name: true,
  format: true,
  fileName: true,
  settings: true,
  createdAt: true,
} as const;

const COLUMNS: Record<"pseName" | "name" | "createdAt", KeysetColumn> = {
  pseName: { sql: Prisma.sql`lower(pse_name)`, type: "text" },
  name: { sql: Prisma.sql`lower(name)`, type: "text" },
  createdAt: { sql: Prisma.sql`created_at`, type: "timestamptz" },
};

type Row = {
  id: string;
  pse_name: string;
  name: string;
  format: "OPEN" | "OPAQUE";
  created_at: Date;
  sort_value: string | Date;
  total: number;
};

/** A page of a site's configurations. SQL: keyset paging by any column, without case. */
export async function configurationPage(
  work: Work,
  siteId: string,
  input: ListConfigurationsInput,
): Promise<Page<ConfigurationRow>> {
  const sort = input.sort ?? { column: "name", direction: "asc" };
  const column = COLUMNS[sort.column];
  const keys = keyset({
    column,
    id: Prisma.sql`id`,
    direction: sort.direction,
    cursor: input.cursor,
    limit: input.limit,
  });
  const holds = (where: Prisma.Sql, text: string | undefined) =>
    text ? Prisma.sql`and position(lower(${text}) in lower(${where})) > 0` : Prisma.empty;
  const rows = await work.tx.$queryRaw<Row[]>`
    select *, ${column.sql} as sort_value from (
      select id, pse_name, name, format::text as format, created_at, count(*) over ()::int as total from reader_configurations
      where account_id = ${accountOf(work)}::uuid and site_id = ${siteId}::uuid and deleted_at is null
        ${holds(Prisma.sql`pse_name || ' ' || name`, input.search)}
        ${holds(Prisma.sql`pse_name`, input.filters.pseName)} ${holds(Prisma.sql`name`, input.filters.name)}
    ) l where ${keys.where} ${keys.orderAndLimit}`;
  return keys.page(
    rows,
    (row) => row.sort_value,
    (row) => ({
      id: row.id,
      pseName: row.pse_name,
      name: row.name,
      format: row.format,
      createdAt: row.created_at.toISOString(),
    }),
    rows[0]?.total ?? (input.cursor ? null : 0),
  );
}

/**
 * A configuration of a site, with its preview.
 *
 * @throws AppError NOT_FOUND `readerConfigurations.notFound`.
 */
export async function configurationDetail(
  work: Work,
  siteId: string,
  configurationId: string,
): Promise<ConfigurationDetail> {
  const row = await work.tx.readerConfiguration.findFirst({
    where: { id: configurationId, siteId, accountId: accountOf(work), deletedAt: null },
    select: SHOWN,
  });
  if (!row) throw new AppError("NOT_FOUND", "readerConfigurations.notFound");
  const settings = pseSettings.safeParse(row.settings);
  return {
    id: row.id,
    pseName: row.pseName,
    name: row.name,
    format: row.format,
    fileName: row.fileName,
    createdAt: row.createdAt.toISOString(),
    preview: settings.success ? previewOf(settings.data) : null,
  };
}

/**
 * Locks a configuration until the transaction ends, so that no card can be made with it meanwhile.
 *
 * @throws AppError NOT_FOUND `readerConfigurations.notFound`, also when it was deleted while this waited.
 */
export async function lockConfiguration(
  work: Work,
  siteId: string,
  configurationId: string,
): Promise<{ name: string }> {
  const [row] = await work.tx.$queryRaw<{ name: string }[]>`
    select name from reader_configurations where account_id = ${accountOf(work)}::uuid and site_id = ${siteId}::uuid
      and id = ${configurationId}::uuid and deleted_at is null for update`;
  if (!row) throw new AppError("NOT_FOUND", "readerConfigurations.notFound");
  return row;
}
