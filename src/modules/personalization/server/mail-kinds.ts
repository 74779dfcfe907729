import { accountOf, type Work } from "@/platform/db";
import type { EmailKind } from "@/platform/email";
import { EMAIL_KINDS } from "@/platform/email/own-texts";
import { AppError } from "@/shared/kernel/app-error";

/** Mails of the platform itself, before there is an account whose words they could have. */
const PLATFORM: ReadonlySet<EmailKind> = new Set<EmailKind>([
  "account-requested",
  "account-request-for-operator",
  "account-refused",
  "account-known",
  "password-reset",
]);

/** The mails that the account of a unit of work may put into its own words: those that go out in its name or below it. */
export async function mailKindsOf(work: Work): Promise<EmailKind[]> {
  const { type } = await work.tx.account.findUniqueOrThrow({ where: { id: accountOf(work) }, select: { type: true } });
  return EMAIL_KINDS.filter((kind) => type === "OPERATOR" || !PLATFORM.has(kind));
}

/** @throws AppError NOT_FOUND for a kind that does not exist for this account. */
export async function knownKind(work: Work, kind: string): Promise<EmailKind> {
  const known = (await mailKindsOf(work)).find((one) => one === kind);
  if (!known) throw new AppError("NOT_FOUND", "shared.notFound");
  return known;
}
