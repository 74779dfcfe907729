import type { TableColumnSpec, TableOptions } from "@/shared/ui/table-state";

/** What of the site list's columns decides what it is asked for: the server prefetches by it. */
export const SITE_TABLE: TableColumnSpec[] = [
  { id: "name", sortable: true, filter: { type: "text" } },
  { id: "createdAt", sortable: true },
  { id: "configurations", sortable: true },
  { id: "users", sortable: true },
  { id: "configurators", sortable: true },
];
export const SITE_TABLE_OPTIONS: TableOptions = { defaultSort: { column: "name", direction: "asc" } };
