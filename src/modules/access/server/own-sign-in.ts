import { endSessions, hashPassword, verifyPassword } from "@/platform/auth";
import type { Work } from "@/platform/db";
import { countAttempt, forgetAttempts, limitKey } from "@/platform/rate-limit";
import { AppError } from "@/shared/kernel/app-error";
import type { SessionDto } from "../contract";
import { checkNewPassword } from "./password-policy";
import { setPassword } from "./reset-password";

type Run = <T>(run: (work: Work) => Promise<T>) => Promise<T>;
type Own = { sessionId: string; identityId: string };

/**
 * Changes one's own password by the old one (R059); all other sessions of the person end.
 *
 * @throws AppError BAD_INPUT at `current` or `password`; RATE_LIMITED.
 */
export async function changePassword(
  system: Run,
  own: Own,
  input: { current: string; password: string },
  now: Date,
): Promise<void> {
  const key = limitKey("change-password", own.identityId);
  await countAttempt(key, { attempts: 10, windowSeconds: 900 }, now);
  const { identity, users } = await system(async ({ tx }) => ({
    identity: await tx.identity.findUniqueOrThrow({ where: { id: own.identityId } }),
    users: await tx.user.findMany({
      where: { identityId: own.identityId, status: "ACTIVATED" },
      select: { firstName: true, lastName: true, account: { select: { companyName: true } } },
    }),
  }));
  if (!(await verifyPassword(identity.passwordHash, input.current)))
    throw new AppError("BAD_INPUT", "shared.badInput", { fields: { current: "access.notYourPassword" } });
  await forgetAttempts([key]);
  const about = users.flatMap((user) => [user.firstName, user.lastName, user.account.companyName]);
  await checkNewPassword(input.password, [identity.email, ...about]);
  const passwordHash = await hashPassword(input.password);
  await system(async (work) => {
    // The password that was just proved must still be it.
    const { count } = await work.tx.identity.updateMany({
      where: { id: own.identityId, passwordHash: identity.passwordHash },
      data: { passwordHash },
    });
    if (count === 0) throw new AppError("CONFLICT", "access.linkChanged");
    await setPassword(work, own.identityId, passwordHash);
    await endSessions(work, own.identityId, { except: own.sessionId });
  });
}

/** One's sessions, the latest first (system scope). */
export async function ownSessions(work: Work, own: Own): Promise<SessionDto[]> {
  const rows = await work.tx.session.findMany({
    where: { identityId: own.identityId, endsAt: { gt: work.now }, idleEndsAt: { gt: work.now } },
    orderBy: { lastSeenAt: "desc" },
    include: { user: { select: { account: { select: { companyName: true } } } } },
    take: 100,
  });
  return rows.map((row) => ({
    id: row.id,
    userAgent: row.userAgent ?? "",
    ip: row.ip ?? "",
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    companyName: row.user?.account.companyName ?? null,
    current: row.id === own.sessionId,
  }));
}

/** Signs out one of one's sessions, or all but this one (system scope). Another person's does not exist. */
export async function endOwnSessions(work: Work, own: Own, only: string | null): Promise<{ ended: number }> {
  const ended = await endSessions(work, own.identityId, only ? { only } : { except: own.sessionId });
  if (only && ended === 0) throw new AppError("NOT_FOUND", "shared.notFound");
  return { ended };
}
