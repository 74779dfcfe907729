export type { EmailBrand } from "@emails/_brand/brand";
export type { OwnMailText, TextDoc } from "@emails/_components/text-doc";
export type { EmailData, EmailKind } from "@emails/catalogue";
export { createMailDelivery, type MailDelivery } from "./dispatcher";
export { type EmailCounts, emailCounts, type FailedEmail, listFailedEmails, resendEmail } from "./failed";
export { parseMailbox } from "./mail";
export { listMailbox, type MailboxMessage, type MailboxRow, readMailboxMessage } from "./mailbox";
export { openTransport } from "./open-transport";
export { type QueuedEmail, queueDispatch, queueEmail } from "./outbox";
export {
  type EmailResolver,
  type EmailRow,
  onDelivery,
  type ResolvedEmail,
  registerEmail,
} from "./registry";
