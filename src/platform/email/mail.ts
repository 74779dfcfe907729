/** One mail to one recipient, ready to be handed over. */
export type OutgoingMail = {
  /** The id of its row in `email_messages`; the same mail handed over twice has the same. */
  id: string;
  /** Made from the id, so that a mail handed over twice is one mail to mail clients (RFC 5322, 3.6.4). */
  messageId: string;
  from: Mailbox;
  to: Mailbox;
  subject: string;
  html: string;
  text: string;
  /** When it was queued; stands in its Date header. */
  date: Date;
};

export type Mailbox = { name: string | null; address: string };

/** What became of a mail: taken, to be tried again later, or refused for good. `detail` is for people, never for programs. */
export type SendOutcome = { outcome: "accepted" | "temporary" | "permanent"; detail: string | null };

export type MailTransport = {
  /** How many mails may be on their way at once. */
  connections: number;
  /** Hands a mail over. Does not throw: whatever goes wrong is an outcome. */
  send(mail: OutgoingMail): Promise<SendOutcome>;
  close(): Promise<void>;
};

/** Headers of every mail: automatic (RFC 3834), no answers by machines. */
export const automaticHeaders = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" };

/** The Message-ID of a row, with the origin's host as its domain. */
export function messageIdOf(id: string, origin: string): string {
  return `<${id}@${new URL(origin).hostname}>`;
}

/**
 * Reads `Name <address>` or `address`, as in the setting MAIL_FROM.
 *
 * @throws Error when there is no address.
 */
export function parseMailbox(text: string): Mailbox {
  const match = /^\s*(?:"?([^"<]*?)"?\s*<([^<>\s]+@[^<>\s]+)>|([^<>\s]+@[^<>\s]+))\s*$/.exec(text);
  if (!match) throw new Error(`Not a mail address: MAIL_FROM must be “Name <address>”.`);
  return { name: match[1]?.trim() || null, address: (match[2] ?? match[3])! };
}

/** The longest detail that is stored. */
export function detailOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, " ").slice(0, 500);
}
