import { AppError } from "@/shared/kernel/app-error";
import { inTransaction, sqlOne, systemPerformer, systemScope } from "../db";
import { forgetAttempts, limitKey, overLimit, returnAttempt, tooManyAttempts } from "../rate-limit";
import { verifyPassword } from "./passwords";
import { endSessionOfToken, startSession } from "./sessions";

const WINDOW = 15 * 60;
/** Wrong passwords per address, and per place (many people share one), in 15 minutes (decisions, section 12). */
export const LIMITS = {
  address: { attempts: 10, windowSeconds: WINDOW },
  place: { attempts: 100, windowSeconds: WINDOW },
};

/** Forgets the wrong passwords of an address, typed in browsers that it has not signed in from. */
export function forgetWrongPasswords(email: string): Promise<void> {
  return forgetAttempts([addressKey(email, null)]);
}

function addressKey(email: string, device: string | null): string {
  return limitKey("sign-in", email.toLowerCase(), device ?? "");
}

export type SignInAttempt = {
  email: string;
  password: string;
  remember: boolean;
  ip: string;
  userAgent: string;
  /** A browser that this address has signed in from before has attempts of its own: strangers can't use them up. */
  device: string | null;
  /** The session that this browser had until now ends. */
  formerToken: string | null;
  now: Date;
};

export type SignedIn = { token: string; identityId: string; email: string; userId: string | null };

/**
 * Checks a password and starts a session. Unknown address and wrong password answer alike, after the same time.
 *
 * The session's user is chosen already where the person has one only; where there are several, they choose afterwards.
 *
 * @throws AppError UNAUTHENTICATED `access.wrongSignIn`; REFUSED `access.noAccess` (right password, but no account that is
 *   active); RATE_LIMITED `shared.tooManyAttempts`.
 */
export async function signIn(attempt: SignInAttempt): Promise<SignedIn> {
  const keys = [addressKey(attempt.email, attempt.device), limitKey("sign-in-place", attempt.ip)] as const;
  // Counted before the password is looked at, so that many attempts at once are not more than the limit.
  const waits = [
    await overLimit(keys[0], LIMITS.address, attempt.now),
    await overLimit(keys[1], LIMITS.place, attempt.now),
  ];
  const wait = Math.max(...waits.map((seconds) => seconds ?? 0));
  if (wait > 0) throw tooManyAttempts(wait);

  const identity = await sqlOne<{ id: string; email: string; password_hash: string | null }>(
    "find_identity",
    "select id, email, password_hash from find_identity($1)",
    [attempt.email],
  );
  const right = await verifyPassword(identity?.password_hash ?? null, attempt.password);
  if (!identity || !right) throw new AppError("UNAUTHENTICATED", "access.wrongSignIn");
  await forgetAttempts([keys[0]]);
  await returnAttempt(keys[1]);

  return inTransaction(
    { scope: systemScope, performer: systemPerformer, clock: () => attempt.now },
    async (work): Promise<SignedIn> => {
      const users = await work.tx.user.findMany({
        where: { identityId: identity.id, status: "ACTIVATED", account: { status: "ACTIVATED" } },
        select: { id: true },
        take: 2,
      });
      if (users.length === 0) throw new AppError("REFUSED", "access.noAccess");
      if (attempt.formerToken) await endSessionOfToken(work, attempt.formerToken);
      const userId = users.length === 1 ? users[0]!.id : null;
      const { token } = await startSession(work, {
        identityId: identity.id,
        userId,
        remember: attempt.remember,
        userAgent: attempt.userAgent,
        ip: attempt.ip,
      });
      return { token, identityId: identity.id, email: identity.email, userId };
    },
  );
}
