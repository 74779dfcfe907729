import { accountOf, type Work } from "@/platform/db";
import { mailEssentials, mailVariables } from "@/platform/email/own-texts";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { SaveMailTextInput } from "../contract";
import { mailTextFault } from "../domain/mail-text";
import { knownKind } from "./mail-kinds";
import { addMailText } from "./mail-texts.repo";
import { mailBrandPort } from "./ports";

/**
 * Puts a mail into the account's own words, in one language; the words before stay as a version (R039).
 *
 * @throws AppError BAD_INPUT at `subject` or `body`: unknown variable, open braces, a link in disguise, no activation link.
 */
export async function saveMailText(work: Work, input: SaveMailTextInput): Promise<void> {
  const { locale, subject, body } = input;
  const kind = await knownKind(work, input.kind);
  const accountId = accountOf(work);
  const essentials = mailEssentials(kind, await mailBrandPort.ask(work, accountId));
  const fault = mailTextFault({ subject, body }, { variables: mailVariables(kind), essentials });
  if (fault)
    throw new AppError("BAD_INPUT", fault.code, {
      fields: { [fault.field]: fault.code },
      params: fault.name ? { name: fault.name } : {},
    });
  await addMailText(work, accountId, { kind, locale, text: { subject, body } });
  await told(work, accountId, "personalization.mailTextSaved", kind, locale);
}

/** Back to what the account inherits; its own words stay as a version. */
export async function resetMailText(work: Work, input: { kind: string; locale: string }): Promise<void> {
  const kind = await knownKind(work, input.kind);
  const accountId = accountOf(work);
  await addMailText(work, accountId, { kind, locale: input.locale, text: null });
  await told(work, accountId, "personalization.mailTextReset", kind, input.locale);
}

function told(work: Work, accountId: string, action: string, kind: string, locale: string): Promise<void> {
  return recordEvent(work, { accountId, page: "settings", action, params: { kind, locale } });
}
