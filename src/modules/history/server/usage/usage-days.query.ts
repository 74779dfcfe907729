import type { visibleSites } from "@/authz";
import { accountOf, Prisma, type Work } from "@/platform/db";
import { USAGE_DAYS, type UsageDay } from "../../contract";

/** Entries that use credits of their source: charges and posted transfers out; and what gives charges back. */
export const CREDIT_USE = Prisma.sql`(e.kind = 'CARD' AND e.phase = 'POST' OR e.kind = 'TRANSFER' AND e.phase IN ('SINGLE', 'POST') OR e.kind = 'REFUND')`;
export const USED = Prisma.sql`CASE WHEN e.kind = 'REFUND' THEN 0 ELSE e.amount END`;
export const REFUNDED = Prisma.sql`CASE WHEN e.kind = 'REFUND' THEN e.amount ELSE 0 END`;

/**
 * What each of the last 90 days used of the account's credits, and how many cards it activated on the sites that the reader
 * sees; days of the account's time zone, today the last. Days that the roll-up has not reached yet are read from the entries.
 */
export async function usageDays(work: Work, visible: ReturnType<typeof visibleSites>): Promise<UsageDay[]> {
  const account = Prisma.sql`${accountOf(work)}::uuid`;
  const site =
    "only" in visible
      ? Prisma.sql`site_id = any (${visible.only}::uuid[])`
      : Prisma.sql`site_id <> all (${visible.allBut}::uuid[])`;
  return work.tx.$queryRaw<UsageDay[]>`
    WITH zone AS (SELECT time_zone AS name FROM accounts WHERE id = ${account}),
    span AS (SELECT t.today, t.today - ${USAGE_DAYS - 1}::int AS first,
        greatest(t.today - ${USAGE_DAYS - 1}::int, (SELECT rolled_to FROM usage_roll_up WHERE id = 1)) AS live
      FROM (SELECT (${work.now}::timestamptz AT TIME ZONE name)::date AS today FROM zone) t),
    found AS (
      SELECT day, used, refunded, 0 AS activated FROM credit_days, span
        WHERE account_id = ${account} AND day >= span.first AND day < span.live
      UNION ALL
      SELECT day, 0, 0, activated FROM activation_days, span
        WHERE account_id = ${account} AND ${site} AND day >= span.first AND day < span.live
      UNION ALL
      SELECT (e.at AT TIME ZONE (SELECT name FROM zone))::date, ${USED}, ${REFUNDED}, 0 FROM ledger_entries e
        WHERE e.source_account_id = ${account} AND ${CREDIT_USE}
          AND e.at >= (SELECT span.live::timestamp AT TIME ZONE zone.name FROM span, zone)
      UNION ALL
      SELECT (h.at AT TIME ZONE (SELECT name FROM zone))::date, 0, 0, 1 FROM history_entries h
        WHERE h.account_id = ${account} AND h.action = 'activation.activated' AND h.page = 'cards' AND ${site}
          AND h.at >= (SELECT span.live::timestamp AT TIME ZONE zone.name FROM span, zone)
    )
    SELECT to_char(d.day, 'YYYY-MM-DD') AS day, coalesce(sum(f.used), 0)::float8 AS used, coalesce(sum(f.refunded), 0)::float8 AS refunded,
      coalesce(sum(f.activated), 0)::float8 AS activated
    FROM span CROSS JOIN LATERAL (SELECT generate_series(span.first, span.today, interval '1 day')::date AS day) d
      LEFT JOIN found f ON f.day = d.day
    GROUP BY d.day ORDER BY d.day`;
}
