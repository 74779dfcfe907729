import type { ReactNode } from "react";
import type { TableColumnSpec } from "./table-state";

/** A column of a `DataTable`: how it is called, what it shows, what it can do. */
export type DataTableColumn<Row> = TableColumnSpec & {
  header: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  defaultHidden?: boolean;
  /** Only a filter: never a column of its own. */
  filterOnly?: boolean;
  /** Carries the link or button that opens the row; the first column unless said otherwise. Can't be hidden. */
  primary?: boolean;
  /** For widths ("w-40") and wrapping. */
  className?: string;
};

/** The `className` of a column whose text may be long without a space (names, addresses): it wraps before it pushes others away. */
export const LONG_TEXT = "sm:max-w-80 sm:wrap-break-word";

/**
 * The roles that these elements have anyway. They are said once more because on narrow screens, where each row is laid
 * out as a card, browsers take them away.
 */
export const roles = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  header: { role: "columnheader" },
  cell: { role: "cell" },
} as const;
