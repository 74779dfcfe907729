import type { EmailKind } from "@emails/catalogue";
import { newId } from "@/shared/kernel/ids";
import type { Prisma, Work } from "../db";
import { addJob } from "../jobs";

export const DISPATCH_TASK = "email-dispatch";

export type QueuedEmail = {
  kind: EmailKind;
  /** Whose mail it is: its quota of the worker, its log, held back while the account is disabled. Null: the platform's own. */
  accountId: string | null;
  to: { address: string; name?: string | null };
  locale: string;
  /** Ids that the kind's resolver turns into texts and links when the mail is written. Never tokens or links. */
  data?: Prisma.InputJsonObject;
  cardId?: string;
  sendingId?: string;
  /** Not before this time; the unit of work's own unless told. */
  notBefore?: Date;
};

/**
 * Puts a mail into the outbox, in the caller's transaction: it is sent exactly when the change is committed.
 *
 * Mails about an account's own disabling belong to its supplier or the platform, since those of a disabled account wait.
 * @returns the mail's id.
 */
export async function queueEmail(work: Work, mail: QueuedEmail): Promise<string> {
  const id = newId();
  await work.tx.emailMessage.createMany({
    data: [
      {
        id,
        accountId: mail.accountId,
        kind: mail.kind,
        toAddress: mail.to.address,
        toName: mail.to.name ?? null,
        locale: mail.locale,
        data: mail.data ?? {},
        cardId: mail.cardId,
        sendingId: mail.sendingId,
        status: "QUEUED",
        nextAttemptAt: mail.notBefore ?? work.now,
        createdAt: work.now,
      },
    ],
  });
  await queueDispatch(work, mail.accountId);
  return id;
}

/**
 * Makes sure that an account's outbox will be worked off. For whoever fills it by one statement (P15):
 *
 * INSERT INTO email_messages (id, account_id, kind, to_address, to_name, locale, data, card_id, sending_id, status,
 *   next_attempt_at, created_at) SELECT uuid_v7(), …, 'QUEUED', $now, $now …
 *
 * `data` holds ids only; `attempts` starts at its default 0.
 */
export async function queueDispatch(work: Pick<Work, "tx">, accountId: string | null): Promise<void> {
  await addJob(work, DISPATCH_TASK, { accountId }, { key: `${DISPATCH_TASK}:${accountId ?? "platform"}` });
}
