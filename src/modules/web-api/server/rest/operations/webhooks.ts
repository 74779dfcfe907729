import { z } from "zod";
import { addWebhookInput, editWebhookInput, replayInput } from "../../../contract";
import type { ApiCall } from "../../api-call";
import { listInputOf, listQuery, operation, restPage } from "../operation";
import {
  addedSchema,
  attemptsSchema,
  deliverySchema,
  pageOf,
  replayedSchema,
  webhookSchema,
  webhookSecretSchema,
} from "../schemas";

const at = ({ webhookId = "" }: Record<string, string>) => ({ webhookId });
const detail = (call: ApiCall, params: Record<string, string>) => call.portal.webhooks.get(at(params));
const ONE = "/webhooks/{webhookId}";

export const webhookOperations = [
  operation({
    id: "listWebhooks",
    method: "GET",
    path: "/webhooks",
    tag: "Webhooks",
    summary: "Lists the endpoints that are told of events",
    right: "webhooks.list",
    answer: pageOf(webhookSchema),
    run: async ({ call }) => {
      const data = await call.portal.webhooks.list();
      return { data, nextCursor: null, total: data.length };
    },
  }),
  operation({
    id: "addWebhook",
    method: "POST",
    path: "/webhooks",
    tag: "Webhooks",
    summary: "Adds an endpoint",
    description:
      "Events arrive as CloudEvents 1.0, signed as Standard Webhooks says. The secret is shown this once. An endpoint answers 2xx within 10 seconds; it is tried again for three days, and never in a private network.",
    right: "webhooks.add",
    body: addWebhookInput,
    example: { url: "https://hooks.example.com/portal", events: ["cards", "imports"] },
    status: 201,
    answer: webhookSecretSchema,
    errors: ["webApi.tooManyWebhooks"],
    location: ({ id }: { id: string }) => `/webhooks/${id}`,
    run: ({ call, body }) => call.portal.webhooks.add(body),
  }),
  operation({
    id: "getWebhook",
    method: "GET",
    path: ONE,
    tag: "Webhooks",
    summary: "Reads an endpoint",
    right: "webhooks.get",
    answer: webhookSchema,
    current: detail,
    run: ({ call, params }) => detail(call, params),
  }),
  operation({
    id: "editWebhook",
    method: "PATCH",
    path: ONE,
    tag: "Webhooks",
    summary: "Changes an endpoint, pauses it, or takes it up again",
    right: "webhooks.edit",
    body: editWebhookInput.omit({ webhookId: true }),
    example: { paused: false },
    answer: webhookSchema,
    current: detail,
    run: ({ call, params, body }) => call.portal.webhooks.edit({ ...at(params), ...body }),
  }),
  operation({
    id: "deleteWebhook",
    method: "DELETE",
    path: ONE,
    tag: "Webhooks",
    summary: "Deletes an endpoint with its log",
    right: "webhooks.delete",
    status: 204,
    answer: null,
    current: detail,
    run: async ({ call, params }) => void (await call.portal.webhooks.delete(at(params))),
  }),
  operation({
    id: "rotateWebhookSecret",
    method: "POST",
    path: `${ONE}/rotate-secret`,
    tag: "Webhooks",
    summary: "Makes a new secret; the one before signs beside it for a day",
    right: "webhooks.rotate",
    answer: webhookSecretSchema,
    run: ({ call, params }) => call.portal.webhooks.rotate(at(params)),
  }),
  operation({
    id: "testWebhook",
    method: "POST",
    path: `${ONE}/test`,
    tag: "Webhooks",
    summary: "Sends a test event; its delivery is in the log",
    right: "webhooks.test",
    status: 202,
    answer: addedSchema,
    run: ({ call, params }) => call.portal.webhooks.test(at(params)),
  }),
  operation({
    id: "replayWebhook",
    method: "POST",
    path: `${ONE}/replay`,
    tag: "Webhooks",
    summary: "Tells events again, since a moment or from one event on",
    description: "In their order, 10,000 at once; `nextEventId` says where to go on.",
    right: "webhooks.replay",
    body: replayInput.omit({ webhookId: true }),
    example: { since: "2026-11-01T00:00:00Z" },
    status: 202,
    answer: replayedSchema,
    errors: ["webApi.replayFrom"],
    run: ({ call, params, body }) => call.portal.webhooks.replay({ ...at(params), ...body }),
  }),
  operation({
    id: "listWebhookDeliveries",
    method: "GET",
    path: `${ONE}/deliveries`,
    tag: "Webhooks",
    summary: "Lists what an endpoint was told, with request and answer of the last attempt",
    right: "webhooks.deliveries",
    query: listQuery(
      deliverySchema,
      ["createdAt"],
      { state: z.enum(["PENDING", "DELIVERED", "FAILED"]).optional() },
      false,
    ),
    answer: pageOf(deliverySchema),
    run: async ({ call, params, query }) =>
      restPage(await call.portal.webhooks.deliveries({ ...listInputOf(query), ...at(params) })),
  }),
  operation({
    id: "listWebhookAttempts",
    method: "GET",
    path: `${ONE}/deliveries/{deliveryId}/attempts`,
    tag: "Webhooks",
    summary: "Lists every attempt of a delivery, with what was sent and what came back",
    right: "webhooks.attempts",
    answer: attemptsSchema,
    run: async ({ call, params }) => ({
      data: await call.portal.webhooks.attempts({ ...at(params), deliveryId: params.deliveryId ?? "" }),
    }),
  }),
];
