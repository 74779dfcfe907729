import { loadCatalogue } from "@/i18n/catalogues";
import { isLocale } from "@/i18n/locales";
import { keyset, Prisma, type Work } from "@/platform/db";
import type { Page } from "@/shared/kernel/pagination";
import { HISTORY_PAGES, type HistoryChangeDto, type HistoryInput, type HistoryRowDto } from "../contract";
import { actionsSaying } from "../domain/action-text";

type Row = Omit<HistoryRowDto, "at" | "changes"> & { at: Date; changes: HistoryChangeDto[] | null };
type Paging = Pick<ReturnType<typeof keyset>, "where" | "orderAndLimit">;

/** Who does things; a phone is called by its model, a user and a token by their names. */
const PERFORMERS = ["user", "api", "phone", "job", "system"];

/**
 * An account's history, newest first (R061–R064), or the part of it that one site, card or customer account shows. The search
 * looks in who did it, in the values of what was done, and in the actions' texts as the reader sees them.
 *
 * Filters that an index holds before the order (pages, who, action) are read one value at a time, the first rows of each, so that
 * no page reads more than some hundred rows of a history of any length.
 */
export async function listHistory(
  work: Work,
  accountId: string,
  input: HistoryInput,
  locale: string,
): Promise<Page<HistoryRowDto>> {
  const { filters } = input;
  const page = keyset({
    column: { sql: Prisma.sql`e.at`, type: "timestamptz" },
    id: Prisma.sql`e.id`,
    direction: input.sort?.direction ?? "desc",
    cursor: input.cursor,
    limit: input.limit,
  });
  const conditions = [Prisma.sql`e.account_id = ${accountId}::uuid AND ${page.where}`];
  if (filters.from) conditions.push(Prisma.sql`e.at >= ${new Date(filters.from)}`);
  if (filters.to) conditions.push(Prisma.sql`e.at <= ${new Date(filters.to)}`);
  if (filters.siteId) conditions.push(Prisma.sql`e.site_id = ${filters.siteId}::uuid`);
  if (filters.cardId) conditions.push(Prisma.sql`e.card_id = ${filters.cardId}::uuid`);
  if (filters.customerId) conditions.push(Prisma.sql`e.customer_id = ${filters.customerId}::uuid`);
  const where = Prisma.join(conditions, " AND ");
  const rows = input.search
    ? await search(work, where, filters, page, input, locale)
    : await read(work, ordered(where, filters, page), page);
  return page.page(
    rows,
    (row) => row.at.toISOString(),
    (row) => ({ ...row, at: row.at.toISOString(), changes: row.changes ?? [] }),
  );
}

function read(work: Work, source: Prisma.Sql, page: Paging): Promise<Row[]> {
  return work.tx.$queryRaw<Row[]>`
    SELECT e.id, e.at, e.page, e.action, e.params, e.changes, e.performer_kind AS "performerKind", e.performer_name AS "performerName"
    FROM (${source}) e ${page.orderAndLimit}`;
}

/** The first rows in the list's order that meet the conditions and the filters. */
function ordered(where: Prisma.Sql, filters: HistoryInput["filters"], page: Paging): Prisma.Sql {
  const pages = filters.pages?.length ? [...new Set(filters.pages)] : null;
  if (filters.performer)
    return Prisma.sql`SELECT e.* FROM unnest(${PERFORMERS}::text[]) AS k (kind) CROSS JOIN unnest(${pages ?? [...HISTORY_PAGES]}::text[]) AS p (page)
      CROSS JOIN LATERAL (SELECT * FROM own_history e WHERE ${where} AND e.performer_kind = k.kind AND e.performer_name = ${filters.performer}
        AND e.page = p.page ${page.orderAndLimit}) e`;
  if (pages)
    return Prisma.sql`SELECT e.* FROM unnest(${pages}::text[]) AS p (page)
      CROSS JOIN LATERAL (SELECT * FROM own_history e WHERE ${where} AND e.page = p.page ${page.orderAndLimit}) e`;
  return Prisma.sql`SELECT * FROM own_history e WHERE ${where} ${page.orderAndLimit}`;
}

/** The newest (or oldest) rows that a search looks through before it asks the index over texts. */
const NEAR = 2_000;

/**
 * A word that many rows hold fills the page from the rows nearest to its beginning; one that few hold is found by the index over
 * texts, whose rows are then few to sort. Neither way is quick for the other kind of word.
 */
async function search(
  work: Work,
  where: Prisma.Sql,
  filters: HistoryInput["filters"],
  page: ReturnType<typeof keyset>,
  input: HistoryInput,
  locale: string,
): Promise<Row[]> {
  const text = (input.search ?? "").toLowerCase();
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const actions = actionsSaying(loadCatalogue(isLocale(locale) ? locale : "en"), text);
  const saying = Prisma.sql`history_text(e.performer_name, e.params) LIKE ${pattern}`;
  const near = { ...page, orderAndLimit: Prisma.sql`ORDER BY e.at ${page.order}, e.id ${page.order} LIMIT ${NEAR}` };
  const close = await read(
    work,
    Prisma.sql`SELECT * FROM (${ordered(where, filters, near)}) e WHERE ${saying} OR e.action = ANY (${actions}::text[])`,
    page,
  );
  if (close.length > input.limit) return close;
  const narrowed = [where];
  if (filters.pages?.length) narrowed.push(Prisma.sql`e.page = ANY (${filters.pages}::text[])`);
  if (filters.performer) narrowed.push(Prisma.sql`e.performer_name = ${filters.performer}`);
  const all = Prisma.join(narrowed, " AND ");
  // Not sorted before all are found: otherwise the planner may hope to meet them soon on its way through the list's order.
  return read(
    work,
    Prisma.sql`SELECT * FROM (WITH found AS MATERIALIZED (SELECT * FROM own_history e WHERE ${all} AND ${saying}
        AND e.action <> ALL (${actions}::text[])) SELECT * FROM found) f
      UNION ALL
      SELECT e.* FROM unnest(${filters.pages?.length ? filters.pages : [...HISTORY_PAGES]}::text[]) AS p (page)
        CROSS JOIN unnest(${actions}::text[]) AS a (action)
        CROSS JOIN LATERAL (SELECT * FROM own_history e WHERE ${where} AND e.page = p.page AND e.action = a.action
          ${filters.performer ? Prisma.sql`AND e.performer_name = ${filters.performer}` : Prisma.empty} ${page.orderAndLimit}) e`,
    page,
  );
}

/** Most people that the filter offers. */
const OFFERED = 500;

/** Who did something in an account, for the filter: its users and tokens, and what worked by itself; not phones, which are many. */
export async function performersOf(work: Work, accountId: string): Promise<string[]> {
  const next = (after: Prisma.Sql) => Prisma.sql`SELECT e.performer_name FROM own_history e
    WHERE e.account_id = ${accountId}::uuid AND e.performer_kind = k.kind ${after} ORDER BY e.performer_name LIMIT 1`;
  const rows = await work.tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT n.name FROM unnest(${PERFORMERS.filter((kind) => kind !== "phone")}::text[]) AS k (kind) CROSS JOIN LATERAL (
      WITH RECURSIVE names (name) AS (
        (${next(Prisma.empty)})
        UNION ALL SELECT (${next(Prisma.sql`AND e.performer_name > names.name`)}) FROM names WHERE names.name IS NOT NULL)
      SELECT name FROM names WHERE name IS NOT NULL LIMIT ${OFFERED}) n ORDER BY n.name LIMIT ${OFFERED}`;
  return rows.map((row) => row.name);
}
