import type { Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { Place } from "../contract";

const ACTIVE = { status: "ACTIVATED", account: { status: "ACTIVATED" } } as const;

/** The accounts in which a person is an active user, by company name (system scope). */
export async function placesOf(work: Work, identityId: string, sessionId: string): Promise<Place[]> {
  const session = await work.tx.session.findUnique({ where: { id: sessionId }, select: { userId: true } });
  const users = await work.tx.user.findMany({
    where: { identityId, ...ACTIVE },
    select: {
      id: true,
      account: { select: { companyName: true, type: true } },
      profile: { select: { name: true } },
    },
    orderBy: [{ account: { companyName: "asc" } }, { id: "asc" }],
    take: 200,
  });
  return users.map((user) => ({
    userId: user.id,
    companyName: user.account.companyName,
    type: user.account.type,
    profileName: user.profile.name,
    current: user.id === session?.userId,
  }));
}

/**
 * Chooses the account in which a session works, at sign-in or later (decisions, section 2). System scope.
 *
 * @throws AppError NOT_FOUND for a user that is not this person's, or not active.
 */
export async function chooseUser(
  work: Work,
  session: { sessionId: string; identityId: string },
  userId: string,
): Promise<void> {
  const user = await work.tx.user.findFirst({ where: { id: userId, identityId: session.identityId, ...ACTIVE } });
  if (!user) throw new AppError("NOT_FOUND", "shared.notFound");
  const { count } = await work.tx.session.updateMany({
    where: { id: session.sessionId, identityId: session.identityId },
    data: { userId },
  });
  if (count === 0) throw new AppError("UNAUTHENTICATED", "shared.signInFirst");
}
