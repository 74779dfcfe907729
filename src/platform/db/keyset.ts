import { decodeCursor, encodeCursor, type Page } from "@/shared/kernel/pagination";
import { Prisma } from "./generated/client";

/** A column that a list is sorted by: an expression of the query that is never null, and what it is. */
export type KeysetColumn = { sql: Prisma.Sql; type: "text" | "bigint" | "timestamptz" };

const CASTS = { text: Prisma.raw("text"), bigint: Prisma.raw("bigint"), timestamptz: Prisma.raw("timestamptz") };

/** Whether a cursor's value can be one of the column: a cursor made for another sort order is none for this one. */
function fits(value: unknown, type: KeysetColumn["type"]): boolean {
  if (type === "bigint") return Number.isSafeInteger(value);
  if (type === "timestamptz") return typeof value === "string" && !Number.isNaN(Date.parse(value));
  return typeof value === "string";
}

/** What a sorted column may give, as the driver reads it. */
type SortValue = string | number | bigint | Date;

function inCursor(value: SortValue): string | number {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "bigint" ? Number(value) : value;
}

/**
 * The parts of a query that reads one page by keyset, at the same cost at any depth: its condition, its order and limit, and the
 * page made of the rows it gives. Ties are broken by the id. A cursor that does not fit begins at the first page.
 */
export function keyset(options: {
  column: KeysetColumn;
  /** The row's id, a uuid. */
  id: Prisma.Sql;
  direction: "asc" | "desc";
  cursor: string | null | undefined;
  limit: number;
}) {
  const { column, id, limit } = options;
  const cursor = decodeCursor(options.cursor);
  const position = cursor && fits(cursor.value, column.type) && /^[0-9a-f-]{36}$/i.test(cursor.id) ? cursor : null;
  const backwards = position?.backwards ?? false;
  const ascending = (options.direction === "asc") !== backwards;
  const order = Prisma.raw(ascending ? "asc" : "desc");
  const beyond = Prisma.raw(ascending ? ">" : "<");
  return {
    where: position
      ? Prisma.sql`(${column.sql}, ${id}) ${beyond} (${position.value}::${CASTS[column.type]}, ${position.id}::uuid)`
      : Prisma.sql`true`,
    /** The order as the page is read, which a page before turns round. */
    order,
    orderAndLimit: Prisma.sql`order by ${column.sql} ${order}, ${id} ${order} limit ${limit + 1}`,
    /** The page of the rows that the query gave, one more than a page holds where there are more. */
    page<Row extends { id: string }, Shown>(
      rows: Row[],
      sortValue: (row: Row) => SortValue,
      show: (row: Row) => Shown,
      total: number | null = null,
    ): Page<Shown> {
      const more = rows.length > limit;
      const kept = rows.slice(0, limit);
      if (backwards) kept.reverse();
      const first = kept[0];
      const last = kept.at(-1);
      const at = (row: Row | undefined, back: boolean) =>
        row ? encodeCursor({ value: inCursor(sortValue(row)), id: row.id, backwards: back }) : null;
      return {
        rows: kept.map(show),
        nextCursor: backwards || more ? at(last, false) : null,
        previousCursor: (backwards ? more : position !== null) ? at(first, true) : null,
        total,
      };
    },
  };
}
