import type { Locale } from "@/i18n/locales";
import { accountOf, type Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { renderSample } from "@/platform/email/own-texts";
import type { RenderedEmail } from "@/platform/email/render";
import { countAttempt, limitKey } from "@/platform/rate-limit";
import type { PreviewMailInput } from "../contract";
import { knownKind } from "./mail-kinds";
import { mailBrandPort } from "./ports";

/** A mail with sample values as it would look, in words and colours that need not be saved. Nothing is stored. */
export async function previewMail(work: Work, input: PreviewMailInput): Promise<RenderedEmail> {
  const kind = await knownKind(work, input.kind);
  const brand = await mailBrandPort.ask(work, accountOf(work));
  const { text, look, locale } = input;
  return renderSample(kind, locale, {
    ...brand,
    ...(look
      ? {
          headerBackground: look.headerBackground ?? brand.headerBackground,
          headerText: look.headerText ?? brand.headerText,
          copyright: look.copyright ?? brand.copyright,
        }
      : {}),
    texts: text ? { ...brand.texts, [kind]: { ...brand.texts?.[kind], [locale]: text } } : brand.texts,
  });
}

const TESTS = { attempts: 20, windowSeconds: 3_600 };

/** Sends a mail in its saved words, with sample values, to the person who asks; 20 an hour. */
export async function sendTestMail(work: Work, input: { kind: string; locale: Locale }, to: string): Promise<void> {
  const kind = await knownKind(work, input.kind);
  await countAttempt(limitKey("mail-test", to), TESTS, work.now);
  await queueEmail(work, {
    kind,
    accountId: accountOf(work),
    to: { address: to },
    locale: input.locale,
    data: { sample: true },
  });
}
