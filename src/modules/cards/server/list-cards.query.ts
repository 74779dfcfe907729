import type { CardStatus } from "@/modules/delivery";
import { phaseOf } from "@/modules/delivery";
import { accountOf, Prisma, type Work } from "@/platform/db";
import { type CursorPosition, decodeCursor, encodeCursor, type Page } from "@/shared/kernel/pagination";
import type { CardColumn, CardFilters, CardRow, ListCardsInput } from "../contract";
import { validityAt } from "../domain/card-policy";
import type { UserCardKind } from "../domain/price";
import { attentionCondition } from "./attention.query";

/** Above so many rows a total is not counted, unless the site's counters have it. */
const COUNTED = 10_000;

type Narrowing = { search?: string; filters: CardFilters; sort?: ListCardsInput["sort"] };

/** The expression that `virtual_cards_search` indexes, word for word. */
const SEARCHED = Prisma.sql`lower(c.first_name || ' ' || c.last_name || ' ' || c.email || ' ' || coalesce(c.private_id, '') || ' ' || coalesce(c.csn, '') || ' ' || coalesce(c.phone, ''))`;

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

/** A text as a part to look for in LIKE. */
function part(text: string): string {
  return `%${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
}

/** The condition of a search and filters on `own_cards c` (the view that lets indexes be used, docs/decisions), and whether the site's counters know its count. */
export function cardsWhere(accountId: string, siteId: string, { search, filters }: Narrowing, now: Date) {
  const all = [
    Prisma.sql`c.account_id = ${accountId}::uuid AND c.site_id = ${siteId}::uuid AND c.status <> 'DELETED' AND c.kind <> 'CONFIGURATION'`,
  ];
  let counted = true;
  const add = (condition: Prisma.Sql) => {
    all.push(condition);
    counted = false;
  };
  if (filters.status?.length) all.push(Prisma.sql`c.status = ANY (${filters.status}::card_status[])`);
  if (filters.kind?.length) all.push(Prisma.sql`c.kind = ANY (${filters.kind}::card_kind[])`);
  if (filters.configurationId?.length) add(Prisma.sql`c.configuration_id = ANY (${filters.configurationId}::uuid[])`);
  for (const word of (search ?? "").split(/\s+/).filter(Boolean)) add(Prisma.sql`${SEARCHED} LIKE ${part(word)}`);
  const columns = {
    firstName: Prisma.sql`lower(c.first_name)`,
    lastName: Prisma.sql`lower(c.last_name)`,
    email: Prisma.sql`lower(c.email)`,
    ident: Prisma.sql`lower(coalesce(c.private_id, c.csn, ''))`,
  };
  for (const [name, column] of Object.entries(columns)) {
    const text = filters[name as keyof typeof columns];
    // The first condition follows from the second; it lets the trigram index find the rows.
    if (text) add(Prisma.sql`${SEARCHED} LIKE ${part(text)} AND ${column} LIKE ${part(text)}`);
  }
  for (const name of ["field1", "field2", "field3", "field4", "field5"] as const) {
    const text = filters[name];
    if (text) add(Prisma.sql`lower(c.${Prisma.raw(name)}) LIKE ${part(text)}`);
  }
  if (filters.locale?.length)
    add(Prisma.sql`coalesce(c.locale, '') = ANY (${filters.locale.map((one) => (one === "default" ? "" : one))})`);
  if (filters.transferable?.length)
    add(Prisma.sql`c.transferable = ANY (${filters.transferable.map((one) => one === "yes")})`);
  if (filters.scheduled?.length)
    add(Prisma.sql`(c.scheduled_for IS NOT NULL) = ANY (${filters.scheduled.map((one) => one === "yes")})`);
  if (filters.validity?.length) {
    const states = {
      always: Prisma.sql`(c.valid_from IS NULL AND c.valid_until IS NULL)`,
      notYet: Prisma.sql`c.valid_from > ${now}`,
      expired: Prisma.sql`c.valid_until <= ${now}`,
      valid: Prisma.sql`((c.valid_from IS NOT NULL OR c.valid_until IS NOT NULL) AND coalesce(c.valid_from <= ${now}, true) AND coalesce(c.valid_until > ${now}, true))`,
    };
    add(
      Prisma.sql`(${Prisma.join(
        filters.validity.map((state) => states[state]),
        " OR ",
      )})`,
    );
  }
  if (filters.attention?.length)
    add(
      Prisma.sql`(${Prisma.join(
        filters.attention.map((what) => attentionCondition(what, now)),
        " OR ",
      )})`,
    );
  return { where: Prisma.join(all, " AND "), counted };
}

/** The ids of all cards that a search and filters match, in the table's order. */
export async function orderedIds(work: Work, siteId: string, narrowing: Narrowing, limit: number): Promise<string[]> {
  const { where } = cardsWhere(accountOf(work), siteId, narrowing, work.now);
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM own_cards c
      LEFT JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id
    WHERE ${where} ORDER BY ${cardOrder(narrowing.sort)} LIMIT ${limit}`;
  return rows.map((row) => row.id);
}

