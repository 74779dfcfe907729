import { inTransaction, Prisma, systemPerformer, systemScope, type Work } from "@/platform/db";
import type { JobHandler } from "@/platform/jobs";
import type { Clock } from "@/shared/kernel/clock";
import { systemClock } from "@/shared/kernel/clock";
import { firstIdAt } from "@/shared/kernel/ids";
import { CREDIT_USE, REFUNDED, USED } from "./usage-days.query";

export const USAGE_JOB = "usage-roll-up";
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A day has ended in every time zone twelve hours after it ended in UTC; and what is written late has been by then. */
const OVER = 12.5 * HOUR;

/**
 * Adds up the days that are over everywhere, once each, so that the welcome page's charts read 90 rows and not every entry. Running
 * it again adds nothing.
 *
 * @returns the day up to which all are added up (exclusive).
 */
export async function rollUpUsage(clock: Clock = systemClock): Promise<string> {
  const options = { scope: systemScope, performer: systemPerformer, clock, timeout: 600_000 };
  return inTransaction(options, async (work) => {
    await work.tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('usage-roll-up', 0))::text`;
    const to = new Date(Math.floor((work.now.getTime() - OVER) / DAY) * DAY);
    const progress = await work.tx.usageRollUp.findUnique({ where: { id: 1 } });
    if (!progress || progress.rolledTo < to) {
      await addDays(work, progress?.rolledTo ?? null, to);
      await work.tx.usageRollUp.upsert({
        where: { id: 1 },
        create: { id: 1, rolledTo: to },
        update: { rolledTo: to },
      });
    }
    return (progress && progress.rolledTo > to ? progress.rolledTo : to).toISOString().slice(0, 10);
  });
}

/** Ids are made in the order of time, so that the entries of the days are a part of the primary key's index. */
async function addDays(work: Work, from: Date | null, to: Date): Promise<void> {
  const firstDay = from ?? new Date(0);
  const ids = Prisma.sql`e.id >= ${firstIdAt(from ? from.getTime() - DAY : 0)}::uuid`;
  const within = (at: Prisma.Sql) =>
    Prisma.sql`(${at} AT TIME ZONE a.time_zone)::date >= ${firstDay}::date AND (${at} AT TIME ZONE a.time_zone)::date < ${to}::date`;
  const day = Prisma.sql`(e.at AT TIME ZONE a.time_zone)::date`;
  await work.tx.$executeRaw`
    INSERT INTO credit_days (account_id, day, used, refunded)
    SELECT a.id, ${day}, sum(${USED}), sum(${REFUNDED}) FROM ledger_entries e JOIN accounts a ON a.id = e.source_account_id
    WHERE ${ids} AND ${CREDIT_USE} AND ${within(Prisma.sql`e.at`)} GROUP BY 1, 2
    ON CONFLICT (account_id, day) DO NOTHING`;
  await work.tx.$executeRaw`
    INSERT INTO activation_days (account_id, site_id, day, activated)
    SELECT a.id, e.site_id, ${day}, count(*) FROM history_entries e JOIN accounts a ON a.id = e.account_id
    WHERE ${ids} AND e.action = 'activation.activated' AND e.page = 'cards' AND e.site_id IS NOT NULL AND ${within(Prisma.sql`e.at`)}
    GROUP BY 1, 2, 3 ON CONFLICT (account_id, site_id, day) DO NOTHING`;
}

/** Each night, a while after the days of the zones farthest east have ended. */
export const usageRollUpJob: JobHandler = async () => {
  await rollUpUsage();
};
