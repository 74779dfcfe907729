import { operatorAccount } from "@/modules/accounts/server";
import { clearSecondFactor, endSessions } from "@/platform/auth";
import type { Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import type { OperatorResetInput } from "../contract";
import { mailSecondFactorChange } from "./person-events";

/**
 * The operator takes away the second factor of a user who has lost the phone and the recovery codes, and says why: the one whom nobody
 * in the account can help, its only administrator or a user of several accounts. The person's sessions end, they hear of it by e-mail;
 * the account, its supplier and the operator read the reason in their histories, other accounts of the person that it was done.
 * System scope.
 *
 * @throws AppError NOT_FOUND; REFUSED `access.noSecondFactor`, or `access.factorOfOperator`: it also protects the console, whose
 *   administrators see to it.
 */
export async function resetFactorByOperator(work: Work, input: OperatorResetInput): Promise<void> {
  const { tx } = work;
  const user = await tx.user.findFirst({
    where: { id: input.userId, accountId: input.accountId, status: { in: ["CREATED", "ACTIVATED", "DISABLED"] } },
    include: { account: { select: { type: true, parentId: true, status: true, locale: true } } },
  });
  if (!user || user.account.type === "OPERATOR") throw new AppError("NOT_FOUND", "shared.notFound");
  const person = user.identityId;
  // Two at the same moment: the second waits here and then finds none.
  const [identity] = await tx.$queryRaw<{ factor: boolean; locale: string | null }[]>`
    select totp_enabled_at is not null as factor, locale from identities where id = ${person}::uuid for update`;
  if (!person || !identity?.factor) throw new AppError("REFUSED", "access.noSecondFactor");
  const places = await tx.user.findMany({
    where: { identityId: person, status: { in: ["ACTIVATED", "DISABLED"] } },
    select: { id: true, accountId: true, email: true, account: { select: { type: true } } },
  });
  if (places.some(({ account }) => account.type === "OPERATOR"))
    throw new AppError("REFUSED", "access.factorOfOperator");
  await clearSecondFactor(work, person);
  await endSessions(work, person);

  const event = { action: "access.secondFactorResetByOperator", params: { user: user.email, reason: input.reason } };
  await recordEvent(work, { accountId: user.accountId, page: "users", ...event });
  const above = [(await operatorAccount(work)).id, user.account.parentId].filter((id) => id !== null);
  for (const accountId of new Set(above))
    await recordEvent(work, { accountId, page: "customerAccounts", customerId: user.accountId, ...event });
  for (const place of places) {
    work.touch(`user:${place.id}`);
    if (place.accountId !== user.accountId)
      await recordEvent(work, {
        accountId: place.accountId,
        page: "users",
        action: "access.secondFactorReset",
        params: { user: place.email },
      });
  }
  await mailSecondFactorChange(
    work,
    {
      address: user.email,
      locale: identity.locale ?? user.account.locale,
      // The mails of a disabled account wait; this one does not.
      accountId: user.account.status === "DISABLED" ? null : user.accountId,
    },
    "resetByOperator",
  );
}
