import type { TableColumnSpec, TableOptions } from "@/shared/ui/table-state";

/*
 * What of the columns decides what the two lists of the page are asked for: the server prefetches by it. Each list keeps its
 * state in the address under a prefix of its own.
 */

export const CONFIGURATOR_TABLE: TableColumnSpec[] = [
  { id: "firstName", sortable: true, filter: { type: "text" } },
  { id: "lastName", sortable: true, filter: { type: "text" } },
  { id: "email", sortable: true, filter: { type: "text" } },
  { id: "phone" },
  { id: "cards" },
  { id: "createdAt", sortable: true },
];
export const CONFIGURATOR_TABLE_OPTIONS: TableOptions = {
  defaultSort: { column: "lastName", direction: "asc" },
  prefix: "people.",
};

export const STATUSES = ["CREATED", "EMAIL_SENT", "ACTIVATED", "PENDING_REVOKE", "REVOKED"] as const;
export const CONFIGURATION_CARD_TABLE: TableColumnSpec[] = [
  { id: "firstName", sortable: true, filter: { type: "text" } },
  { id: "lastName", sortable: true, filter: { type: "text" } },
  { id: "configuration", sortable: true },
  {
    id: "status",
    sortable: true,
    filter: { type: "select", multiple: true, options: STATUSES.map((value) => ({ value, label: value })) },
  },
  { id: "createdAt", sortable: true },
  { id: "sentAt", sortable: true },
  { id: "activatedAt", sortable: true },
  { id: "revokedAt", sortable: true },
];
export const CONFIGURATION_CARD_TABLE_OPTIONS: TableOptions = {
  defaultSort: { column: "createdAt", direction: "desc" },
  prefix: "cards.",
};
