import { locales } from "@/i18n/locales";
import type { TableColumnSpec, TableOptions } from "@/shared/ui/table-state";
import { ATTENTION } from "../domain/attention";

export const STATUSES = ["CREATED", "EMAIL_SENT", "ACTIVATED", "PENDING_REVOKE", "REVOKED"] as const;
export const KINDS = ["PRIVATE_ID", "MOBILE_ID_PLUS"] as const;
export const VALIDITIES = ["always", "notYet", "valid", "expired"] as const;

export const YES_NO = ["yes", "no"] as const;
/** Languages of a card as they are filtered; `default`: it has none of its own. */
export const CARD_LANGUAGES = ["default", ...locales] as const;

const bare = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

/** What of the columns decides what the list is asked for: the server prefetches by it. */
export const CARD_TABLE: TableColumnSpec[] = [
  { id: "kind", sortable: true, filter: { type: "select", multiple: true, options: bare(KINDS) } },
  { id: "firstName", sortable: true, filter: { type: "text" } },
  { id: "lastName", sortable: true, filter: { type: "text" } },
  { id: "configuration", sortable: true },
  { id: "ident", sortable: true, filter: { type: "text" } },
  { id: "email", sortable: true, filter: { type: "text" } },
  { id: "status", sortable: true, filter: { type: "select", multiple: true, options: bare(STATUSES) } },
  { id: "validity", filter: { type: "select", multiple: true, options: bare(VALIDITIES) } },
  { id: "attention", filter: { type: "select", multiple: true, options: bare(ATTENTION) } },
  { id: "validFrom" },
  { id: "validUntil" },
  { id: "locale", filter: { type: "select", multiple: true, options: bare(CARD_LANGUAGES) } },
  { id: "transferable", filter: { type: "select", multiple: true, options: bare(YES_NO) } },
  { id: "scheduled", filter: { type: "select", multiple: true, options: bare(YES_NO) } },
  { id: "phone" },
  ...[1, 2, 3, 4, 5].map((number): TableColumnSpec => ({ id: `field${number}`, filter: { type: "text" } })),
  { id: "createdAt", sortable: true },
  { id: "sentAt", sortable: true },
  { id: "activatedAt", sortable: true },
  { id: "revokedAt", sortable: true },
];

export const CARD_TABLE_OPTIONS: TableOptions = { defaultSort: { column: "createdAt", direction: "desc" } };