/** The order of a list over `c` and `rc`, ties broken by the id. */
export function cardOrder(sort: ListCardsInput["sort"]): Prisma.Sql {
  const { by, direction } = orderOf(sort, false);
  return Prisma.sql`${by} ${direction}, c.id ${direction}`;
}

function orderOf(sort: ListCardsInput["sort"], backwards: boolean) {
  const { column, direction } = sort ?? { column: "createdAt" as const, direction: "desc" as const };
  const descending = (direction === "desc") !== backwards;
  return {
    ...SORTS[column],
    descending,
    direction: descending ? Prisma.sql`DESC` : Prisma.sql`ASC`,
    beyond: descending ? Prisma.sql`<` : Prisma.sql`>`,
  };
}

/** A page of a site's user cards: keyset by any column, search in any column, filters (R206, R304). */
export async function listCards(work: Work, siteId: string, input: ListCardsInput): Promise<Page<CardRow>> {
  const { where, counted } = cardsWhere(accountOf(work), siteId, input, work.now);
  return {
    ...(await cardPage(work, siteId, input)),
    total: counted ? await countedTotal(work, siteId, input.filters) : await cheapTotal(work, where),
  };
}

/** The same without the total, and of any length: what an export reads, one after the other. */
export async function cardPage(
  work: Work,
  siteId: string,
  input: Narrowing & { cursor?: string | null; limit: number },
): Promise<Omit<Page<CardRow>, "total">> {
  const position = decodeCursor(input.cursor);
  const backwards = position?.backwards ?? false;
  const order = orderOf(input.sort, backwards);
  const { where } = cardsWhere(accountOf(work), siteId, input, work.now);
  const limit = input.limit + 1;
  const source =
    input.sort?.column === "configuration"
      ? cardsByConfiguration(accountOf(work), siteId, where, order, position, limit)
      : Prisma.sql`(SELECT * FROM own_cards c WHERE ${where}
          ${position ? Prisma.sql`AND (${order.by}, c.id) ${order.beyond} (${String(position.value)}::${order.type}, ${position.id}::uuid)` : Prisma.empty}
          ORDER BY ${order.by} ${order.direction}, c.id ${order.direction} LIMIT ${limit}) c`;
  const found = await work.tx.$queryRaw<StoredRow[]>`
    SELECT ${CARD_FIELDS}, (${order.by})::text AS "sortValue" FROM ${source}
      LEFT JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id
      LEFT JOIN credentials k ON c.paid AND k.account_id = c.account_id AND k.id = c.credential_id
    ORDER BY ${order.by} ${order.direction}, c.id ${order.direction} LIMIT ${limit}`;
  const more = found.length > input.limit;
  const shown = found.slice(0, input.limit);
  if (backwards) shown.reverse();
  const cursor = (row: StoredRow | undefined, back: boolean) =>
    row ? encodeCursor({ value: row.sortValue ?? "", id: row.id, backwards: back }) : null;
  return {
    rows: shown.map((row) => cardRow(row, work.now)),
    nextCursor: backwards || more ? cursor(shown.at(-1), false) : null,
    previousCursor: (backwards ? more : position !== null) ? cursor(shown[0], true) : null,
  };
}

/**
 * The first cards of each configuration beyond a position: a site has few configurations, and each one's cards come out
 * of an index in the order of their ids, so that no more than a page per configuration is read and sorted.
 */
