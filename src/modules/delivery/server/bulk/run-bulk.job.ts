import { keepRequired } from "@/authz/server";
import { accountOf, accountScope, inTransaction, type Performer, type Work } from "@/platform/db";
import type { JobHandler } from "@/platform/jobs";
import { isAppError } from "@/shared/kernel/app-error";
import type { CardAction } from "../../domain/card-actions";
import { type CardsChanged, changeCards } from "../change-cards";
import { type BulkKind, bulkKindOf, eventOf, requirePrices } from "./bulk-kind";

export const BULK_TASK = "bulk-cards";
export type BulkPayload = { accountId: string; bulkId: string; performer: Performer };

/**
 * The job of a bulk action. A batch is one transaction: the cards' changes, holds, mails and history, the reasons of those that were left,
 * the count, and the batch's own end; so whatever ends this process, a batch is done whole or not at all, and the next run goes on with
 * the next one. Every batch requires the right again of the person who asked, and the prices that were seen.
 */
export function bulkJob(kinds: readonly BulkKind[]): JobHandler<BulkPayload> {
  return async ({ accountId, bulkId, performer }, { lastAttempt }) => {
    const options = { scope: accountScope(accountId), performer, timeout: 60_000 };
    const found = await inTransaction(options, (work) =>
      work.tx.bulkAction.findFirst({ where: { accountId, id: bulkId, state: "RUNNING" } }),
    );
    if (!found) return;
    const kind = bulkKindOf(kinds, found.kinds);
    const action = found.action as CardAction;
    const guard = keepRequired(performer.id ?? "", { kind: "site", right: kind.rights[action] }, found.siteId);
    const stop = async (failure: string) => {
      await inTransaction(options, (work) => endBulk(work, bulkId, "FAILED", failure));
    };
    try {
      while (await inTransaction({ ...options, guard }, (work) => nextBatch(work, kind, bulkId)));
    } catch (error) {
      if (isAppError(error) && error.kind !== "UNAVAILABLE") return stop(error.code);
      if (lastAttempt) await stop("bulk.failed");
      throw error;
    }
  };
}

type Held = {
  siteId: string;
  action: CardAction;
  asManyAsPossible: boolean;
  outOfCredits: boolean;
  prices: unknown;
  scheduledFor: Date | null;
};
type Batch = { position: number; cardIds: string[]; phases: string[] };

/** Does the next batch. @returns whether there may be another one. */
async function nextBatch(work: Work, kind: BulkKind, bulkId: string): Promise<boolean> {
  const accountId = accountOf(work);
  const [held] = await work.tx.$queryRaw<Held[]>`
    SELECT site_id AS "siteId", action, as_many_as_possible AS "asManyAsPossible", out_of_credits AS "outOfCredits", prices,
      scheduled_for AS "scheduledFor"
    FROM bulk_actions WHERE account_id = ${accountId}::uuid AND id = ${bulkId}::uuid AND state = 'RUNNING' FOR UPDATE`;
  if (!held) return false;
  const [batch] = await work.tx.$queryRaw<Batch[]>`
    DELETE FROM bulk_batches WHERE account_id = ${accountId}::uuid AND action_id = ${bulkId}::uuid AND position = (
      SELECT min(position) FROM bulk_batches WHERE account_id = ${accountId}::uuid AND action_id = ${bulkId}::uuid)
    RETURNING position, card_ids AS "cardIds", phases`;
  if (!batch) {
    await endBulk(work, bulkId, "DONE");
    return false;
  }
  const prices = held.action === "send" ? await kind.prices(work) : undefined;
  requirePrices(prices, held.prices, 0);
  const result = await changeCards(work, {
    siteId: held.siteId,
    kinds: kind.kinds,
    page: kind.page,
    event: eventOf(held.action, held.scheduledFor),
    cards: batch.cardIds.map((id, index) => ({ id, phase: batch.phases[index] || undefined })),
    prices,
    asManyAsPossible: held.asManyAsPossible,
    outOfCredits: held.outOfCredits,
    scheduledFor: held.scheduledFor ?? undefined,
  });
  await keepResult(work, bulkId, batch, result);
  work.touch(`site:${held.siteId}`);
  return true;
}

async function keepResult(
  work: Work,
  bulkId: string,
  batch: Batch,
  { outcomes, credits }: CardsChanged,
): Promise<void> {
  const failures = outcomes.flatMap((outcome, index) =>
    outcome.ok ? [] : [{ cardId: outcome.cardId, position: batch.position * 100_000 + index, code: outcome.code }],
  );
  const accountId = accountOf(work);
  if (failures.length > 0)
    // A picked id that is no card of the account is counted, and has no row to name it by.
    await work.tx.$executeRaw`
      INSERT INTO bulk_failures (account_id, action_id, card_id, position, code)
      SELECT ${accountId}::uuid, ${bulkId}::uuid, f."cardId", f.position, f.code
      FROM jsonb_to_recordset(${JSON.stringify(failures)}::jsonb) AS f ("cardId" uuid, position int, code text)
        JOIN virtual_cards c ON c.account_id = ${accountId}::uuid AND c.id = f."cardId"`;
  const short = failures.some((failure) => failure.code === "cards.noCredits");
  await work.tx.bulkAction.updateMany({
    where: { accountId, id: bulkId },
    data: {
      done: { increment: outcomes.length - failures.length },
      failed: { increment: failures.length },
      credits: { increment: credits },
      ...(short ? { outOfCredits: true } : {}),
    },
  });
}

/** Ends a running bulk action; what it has not reached stays in its batches. */
export async function endBulk(
  work: Work,
  bulkId: string,
  state: "DONE" | "CANCELLED" | "FAILED",
  failure: string | null = null,
): Promise<number> {
  const accountId = accountOf(work);
  const ended = await work.tx.$queryRaw<{ siteId: string }[]>`
    UPDATE bulk_actions SET state = ${state}, failure = ${failure}, ended_at = ${work.now}
    WHERE account_id = ${accountId}::uuid AND id = ${bulkId}::uuid AND state = 'RUNNING' RETURNING site_id AS "siteId"`;
  for (const { siteId } of ended) work.touch(`site:${siteId}`);
  return ended.length;
}
