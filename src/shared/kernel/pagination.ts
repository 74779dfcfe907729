import { z } from "zod";

/** Input of every list: page by cursor (keyset), one sort column, a search over all columns, filters per column. */
export function listInput<Column extends string, Filters extends z.ZodRawShape>(
  columns: readonly [Column, ...Column[]],
  filters: Filters,
) {
  return z.object({
    cursor: z.string().max(600).nullish(),
    limit: z.int().min(1).max(200).default(50),
    sort: z
      .object({ column: z.enum(columns as readonly [Column, ...Column[]]), direction: z.enum(["asc", "desc"]) })
      .optional(),
    search: z.string().trim().max(200).optional(),
    filters: z
      .object(filters)
      .partial()
      .default({} as never),
  });
}

/** One page of a list. `nextCursor` is null on the last page; `previousCursor` null on the first. */
export type Page<Row> = { rows: Row[]; nextCursor: string | null; previousCursor: string | null; total: number | null };

/** Where a page ends: the sort value of a row and its id, the tie-breaker. */
export type CursorPosition = { value: string | number | null; id: string; backwards?: boolean };

/** Writes a position as an opaque text. */
export function encodeCursor(position: CursorPosition): string {
  return btoa(encodeURIComponent(JSON.stringify([position.value, position.id, position.backwards ? 1 : 0])));
}

/** Reads a cursor; null for anything that was not written by `encodeCursor`. */
export function decodeCursor(text: string | null | undefined): CursorPosition | null {
  if (!text) return null;
  try {
    const [value, id, backwards] = JSON.parse(decodeURIComponent(atob(text))) as [
      string | number | null,
      string,
      number,
    ];
    return typeof id === "string" ? { value, id, backwards: backwards === 1 } : null;
  } catch {
    return null;
  }
}
