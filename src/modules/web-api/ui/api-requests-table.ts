import type { TableColumnSpec, TableOptions } from "@/shared/ui/table-state";

/** Columns of the operator's queue of token requests. */
export const apiRequestColumns: TableColumnSpec[] = [
  { id: "apiNumber" },
  { id: "requestedAt", sortable: true },
  { id: "refusalReason" },
];

export const apiRequestTableOptions: TableOptions = { defaultSort: { column: "requestedAt", direction: "asc" } };