function cardsByConfiguration(
  accountId: string,
  siteId: string,
  where: Prisma.Sql,
  order: ReturnType<typeof orderOf>,
  position: CursorPosition | null,
  limit: number,
): Prisma.Sql {
  const { direction, beyond } = order;
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
        WHERE o.account_id = ${accountId}::uuid AND o.site_id = ${siteId}::uuid ${names}) o
      CROSS JOIN LATERAL (${page(Prisma.sql`c.configuration_id = o.id`, Prisma.sql`o.name`)}) l
    UNION ALL
    SELECT * FROM (${page(Prisma.sql`c.configuration_id IS NULL AND ${plusToo}`, Prisma.sql`''`)}) p) c`;
}

async function countedTotal(work: Work, siteId: string, filters: CardFilters): Promise<number> {
  const kinds = filters.kind?.length ? filters.kind : ["PRIVATE_ID", "MOBILE_ID_PLUS"];
  const statuses = filters.status?.length
    ? filters.status
    : ["CREATED", "EMAIL_SENT", "ACTIVATED", "PENDING_REVOKE", "REVOKED"];
  const rows = await work.tx.$queryRaw<{ total: bigint | null }[]>`
    SELECT sum(count)::bigint AS total FROM site_counters
    WHERE account_id = ${accountOf(work)}::uuid AND site_id = ${siteId}::uuid AND kind = ANY (${kinds}) AND status = ANY (${statuses})`;
  return Number(rows[0]?.total ?? 0);
}

async function cheapTotal(work: Work, where: Prisma.Sql): Promise<number | null> {
  const rows = await work.tx.$queryRaw<{ total: bigint }[]>`
    SELECT count(*) AS total FROM (SELECT FROM own_cards c WHERE ${where} LIMIT ${COUNTED + 1}) AS counted`;
  const total = Number(rows[0]?.total ?? 0);
  return total > COUNTED ? null : total;
}

/** The columns of a card as the lists and the drawer show it; needs `c`, `rc` and `k` (the credential of a moving card). */
export const CARD_FIELDS = Prisma.sql`c.id, c.number, c.kind::text AS kind, c.status::text AS status, c.paid, c.sending_id AS "sendingId", c.charge_id AS "chargeId",
  coalesce(c.paid AND k.removed_at IS NOT NULL, false) AS removed, c.first_name AS "firstName", c.last_name AS "lastName", c.email, c.phone,
  c.configuration_id AS "configurationId", rc.name AS "configurationName", c.private_id AS "privateId", c.csn,
  c.field1, c.field2, c.field3, c.field4, c.field5, c.locale, c.transferable, c.valid_from AS "validFrom", c.valid_until AS "validUntil",
  c.scheduled_for AS "scheduledFor", c.created_at AS "createdAt", c.sent_at AS "sentAt", c.activated_at AS "activatedAt", c.revoked_at AS "revokedAt"`;

export type StoredRow = Omit<
  CardRow,
  | "phase"
  | "configuration"
  | "validity"
  | "validFrom"
  | "validUntil"
  | "scheduledFor"
  | "createdAt"
  | "sentAt"
  | "activatedAt"
  | "revokedAt"
> & {
  kind: UserCardKind;
  status: CardStatus;
  paid: boolean;
  sendingId: string | null;
  chargeId: string | null;
  removed: boolean;
  configurationId: string | null;
  configurationName: string | null;
  validFrom: Date | null;
  validUntil: Date | null;
  scheduledFor: Date | null;
  createdAt: Date;
  sentAt: Date | null;
  activatedAt: Date | null;
  revokedAt: Date | null;
  sortValue?: string | null;
};

/** A stored card as it leaves the server. */
export function cardRow(row: StoredRow, now: Date): CardRow {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    status: row.status,
    phase: phaseOf(row),
    firstName: row.firstName,
    lastName: row.lastName,
    email: row.email,
    phone: row.phone,
    configuration: row.configurationId ? { id: row.configurationId, name: row.configurationName ?? "" } : null,
    privateId: row.privateId,
    csn: row.csn,
    field1: row.field1,
    field2: row.field2,
    field3: row.field3,
    field4: row.field4,
    field5: row.field5,
    locale: row.locale,
    transferable: row.transferable,
    validFrom: row.validFrom?.toISOString() ?? null,
    validUntil: row.validUntil?.toISOString() ?? null,
    validity: validityAt(row, now),
    scheduledFor: row.scheduledFor?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    activatedAt: row.activatedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
