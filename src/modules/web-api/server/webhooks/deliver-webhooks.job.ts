import { createHmac } from "node:crypto";
import { config } from "@/platform/config";
import { open } from "@/platform/crypto";
import { inTransaction, systemPerformer, systemScope, type Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { isPublicAddress, type OutgoingAnswer, postOutside } from "@/platform/http";
import { addJob, type JobHandler } from "@/platform/jobs";
import { systemClock } from "@/shared/kernel/clock";
import { apiNumberOf } from "../../domain/access-machine";
import { eventType, GIVE_UP_MS, nextAttempt } from "../../domain/webhook";
import { SECRET_PURPOSE, WEBHOOK_TASK } from "./manage-webhooks";

const BATCH = 20;
/** Deliveries of one account in a batch, so that a slow receiver keeps nobody else waiting for long. */
const OF_ONE_ACCOUNT = 5;
const TIMEOUT_MS = 10_000;
const KEPT_BYTES = 2_000;
/** Delivered and given-up ones stay in the log for so long. */
const KEPT_MS = 30 * 86_400_000;
const FAILURES = {
  address: "The address leads into a private network.",
  name: "The name could not be resolved.",
  timeout: "No answer within 10 seconds.",
  connection: "The connection failed.",
} as const;

type Due = {
  id: string;
  accountId: string;
  endpointId: string;
  eventId: string;
  type: string;
  attempts: number;
  createdAt: Date;
  url: string;
  sealedSecret: Uint8Array;
  sealedFormerSecret: Uint8Array | null;
  formerSecretUntil: Date | null;
  number: number;
  at: Date | null;
  params: unknown;
  changes: unknown;
  siteId: string | null;
  cardId: string | null;
  performerKind: string | null;
  performerName: string | null;
};
type Options = { now?: Date; allows?: (address: string) => boolean };

const asSystem = <T>(now: Date, run: (work: Work) => Promise<T>) =>
  inTransaction({ scope: systemScope, performer: systemPerformer, clock: () => now }, run);

/** Takes what is due, and moves its next attempt ahead, so that another worker or one that dies leaves it to be tried again. */
function takeDue(now: Date): Promise<Due[]> {
  const until = new Date(now.getTime() + 60_000);
  return asSystem(
    now,
    ({ tx }) => tx.$queryRaw<Due[]>`
      WITH due AS (
        SELECT x.id FROM (
          SELECT d.id, d.next_attempt_at, row_number() OVER (PARTITION BY d.account_id ORDER BY d.next_attempt_at, d.id) AS place
          FROM webhook_deliveries d JOIN webhook_endpoints e ON e.account_id = d.account_id AND e.id = d.endpoint_id
            JOIN accounts a ON a.id = d.account_id
          WHERE d.state = 'PENDING' AND d.next_attempt_at <= ${now} AND (e.paused_at IS NULL OR d.type = 'test') AND a.status = 'ACTIVATED'
        ) x WHERE x.place <= ${OF_ONE_ACCOUNT} ORDER BY x.next_attempt_at, x.id LIMIT ${BATCH}
      ), taken AS (
        UPDATE webhook_deliveries d SET next_attempt_at = ${until} FROM due
        WHERE d.id = due.id AND d.state = 'PENDING' AND d.next_attempt_at <= ${now} RETURNING d.*
      )
      SELECT t.id, t.account_id AS "accountId", t.endpoint_id AS "endpointId", t.event_id AS "eventId", t.type, t.attempts,
        t.created_at AS "createdAt", e.url, e.sealed_secret AS "sealedSecret", e.sealed_former_secret AS "sealedFormerSecret",
        e.former_secret_until AS "formerSecretUntil", a.number, h.at, h.params, h.changes, h.site_id AS "siteId", h.card_id AS "cardId",
        h.performer_kind AS "performerKind", h.performer_name AS "performerName"
      FROM taken t JOIN webhook_endpoints e ON e.account_id = t.account_id AND e.id = t.endpoint_id JOIN accounts a ON a.id = t.account_id
        LEFT JOIN history_entries h ON h.account_id = t.account_id AND h.id = t.event_id
      ORDER BY t.id`,
  );
}

/** The event as a structured CloudEvent (CloudEvents 1.0, JSON). */
function cloudEvent(due: Due): string {
  const { params, changes, siteId, cardId, performerKind: kind, performerName: name } = due;
  return JSON.stringify({
    specversion: "1.0",
    id: due.eventId,
    source: `${config().origin}/accounts/${apiNumberOf(due.number)}`,
    type: eventType(due.type),
    time: (due.at ?? due.createdAt).toISOString(),
    ...(cardId ? { subject: cardId } : siteId ? { subject: siteId } : {}),
    datacontenttype: "application/json",
    data: due.type === "test" ? {} : { params, changes: changes ?? [], siteId, cardId, performer: { kind, name } },
  });
}

/** Signatures of a message (Standard Webhooks): one by the secret, and during a rotation one by the former, too. */
export function signaturesOf(secrets: string[], id: string, timestamp: number, body: string): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.slice("whsec_".length), "base64");
      return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
    })
    .join(" ");
}

function secretsOf(due: Due, now: Date): string[] {
  const former = due.formerSecretUntil && due.formerSecretUntil > now ? due.sealedFormerSecret : null;
  return [due.sealedSecret, former].flatMap((sealed) =>
    sealed ? [open(SECRET_PURPOSE, sealed).toString("utf8")] : [],
  );
}

