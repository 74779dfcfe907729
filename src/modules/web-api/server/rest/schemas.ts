import { z } from "zod";
import { locales } from "@/i18n/locales";

/*
 * The shapes that REST v1 answers with: only these fields leave the server, whatever a use case gives. Times are UTC.
 */

const time = z.iso.datetime().describe("A moment, UTC (ISO 8601).");
const id = z.uuid();
const field = z.string().max(200).nullable();
const fields = { field1: field, field2: field, field3: field, field4: field, field5: field };
const name = z.string().max(200);
const count = z.int().min(0);
const status = z.enum(["CREATED", "EMAIL_SENT", "ACTIVATED", "PENDING_REVOKE", "REVOKED"]);
const phase = z
  .enum(["CREATED", "EMAIL_SENT", "PAID", "PAID_REMOVED", "ACTIVATED", "REPLACING", "PENDING_REVOKE", "REVOKED"])
  .describe("The status with what it hides; an action may name the one that was seen.");
const named = z.object({ id, name });

export const siteSchema = z.object({
  id,
  name,
  createdAt: time,
  configurations: count,
  users: count,
  configurators: count,
});

export const siteDetailSchema = z.object({
  id,
  name,
  createdAt: time,
  settings: z.object({
    linkDays: z.int().min(1).max(365),
    leaseDays: z.int().min(1).max(365),
    activationCode: z.enum(["MAIL_CODE", "SEPARATE_CODE"]),
    locale: z.enum(locales).nullable(),
    timeZone: z.string().max(60).nullable(),
    allowDuplicateIds: z.boolean(),
  }),
});

export const configurationSchema = z.object({
  id,
  pseName: name,
  name: name.describe("The Blue Mobile ID configuration's name."),
  format: z.enum(["OPEN", "OPAQUE"]),
  createdAt: time,
});

export const fieldsSchema = z.object({
  labels: z.array(z.string().max(200).nullable()).length(5).describe("Labels of field1 to field5; null is not used."),
});

const cardShape = {
  id,
  number: z.int().min(1).describe("The stable integer id that the compatible API uses."),
  kind: z.enum(["PRIVATE_ID", "MOBILE_ID_PLUS"]),
  status,
  phase,
  firstName: name,
  lastName: name,
  email: z.string().max(254),
  phone: z.string().max(40).nullable(),
  configuration: named.nullable(),
  privateId: z.string().max(32).nullable(),
  csn: z.string().max(14).nullable().describe("7 bytes, hexadecimal, of a Mobile ID+ card on a phone."),
  ...fields,
  locale: z.string().max(5).nullable(),
  transferable: z.boolean(),
  validFrom: time.nullable(),
  validUntil: time.nullable(),
  validity: z.enum(["always", "notYet", "valid", "expired"]),
  createdAt: time,
  sentAt: time.nullable(),
  activatedAt: time.nullable(),
  revokedAt: time.nullable(),
};
export const cardSchema = z.object(cardShape);

const onPhone = {
  device: z.string().max(300).nullable().describe("The phone that holds it."),
  lastSyncAt: time.nullable(),
  leaseEndsAt: time.nullable().describe("When it stops working by itself at the latest."),
  link: z
    .object({ sentAt: time, expiresAt: time, dead: z.enum(["lapsed", "killed"]).nullable() })
    .nullable()
    .describe("The link that is out."),
};
export const cardDetailSchema = z.object({
  ...cardShape,
  ...onPhone,
  price: z.int().min(0).nullable().describe("Credits on hold or spent for it."),
});

export const timelineSchema = z.object({
  entries: z
    .array(
      z.object({
        at: time,
        type: z.enum(["history", "email", "visit"]),
        action: z.string().max(100),
        performer: name.nullable(),
      }),
    )
    .max(200),
});

export const addedSchema = z.object({ id });
export const changedSchema = z.object({ changed: count.describe("How many fields were changed.") });

const reason = z.object({ code: z.string().max(100), count });
export const jobSchema = z.object({
  id,
  action: z.enum(["send", "withdraw", "replacePhone", "moveToOtherPhone", "revoke", "cancelRevocation", "delete"]),
  state: z.enum(["RUNNING", "DONE", "CANCELLED", "FAILED"]),
  total: count.describe("Cards that qualified when it was asked for."),
  done: count,
  failed: count,
  reasons: z.array(reason).max(100).describe("Why cards were left, with how many each."),
  skipped: z.array(reason).max(100).describe("Cards that did not qualify when it was asked for."),
  credits: count.describe("Credits put on hold, or given back."),
  failure: z.string().max(100).nullable().describe("Why it stopped before the end: an error's code."),
  createdBy: name,
  createdAt: time,
  endedAt: time.nullable(),
});

export const jobFailuresSchema = z.object({
  data: z
    .array(z.object({ cardId: id, code: z.string().max(100) }))
    .max(200)
    .describe("The first cards that were left."),
});

export const importSchema = z.object({
  id,
  fileName: name,
  state: z.enum(["READING", "CHECKING", "CHECKED", "COMMITTING", "COMMITTED", "FAILED"]),
  columns: z.array(z.string().max(40)).max(40),
  unknown: z.array(z.string().max(100)).max(50).describe("Headers of the file that mean nothing."),
  total: count,
  done: count.describe("Rows checked so far."),
  good: count,
  warned: count,
  refused: count,
  committed: count,
  failure: z.string().max(100).nullable().describe("Why the last check or commit did nothing: an error's code."),
  createdBy: name,
  createdAt: time,
  committedAt: time.nullable(),
});

