import { accountOf, keyset, Prisma, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { Page } from "@/shared/kernel/pagination";
import type { AttemptDto, DeliveriesInput, DeliveryDto, DeliveryInput } from "../../contract";
import { eventType } from "../../domain/webhook";
import { getWebhook } from "./manage-webhooks";

type Row = {
  id: string;
  event_id: string;
  type: string;
  state: DeliveryDto["state"];
  attempts: number;
  created_at: Date;
  next_attempt_at: Date;
  last_attempt_at: Date | null;
  last_duration: number | null;
  last_request: string | null;
  last_status: number | null;
  last_answer: string | null;
};

/** The log of an endpoint, the latest first: what was sent, what came back, and what will be tried again. @throws AppError NOT_FOUND. */
export async function webhookDeliveries(work: Work, input: DeliveriesInput): Promise<Page<DeliveryDto>> {
  await getWebhook(work, input.webhookId);
  const { cursor, limit } = input;
  const keys = keyset({
    column: { sql: Prisma.sql`d.created_at`, type: "timestamptz" },
    id: Prisma.sql`d.id`,
    direction: input.sort?.direction ?? "desc",
    cursor,
    limit,
  });
  const { state } = input.filters;
  const rows = await work.tx.$queryRaw<Row[]>`
    SELECT d.* FROM webhook_deliveries d
    WHERE d.account_id = ${accountOf(work)}::uuid AND d.endpoint_id = ${input.webhookId}::uuid
      AND ${state ? Prisma.sql`d.state = ${state}` : Prisma.sql`true`} AND ${keys.where} ${keys.orderAndLimit}`;
  return keys.page(
    rows,
    (row) => row.created_at,
    (row) => ({
      id: row.id,
      eventId: row.event_id,
      type: eventType(row.type),
      state: row.state,
      attempts: row.attempts,
      createdAt: row.created_at.toISOString(),
      nextAttemptAt: row.state === "PENDING" ? row.next_attempt_at.toISOString() : null,
      lastAttemptAt: row.last_attempt_at?.toISOString() ?? null,
      lastDuration: row.last_duration,
      lastRequest: row.last_request,
      lastStatus: row.last_status,
      lastAnswer: row.last_answer,
    }),
  );
}

/** Every attempt of a delivery, the first one first. @throws AppError NOT_FOUND. */
export async function deliveryAttempts(work: Work, { webhookId, deliveryId }: DeliveryInput): Promise<AttemptDto[]> {
  const delivery = await work.tx.webhookDelivery.findFirst({
    where: { accountId: accountOf(work), endpointId: webhookId, id: deliveryId },
    select: { tried: { orderBy: { attempt: "asc" } } },
  });
  if (!delivery) throw new AppError("NOT_FOUND", "shared.notFound");
  return delivery.tried.map(({ accountId: _, deliveryId: __, at, headers, ...row }) => ({
    ...row,
    at: at.toISOString(),
    requestHeaders: headers,
  }));
}
