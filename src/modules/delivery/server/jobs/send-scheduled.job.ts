import { accountScope, inTransaction, systemPerformer, systemScope } from "@/platform/db";
import type { JobHandler } from "@/platform/jobs";
import { type Clock, systemClock } from "@/shared/kernel/clock";
import { changeCards } from "../change-cards";
import { accountIsActive } from "./account-state";

export const SCHEDULED_TASK = "cards-send-scheduled";

/** Cards per transaction, and how many are looked up at once. */
const BATCH = 500;
const LOOKED_UP = 5_000;

type Due = { id: string; accountId: string; siteId: string; configuration: boolean };

/**
 * Sends the cards whose scheduled time has come (decisions, section 5): a link that counts its days from now, and its mail. The credits
 * are held already. Those of an account that is not activated wait. Runs of it side by side, or again, send each card once: what was sent,
 * withdrawn, deleted or put off meanwhile is left alone.
 *
 * @returns how many were sent.
 * @throws the first error of a batch, once all others were tried.
 */
export async function sendScheduled(clock: Clock = systemClock): Promise<number> {
  let sent = 0;
  const errors: unknown[] = [];
  for (;;) {
    const due = await inTransaction({ scope: systemScope, performer: systemPerformer, clock }, dueCards);
    let now = 0;
    for (const group of grouped(due)) {
      for (let start = 0; start < group.length; start += BATCH) {
        try {
          now += await sendBatch(group.slice(start, start + BATCH), clock);
        } catch (error) {
          errors.push(error);
        }
      }
    }
    sent += now;
    if (due.length < LOOKED_UP || now === 0) break;
  }
  if (errors.length > 0) throw errors[0];
  return sent;
}

function dueCards({ tx, now }: Parameters<Parameters<typeof inTransaction>[1]>[0]): Promise<Due[]> {
  return tx.$queryRaw<Due[]>`
    SELECT c.id, c.account_id AS "accountId", c.site_id AS "siteId", c.kind = 'CONFIGURATION' AS configuration
    FROM virtual_cards c JOIN accounts a ON a.id = c.account_id AND a.status = 'ACTIVATED'
    WHERE c.scheduled_for <= ${now} ORDER BY c.scheduled_for, c.id LIMIT ${LOOKED_UP}`;
}

function grouped(cards: Due[]): Due[][] {
  const groups = new Map<string, Due[]>();
  for (const card of cards) {
    const key = `${card.siteId}:${card.configuration}`;
    const group = groups.get(key);
    if (group) group.push(card);
    else groups.set(key, [card]);
  }
  return [...groups.values()];
}

function sendBatch(cards: Due[], clock: Clock): Promise<number> {
  const { accountId, siteId, configuration } = cards[0] as Due;
  return inTransaction(
    { scope: accountScope(accountId), performer: systemPerformer, clock, timeout: 60_000 },
    async (work) => {
      if (!(await accountIsActive(work))) return 0;
      const { outcomes } = await changeCards(work, {
        siteId,
        kinds: configuration ? "configuration" : "user",
        event: "due",
        cards,
        page: configuration ? "configurators" : "cards",
      });
      return outcomes.filter((outcome) => outcome.ok).length;
    },
  );
}

/** The job, each minute. */
export const sendScheduledJob: JobHandler = async () => void (await sendScheduled());
