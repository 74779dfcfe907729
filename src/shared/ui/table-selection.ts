/**
 * Which rows of a list are selected, across pages: those picked one by one (as they were seen), or all that the search
 * and filters match, less some. Pure.
 */
export type TableSelection<Row> =
  | { kind: "picked"; rows: ReadonlyMap<string, Row> }
  | { kind: "matching"; except: ReadonlySet<string> };

/** Nothing selected. */
export function emptySelection<Row>(): TableSelection<Row> {
  return { kind: "picked", rows: new Map() };
}

/** All that match. */
export function matchingSelection<Row>(): TableSelection<Row> {
  return { kind: "matching", except: new Set() };
}

export function isSelected<Row>(selection: TableSelection<Row>, id: string): boolean {
  return selection.kind === "picked" ? selection.rows.has(id) : !selection.except.has(id);
}

/** Selects or deselects rows. */
export function withRows<Row>(
  selection: TableSelection<Row>,
  rows: readonly (readonly [id: string, row: Row])[],
  selected: boolean,
): TableSelection<Row> {
  if (selection.kind === "picked") {
    const next = new Map(selection.rows);
    for (const [id, row] of rows) {
      if (selected) next.set(id, row);
      else next.delete(id);
    }
    return { kind: "picked", rows: next };
  }
  const except = new Set(selection.except);
  for (const [id] of rows) {
    if (selected) except.delete(id);
    else except.add(id);
  }
  return { kind: "matching", except };
}

/** How many are selected; null where the number of matches is unknown. */
export function selectedCount<Row>(selection: TableSelection<Row>, total: number | null): number | null {
  if (selection.kind === "picked") return selection.rows.size;
  return total === null ? null : Math.max(0, total - selection.except.size);
}

/** True if nothing is selected. */
export function isEmptySelection<Row>(selection: TableSelection<Row>, total: number | null): boolean {
  return selectedCount(selection, total) === 0;
}

/** State of the box over a page: all of its rows, some, or none. */
export function pageState<Row>(selection: TableSelection<Row>, ids: readonly string[]): "all" | "some" | "none" {
  const count = ids.filter((id) => isSelected(selection, id)).length;
  if (count === 0) return "none";
  return count === ids.length ? "all" : "some";
}
