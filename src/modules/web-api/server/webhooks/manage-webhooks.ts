import { randomBytes } from "node:crypto";
import { seal } from "@/platform/crypto";
import { accountOf, Prisma, type Work } from "@/platform/db";
import { changesBetween, recordEvent } from "@/platform/events";
import { addJob } from "@/platform/jobs";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import type { EditWebhookInput, ReplayInput, WebhookDto, WebhookSecretDto } from "../../contract";
import { OVERLAP_MS, type WebhookArea } from "../../domain/webhook";

export const WEBHOOK_TASK = "webhooks";
export const SECRET_PURPOSE = "webhook-secrets";
/** Endpoints of one account. */
const MOST = 20;
/** Events that one replay tells again. */
const MOST_REPLAYED = 10_000;

const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`;
const sealed = (secret: string) => new Uint8Array(seal(SECRET_PURPOSE, Buffer.from(secret)));

/** The endpoints of the account, the oldest first. */
export async function listWebhooks(work: Work): Promise<WebhookDto[]> {
  const rows = await work.tx.webhookEndpoint.findMany({
    where: { accountId: accountOf(work) },
    orderBy: { id: "asc" },
  });
  return rows.map((row) => shown(row, work.now));
}

/** One endpoint. @throws AppError NOT_FOUND. */
export async function getWebhook(work: Work, id: string): Promise<WebhookDto> {
  return shown(await endpointOf(work, id), work.now);
}

async function endpointOf(work: Work, id: string) {
  const row = await work.tx.webhookEndpoint.findFirst({ where: { accountId: accountOf(work), id } });
  if (!row) throw new AppError("NOT_FOUND", "shared.notFound");
  return row;
}

type Stored = Awaited<ReturnType<typeof endpointOf>>;

function shown(row: Stored, now: Date): WebhookDto {
  const until = row.formerSecretUntil && row.formerSecretUntil > now ? row.formerSecretUntil : null;
  return {
    id: row.id,
    url: row.url,
    events: row.events as WebhookArea[],
    createdAt: row.createdAt.toISOString(),
    failingSince: row.failingSince?.toISOString() ?? null,
    pausedAt: row.pausedAt?.toISOString() ?? null,
    formerSecretUntil: until?.toISOString() ?? null,
  };
}

const note = (work: Work, action: string, url: string, changes?: ReturnType<typeof changesBetween>) =>
  recordEvent(work, { accountId: accountOf(work), page: "settings", action, params: { url }, changes });

/** Adds an endpoint. @returns it with its secret, which is shown this once. @throws AppError REFUSED `webApi.tooManyWebhooks`. */
export async function addWebhook(
  work: Work,
  input: { url: string; events: WebhookArea[] },
): Promise<WebhookDto & WebhookSecretDto> {
  const accountId = accountOf(work);
  if ((await work.tx.webhookEndpoint.count({ where: { accountId } })) >= MOST)
    throw new AppError("REFUSED", "webApi.tooManyWebhooks", { params: { most: MOST } });
  const secret = newSecret();
  const id = newId();
  const events = [...new Set(input.events)];
  await work.tx.webhookEndpoint.createMany({
    data: [{ id, accountId, url: input.url, events, sealedSecret: sealed(secret), createdAt: work.now }],
  });
  await note(work, "webApi.webhookAdded", input.url);
  return { ...(await getWebhook(work, id)), secret };
}

/** Changes an endpoint, pauses it, or takes it up again: what waits is then tried at once. @throws AppError NOT_FOUND. */
export async function editWebhook(work: Work, { webhookId: id, ...wished }: EditWebhookInput): Promise<WebhookDto> {
  const before = await endpointOf(work, id);
  const url = wished.url ?? before.url;
  const events = wished.events ? [...new Set(wished.events)] : before.events;
  const paused = wished.paused ?? before.pausedAt !== null;
  const changes = changesBetween(
    { url: before.url, events: before.events.join(", "), paused: before.pausedAt !== null },
    { url, events: events.join(", "), paused },
  );
  if (changes.length === 0) return shown(before, work.now);
  const resumed = before.pausedAt !== null && !paused;
  await work.tx.webhookEndpoint.updateMany({
    where: { accountId: before.accountId, id },
    data: {
      url,
      events,
      pausedAt: paused ? (before.pausedAt ?? work.now) : null,
      ...(resumed ? { failingSince: null } : {}),
    },
  });
  if (resumed) {
    await work.tx.webhookDelivery.updateMany({
      where: { accountId: before.accountId, endpointId: id, state: "PENDING" },
      data: { nextAttemptAt: work.now },
    });
    await addJob(work, WEBHOOK_TASK, {}, { key: WEBHOOK_TASK });
  }
  await note(work, "webApi.webhookEdited", url, changes);
  return getWebhook(work, id);
}

/** Deletes an endpoint with its log. @throws AppError NOT_FOUND. */
export async function deleteWebhook(work: Work, id: string): Promise<void> {
  const { accountId, url } = await endpointOf(work, id);
  await work.tx.webhookEndpoint.deleteMany({ where: { accountId, id } });
  await note(work, "webApi.webhookDeleted", url);
}

/** Makes a new secret; the one before signs beside it for a day, so that receivers can change without a gap. @throws AppError NOT_FOUND. */
export async function rotateSecret(work: Work, id: string): Promise<WebhookDto & WebhookSecretDto> {
  const before = await endpointOf(work, id);
  const secret = newSecret();
  await work.tx.webhookEndpoint.updateMany({
    where: { accountId: before.accountId, id },
    data: {
      sealedSecret: sealed(secret),
      sealedFormerSecret: before.sealedSecret,
      formerSecretUntil: new Date(work.now.getTime() + OVERLAP_MS),
    },
  });
  await note(work, "webApi.webhookRotated", before.url);
  return { ...(await getWebhook(work, id)), secret };
}

/** Sends an event that tells of nothing, whether the endpoint is paused or not. @returns its delivery's id. @throws AppError NOT_FOUND. */
export async function testWebhook(work: Work, webhookId: string): Promise<{ id: string }> {
  const { accountId } = await endpointOf(work, webhookId);
  const id = newId();
  await work.tx.webhookDelivery.createMany({
    data: [
      {
        id,
        accountId,
        endpointId: webhookId,
        eventId: newId(),
        type: "test",
        createdAt: work.now,
        nextAttemptAt: work.now,
      },
    ],
  });
  await addJob(work, WEBHOOK_TASK, {}, { key: WEBHOOK_TASK });
  return { id };
}

/**
 * Tells events again, in their order: all since a moment, or from one event on.
 *
 * @returns how many, and the event to go on from where there are more than one replay takes. @throws AppError NOT_FOUND; BAD_INPUT `webApi.replayFrom` without a moment or event.
 */
export async function replayWebhook(
  work: Work,
  { webhookId, since, eventId }: ReplayInput,
  mostReplayed = MOST_REPLAYED,
): Promise<{ events: number; nextEventId: string | null }> {
  const { accountId } = await endpointOf(work, webhookId);
  const event = eventId ? await work.tx.historyEntry.findFirst({ where: { accountId, id: eventId } }) : null;
  if (eventId && !event) throw new AppError("NOT_FOUND", "shared.notFound");
  const asked = event?.at ?? (since ? new Date(since) : null);
  if (!asked) throw new AppError("BAD_INPUT", "webApi.replayFrom", { fields: { since: "webApi.replayFrom" } });
  const wanted = Prisma.sql`
    FROM webhook_endpoints e JOIN history_entries h ON h.account_id = e.account_id AND webhook_area(h.action) = ANY (e.events)
    WHERE e.account_id = ${accountId}::uuid AND e.id = ${webhookId}::uuid AND h.at >= ${asked}
      AND (${event?.id ?? null}::uuid IS NULL OR (h.at, h.id) >= (${asked}, ${event?.id ?? null}::uuid))
    ORDER BY h.at, h.id`;
  const events = await work.tx.$executeRaw`
    INSERT INTO webhook_deliveries (id, account_id, endpoint_id, event_id, type, created_at, next_attempt_at)
    SELECT uuid_v7(), o.account_id, o.endpoint, o.id, o.action, ${work.now}, ${work.now}
    FROM (SELECT h.account_id, e.id AS endpoint, h.id, h.action ${wanted} LIMIT ${mostReplayed}) o`;
  const next = await work.tx.$queryRaw<{ id: string }[]>`SELECT h.id ${wanted} OFFSET ${mostReplayed} LIMIT 1`;
  await addJob(work, WEBHOOK_TASK, {}, { key: WEBHOOK_TASK });
  return { events, nextEventId: next[0]?.id ?? null };
}
