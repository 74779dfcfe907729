import type { DuplicateId } from "@/modules/sites";
import { accountOf, Prisma, type Work } from "@/platform/db";

/** Cards of one configuration whose private ID, without case, is not theirs alone; Revoked cards count, deleted ones don't. */
const duplicates = (account: string, andWhere: Prisma.Sql) => Prisma.sql`
  select site_id, configuration_id, lower(private_id) as private_id from own_cards
  where account_id = ${account}::uuid and kind = 'PRIVATE_ID' and status <> 'DELETED' ${andWhere}
  group by site_id, configuration_id, lower(private_id) having count(*) > 1`;

/** How many private IDs are on several cards of one configuration, per site. */
export async function countDuplicateIds(work: Work): Promise<Map<string, number>> {
  const rows = await work.tx.$queryRaw<{ site_id: string; count: number }[]>`
    select site_id, count(*)::int as count from (${duplicates(accountOf(work), Prisma.empty)}) d group by site_id`;
  return new Map(rows.map((row) => [row.site_id, row.count]));
}

/** Which they are in one site. */
export async function listDuplicateIds(work: Work, siteId: string, limit: number): Promise<DuplicateId[]> {
  const account = accountOf(work);
  const inSite = Prisma.sql`and site_id = ${siteId}::uuid`;
  return work.tx.$queryRaw<DuplicateId[]>`
    select r.name as "configurationName", min(c.private_id) as "privateId",
      (jsonb_agg(jsonb_build_object('id', c.id, 'firstName', c.first_name, 'lastName', c.last_name, 'status', c.status)
        order by c.created_at, c.id)) as cards
    from (${duplicates(account, inSite)} order by 2, 3 limit ${limit}) d
    join own_cards c on c.account_id = ${account}::uuid and c.configuration_id = d.configuration_id
      and lower(c.private_id) = d.private_id and c.kind = 'PRIVATE_ID' and c.status <> 'DELETED'
    join reader_configurations r on r.id = d.configuration_id and r.account_id = ${account}::uuid
    group by d.configuration_id, d.private_id, r.name order by lower(r.name), d.private_id`;
}