async function deliver(due: Due, now: Date, allows: (address: string) => boolean): Promise<void> {
  const body = cloudEvent(due);
  const timestamp = Math.floor(now.getTime() / 1_000);
  const headers = {
    "content-type": "application/cloudevents+json; charset=utf-8",
    "user-agent": "Mobile-ID-Portal-Webhooks/1",
    "webhook-id": due.eventId,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signaturesOf(secretsOf(due, now), due.eventId, timestamp, body),
  };
  const started = performance.now();
  const answer = await postOutside({
    url: due.url,
    headers,
    body,
    timeoutMs: TIMEOUT_MS,
    keptBytes: KEPT_BYTES,
    allows,
  });
  const sent = { body, headers, duration: Math.round(performance.now() - started) };
  await asSystem(now, (work) => note(work, due, sent, answer));
}

type Sent = { body: string; headers: Record<string, string>; duration: number };

/** Writes an attempt down; after three days without a delivery the endpoint is paused, and its account told. */
async function note(work: Work, due: Due, sent: Sent, answer: OutgoingAnswer): Promise<void> {
  const arrived = "status" in answer && answer.status >= 200 && answer.status < 300;
  const attempts = due.attempts + 1;
  const next = arrived ? null : due.type === "test" ? null : nextAttempt(attempts, due.createdAt, work.now);
  const one = { accountId: due.accountId, id: due.id };
  const came = "status" in answer ? answer : { status: null, body: FAILURES[answer.failure] };
  await work.tx.webhookDelivery.updateMany({
    where: { ...one, state: "PENDING" },
    data: {
      state: arrived ? "DELIVERED" : next ? "PENDING" : "FAILED",
      attempts,
      ...(next ? { nextAttemptAt: next } : {}),
      lastAttemptAt: work.now,
      lastDuration: sent.duration,
      lastRequest: sent.body.slice(0, KEPT_BYTES),
      lastStatus: came.status,
      lastAnswer: came.body,
    },
  });
  const attempt = {
    accountId: due.accountId,
    deliveryId: due.id,
    attempt: attempts,
    at: work.now,
    duration: sent.duration,
    url: due.url,
    headers: Object.entries(sent.headers)
      .map(([name, value]) => `${name}: ${value}`)
      .join("\n"),
    status: came.status,
    answer: came.body,
  };
  await work.tx.webhookAttempt.createMany({ data: [attempt], skipDuplicates: true });
  if (due.type === "test") return;
  const endpoint = { accountId: due.accountId, id: due.endpointId };
  if (arrived) {
    await work.tx.webhookEndpoint.updateMany({
      where: { ...endpoint, failingSince: { not: null } },
      data: { failingSince: null },
    });
    return;
  }
  await work.tx.webhookEndpoint.updateMany({
    where: { ...endpoint, failingSince: null },
    data: { failingSince: work.now },
  });
  // Given up: nothing has arrived since its first attempt, and that is three days ago.
  const first = next
    ? null
    : await work.tx.webhookAttempt.findFirst({ where: { accountId: due.accountId, deliveryId: due.id, attempt: 1 } });
  const since = new Date(Math.max(work.now.getTime() - GIVE_UP_MS, first?.at.getTime() ?? 0));
  const { count } = await work.tx.webhookEndpoint.updateMany({
    where: { ...endpoint, pausedAt: null, failingSince: { lte: since } },
    data: { pausedAt: work.now },
  });
  if (count > 0) await tellPaused(work, due);
}

async function tellPaused(work: Work, { accountId, endpointId, url }: Due): Promise<void> {
  await recordEvent(work, { accountId, page: "settings", action: "webApi.webhookPaused", params: { url } });
  const account = await work.tx.account.findUniqueOrThrow({ where: { id: accountId } });
  await queueEmail(work, {
    kind: "webhook-paused",
    accountId,
    to: { address: account.email, name: `${account.firstName} ${account.lastName}` },
    locale: account.locale,
    data: { endpointId },
  });
}

/** Delivers what is due, batch by batch, and comes back for what is due later. */
export async function deliverDue({ now = systemClock(), allows = isPublicAddress }: Options = {}): Promise<number> {
  let delivered = 0;
  for (;;) {
    const due = await takeDue(now);
    await Promise.all(due.map((one) => deliver(one, now, allows)));
    delivered += due.length;
    if (due.length === 0) return delivered;
  }
}

export const webhooksJob: JobHandler = async () => {
  await deliverDue();
  const now = systemClock();
  await asSystem(now, async (work) => {
    await work.tx.webhookDelivery.deleteMany({
      where: { state: { not: "PENDING" }, createdAt: { lt: new Date(now.getTime() - KEPT_MS) } },
    });
    const [next] = await work.tx.$queryRaw<{ at: Date | null }[]>`
      SELECT min(d.next_attempt_at) AS at FROM webhook_deliveries d
        JOIN webhook_endpoints e ON e.account_id = d.account_id AND e.id = d.endpoint_id JOIN accounts a ON a.id = d.account_id
      WHERE d.state = 'PENDING' AND e.paused_at IS NULL AND a.status = 'ACTIVATED'`;
    if (next?.at) await addJob(work, WEBHOOK_TASK, {}, { key: `${WEBHOOK_TASK}-later`, runAt: next.at });
  });
};
