import { accountOf, Prisma, type Work } from "@/platform/db";
import { daysCounted, FORECAST_DAYS, forecastOf } from "../domain/forecast";
import type { ForecastDto } from "../overview-contract";

const DAY = 86_400_000;
const MOST_DAYS = 3_650;

/** The first of the days that a forecast looks back on, in the time zone of account `a`, at the time of the work. */
export function firstDay(work: Work): Prisma.Sql {
  return Prisma.sql`((${work.now}::timestamptz AT TIME ZONE 'UTC')::date - ${FORECAST_DAYS - 1}::int)`;
}

/** A forecast as it is told, of what the database gave. */
export function told(
  work: Work,
  row: { available: bigint; used: bigint; since: Date },
): ForecastDto & { daysLeft: number | null } {
  const [available, used] = [Number(row.available), Number(row.used)];
  const counted = daysCounted((work.now.getTime() - row.since.getTime()) / DAY);
  const { perDay, daysLeft } = forecastOf(available, used, counted);
  const until = daysLeft === null || daysLeft > MOST_DAYS ? null : new Date(work.now.getTime() + daysLeft * DAY);
  return { available, used, counted, perDay, daysLeft, until: until?.toISOString() ?? null };
}

/** How long the account's own credits last at the pace of the last 90 days. */
export async function ownForecast(work: Work): Promise<ForecastDto> {
  const rows = await work.tx.$queryRaw<{ available: bigint; used: bigint; since: Date }[]>`
    SELECT b.available, credits_used(a.id, ${firstDay(work)}) AS used, coalesce(a.activated_at, a.created_at) AS since
    FROM accounts a JOIN credit_balances b ON b.account_id = a.id WHERE a.id = ${accountOf(work)}::uuid`;
  return told(work, rows[0] ?? { available: 0n, used: 0n, since: work.now });
}
