import type { TableColumnSpec, TableOptions } from "@/shared/ui/table-state";

/** Columns of "Users and profiles" (R078); the filters get their choices where the list is shown. */
export const userColumns: TableColumnSpec[] = [
  { id: "profile", sortable: true, filter: { type: "select", multiple: true, options: [] } },
  { id: "firstName", sortable: true },
  { id: "lastName", sortable: true },
  { id: "email", sortable: true, filter: { type: "text" } },
  { id: "field1" },
  { id: "field2" },
  { id: "field3" },
  { id: "field4" },
  { id: "field5" },
  { id: "phone" },
  { id: "status", sortable: true, filter: { type: "select", multiple: true, options: [] } },
  { id: "secondFactor" },
  { id: "createdAt", sortable: true },
];

export const userTableOptions: TableOptions = { defaultSort: { column: "lastName", direction: "asc" } };