export const importRowSchema = z.object({
  id,
  line: z.int().min(1),
  state: z.enum(["NEW", "GOOD", "WARNED", "REFUSED"]),
  cells: z.record(z.string().max(40), z.string().max(1_000)),
  findings: z
    .array(
      z.object({
        field: z.string().max(40),
        code: z.string().max(100),
        level: z.enum(["refused", "warned"]),
      }),
    )
    .max(50),
});

export const configuratorSchema = z.object({
  id,
  firstName: name,
  lastName: name,
  email: z.string().max(254),
  phone: z.string().max(40).nullable(),
  ...fields,
  createdAt: time,
  cards: count.describe("How many configuration cards it has."),
});

const configurationCardShape = {
  id,
  status,
  phase,
  configurator: z.object({ id, firstName: name, lastName: name, email: z.string().max(254) }),
  configuration: named,
  createdAt: time,
  sentAt: time.nullable(),
  activatedAt: time.nullable(),
  revokedAt: time.nullable(),
};
export const configurationCardSchema = z.object(configurationCardShape);
export const configurationCardDetailSchema = z.object({ ...configurationCardShape, ...onPhone });

const names = z.object({ configurator: name, configuration: name });
export const assignedSchema = z.object({
  assigned: count,
  skipped: z.array(names).max(10_000).describe("Pairs that existed already."),
});

export const balanceSchema = z.object({
  balance: count.describe("Available and on hold."),
  held: count,
  available: count,
  threshold: z.int().min(0).nullable(),
  reached: z.boolean().describe("Available is at or below the threshold."),
});

export const pricesSchema = z.object({
  PRIVATE_ID: count.describe("Credits for sending a private-ID card."),
  MOBILE_ID_PLUS: count.describe("Credits for sending a Mobile ID+ card."),
});

export const entrySchema = z.object({
  id,
  at: time,
  kind: z.enum(["LOAD", "TRANSFER", "CARD", "REFUND", "FORFEIT"]),
  phase: z.enum(["SINGLE", "PENDING", "POST", "VOID"]),
  state: z.enum(["ON_HOLD", "POSTED", "VOIDED"]),
  amount: z.int().min(1),
  incoming: z.boolean(),
  balanceChange: z.int(),
  availableChange: z.int(),
  card: z.object({ id, siteId: id, name }).nullable(),
  comment: z.string().max(500).nullable(),
  performerName: name,
});

const value = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]);
export const historySchema = z.object({
  id,
  at: time,
  page: z.string().max(40),
  action: z.string().max(100),
  params: z.record(z.string().max(40), z.union([z.string().max(1_000), z.number()])),
  changes: z.array(z.object({ field: z.string().max(100), from: value, to: value })).max(100),
  performerKind: z.enum(["user", "api", "phone", "job", "system"]),
  performerName: name,
});

const webhookShape = {
  id,
  url: z.url().max(2_000),
  events: z.array(z.enum(["cards", "configurators", "imports", "credits", "orders", "users"])).max(6),
  createdAt: time,
  failingSince: time.nullable().describe("Since when nothing has arrived any more."),
  pausedAt: time.nullable().describe("Nothing is delivered; by itself after three days of failures."),
  formerSecretUntil: time.nullable().describe("Until when the secret before the last rotation signs, too."),
};
export const webhookSchema = z.object(webhookShape);
export const webhookSecretSchema = z.object({
  ...webhookShape,
  secret: z.string().max(100).describe("The signing secret, `whsec_…`; shown this once."),
});
export const replayedSchema = z.object({
  events: count,
  nextEventId: id.nullable().describe("Where there are more than one replay takes: the event to go on from."),
});
export const attemptsSchema = z.object({
  data: z
    .array(
      z.object({
        attempt: z.int().min(1),
        at: time,
        duration: count.describe("Milliseconds."),
        url: z.string().max(2_000),
        requestHeaders: z
          .string()
          .max(4_000)
          .describe("Those that were sent, a line each. The body is the delivery's."),
        status: z.int().min(0).max(999).nullable(),
        answer: z.string().max(4_000).describe("The beginning of what came back, or why nothing did."),
      }),
    )
    .max(100),
});
export const deliverySchema = z.object({
  id,
  eventId: id,
  type: z.string().max(200),
  state: z.enum(["PENDING", "DELIVERED", "FAILED"]),
  attempts: count,
  createdAt: time,
  nextAttemptAt: time.nullable(),
  lastAttemptAt: time.nullable(),
  lastDuration: count.nullable().describe("Milliseconds."),
  lastRequest: z.string().max(4_000).nullable(),
  lastStatus: z.int().min(0).max(999).nullable(),
  lastAnswer: z.string().max(4_000).nullable(),
});

/** A page of a list. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({
    data: z.array(row).max(200),
    nextCursor: z.string().max(600).nullable().describe("The next page's `cursor`; null on the last."),
    total: z.int().min(0).nullable().describe("How many there are; null where counting would be slow."),
  });
}

/** What went wrong (RFC 9457). */
export const problemSchema = z.object({
  type: z.string().max(200),
  title: z.string().max(100),
  status: z.int().min(400).max(599),
  code: z.string().max(100).describe("Stable, for programs: `<area>.<reason>`."),
  detail: z.string().max(2_000).optional().describe("For people, in English."),
  params: z.record(z.string().max(40), z.union([z.string().max(1_000), z.number()])).optional(),
  fields: z.record(z.string().max(200), z.string().max(100)).optional().describe("Inputs at fault: path and code."),
  requestId: z.string().max(100).optional(),
});
