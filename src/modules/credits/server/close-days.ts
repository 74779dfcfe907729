import { inTransaction, Prisma, systemPerformer, systemScope } from "@/platform/db";
import type { Clock } from "@/shared/kernel/clock";
import { systemClock } from "@/shared/kernel/clock";
import { firstIdAt } from "@/shared/kernel/ids";
import { changes } from "./changes-since.query";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What is written late carries the time at which its transaction began, which has ended long before. */
const OVER = 2 * HOUR;

/**
 * Adds up, for each account, how the days (UTC) that are over changed what it has, so that a statement that ends years ago shows its
 * balances without reading all entries since. A day is added up once; running it again adds nothing.
 */
export async function closeDays(clock: Clock = systemClock): Promise<void> {
  const options = { scope: systemScope, performer: systemPerformer, clock, timeout: 600_000 };
  await inTransaction(options, async (work) => {
    await work.tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('credit-closings', 0))::text`;
    await work.tx.$executeRaw`SET LOCAL statement_timeout = 0`;
    const to = new Date(Math.floor((work.now.getTime() - OVER) / DAY) * DAY);
    const last = await work.tx.creditClosing.aggregate({ _max: { day: true } });
    // Days after the last one that is closed had no entries, or are not closed yet.
    const from = last._max.day ? new Date(last._max.day.getTime() + DAY) : new Date(0);
    // Ids are made in the order of time, so that the entries of the days are a part of the primary key's index.
    const entries = Prisma.sql`ledger_entries`;
    const within = Prisma.sql`e.id >= ${firstIdAt(from.getTime() - DAY)}::uuid AND e.at >= ${from} AND e.at < ${to}`;
    await work.tx.$executeRaw`
      INSERT INTO credit_closings (account_id, day, balance, available)
      SELECT account_id, (at AT TIME ZONE 'UTC')::date, sum(balance), sum(available)
      FROM (${changes(entries, entries, within)}) c GROUP BY 1, 2`;
  });
}
