import type { TableColumnSpec, TableOptions } from "@/shared/ui/table-state";

/** What of the list's columns decides what it is asked for: the server prefetches by it. */
export const CONFIGURATION_TABLE: TableColumnSpec[] = [
  { id: "pseName", sortable: true, filter: { type: "text" } },
  { id: "name", sortable: true, filter: { type: "text" } },
  { id: "createdAt", sortable: true },
];
export const CONFIGURATION_TABLE_OPTIONS: TableOptions = { defaultSort: { column: "name", direction: "asc" } };
