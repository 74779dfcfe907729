import type { visibleSites } from "@/authz";
import { accountOf, type KeysetColumn, keyset, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { Page } from "@/shared/kernel/pagination";
import type { ListSitesInput, SiteRow } from "../contract";
import { type CounterRow, foldCounters, type SiteCounters } from "../domain/site-counters";

export type Visible = ReturnType<typeof visibleSites>;

type SiteRecord = {
  id: string;
  number: number;
  name: string;
  allowDuplicateIds: boolean;
  linkDays: number;
  leaseDays: number;
  activationCode: "MAIL_CODE" | "SEPARATE_CODE";
  locale: string | null;
  timeZone: string | null;
  reminderAfterDays: number | null;
  maxReminders: number;
  createdAt: Date;
};

/**
 * A site that is there, of the account of this work.
 *
 * @throws AppError NOT_FOUND.
 */
export async function siteById(work: Work, siteId: string): Promise<SiteRecord> {
  const site = await work.tx.site.findFirst({ where: { id: siteId, accountId: accountOf(work), deletedAt: null } });
  if (!site) throw new AppError("NOT_FOUND", "sites.notFound");
  return site;
}

/**
 * The same, locked until the transaction ends: `shared` for whoever puts something into the site (it can't be deleted, nor its
 * settings changed meanwhile), `alone` for whoever deletes it or turns the duplicates switch.
 *
 * @throws AppError NOT_FOUND, also when the site was deleted while this waited.
 */
export async function lockSite(work: Work, siteId: string, how: "shared" | "alone"): Promise<SiteRecord> {
  const strength = Prisma.raw(how === "alone" ? "for update" : "for share");
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    select id from sites where account_id = ${accountOf(work)}::uuid and id = ${siteId}::uuid and deleted_at is null ${strength}`;
  if (rows.length === 0) throw new AppError("NOT_FOUND", "sites.notFound");
  return siteById(work, siteId);
}

/** The counters of a site, added up over their slots. */
async function counterRows(work: Work, siteId: string): Promise<CounterRow[]> {
  return work.tx.$queryRaw<CounterRow[]>`
    select kind, status, sum(count)::int as count from site_counters
    where account_id = ${accountOf(work)}::uuid and site_id = ${siteId}::uuid group by kind, status`;
}

/** The counters of one site. */
export async function siteCounters(work: Work, siteId: string): Promise<SiteCounters> {
  return foldCounters(await counterRows(work, siteId));
}

/** The number of sites that a reader may see and the counters of all of them together, for the dashboard (R033). */
export async function accountCounters(work: Work, visible: Visible): Promise<SiteCounters & { sites: number }> {
  const account = accountOf(work);
  const mine = Prisma.sql`s.account_id = ${account}::uuid and s.deleted_at is null and ${visibleCondition(visible)}`;
  const rows = await work.tx.$queryRaw<CounterRow[]>`
    select c.kind, c.status, sum(c.count)::int as count from sites s
    join site_counters c on c.account_id = s.account_id and c.site_id = s.id where ${mine} group by c.kind, c.status
    union all select 'SITE', 'LIVE', count(*)::int from sites s where ${mine}`;
  return { ...foldCounters(rows), sites: rows.find((row) => row.kind === "SITE")?.count ?? 0 };
}

const COLUMNS: Record<(typeof SORTS)[number], KeysetColumn> = {
  name: { sql: Prisma.sql`lower(name)`, type: "text" },
  createdAt: { sql: Prisma.sql`created_at`, type: "timestamptz" },
  configurations: { sql: Prisma.sql`configurations`, type: "bigint" },
  users: { sql: Prisma.sql`users`, type: "bigint" },
  configurators: { sql: Prisma.sql`configurators`, type: "bigint" },
};
const SORTS = ["name", "createdAt", "configurations", "users", "configurators"] as const;

type ListRecord = {
  id: string;
  name: string;
  sort_name: string;
  created_at: Date;
  configurations: number;
  users: number;
  configurators: number;
  total: number;
};

function visibleCondition(visible: Visible): Prisma.Sql {
  return "only" in visible
    ? Prisma.sql`s.id = any(${visible.only}::uuid[])`
    : Prisma.sql`s.id <> all(${visible.allBut}::uuid[])`;
}

/** A page of the sites that a reader may see. SQL: it sorts by sums over the counters' slots, which Prisma has no word for. */
export async function sitePage(
  work: Work,
  input: ListSitesInput,
  visible: Visible,
  timeZone: string,
): Promise<Page<SiteRow>> {
  const account = accountOf(work);
  const sort = input.sort ?? { column: "name", direction: "asc" };
  const keys = keyset({
    column: COLUMNS[sort.column],
    id: Prisma.sql`id`,
    direction: sort.direction,
    cursor: input.cursor,
    limit: input.limit,
  });
  const search = input.search
    ? Prisma.sql`and (position(lower(${input.search}) in lower(s.name)) > 0
        or position(${input.search} in to_char(s.created_at at time zone ${timeZone}, 'DD-MM-YYYY HH24:MI')) > 0)`
    : Prisma.empty;
  const name = input.filters.name
    ? Prisma.sql`and position(lower(${input.filters.name}) in lower(s.name)) > 0`
    : Prisma.empty;
  const rows = await work.tx.$queryRaw<ListRecord[]>`
    with counted as (
      select site_id,
        sum(count) filter (where kind = 'READER_CONFIGURATION' and status = 'LIVE') as configurations,
        sum(count) filter (where kind in ('PRIVATE_ID', 'MOBILE_ID_PLUS') and status <> 'DELETED') as users,
        sum(count) filter (where kind = 'CONFIGURATOR' and status = 'LIVE') as configurators
      from site_counters where account_id = ${account}::uuid group by site_id
    ), list as (
      select s.id, s.name, s.created_at, coalesce(c.configurations, 0)::int as configurations, coalesce(c.users, 0)::int as users,
        coalesce(c.configurators, 0)::int as configurators, count(*) over ()::int as total
      from sites s left join counted c on c.site_id = s.id
      where s.account_id = ${account}::uuid and s.deleted_at is null and ${visibleCondition(visible)} ${search} ${name}
    )
    select *, lower(name) as sort_name from list where ${keys.where} ${keys.orderAndLimit}`;
  return keys.page(
    rows,
    (row) =>
      sort.column === "name"
        ? row.sort_name
        : sort.column === "createdAt"
          ? row.created_at.toISOString()
          : row[sort.column],
    (row) => ({
      id: row.id,
      name: row.name,
      createdAt: row.created_at.toISOString(),
      configurations: row.configurations,
      users: row.users,
      configurators: row.configurators,
    }),
    rows[0]?.total ?? (input.cursor ? null : 0),
  );
}

/** The site that menu entries open: the last one viewed if it is still there and visible, else the first by name, else null. */
export async function lastOrFirstSite(work: Work, lastSiteId: string | null, visible: Visible): Promise<string | null> {
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    select s.id from sites s where s.account_id = ${accountOf(work)}::uuid and s.deleted_at is null and ${visibleCondition(visible)}
    order by (s.id = ${lastSiteId}::uuid) is true desc, lower(s.name), s.id limit 1`;
  return rows[0]?.id ?? null;
}

/** Each visible site with its duplicates switch, by name. */
export async function duplicateSwitches(work: Work, visible: Visible) {
  return work.tx.$queryRaw<{ id: string; name: string; allowed: boolean }[]>`
    select s.id, s.name, s.allow_duplicate_ids as allowed from sites s
    where s.account_id = ${accountOf(work)}::uuid and s.deleted_at is null and ${visibleCondition(visible)}
    order by lower(s.name), s.id`;
}
