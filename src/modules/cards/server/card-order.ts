import { Prisma } from "@/platform/db";
import type { CursorPosition } from "@/shared/kernel/pagination";
import type { CardColumn, CardFilters, ListCardsInput } from "../contract";

const SORTS: Record<CardColumn, { by: Prisma.Sql; type: Prisma.Sql }> = {
  firstName: { by: Prisma.sql`lower(c.first_name)`, type: Prisma.sql`text` },
  lastName: { by: Prisma.sql`lower(c.last_name)`, type: Prisma.sql`text` },
  email: { by: Prisma.sql`lower(c.email)`, type: Prisma.sql`text` },
  ident: { by: Prisma.sql`lower(coalesce(c.private_id, c.csn, ''))`, type: Prisma.sql`text` },
  configuration: { by: Prisma.sql`coalesce(lower(rc.name), '')`, type: Prisma.sql`text` },
  status: { by: Prisma.sql`c.status`, type: Prisma.sql`card_status` },
  kind: { by: Prisma.sql`c.kind`, type: Prisma.sql`card_kind` },
  createdAt: { by: Prisma.sql`c.created_at`, type: Prisma.sql`timestamptz` },
  sentAt: { by: Prisma.sql`coalesce(c.sent_at, '-infinity'::timestamptz)`, type: Prisma.sql`timestamptz` },
  activatedAt: { by: Prisma.sql`coalesce(c.activated_at, '-infinity'::timestamptz)`, type: Prisma.sql`timestamptz` },
  revokedAt: { by: Prisma.sql`coalesce(c.revoked_at, '-infinity'::timestamptz)`, type: Prisma.sql`timestamptz` },
};

/** The order of a list over `c` and `rc`, ties broken by the id. */
export function cardOrder(sort: ListCardsInput["sort"]): Prisma.Sql {
  const { by, direction } = orderOf(sort, false);
  return Prisma.sql`${by} ${direction}, c.id ${direction}`;
}

export type CardOrder = ReturnType<typeof orderOf>;

/** The column of an order with its direction, turned round for a page before a position. */
export function orderOf(sort: ListCardsInput["sort"], backwards: boolean) {
  const { column, direction } = sort ?? { column: "createdAt" as const, direction: "desc" as const };
  const descending = (direction === "desc") !== backwards;
  return {
    ...SORTS[column],
    column,
    descending,
    direction: descending ? Prisma.sql`DESC` : Prisma.sql`ASC`,
    beyond: descending ? Prisma.sql`<` : Prisma.sql`>`,
  };
}

/** What a list reads: a part of the cards of a site. */
export type CardSource = {
  accountId: string;
  siteId: string;
  /** Kinds, statuses and configurations outside of which nothing has to be looked for. */
  filters: Pick<CardFilters, "kind" | "status" | "configurationId">;
  where: Prisma.Sql;
  order: CardOrder;
  position: CursorPosition | null;
};

/** In how many parts `inOrder` reads the cards: it reads so many times the limit, before it sorts and cuts. */
export function partsOf({ column }: CardOrder): number {
  return column === "configuration" ? 8 : byStatus(column) || column === "status" ? 5 : column === "kind" ? 2 : 1;
}

/** The first cards beyond the position, in the order, as a relation `c`; every part of it comes out of an index in its order. */
export function inOrder(source: CardSource, limit: number): Prisma.Sql {
  const { order, where } = source;
  if (order.column === "configuration") return cardsByConfiguration(source, limit);
  if (order.column === "status") return cardsByValue(source, limit, STATUSES, source.filters.status);
  if (order.column === "kind") return cardsByValue(source, limit, KINDS, source.filters.kind);
  const page = (
    more: Prisma.Sql,
    first: Prisma.Sql,
  ) => Prisma.sql`SELECT * FROM own_cards c WHERE ${where} ${more} ${beyond(source)}
    ORDER BY ${first} ${order.by} ${order.direction}, c.id ${order.direction} LIMIT ${limit}`;
  if (!byStatus(order.column)) return Prisma.sql`(${page(Prisma.empty, Prisma.empty)}) c`;
  // Most cards have no such date, and lie together: read by status, no page has to walk over them.
  const statuses = source.filters.status?.length ? source.filters.status : STATUSES;
  // The status stands in the order too, though it is one and the same: under a policy the planner does not infer that from the condition.
  const first = Prisma.sql`c.status ${order.direction},`;
  const parts = statuses.map(
    (status) => Prisma.sql`(${page(Prisma.sql`AND c.status = ${status}::card_status`, first)})`,
  );
  return Prisma.sql`(${Prisma.join(parts, " UNION ALL ")}) c`;
}

