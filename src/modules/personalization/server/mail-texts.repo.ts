import { Prisma, type Work } from "@/platform/db";
import type { OwnMailText } from "@/platform/email";
import type { MailTextSource } from "../contract";

type Row = {
  depth: number;
  operator: boolean;
  kind: string;
  locale: string;
  subject: string;
  body: OwnMailText["body"];
};

/** An account's words for mails, its own or inherited, nearest first (one kind, or all). */
export function mailTextChain(work: Work, accountId: string, kind: string | null): Promise<Row[]> {
  return work.tx.$queryRaw<Row[]>`
    SELECT depth, operator, kind, locale, subject, body FROM email_text_chain(${accountId}::uuid, ${kind}) ORDER BY depth`;
}

export function sourceOf(row: Pick<Row, "depth" | "operator"> | undefined): MailTextSource {
  if (!row) return "standard";
  return row.depth === 0 ? "own" : row.operator ? "operator" : "supplier";
}

/** The words that an account's mails have instead of the standard ones, by kind and language. */
export async function mailTextsOf(work: Work, accountId: string): Promise<Record<string, Record<string, OwnMailText>>> {
  const texts: Record<string, Record<string, OwnMailText>> = {};
  for (const { kind, locale, subject, body } of await mailTextChain(work, accountId, null)) {
    texts[kind] ??= {};
    texts[kind][locale] ??= { subject, body };
  }
  return texts;
}

/** The versions of an account's own words for a mail, newest first, at most 50. */
export function mailTextVersions(work: Work, accountId: string, kind: string, locale: string) {
  return work.tx.emailText.findMany({
    where: { accountId, kind, locale },
    orderBy: { version: "desc" },
    take: 50,
  });
}

/** Adds a version; two at the same moment get two numbers. Null: back to what it inherits. */
export async function addMailText(
  work: Work,
  accountId: string,
  { kind, locale, text }: { kind: string; locale: string; text: OwnMailText | null },
): Promise<void> {
  await work.tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`email-text:${accountId}:${kind}:${locale}`}))`;
  const newest = await work.tx.emailText.aggregate({ where: { accountId, kind, locale }, _max: { version: true } });
  await work.tx.emailText.create({
    data: {
      accountId,
      kind,
      locale,
      version: (newest._max.version ?? 0) + 1,
      subject: text?.subject ?? null,
      body: text ? (text.body as unknown as Prisma.InputJsonValue) : Prisma.DbNull,
      createdByName: work.performer.name,
      createdAt: work.now,
    },
  });
}
