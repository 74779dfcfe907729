import { z } from "zod";
import { listInput } from "@/shared/kernel/pagination";
import type { ApiAccessStatus } from "./domain/access-machine";
import { WEBHOOK_AREAS, type WebhookArea } from "./domain/webhook";

/** A domain name, as it stands in a browser's origin: no scheme, no path. Empty is none. */
const domainName = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(
    /^$|^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    "webApi.domainForm",
  )
  .transform((text) => text || null)
  .nullable();
/** IP addresses and networks (CIDR); what they mean is checked on the server. */
const networks = z.array(z.string().trim().min(1).max(60)).max(50, "webApi.tooManyNetworks");

export const apiAccountInput = z.object({ accountId: z.uuid() });
/** From where a token may be used: browsers of a domain, and networks. */
export const restrictionsInput = apiAccountInput.extend({ domainName, networks });
export type RestrictionsInput = z.output<typeof restrictionsInput>;

export const apiCustomersInput = z.object({ search: z.string().trim().max(200).optional() });
/** A customer as figure 39's list shows it: `Company (API28517)`. */
export type ApiCustomer = { accountId: string; companyName: string; apiNumber: string };

export type ApiSettings = ApiCustomer & {
  status: ApiAccessStatus | "NONE";
  domainName: string | null;
  networks: string[];
  requestedAt: string | null;
  refusalReason: string | null;
  /** What is left of the token after it was shown once. */
  token: { prefix: string; clientId: string; createdAt: string } | null;
  lastUsedAt: string | null;
  /** Networks from which it was used. */
  places: { network: string; firstSeenAt: string }[];
  /** Calls of the last 30 days (UTC), the oldest first. */
  calls: { day: string; calls: number }[];
  /** The reader may ask for a token, reveal and renew it; or only look at it and withdraw it. */
  manages: boolean;
};

/** The token in clear, shown once. */
export type RevealedToken = { clientId: string; clientSecret: string; accessToken: string };

export const apiRequestsInput = listInput(["requestedAt"], { state: z.enum(["WAITING", "REFUSED"]) });
export type ApiRequestsInput = z.output<typeof apiRequestsInput>;
/** A request as the operator sees it: without the company (R156). */
export type ApiRequestRow = {
  apiNumber: string;
  requestedAt: string;
  state: "WAITING" | "REFUSED";
  refusalReason: string | null;
};
export const apiRequestInput = z.object({ apiNumber: z.string().regex(/^API\d{1,9}$/) });
export const refuseApiInput = apiRequestInput.extend({ reason: z.string().trim().min(1).max(1_000) });

/** An address on the web; which host it leads to is checked at each delivery. */
const webhookUrl = z.url({ protocol: /^https?$/ }).max(2_000);
const webhookEvents = z.array(z.enum(WEBHOOK_AREAS)).min(1).max(WEBHOOK_AREAS.length);
export const addWebhookInput = z.object({ url: webhookUrl, events: webhookEvents });
export const webhookInput = z.object({ webhookId: z.uuid() });
export const editWebhookInput = webhookInput.extend({
  url: webhookUrl.optional(),
  events: webhookEvents.optional(),
  /** Paused by a person, or taken up again. */
  paused: z.boolean().optional(),
});
export type EditWebhookInput = z.output<typeof editWebhookInput>;
/** What to tell again: everything since a moment, or from one event on. */
export const replayInput = webhookInput.extend({
  since: z.iso.datetime({ offset: true }).optional(),
  eventId: z.uuid().optional(),
});
export type ReplayInput = z.output<typeof replayInput>;
export const deliveriesInput = webhookInput.extend(
  listInput(["createdAt"], { state: z.enum(["PENDING", "DELIVERED", "FAILED"]) }).shape,
);
export const deliveryInput = webhookInput.extend({ deliveryId: z.uuid() });
export type DeliveryInput = z.output<typeof deliveryInput>;
export type DeliveriesInput = z.output<typeof deliveriesInput>;

export type WebhookDto = {
  id: string;
  url: string;
  events: WebhookArea[];
  createdAt: string;
  failingSince: string | null;
  pausedAt: string | null;
  /** Until when the secret before the last rotation signs, too. */
  formerSecretUntil: string | null;
};
/** The signing secret (Standard Webhooks: `whsec_…`), shown when it is made. */
export type WebhookSecretDto = { secret: string };
export type DeliveryDto = {
  id: string;
  eventId: string;
  type: string;
  state: "PENDING" | "DELIVERED" | "FAILED";
  attempts: number;
  createdAt: string;
  nextAttemptAt: string | null;
  lastAttemptAt: string | null;
  lastDuration: number | null;
  lastRequest: string | null;
  lastStatus: number | null;
  lastAnswer: string | null;
};
/** One attempt of a delivery; without a status nothing came back, and `answer` says why. */
export type AttemptDto = {
  attempt: number;
  at: string;
  /** Milliseconds. */
  duration: number;
  url: string;
  requestHeaders: string;
  status: number | null;
  answer: string;
};
