import type { TableColumnSpec, TableOptions } from "@/shared/ui/table-state";

/** Columns of the list of requests; the server prefetches with the same. */
export const requestColumns: TableColumnSpec[] = [
  { id: "companyName", sortable: true },
  { id: "lastName", sortable: true },
  { id: "email", sortable: true },
  { id: "type", sortable: true },
  { id: "country" },
  { id: "createdAt", sortable: true },
];

export const requestTableOptions: TableOptions = { defaultSort: { column: "createdAt", direction: "asc" } };
