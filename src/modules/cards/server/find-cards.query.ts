import type { visibleSites } from "@/authz";
import { accountOf, Prisma, type Work } from "@/platform/db";
import type { FoundCard } from "../contract";
import { searchCondition } from "./card-conditions";

const AT_MOST = 8;

/**
 * A few user cards of all sites that the reader may see, by any part of what the lists' search looks at. Whichever the index
 * comes upon first: whoever wants all of them looks in a list.
 */
export async function findCards(
  work: Work,
  visible: ReturnType<typeof visibleSites>,
  search: string,
): Promise<FoundCard[]> {
  const site =
    "only" in visible
      ? Prisma.sql`c.site_id = ANY (${visible.only}::uuid[])`
      : Prisma.sql`c.site_id <> ALL (${visible.allBut}::uuid[])`;
  const words = search.split(/\s+/).filter(Boolean).map(searchCondition);
  return work.tx.$queryRaw<FoundCard[]>`
    SELECT c.id, c.first_name || ' ' || c.last_name AS name, c.email, c.status::text AS status, s.id AS "siteId", s.name AS site
    FROM (SELECT * FROM own_cards c WHERE c.account_id = ${accountOf(work)}::uuid AND c.status <> 'DELETED' AND c.kind <> 'CONFIGURATION'
      AND ${site} AND ${Prisma.join(words, " AND ")} LIMIT ${AT_MOST}) c
    JOIN sites s ON s.account_id = c.account_id AND s.id = c.site_id
    ORDER BY lower(c.last_name), lower(c.first_name), c.id`;
}
