import type { Locale } from "@/i18n/locales";
import { locales } from "@/i18n/locales";
import { accountOf, type Work } from "@/platform/db";
import type { EmailKind } from "@/platform/email";
import { mailEssentials, mailVariables, standardText } from "@/platform/email/own-texts";
import type { MailKindDto, MailTextDto } from "../contract";
import type { MailDoc } from "../domain/mail-text";
import { knownKind, mailKindsOf } from "./mail-kinds";
import { mailTextChain, mailTextVersions, sourceOf } from "./mail-texts.repo";
import { mailBrandPort } from "./ports";

/** The automatic mails that an account may put into its own words, with where their words come from now (R039). */
export async function listMailKinds(work: Work): Promise<MailKindDto[]> {
  const accountId = accountOf(work);
  const kinds = await mailKindsOf(work);
  const rows = await mailTextChain(work, accountId, null);
  return kinds.map((kind) => ({
    kind,
    sources: Object.fromEntries(
      locales.map((locale) => [locale, sourceOf(rows.find((row) => row.kind === kind && row.locale === locale))]),
    ),
  }));
}

/** One mail in one language, for its editor. */
export async function mailText(work: Work, input: { kind: string; locale: Locale }): Promise<MailTextDto> {
  const accountId = accountOf(work);
  const kind = await knownKind(work, input.kind);
  const brand = await mailBrandPort.ask(work, accountId);
  const rows = (await mailTextChain(work, accountId, kind)).filter((row) => row.locale === input.locale);
  const standard = standardText(kind as EmailKind, input.locale, brand);
  const own = rows.find((row) => row.depth === 0);
  const above = rows.find((row) => row.depth > 0);
  const plain = (text: { subject: string; body: unknown }) => ({ subject: text.subject, body: text.body as MailDoc });
  const inherited = plain(above ?? standard);
  const versions = await mailTextVersions(work, accountId, kind, input.locale);
  return {
    source: sourceOf(own ?? above),
    text: own ? plain(own) : inherited,
    inherited,
    variables: mailVariables(kind),
    essentials: mailEssentials(kind, brand),
    versions: versions.map((row) => ({
      version: row.version,
      at: row.createdAt.toISOString(),
      by: row.createdByName,
      text: row.subject === null ? null : plain({ subject: row.subject, body: row.body }),
    })),
  };
}
