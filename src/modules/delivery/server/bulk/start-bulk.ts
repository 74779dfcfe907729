import type { Actor } from "@/authz";
import { performerOf } from "@/authz/server";
import { accountOf, Prisma, type Work } from "@/platform/db";
import { addJob } from "@/platform/jobs";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import { allowsAction, type CardAction } from "../../domain/card-actions";
import { CARD_PHASES, type CardPhase, isRefusal, transition } from "../../domain/card-machine";
import { previewChange } from "../preview-change.query";
import { type BulkKind, eventOf } from "./bulk-kind";
import { BULK_TASK, type BulkPayload } from "./run-bulk.job";

/** Cards per batch, each of which is done whole or not at all. */
export const BULK_BATCH = 1_000;
const KEPT_DAYS = 90;

export type BulkAsk = {
  siteId: string;
  action: CardAction;
  /** The selection as a condition on `virtual_cards c`. */
  where: Prisma.Sql;
  /** The table's order, over `c` and `rc` (its configuration). */
  order: Prisma.Sql;
  /** The cards with what was seen of them, where they were picked one by one. */
  picked: readonly { id: string; phase?: string }[] | null;
  /** The bulk action whose left cards these are. */
  bulkId: string | null;
  /** The total that the person saw. */
  total?: number;
  asManyAsPossible: boolean;
  /** For sending: when the e-mails are to go out, if not at once. */
  scheduledFor?: Date;
  /** Credits that the account can use. */
  available: number;
};

/** How a stored card of a phase is found; the two phases of a moving card allow the same. */
const IN_PHASE: Partial<Record<CardPhase, Prisma.Sql>> = {
  CREATED: Prisma.sql`c.status = 'CREATED'`,
  SCHEDULED: Prisma.sql`c.scheduled_for IS NOT NULL`,
  EMAIL_SENT: Prisma.sql`c.status = 'EMAIL_SENT' AND NOT c.paid AND c.scheduled_for IS NULL`,
  PAID: Prisma.sql`c.status = 'EMAIL_SENT' AND c.paid`,
  ACTIVATED: Prisma.sql`c.status = 'ACTIVATED' AND c.sending_id IS NULL`,
  REPLACING: Prisma.sql`c.status = 'ACTIVATED' AND c.sending_id IS NOT NULL`,
  PENDING_REVOKE: Prisma.sql`c.status = 'PENDING_REVOKE'`,
  REVOKED: Prisma.sql`c.status = 'REVOKED'`,
};

/**
 * Asks for something to be done to the cards of a selection by a job: the cards and their order are kept as they are chosen now, in
 * batches; those that do not qualify are told by their reasons.
 *
 * @returns the bulk action's id.
 * @throws AppError CONFLICT `cards.priceChanged` {total} where another total was seen; REFUSED `cards.insufficient` {available, needed}
 * where the credits do not reach for all and the person did not ask for as many as possible, `bulk.none` where no card qualifies;
 * NOT_FOUND, CONFLICT `bulk.busy`, `bulk.retried` for a retry.
 */
export async function startBulk(work: Work, actor: Actor, kind: BulkKind, ask: BulkAsk): Promise<{ bulkId: string }> {
  const accountId = accountOf(work);
  if (ask.bulkId) await takeUp(work, ask.siteId, ask.bulkId);
  const prices = ask.action === "send" ? await kind.prices(work) : undefined;
  const asked = ask.picked ? new Set(ask.picked.map((card) => card.id)).size : null;
  const change = { kinds: kind.kinds, event: eventOf(ask.action, ask.scheduledFor), prices };
  const { cost, refused } = await previewChange(work, change, ask.where, asked);
  if (ask.total !== undefined && ask.total !== cost)
    throw new AppError("CONFLICT", "cards.priceChanged", { params: { total: cost } });
  if (cost > ask.available && !ask.asManyAsPossible)
    throw new AppError("REFUSED", "cards.insufficient", { params: { available: ask.available, needed: cost } });

  await work.tx.bulkAction.deleteMany({
    where: { accountId, endedAt: { lt: new Date(work.now.getTime() - KEPT_DAYS * 86_400_000) } },
  });
  const id = newId();
  const performer = performerOf(actor);
  await work.tx.bulkAction.createMany({
    data: [
      {
        id,
        accountId,
        siteId: ask.siteId,
        kinds: kind.kinds,
        action: ask.action,
        state: "RUNNING",
        total: 0,
        skipped: ask.picked ? [] : refused,
        asManyAsPossible: ask.asManyAsPossible,
        scheduledFor: ask.scheduledFor,
        prices: prices ?? Prisma.DbNull,
        createdById: performer.id,
        createdBy: performer.name,
        createdAt: work.now,
      },
    ],
  });
  const total = ask.picked ? await keepPicked(work, id, ask.picked) : await keepMatching(work, id, kind, ask);
  if (total === 0) throw new AppError("REFUSED", "bulk.none");
  await work.tx.bulkAction.updateMany({ where: { accountId, id }, data: { total } });
  const payload: BulkPayload = { accountId, bulkId: id, performer };
  // One after the other in an account: two at once would only wait for each other's credits and rows.
  await addJob(work, BULK_TASK, payload, { key: `bulk:${id}`, queue: `bulk:${accountId}` });
  work.touch(`site:${ask.siteId}`);
  return { bulkId: id };
}

