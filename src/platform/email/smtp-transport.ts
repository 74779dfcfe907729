import nodemailer from "nodemailer";
import { automaticHeaders, detailOf, type MailTransport, type OutgoingMail, type SendOutcome } from "./mail";

type SmtpError = Error & { code?: string; command?: string; responseCode?: number };

type Options = { url: string; connections?: number /** Milliseconds without an answer. */; timeout?: number };

/**
 * Sends through a mail server, over a few connections that stay open.
 *
 * `url` is smtp://user:password@host:port, or smtps:// for TLS from the first byte; `?requireTLS=true` insists on STARTTLS.
 */
export function smtpTransport({ url, connections = 5, timeout = 30_000 }: Options): MailTransport {
  const server = new URL(url);
  if (server.protocol !== "smtp:" && server.protocol !== "smtps:")
    throw new Error("SMTP_URL must begin with smtp:// or smtps://.");
  const secure = server.protocol === "smtps:";
  const transporter = nodemailer.createTransport({
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
    host: server.hostname.replace(/^\[|\]$/g, ""),
    port: Number(server.port) || (secure ? 465 : 587),
    secure,
    requireTLS: server.searchParams.get("requireTLS") === "true",
    auth: server.username
      ? { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) }
      : undefined,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    // A mail never reads a file or fetches an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    connections,
    async send(mail) {
      try {
        const info = await transporter.sendMail(message(mail));
        return { outcome: "accepted", detail: info.response };
      } catch (error) {
        return classify(error as SmtpError);
      }
    },
    async close() {
      transporter.close();
    },
  };
}

function message(mail: OutgoingMail) {
  return {
    envelope: { from: mail.from.address, to: [mail.to.address] },
    from: { name: mail.from.name ?? "", address: mail.from.address },
    to: { name: mail.to.name ?? "", address: mail.to.address },
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    messageId: mail.messageId,
    date: mail.date,
    headers: automaticHeaders,
    // Said, so that nodemailer need not count the characters of each mail to choose (a tenth of its time).
    textEncoding: "quoted-printable" as const,
    // Parts are divided by a text made from the id: the same mail is the same bytes.
    baseBoundary: mail.id,
  };
}

/**
 * Only the server's no to this recipient or to this mail (5xx after RCPT or DATA) is for good. All else (no connection,
 * time, 4xx, wrong sign-in, a sender the server does not want) may be put right, and the mail is tried again.
 */
function classify(error: SmtpError): SendOutcome {
  const code = error.responseCode ?? 0;
  const aboutMail =
    error.code === "EENVELOPE" || error.code === "EMESSAGE" || /^(RCPT TO|DATA)/.test(error.command ?? "");
  const refused = code >= 500 && aboutMail && !/^MAIL FROM/.test(error.command ?? "");
  return { outcome: refused ? "permanent" : "temporary", detail: detailOf(error) };
}
