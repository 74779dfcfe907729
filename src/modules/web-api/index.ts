export * from "./contract";
export * from "./domain/access-machine";
export { WEBHOOK_AREAS, type WebhookArea } from "./domain/webhook";
