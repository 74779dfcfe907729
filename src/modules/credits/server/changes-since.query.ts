import { Prisma, type Work } from "@/platform/db";
import type { Effect } from "../domain/entry";

/**
 * How entries changed what accounts have, a row for each account of an entry: the fold of `effectOn` (domain/entry.ts) in SQL. `out` and
 * `incoming` are where entries `e` are read by their source, and, those from elsewhere, by their destination.
 */
export function changes(out: Prisma.Sql, incoming: Prisma.Sql, where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT e.source_account_id AS account_id, e.at, CASE WHEN e.phase IN ('SINGLE', 'POST') THEN -e.amount ELSE 0 END AS balance,
      CASE e.phase WHEN 'POST' THEN 0 WHEN 'VOID' THEN e.amount ELSE -e.amount END AS available
    FROM ${out} e WHERE e.source_bucket = 'MAIN' AND ${where}
    UNION ALL
    SELECT e.source_account_id, e.at, e.amount, e.amount FROM ${out} e WHERE e.kind = 'REFUND' AND ${where}
    UNION ALL
    SELECT e.dest_account_id, e.at, e.amount, e.amount FROM ${incoming} e
    WHERE e.source_account_id IS DISTINCT FROM e.dest_account_id AND e.phase IN ('SINGLE', 'POST') AND ${where}`;
}

/**
 * How an account's balance and available credits changed after a moment until now: the entries of the rest of that day, the closed days
 * after it, and the entries since the last closed day. Days (UTC) are closed by `closeDays`.
 */
export async function changesSince(work: Work, accountId: string, since: Date): Promise<Effect> {
  const [closed] = await work.tx.$queryRaw<{ next: Date; until: Date }[]>`
    SELECT d.next, greatest(d.next, (SELECT (max(c.day) + 1)::timestamp AT TIME ZONE 'UTC' FROM credit_closings c WHERE c.account_id = ${accountId}::uuid)) AS until
    FROM (SELECT (date_trunc('day', ${since}::timestamptz AT TIME ZONE 'UTC') + interval '1 day') AT TIME ZONE 'UTC' AS next) d`;
  const { next, until } = closed as { next: Date; until: Date };
  const own = Prisma.sql`= ${accountId}::uuid`;
  const part = (where: Prisma.Sql) => changes(Prisma.sql`own_entries_out`, Prisma.sql`own_entries_in`, where);
  const rows = await work.tx.$queryRaw<{ balance: bigint | null; available: bigint | null }[]>`
    SELECT sum(balance)::bigint AS balance, sum(available)::bigint AS available FROM (
      SELECT balance, available FROM (${part(Prisma.sql`e.at > ${since} AND e.at < ${next}`)}) rest
      UNION ALL
      SELECT balance, available FROM credit_closings WHERE account_id ${own}
        AND day >= (${next}::timestamptz AT TIME ZONE 'UTC')::date AND day < (${until}::timestamptz AT TIME ZONE 'UTC')::date
      UNION ALL
      SELECT balance, available FROM (${part(Prisma.sql`e.at >= ${until}`)}) latest
    ) AS changes`;
  return { balance: Number(rows[0]?.balance ?? 0), available: Number(rows[0]?.available ?? 0) };
}
