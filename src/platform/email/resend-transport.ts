import { Resend } from "resend";
import {
  automaticHeaders,
  detailOf,
  type Mailbox,
  type MailTransport,
  type OutgoingMail,
  type SendOutcome,
} from "./mail";

type Options = { key: string /** Another address than Resend's own, for tests. */; baseUrl?: string; timeout?: number };

/** Wrong data in this mail; all other answers may be put right by waiting or by settings. */
const FOR_GOOD = new Set(["validation_error", "invalid_parameter", "missing_required_field", "invalid_attachment"]);

/** Sends through Resend's API. The mail's id is the idempotency key: handed over twice, it is sent once. */
export function resendTransport({ key, baseUrl, timeout = 30_000 }: Options): MailTransport {
  const client = new Resend(key, baseUrl ? { baseUrl } : undefined);
  return {
    connections: 2,
    async send(mail) {
      try {
        const answer = await within(timeout, client.emails.send(message(mail), { idempotencyKey: mail.id }));
        return answer.error ? classify(answer.error) : { outcome: "accepted", detail: answer.data.id };
      } catch (error) {
        return { outcome: "temporary", detail: detailOf(error) };
      }
    },
    async close() {},
  };
}

function message(mail: OutgoingMail) {
  return {
    from: written(mail.from),
    to: [written(mail.to)],
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    headers: { ...automaticHeaders, "Message-ID": mail.messageId },
  };
}

/** `"Name" <address>` (RFC 5322); what a quoted text can't hold is left out. */
function written({ name, address }: Mailbox): string {
  return name ? `"${name.replace(/["\\]/g, "")}" <${address}>` : address;
}

function classify(error: { name: string; message: string; statusCode?: number | null }): SendOutcome {
  // The key was used with another text: the mail went out before, written a little differently.
  if (error.name === "invalid_idempotent_request") return { outcome: "accepted", detail: error.message };
  const detail = detailOf(`${error.statusCode ?? ""} ${error.name}: ${error.message}`.trim());
  return { outcome: FOR_GOOD.has(error.name) && error.statusCode !== 403 ? "permanent" : "temporary", detail };
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`No answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
