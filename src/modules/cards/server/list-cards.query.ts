import { accountOf, Prisma, type Work } from "@/platform/db";
import { decodeCursor, encodeCursor, type Page } from "@/shared/kernel/pagination";
import type { CardFilters, CardRow, ListCardsInput } from "../contract";
import { cardsWhere, type Narrowing } from "./card-conditions";
import { type CardSource, cardOrder, inOrder, orderOf, partsOf } from "./card-order";
import { CARD_FIELDS, cardRow, type StoredRow } from "./card-rows";

/** Above so many rows a total is not counted, unless the site's counters have it. */
const COUNTED = 10_000;

/** Of so many cards, the next ones in the order, it is looked first whether they match. */
const LOOKED_AT = 3_000;

/** So many matching cards are found and then sorted; of more than that, the order is followed until a page is full. */
const FOUND = 30_000;

/** The share of those looked at from which on the order is followed at once. */
const MANY = 0.05;

const CONFIGURATION = Prisma.sql`LEFT JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id`;

/** The ids of all cards that a search and filters match, in the table's order. */
export async function orderedIds(work: Work, siteId: string, narrowing: Narrowing, limit: number): Promise<string[]> {
  const { where } = cardsWhere(accountOf(work), siteId, narrowing, work.now);
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM own_cards c ${CONFIGURATION} WHERE ${where} ORDER BY ${cardOrder(narrowing.sort)} LIMIT ${limit}`;
  return rows.map((row) => row.id);
}

/**
 * A page of a site's user cards: keyset by any column, search in any column, filters (R206, R304).
 *
 * A search or a filter can match nearly all cards or none, and the database can't know which (docs/decisions/0012): so it is looked first
 * whether the next cards in the order fill the page, and only where they do not, the cards that match are found by an index and sorted.
 */
export async function listCards(work: Work, siteId: string, input: ListCardsInput): Promise<Page<CardRow>> {
  const asked = askedFor(work, siteId, input);
  if (!asked.narrowing)
    return { ...(await cardPage(work, siteId, input)), total: await countedTotal(work, siteId, input.filters) };
  const look = await lookAhead(work, asked, asked.narrowing);
  if (look.ids.length === asked.limit || look.seen < look.most) {
    const whole = !asked.source.position && look.seen < look.most;
    const total = whole ? look.hits : await cheapTotal(work, asked.source.where, look.hits / look.seen);
    return { ...(await pageOf(work, asked, chosen(asked, look.ids))), total };
  }
  // Where many match near by, there are more than could be sorted.
  if (look.hits / look.seen < MANY) {
    const found = await findAll(work, asked);
    if (found.total <= FOUND) return { ...(await pageOf(work, asked, chosen(asked, found.ids))), total: found.total };
  }
  return { ...(await followed(work, () => pageOf(work, asked, inOrder(asked.source, asked.limit)))), total: null };
}

type PageInput = Narrowing & { cursor?: string | null; limit: number };

/** The same without the total, of any length, and read in the order: what an export reads, one after the other. */
export async function cardPage(work: Work, siteId: string, input: PageInput): Promise<Omit<Page<CardRow>, "total">> {
  const asked = askedFor(work, siteId, input);
  return pageOf(work, asked, inOrder(asked.source, asked.limit));
}

type Asked = Pick<ReturnType<typeof cardsWhere>, "plain" | "narrowing"> & {
  source: CardSource;
  /** One row more than the page shows. */
  limit: number;
  backwards: boolean;
};

function askedFor(work: Work, siteId: string, input: PageInput): Asked {
  const accountId = accountOf(work);
  const position = decodeCursor(input.cursor);
  const backwards = position?.backwards ?? false;
  const order = orderOf(input.sort, backwards);
  const { where, plain, narrowing } = cardsWhere(accountId, siteId, input, work.now);
  const source = { accountId, siteId, filters: input.filters, where, order, position };
  return { source, plain, narrowing, limit: input.limit + 1, backwards };
}

/** Reads the rows of a page out of a relation `c` that holds them, and says where the pages beside it begin. */
async function pageOf(work: Work, asked: Asked, cards: Prisma.Sql): Promise<Omit<Page<CardRow>, "total">> {
  const { limit, backwards } = asked;
  const { order, position } = asked.source;
  const found = await work.tx.$queryRaw<StoredRow[]>`
    SELECT ${CARD_FIELDS}, (${order.by})::text AS "sortValue" FROM ${cards} ${CONFIGURATION}
      LEFT JOIN credentials k ON c.paid AND k.account_id = c.account_id AND k.id = c.credential_id
    ORDER BY ${order.by} ${order.direction}, c.id ${order.direction} LIMIT ${limit}`;
  const more = found.length === limit;
  const shown = found.slice(0, limit - 1);
  if (backwards) shown.reverse();
  const cursor = (row: StoredRow | undefined, back: boolean) =>
    row ? encodeCursor({ value: row.sortValue ?? "", id: row.id, backwards: back }) : null;
  return {
    rows: shown.map((row) => cardRow(row, work.now)),
    nextCursor: backwards || more ? cursor(shown.at(-1), false) : null,
    previousCursor: (backwards ? more : position !== null) ? cursor(shown[0], true) : null,
  };
}

function chosen({ source }: Asked, ids: string[]): Prisma.Sql {
  return Prisma.sql`(SELECT * FROM own_cards c WHERE c.account_id = ${source.accountId}::uuid AND c.id = ANY (${ids}::uuid[])) c`;
}

type Look = { seen: number; hits: number; ids: string[]; most: number };

/** Which of the next cards in the order match; how many were looked at, at most `most`. */
async function lookAhead(work: Work, { source, plain, limit }: Asked, narrowing: Prisma.Sql): Promise<Look> {
  const { order } = source;
  const most = Math.ceil(LOOKED_AT / partsOf(order));
  const [look] = await work.tx.$queryRaw<Omit<Look, "most">[]>`
    WITH seen AS MATERIALIZED (
      SELECT c.id, ${order.by} AS key, coalesce(${narrowing}, false) AS hit FROM ${inOrder({ ...source, where: plain }, most)} ${CONFIGURATION}
      ORDER BY ${order.by} ${order.direction}, c.id ${order.direction} LIMIT ${most})
    SELECT count(*)::int AS seen, (count(*) FILTER (WHERE hit))::int AS hits,
      ARRAY(SELECT id FROM seen WHERE hit ORDER BY key ${order.direction}, id ${order.direction} LIMIT ${limit}) AS ids
    FROM seen`;
  return { seen: 0, hits: 0, ids: [], ...look, most };
}

/** All cards that match, found by whatever index serves, at most one more than `FOUND`; those of the page. */
async function findAll(work: Work, { source, limit }: Asked): Promise<{ total: number; ids: string[] }> {
  const { order, position, where } = source;
  const joined = order.column === "configuration" ? CONFIGURATION : Prisma.empty;
  const beyond = position
    ? Prisma.sql`WHERE (h.key, h.id) ${order.beyond} (${String(position.value)}::${order.type}, ${position.id}::uuid)`
    : Prisma.empty;
  const [found] = await work.tx.$queryRaw<{ total: number; ids: string[] }[]>`
    WITH found AS MATERIALIZED (
      SELECT c.id, ${order.by} AS key FROM own_cards c ${joined} WHERE ${where} LIMIT ${FOUND + 1})
    SELECT (SELECT count(*)::int FROM found) AS total,
      ARRAY(SELECT h.id FROM found h ${beyond} ORDER BY h.key ${order.direction}, h.id ${order.direction} LIMIT ${limit}) AS ids`;
  return found ?? { total: 0, ids: [] };
}

/** Reads with the planner held to the indexes that give the order: it takes every condition for a rare one. */
async function followed<T>(work: Work, read: () => Promise<T>): Promise<T> {
  const settings = ["enable_bitmapscan", "enable_seqscan", "enable_sort"];
  const set = (to: "on" | "off") =>
    work.tx.$queryRaw`SELECT set_config(name, ${to}, true) FROM unnest(${settings}::text[]) AS s (name)`;
  await set("off");
  const answer = await read();
  await set("on");
  return answer;
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

/** Where so large a share of cards matches, they are counted as they lie: an index would have to name them all first. */
const DENSE = 0.08;

async function cheapTotal(work: Work, where: Prisma.Sql, share: number): Promise<number | null> {
  const count = () => work.tx.$queryRaw<{ total: bigint }[]>`
    SELECT count(*) AS total FROM (SELECT FROM own_cards c WHERE ${where} LIMIT ${COUNTED + 1}) AS counted`;
  const rows = await (share > DENSE ? asTheyLie(work, count) : count());
  const total = Number(rows[0]?.total ?? 0);
  return total > COUNTED ? null : total;
}

async function asTheyLie<T>(work: Work, read: () => Promise<T>): Promise<T> {
  await work.tx.$queryRaw`SELECT set_config('enable_bitmapscan', 'off', true)`;
  const answer = await read();
  await work.tx.$queryRaw`SELECT set_config('enable_bitmapscan', 'on', true)`;
  return answer;
}
