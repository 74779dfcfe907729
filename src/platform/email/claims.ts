import { inTransaction, Prisma, publishTouched, sqlMany, systemPerformer, systemScope, type Work } from "../db";
import type { SendOutcome } from "./mail";
import { type Delivery, type EmailRow, listenersOf } from "./registry";

export type ClaimedEmail = EmailRow & { leaseUntil: Date };
type Result = { row: EmailRow; outcome: SendOutcome["outcome"] | "cancelled"; detail: string | null };

const MINUTE = 60_000;
/** Waiting times after the first, second … failed try; after the last the mail is a dead letter. */
export const BACK_OFF = [1, 5, 30, 120, 480, 1_440].map((minutes) => minutes * MINUTE);
/** How long a claimed mail is its worker's own. When the worker is killed, another takes it up after that. */
export const LEASE = 5 * MINUTE;

const asJob = <T>(now: Date, run: (work: Work) => Promise<T>) =>
  inTransaction({ scope: systemScope, performer: systemPerformer, clock: () => now }, run);

const ofAccount = (accountId: string | null) =>
  accountId === null ? Prisma.sql`account_id is null` : Prisma.sql`account_id = ${accountId}::uuid`;

/** Takes mails of an account that are due, oldest first, skipping those that another worker is just taking. */
export async function claimEmails(accountId: string | null, limit: number, now: Date): Promise<ClaimedEmail[]> {
  const leaseUntil = new Date(now.getTime() + LEASE);
  const rows = await asJob(
    now,
    ({ tx }) =>
      tx.$queryRaw<EmailRow[]>`
      update email_messages set status = 'SENDING', next_attempt_at = ${leaseUntil}
      where id in (select id from email_messages where ${ofAccount(accountId)} and status in ('QUEUED', 'SENDING')
        and next_attempt_at <= ${now} order by next_attempt_at, id limit ${limit} for update skip locked)
      returning id, account_id as "accountId", kind, to_address as "toAddress", to_name as "toName", locale, data,
        card_id as "cardId", sending_id as "sendingId", attempts, created_at as "createdAt"`,
  );
  return rows.map((row) => ({ ...row, leaseUntil }));
}

/** Gives mails back that were claimed and not begun. */
export async function releaseEmails(ids: string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await asJob(now, ({ tx }) =>
    tx.emailMessage.updateMany({
      where: { id: { in: ids }, status: "SENDING" },
      data: { status: "QUEUED", nextAttemptAt: now },
    }),
  );
}

/** Accounts (null: the platform) with mails that are due, also those whose worker was killed. */
export async function accountsWithDueEmails(work: Work): Promise<(string | null)[]> {
  const rows = await work.tx.$queryRaw<{ id: string | null }[]>`
    select distinct account_id as id from email_messages where status in ('QUEUED', 'SENDING') and next_attempt_at <= ${work.now}`;
  return rows.map((row) => row.id);
}

/** Notes results. Mails that were taken and have no listener go in one round trip, all others in one transaction. */
export async function noteResults(results: Result[], now: Date): Promise<void> {
  const plain = results.filter(({ row, outcome }) => outcome === "accepted" && listenersOf(row.kind).length === 0);
  const other = results.filter((result) => !plain.includes(result));
  if (plain.length > 0) {
    await sqlMany("accept_emails", "select accept_emails($1::uuid[], $2)", [plain.map(({ row }) => row.id), now]);
    publishTouched(plain.flatMap(({ row }) => (row.cardId ? [`card:${row.cardId}`] : [])));
  }
  if (other.length > 0) {
    await asJob(now, async (work) => {
      for (const result of other) await noteResult(work, result);
    });
  }
}

async function noteResult(work: Work, { row, outcome, detail }: Result): Promise<void> {
  const wait = BACK_OFF[row.attempts];
  const again = outcome === "temporary" && wait !== undefined;
  const status =
    outcome === "accepted" ? "ACCEPTED" : outcome === "cancelled" ? "CANCELLED" : again ? "QUEUED" : "FAILED";
  const { count } = await work.tx.emailMessage.updateMany({
    where: { id: row.id, status: "SENDING" },
    data: {
      status,
      attempts: row.attempts + (outcome === "cancelled" ? 0 : 1),
      lastError: outcome === "accepted" ? null : detail,
      acceptedAt: outcome === "accepted" ? work.now : null,
      ...(again ? { nextAttemptAt: new Date(work.now.getTime() + wait) } : {}),
    },
  });
  if (count === 0) return;
  if (row.cardId) work.touch(`card:${row.cardId}`);
  const delivery: Delivery = { status, detail };
  for (const listener of listenersOf(row.kind)) await listener(work, row, delivery);
}