/**
 * The first cards of each status, or each kind, beyond a position: the planner takes no comparison of enums into an index under a policy,
 * so that they are compared here. `values`: in the order of the enum.
 */
function cardsByValue(
  { where, order, position }: CardSource,
  limit: number,
  values: readonly string[],
  wanted: readonly string[] | undefined,
): Prisma.Sql {
  const at = position ? values.indexOf(String(position.value)) : null;
  const parts = values.flatMap((value, rank) => {
    const passed = at !== null && (order.descending ? rank > at : rank < at);
    if (passed || (wanted?.length && !wanted.includes(value))) return [];
    const after = rank === at ? Prisma.sql`AND c.id ${order.beyond} ${position?.id}::uuid` : Prisma.empty;
    return [
      Prisma.sql`(SELECT * FROM own_cards c WHERE ${where} AND ${order.by} = ${value}::${order.type} ${after}
        ORDER BY ${order.by} ${order.direction}, c.id ${order.direction} LIMIT ${limit})`,
    ];
  });
  return parts.length > 0
    ? Prisma.sql`(${Prisma.join(parts, " UNION ALL ")}) c`
    : Prisma.sql`(SELECT * FROM own_cards WHERE false) c`;
}

const KINDS = ["PRIVATE_ID", "MOBILE_ID_PLUS"] as const;
const STATUSES = ["CREATED", "EMAIL_SENT", "ACTIVATED", "PENDING_REVOKE", "REVOKED"] as const;

function byStatus(column: CardColumn): boolean {
  return column === "sentAt" || column === "activatedAt" || column === "revokedAt";
}

/** The condition of the rows beyond the position. */
function beyond({ order, position }: CardSource): Prisma.Sql {
  return position
    ? Prisma.sql`AND (${order.by}, c.id) ${order.beyond} (${String(position.value)}::${order.type}, ${position.id}::uuid)`
    : Prisma.empty;
}

/**
 * The first cards of each configuration beyond a position: a site has few configurations, and each one's cards come out
 * of an index in the order of their ids, so that no more than a page per configuration is read and sorted.
 */
function cardsByConfiguration(source: CardSource, limit: number): Prisma.Sql {
  const { accountId, siteId, filters, where, order, position } = source;
  const { direction, beyond } = order;
  const kinds = filters.kind?.length ? filters.kind : ["PRIVATE_ID", "MOBILE_ID_PLUS"];
  // Cards without a configuration are those of Mobile ID+, and none of them is of one.
  const plus = kinds.includes("MOBILE_ID_PLUS") && !filters.configurationId?.length;
  const chosen = !kinds.includes("PRIVATE_ID")
    ? Prisma.sql`AND false`
    : filters.configurationId?.length
      ? Prisma.sql`AND o.id = ANY (${filters.configurationId}::uuid[])`
      : Prisma.empty;
  const page = (isOf: Prisma.Sql, name: Prisma.Sql) => {
    // Cards of the position's own configuration go on after its id; those of the ones beyond it begin at the first.
    const start = order.descending ? "ffffffff-ffff-ffff-ffff-ffffffffffff" : "00000000-0000-0000-0000-000000000000";
    const after = position
      ? Prisma.sql`AND c.id ${beyond} CASE WHEN ${name} ${beyond} ${String(position.value)} THEN ${start}::uuid ELSE ${position.id}::uuid END`
      : Prisma.empty;
    return Prisma.sql`SELECT * FROM own_cards c WHERE ${where} AND ${isOf} ${after} ORDER BY c.id ${direction} LIMIT ${limit}`;
  };
  const names = position
    ? Prisma.sql`AND (lower(o.name) = ${String(position.value)} OR lower(o.name) ${beyond} ${String(position.value)})`
    : Prisma.empty;
  const plusToo = position
    ? Prisma.sql`('' = ${String(position.value)} OR '' ${beyond} ${String(position.value)})`
    : Prisma.sql`true`;
  return Prisma.sql`(
    SELECT l.* FROM (SELECT o.id, lower(o.name) AS name FROM reader_configurations o
        WHERE o.account_id = ${accountId}::uuid AND o.site_id = ${siteId}::uuid ${chosen} ${names}) o
      CROSS JOIN LATERAL (${page(Prisma.sql`c.configuration_id = o.id`, Prisma.sql`o.name`)}) l
    ${plus ? Prisma.sql`UNION ALL SELECT * FROM (${page(Prisma.sql`c.configuration_id IS NULL AND ${plusToo}`, Prisma.sql`''`)}) p` : Prisma.empty}) c`;
}
