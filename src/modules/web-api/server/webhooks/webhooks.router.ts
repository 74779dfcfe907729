import { rightProcedure, router } from "@/authz/server";
import {
  addWebhookInput,
  deliveriesInput,
  deliveryInput,
  editWebhookInput,
  replayInput,
  webhookInput,
} from "../../contract";
import { deliveryAttempts, webhookDeliveries } from "./deliveries.query";
import {
  addWebhook,
  deleteWebhook,
  editWebhook,
  getWebhook,
  listWebhooks,
  replayWebhook,
  rotateSecret,
  testWebhook,
} from "./manage-webhooks";

/** Endpoints that are told of events, and the log of what was told. */
export const webhooksRouter = router({
  list: rightProcedure("apiSettings.view").query(({ ctx }) => ctx.read(listWebhooks)),
  get: rightProcedure("apiSettings.view")
    .input(webhookInput)
    .query(({ ctx, input }) => ctx.read((work) => getWebhook(work, input.webhookId))),
  deliveries: rightProcedure("apiSettings.view")
    .input(deliveriesInput)
    .query(({ ctx, input }) => ctx.read((work) => webhookDeliveries(work, input))),
  attempts: rightProcedure("apiSettings.view")
    .input(deliveryInput)
    .query(({ ctx, input }) => ctx.read((work) => deliveryAttempts(work, input))),
  add: rightProcedure("apiSettings.create")
    .input(addWebhookInput)
    .mutation(({ ctx, input }) => ctx.write((work) => addWebhook(work, input))),
  edit: rightProcedure("apiSettings.create")
    .input(editWebhookInput)
    .mutation(({ ctx, input }) => ctx.write((work) => editWebhook(work, input))),
  delete: rightProcedure("apiSettings.create")
    .input(webhookInput)
    .mutation(({ ctx, input }) => ctx.write((work) => deleteWebhook(work, input.webhookId))),
  rotate: rightProcedure("apiSettings.create")
    .input(webhookInput)
    .mutation(({ ctx, input }) => ctx.write((work) => rotateSecret(work, input.webhookId))),
  test: rightProcedure("apiSettings.create")
    .input(webhookInput)
    .mutation(({ ctx, input }) => ctx.write((work) => testWebhook(work, input.webhookId))),
  replay: rightProcedure("apiSettings.create")
    .input(replayInput)
    .mutation(({ ctx, input }) => ctx.write((work) => replayWebhook(work, input))),
});
