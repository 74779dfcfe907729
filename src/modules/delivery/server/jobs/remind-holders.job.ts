import { accountOf, accountScope, inTransaction, systemPerformer, systemScope, type Work } from "@/platform/db";
import { queueDispatch } from "@/platform/email";
import { recordEvents } from "@/platform/events";
import type { JobHandler } from "@/platform/jobs";
import { type Clock, systemClock } from "@/shared/kernel/clock";
import { queueCardMails } from "../delivery.repo";
import { accountIsActive } from "./account-state";

export const REMIND_TASK = "cards-remind";

/** Mails per transaction. */
const BATCH = 500;

type Wish = { accountId: string; siteId: string; afterDays: number; most: number };

/**
 * Sends the e-mail of user cards that were not activated again, where their site wants that (decisions, section 5): the days of the setting
 * after the sending or the last reminder, at most so many times per sending. It carries the same link and code, so it comes only while the
 * link works, and not for a card whose validity is over. Runs of it side by side, or again, remind once.
 *
 * @returns how many mails were queued.
 */
export async function remindHolders(clock: Clock = systemClock): Promise<number> {
  const wishes = await inTransaction(
    { scope: systemScope, performer: systemPerformer, clock },
    ({ tx }) => tx.$queryRaw<Wish[]>`
      SELECT s.account_id AS "accountId", s.id AS "siteId", s.reminder_after_days AS "afterDays", s.max_reminders AS most
      FROM sites s JOIN accounts a ON a.id = s.account_id AND a.status = 'ACTIVATED'
      WHERE s.reminder_after_days IS NOT NULL AND s.max_reminders > 0 AND s.deleted_at IS NULL ORDER BY s.id`,
  );
  let queued = 0;
  for (const wish of wishes) {
    for (;;) {
      const count = await inTransaction(
        { scope: accountScope(wish.accountId), performer: systemPerformer, clock, timeout: 60_000 },
        (work) => remindSome(work, wish),
      );
      queued += count;
      if (count < BATCH) break;
    }
  }
  return queued;
}

async function remindSome(work: Work, { siteId, afterDays, most }: Wish): Promise<number> {
  if (!(await accountIsActive(work))) return 0;
  const accountId = accountOf(work);
  const before = new Date(work.now.getTime() - afterDays * 86_400_000);
  // Locked in the order card, sending, as everywhere. A card that somebody is just acting on is left to the next run.
  const reminded = await work.tx.$queryRaw<{ cardId: string; sendingId: string; name: string }[]>`
    WITH due AS (
      SELECT s.id, s.reminders, c.first_name || ' ' || c.last_name AS name
      FROM virtual_cards c JOIN sendings s ON s.account_id = c.account_id AND s.id = c.sending_id
      WHERE c.account_id = ${accountId}::uuid AND c.site_id = ${siteId}::uuid AND c.status = 'EMAIL_SENT' AND c.kind <> 'CONFIGURATION'
        AND c.scheduled_for IS NULL AND (c.valid_until IS NULL OR c.valid_until > ${work.now})
        AND s.state = 'OPEN' AND s.expires_at > ${work.now} AND s.reminders < ${most}
        AND coalesce(s.reminded_at, s.created_at) <= ${before}
      ORDER BY c.id LIMIT ${BATCH} FOR NO KEY UPDATE OF c SKIP LOCKED)
    UPDATE sendings s SET reminders = s.reminders + 1, reminded_at = ${work.now} FROM due
    WHERE s.account_id = ${accountId}::uuid AND s.id = due.id AND s.reminders = due.reminders AND s.state = 'OPEN'
    RETURNING s.card_id AS "cardId", s.id AS "sendingId", due.name`;
  if (reminded.length === 0) return 0;
  await recordEvents(
    work,
    reminded.map(({ cardId, name }) => ({
      accountId,
      page: "cards",
      action: "cards.remind",
      params: { name },
      siteId,
      cardId,
    })),
  );
  await queueCardMails(
    work,
    "card-sent",
    reminded.map(({ cardId, sendingId }) => ({ cardId, sendingId, again: false, reminder: true })),
  );
  await queueDispatch(work, accountId);
  return reminded.length;
}

/** The job, each hour. */
export const remindHoldersJob: JobHandler = async () => void (await remindHolders());
