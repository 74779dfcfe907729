import { inTransaction, systemPerformer, systemScope } from "../db";
import { detailOf, type MailTransport } from "./mail";

/** Keeps mails in the database, where the operator reads them: demo and development without a mail server. */
export function mailboxTransport(): MailTransport {
  return {
    connections: 4,
    async send(mail) {
      try {
        await inTransaction({ scope: systemScope, performer: systemPerformer }, ({ tx, now }) =>
          tx.mailboxMessage.createMany({
            data: [
              {
                id: mail.id,
                toAddress: mail.to.address,
                toName: mail.to.name,
                fromName: mail.from.name ?? mail.from.address,
                subject: mail.subject,
                html: mail.html,
                text: mail.text,
                at: now,
              },
            ],
            skipDuplicates: true,
          }),
        );
        return { outcome: "accepted", detail: "Kept in the built-in mailbox" };
      } catch (error) {
        return { outcome: "temporary", detail: detailOf(error) };
      }
    },
    async close() {},
  };
}
