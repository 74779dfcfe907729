import { loadCatalogue } from "@/i18n/catalogues";
import { isLocale } from "@/i18n/locales";
import { keyset, Prisma, type Work } from "@/platform/db";
import type { Page } from "@/shared/kernel/pagination";
import type { HistoryChangeDto, HistoryInput, HistoryRowDto } from "../contract";
import { actionsSaying } from "../domain/action-text";

type Row = Omit<HistoryRowDto, "at" | "changes"> & { at: Date; changes: HistoryChangeDto[] | null };

/**
 * An account's history, newest first (R061–R064), or the part of it that one site, card or customer account shows. The search
 * looks in who did it, in the values of what was done, and in the actions' texts as the reader sees them.
 */
export async function listHistory(
  work: Work,
  accountId: string,
  input: HistoryInput,
  locale: string,
): Promise<Page<HistoryRowDto>> {
  const { filters } = input;
  const conditions = [Prisma.sql`e.account_id = ${accountId}::uuid`];
  if (filters.from) conditions.push(Prisma.sql`e.at >= ${new Date(filters.from)}`);
  if (filters.to) conditions.push(Prisma.sql`e.at <= ${new Date(filters.to)}`);
  if (filters.pages?.length) conditions.push(Prisma.sql`e.page = ANY (${filters.pages})`);
  if (filters.performer) conditions.push(Prisma.sql`e.performer_name = ${filters.performer}`);
  if (filters.siteId) conditions.push(Prisma.sql`e.site_id = ${filters.siteId}::uuid`);
  if (filters.cardId) conditions.push(Prisma.sql`e.card_id = ${filters.cardId}::uuid`);
  if (filters.customerId) conditions.push(Prisma.sql`e.customer_id = ${filters.customerId}::uuid`);
  if (input.search) conditions.push(searchCondition(input.search, locale));
  const page = keyset({
    column: { sql: Prisma.sql`e.at`, type: "timestamptz" },
    id: Prisma.sql`e.id`,
    direction: input.sort?.direction ?? "desc",
    cursor: input.cursor,
    limit: input.limit,
  });
  const rows = await work.tx.$queryRaw<Row[]>`
    SELECT e.id, e.at, e.page, e.action, e.params, e.changes, e.performer_kind AS "performerKind", e.performer_name AS "performerName"
    FROM history_entries e WHERE ${Prisma.join(conditions, " AND ")} AND ${page.where} ${page.orderAndLimit}`;
  return page.page(
    rows,
    (row) => row.at.toISOString(),
    (row) => ({ ...row, at: row.at.toISOString(), changes: row.changes ?? [] }),
  );
}

function searchCondition(search: string, locale: string): Prisma.Sql {
  const text = search.toLowerCase();
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const actions = actionsSaying(loadCatalogue(isLocale(locale) ? locale : "en"), text);
  const found = Prisma.sql`history_text(e.performer_name, e.params) LIKE ${pattern}`;
  return actions.length > 0 ? Prisma.sql`(${found} OR e.action = ANY (${actions}))` : found;
}

/** Who appears in the newest part of an account's history, for the filter. */
export async function performersOf(work: Work, accountId: string): Promise<string[]> {
  const rows = await work.tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT name FROM (SELECT performer_name AS name FROM history_entries WHERE account_id = ${accountId}::uuid
      ORDER BY at DESC, id DESC LIMIT 5000) AS newest ORDER BY name LIMIT 200`;
  return rows.map((row) => row.name);
}
