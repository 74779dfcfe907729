import type { Config } from "../config";
import type { MailTransport } from "./mail";
import { mailboxTransport } from "./mailbox-transport";
import { resendTransport } from "./resend-transport";
import { smtpTransport } from "./smtp-transport";

/**
 * The transport that the settings name.
 *
 * @throws Error that names the missing variable.
 */
export function openTransport(mail: Config["mail"]): MailTransport {
  if (mail.transport === "mailbox") return mailboxTransport();
  if (mail.transport === "smtp") {
    if (!mail.smtpUrl) throw new Error("MAIL_TRANSPORT=smtp needs SMTP_URL.");
    return smtpTransport({ url: mail.smtpUrl });
  }
  if (!mail.resendKey) throw new Error("MAIL_TRANSPORT=resend needs RESEND_API_KEY.");
  return resendTransport({ key: mail.resendKey, baseUrl: mail.resendBaseUrl });
}
