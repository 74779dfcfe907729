import { textsOf } from "@/i18n/texts";
import { accountOf, keyset, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { Page } from "@/shared/kernel/pagination";
import type { Finding, ImportDetails, ImportDto, ImportRowDto, ImportRowsInput, ImportState } from "../contract";
import type { ImportKind } from "./import-kind";

/** Imports that the history of imports of a site or account of imports shows. */
const LISTED = 50;

/** An import and how far it is. @throws AppError NOT_FOUND. */
export async function getImport(work: Work, kind: string, siteId: string, importId: string): Promise<ImportDto> {
  const row = await work.tx.import.findFirst({
    where: { accountId: accountOf(work), siteId: siteId || null, kind, id: importId, state: { not: "READING" } },
  });
  if (!row) throw new AppError("NOT_FOUND", "shared.notFound");
  return show(row);
}

/** An import with the names of its kind's columns, in a language. @throws AppError NOT_FOUND. */
export async function importDetails(
  work: Work,
  kind: ImportKind,
  siteId: string,
  importId: string,
  locale: string,
): Promise<ImportDetails> {
  const found = await getImport(work, kind.kind, siteId, importId);
  const columnNames = (await kind.columns(work, siteId, locale)).map(({ key, names }) => ({
    key,
    name: names[0] ?? "",
    inFile: found.columns.includes(key),
  }));
  return { ...found, columnNames };
}

/** The last imports of a site, or ("") of the account itself, newest first. */
export async function listImports(work: Work, kind: string, siteId: string): Promise<ImportDto[]> {
  const rows = await work.tx.import.findMany({
    where: { accountId: accountOf(work), siteId: siteId || null, kind, state: { not: "READING" } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: LISTED,
  });
  return rows.map(show);
}

type Found = Awaited<ReturnType<Work["tx"]["import"]["findFirstOrThrow"]>>;

function show(row: Found): ImportDto {
  const { id, fileName, total, done, good, warned, refused, committed, failure, createdBy } = row;
  return {
    ...{ id, fileName, total, done, good, warned, refused, committed, failure, createdBy },
    state: row.state as ImportState,
    columns: row.columns as string[],
    unknown: row.unknown as string[],
    sameFileAt: row.sameFileAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    committedAt: row.committedAt?.toISOString() ?? null,
  };
}

type Row = ImportRowDto & { clashes: Finding[] };

/** Rows of an import in the order of the file, with what is wrong with them. */
export async function importRows(
  work: Work,
  kind: string,
  siteId: string,
  importId: string,
  input: ImportRowsInput,
): Promise<Page<ImportRowDto>> {
  await getImport(work, kind, siteId, importId);
  const page = keyset({
    column: { sql: Prisma.sql`r.line`, type: "bigint" },
    id: Prisma.sql`r.id`,
    direction: input.sort?.direction ?? "asc",
    cursor: input.cursor,
    limit: input.limit,
  });
  const { state } = input.filters;
  const where = Prisma.sql`r.account_id = ${accountOf(work)}::uuid AND r.import_id = ${importId}::uuid
    AND ${state?.length ? Prisma.sql`r.state = ANY (${state})` : Prisma.sql`true`}
    AND ${input.search ? Prisma.sql`r.cells::text ILIKE ${`%${input.search.replace(/[\\%_]/g, "\\$&")}%`}` : Prisma.sql`true`}`;
  const rows = await work.tx.$queryRaw<Row[]>`
    SELECT r.id, r.line, r.state, r.cells, r.findings, r.clashes FROM import_rows r WHERE ${where} AND ${page.where} ${page.orderAndLimit}`;
  const [counted] = await work.tx.$queryRaw<
    { n: number }[]
  >`SELECT count(*)::int AS n FROM import_rows r WHERE ${where}`;
  return page.page(
    rows,
    (row) => row.line,
    ({ id, line, state: rowState, cells, findings, clashes }) => ({
      ...{ id, line, cells },
      state: rowState,
      findings: [...findings, ...clashes],
    }),
    counted?.n ?? null,
  );
}

/** What a finding says, in a language. */
export function findingText(locale: string, finding: Finding): string {
  const [namespace = "", ...rest] = finding.code.split(".");
  const key = namespace === "workbook" ? rest.join(".") : `errors.${rest.join(".")}`;
  return textsOf(locale, namespace)(key, finding.params);
}
