import type { Page } from "@/shared/kernel/pagination";
import { keyset, Prisma, type Work } from "../db";
import { queueDispatch } from "./outbox";

export type FailedEmail = {
  id: string;
  kind: string;
  to: string;
  account: string | null;
  accountId: string | null;
  status: "FAILED" | "BOUNCED";
  attempts: number;
  error: string | null;
  at: string;
};
export type EmailCounts = { queued: number; failed: number; oldestDueAt: string | null };

type Query = { cursor?: string | null; limit: number; search?: string };

/** Mails that were given up, newest first, without their texts. System scope. */
export async function listFailedEmails(work: Work, query: Query): Promise<Page<FailedEmail>> {
  const page = keyset({
    column: { sql: Prisma.sql`e.created_at`, type: "timestamptz" },
    id: Prisma.sql`e.id`,
    direction: "desc",
    cursor: query.cursor,
    limit: query.limit,
  });
  const pattern = `%${(query.search ?? "").toLowerCase().replace(/[\\%_]/g, "\\$&")}%`;
  const rows = await work.tx.$queryRaw<(Omit<FailedEmail, "at"> & { at: Date })[]>`
    SELECT e.id, e.kind, e.to_address AS "to", a.company_name AS account, e.account_id AS "accountId", e.status::text, e.attempts,
      e.last_error AS error, e.created_at AS at
    FROM email_messages e LEFT JOIN accounts a ON a.id = e.account_id
    WHERE e.status IN ('FAILED', 'BOUNCED') AND ${page.where}
      AND (${query.search ?? ""} = '' OR lower(concat_ws(' ', e.to_address, a.company_name, e.kind, e.last_error)) LIKE ${pattern})
    ${page.orderAndLimit}`;
  return page.page(
    rows,
    (row) => row.at.toISOString(),
    (row) => ({ ...row, at: row.at.toISOString() }),
  );
}

/** How the outbox stands. System scope. */
export async function emailCounts(work: Work): Promise<EmailCounts> {
  const [row] = await work.tx.$queryRaw<{ queued: bigint; failed: bigint; oldest: Date | null }[]>`
    SELECT (SELECT count(*) FROM email_messages WHERE status IN ('QUEUED', 'SENDING')) AS queued,
      (SELECT count(*) FROM email_messages WHERE status IN ('FAILED', 'BOUNCED')) AS failed,
      (SELECT min(next_attempt_at) FROM email_messages WHERE status = 'QUEUED' AND next_attempt_at < ${work.now}) AS oldest`;
  return {
    queued: Number(row?.queued ?? 0),
    failed: Number(row?.failed ?? 0),
    oldestDueAt: row?.oldest?.toISOString() ?? null,
  };
}

/** Sends a mail that was given up once more, with all its attempts. @returns its account, or undefined where it is none. System scope. */
export async function resendEmail(
  work: Work,
  id: string,
): Promise<{ accountId: string | null; kind: string; to: string } | undefined> {
  const [row] = await work.tx.$queryRaw<{ accountId: string | null; kind: string; to: string }[]>`
    UPDATE email_messages SET status = 'QUEUED', attempts = 0, next_attempt_at = ${work.now}, last_error = NULL
    WHERE id = ${id}::uuid AND status IN ('FAILED', 'BOUNCED')
    RETURNING account_id AS "accountId", kind, to_address AS "to"`;
  if (row) await queueDispatch(work, row.accountId);
  return row;
}
