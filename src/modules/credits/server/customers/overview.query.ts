import { accountOf, type KeysetColumn, keyset, Prisma, type Work } from "@/platform/db";
import type { Page } from "@/shared/kernel/pagination";
import type { OverviewInput, OverviewRow, TreeDto } from "../../overview-contract";
import { firstDay, told } from "../forecast.query";

type Row = Pick<OverviewRow, "id" | "companyName" | "type" | "status" | "firstName" | "lastName" | "beneath"> & {
  available: bigint;
  used: bigint;
  since: Date;
  treeCredits: bigint;
  treeCards: bigint;
  treeActive: bigint;
  total: number;
  sortValue: string | bigint;
};

const COLUMNS: Record<NonNullable<OverviewInput["sort"]>["column"], KeysetColumn> = {
  daysLeft: { sql: Prisma.sql`"daysLeft"`, type: "bigint" },
  companyName: { sql: Prisma.sql`lower("companyName")`, type: "text" },
  available: { sql: Prisma.sql`available`, type: "bigint" },
  used: { sql: Prisma.sql`used`, type: "bigint" },
};

/** Stands in the order for "nothing is used": after all that end. */
const ENDLESS = 1_000_000_000;

/** The account's own customers by how long their credits last, those that run out first at the top. */
export async function listOverview(work: Work, input: OverviewInput): Promise<Page<OverviewRow>> {
  const sort = input.sort ?? { column: "daysLeft", direction: "asc" };
  const column = COLUMNS[sort.column];
  const { cursor, limit } = input;
  const keys = keyset({ column, id: Prisma.sql`id`, direction: sort.direction, cursor, limit });
  const { status, type, within } = input.filters;
  const conditions = [Prisma.sql`a.parent_id = ${accountOf(work)}::uuid`];
  if (status?.length) conditions.push(Prisma.sql`a.status::text = any (${status}::text[])`);
  if (type?.length) conditions.push(Prisma.sql`a.type::text = any (${type}::text[])`);
  if (input.search) conditions.push(Prisma.sql`position(lower(${input.search}) in lower(a.company_name)) > 0`);
  // The days counted are those of domain/forecast.ts; a test compares the two.
  const rows = await work.tx.$queryRaw<Row[]>`
    with facts as (
      select a.id, a.company_name as "companyName", a.first_name as "firstName", a.last_name as "lastName", a.type::text as type, a.status::text as status, b.available, o.used,
        coalesce(a.activated_at, a.created_at) as since, o.beneath, o.tree_credits as "treeCredits", o.tree_cards as "treeCards",
        o.tree_active as "treeActive",
        least(90, greatest(7, ceil(extract(epoch from ${work.now}::timestamptz - coalesce(a.activated_at, a.created_at)) / 86400))) as counted
      from customer_overview(${firstDay(work)}) o join accounts a on a.id = o.account_id join credit_balances b on b.account_id = a.id
      where ${Prisma.join(conditions, " and ")}
    ), list as (
      select f.*, case when f.used <= 0 then ${ENDLESS} else least(${ENDLESS}, floor(f.available * f.counted / f.used)) end::bigint as "daysLeft"
      from facts f
    ), chosen as (
      select *, count(*) over ()::int as total from list where ${within ? Prisma.sql`"daysLeft" <= ${Number(within)}` : Prisma.sql`true`}
    )
    select *, ${column.sql} as "sortValue" from chosen where ${keys.where} ${keys.orderAndLimit}`;
  return keys.page(
    rows,
    ({ sortValue }) => sortValue,
    (row) => ({
      ...{ id: row.id, companyName: row.companyName, firstName: row.firstName, lastName: row.lastName },
      ...{ type: row.type, status: row.status, beneath: row.beneath },
      ...told(work, row),
      treeCredits: Number(row.treeCredits),
      treeCards: Number(row.treeCards),
      treeActive: Number(row.treeActive),
    }),
    rows[0]?.total ?? null,
  );
}

/** Credits and cards of the whole tree beneath the account; customers of its customers are counted, never named. */
export async function treeBeneath(work: Work): Promise<TreeDto> {
  const [row] = await work.tx.$queryRaw<TreeDto[]>`
    select count(*)::int as customers, coalesce(sum(beneath), 0)::int as beneath, coalesce(sum(tree_credits), 0)::float8 as credits,
      coalesce(sum(tree_cards), 0)::float8 as cards, coalesce(sum(tree_active), 0)::float8 as active
    from customer_overview(${firstDay(work)})`;
  return row ?? { customers: 0, beneath: 0, credits: 0, cards: 0, active: 0 };
}
