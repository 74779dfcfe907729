import "./emails";
import { config } from "@/platform/config";
import { inTransaction, systemPerformer, systemScope } from "@/platform/db";
import { createMailDelivery, type MailDelivery, openTransport, parseMailbox } from "@/platform/email";

/** The worker's side of the outbox, with the configured transport. Mails of a disabled account are held back (decisions, section 2). */
export function openMailDelivery(): MailDelivery {
  const { mail, origin } = config();
  return createMailDelivery({ transport: openTransport(mail), from: parseMailbox(mail.from), origin, maySend });
}

async function maySend(accountId: string): Promise<boolean> {
  const account = await inTransaction({ scope: systemScope, performer: systemPerformer }, ({ tx }) =>
    tx.account.findUnique({ where: { id: accountId }, select: { status: true } }),
  );
  return account !== null && account.status !== "DISABLED";
}