async function takeUp(work: Work, siteId: string, bulkId: string): Promise<void> {
  const accountId = accountOf(work);
  const [former] = await work.tx.$queryRaw<{ state: string; retried: boolean }[]>`
    SELECT state, retried_at IS NOT NULL AS retried FROM bulk_actions
    WHERE account_id = ${accountId}::uuid AND site_id = ${siteId}::uuid AND id = ${bulkId}::uuid FOR UPDATE`;
  if (!former) throw new AppError("NOT_FOUND", "shared.notFound");
  if (former.state === "RUNNING") throw new AppError("CONFLICT", "bulk.busy");
  if (former.retried) throw new AppError("CONFLICT", "bulk.retried");
  await work.tx.bulkAction.updateMany({ where: { accountId, id: bulkId }, data: { retriedAt: work.now } });
}

async function keepPicked(work: Work, actionId: string, picked: NonNullable<BulkAsk["picked"]>): Promise<number> {
  const accountId = accountOf(work);
  const cards = [...new Map(picked.map((card) => [card.id, card])).values()];
  const batches = Array.from({ length: Math.ceil(cards.length / BULK_BATCH) }, (_, position) => {
    const batch = cards.slice(position * BULK_BATCH, (position + 1) * BULK_BATCH);
    return {
      ...{ accountId, actionId, position },
      cardIds: batch.map((card) => card.id),
      phases: batch.some((card) => card.phase) ? batch.map((card) => card.phase ?? "") : [],
    };
  });
  await work.tx.bulkBatch.createMany({ data: batches });
  return cards.length;
}

/** Keeps all cards that qualify, in the table's order, by one statement. */
async function keepMatching(work: Work, actionId: string, kind: BulkKind, ask: BulkAsk): Promise<number> {
  const phases = CARD_PHASES.filter((phase) =>
    ask.scheduledFor
      ? !isRefusal(transition(kind.kinds, phase, "schedule"))
      : allowsAction(kind.kinds, phase, ask.action),
  );
  const qualifies = phases.flatMap((phase) => (IN_PHASE[phase] ? [Prisma.sql`(${IN_PHASE[phase]})`] : []));
  const [kept] = await work.tx.$queryRaw<{ total: number }[]>`
    WITH chosen AS (
      SELECT c.id, row_number() OVER (ORDER BY ${ask.order}) - 1 AS n
      FROM own_cards c
        LEFT JOIN reader_configurations rc ON rc.account_id = c.account_id AND rc.site_id = c.site_id AND rc.id = c.configuration_id
      WHERE ${ask.where} AND (${Prisma.join(qualifies, " OR ")})
    ), kept AS (
      INSERT INTO bulk_batches (account_id, action_id, position, card_ids, phases)
      SELECT ${accountOf(work)}::uuid, ${actionId}::uuid, n / ${BULK_BATCH}::int, array_agg(id ORDER BY n), '{}' FROM chosen GROUP BY 3
      RETURNING cardinality(card_ids) AS cards
    )
    SELECT coalesce(sum(cards), 0)::int AS total FROM kept`;
  return kept?.total ?? 0;
}

/** The cards that a bulk action left or did not reach, as a condition on `virtual_cards c`. */
export function leftByBulk(work: Work, bulkId: string): Prisma.Sql {
  const of = Prisma.sql`account_id = ${accountOf(work)}::uuid AND action_id = ${bulkId}::uuid`;
  return Prisma.sql`c.id IN (SELECT card_id FROM bulk_failures WHERE ${of} UNION ALL SELECT unnest(card_ids) FROM bulk_batches WHERE ${of})`;
}
