import { AppError } from "@/shared/kernel/app-error";
import { inTransaction, sqlOne, systemPerformer, systemScope, type Work } from "../db";
import { queueEmail } from "../email";
import { forgetAttempts, limitKey, overLimit, returnAttempt, tooManyAttempts } from "../rate-limit";
import { verifyPassword } from "./passwords";
import { consumeCode } from "./second-factor";
import { endSessionOfToken, startSession } from "./sessions";

const WINDOW = 15 * 60;
/** Wrong passwords per address, and per place (many people share one), in 15 minutes (decisions, section 12). */
export const LIMITS = {
  address: { attempts: 10, windowSeconds: WINDOW },
  place: { attempts: 100, windowSeconds: WINDOW },
  /** Wrong codes of somebody who has the right password already. */
  code: { attempts: 5, windowSeconds: WINDOW },
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
  /** A code of the authenticator app, or a recovery code; "" where none was typed. */
  code: string;
  remember: boolean;
  ip: string;
  userAgent: string;
  /** A browser that this address has signed in from before has attempts of its own: strangers can't use them up. */
  device: string | null;
  /** The session that this browser had until now ends. */
  formerToken: string | null;
  now: Date;
};

export type SignedIn = {
  token: string;
  identityId: string;
  email: string;
  userId: string | null;
  /** The account requires a second factor, and the person has none yet. */
  mustSetUp: boolean;
};

type FoundIdentity = { id: string; email: string; password_hash: string | null; second_factor: boolean };

/**
 * Checks a password, and a code where the person has a second factor, and starts a session. Unknown address and wrong
 * password answer alike, after the same time. In a browser that is new for the person, they are told by e-mail.
 *
 * The session's user is chosen already where the person has one only; where there are several, they choose afterwards.
 *
 * @throws AppError UNAUTHENTICATED `access.wrongSignIn`, `access.codeNeeded`, `access.wrongCode`; REFUSED `access.noAccess`
 *   (right password, but no account that is active); RATE_LIMITED `shared.tooManyAttempts`.
 */
export async function signIn(attempt: SignInAttempt): Promise<SignedIn> {
  const identity = await checkPassword(attempt);
  const codeKey = limitKey("sign-in-code", identity.id, attempt.device ?? "");
  if (identity.second_factor && attempt.code) {
    const wait = await overLimit(codeKey, LIMITS.code, attempt.now);
    if (wait !== null) throw tooManyAttempts(wait);
  }
  const signedIn = await inTransaction(
    { scope: systemScope, performer: systemPerformer, clock: () => attempt.now },
    (work) => enter(work, identity, attempt),
  );
  if (identity.second_factor) await forgetAttempts([codeKey]);
  return signedIn;
}

async function checkPassword(attempt: SignInAttempt): Promise<FoundIdentity> {
  const keys = [addressKey(attempt.email, attempt.device), limitKey("sign-in-place", attempt.ip)] as const;
  // Counted before the password is looked at, so that many attempts at once are not more than the limit.
  const waits = [
    await overLimit(keys[0], LIMITS.address, attempt.now),
    await overLimit(keys[1], LIMITS.place, attempt.now),
  ];
  const wait = Math.max(...waits.map((seconds) => seconds ?? 0));
  if (wait > 0) throw tooManyAttempts(wait);

  const identity = await sqlOne<FoundIdentity>(
    "find_identity",
    "select id, email, password_hash, second_factor from find_identity($1)",
    [attempt.email],
  );
  const right = await verifyPassword(identity?.password_hash ?? null, attempt.password);
  if (!identity || !right) throw new AppError("UNAUTHENTICATED", "access.wrongSignIn");
  await forgetAttempts([keys[0]]);
  await returnAttempt(keys[1]);
  return identity;
}

async function enter(work: Work, identity: FoundIdentity, attempt: SignInAttempt): Promise<SignedIn> {
  const users = await work.tx.user.findMany({
    where: { identityId: identity.id, status: "ACTIVATED", account: { status: "ACTIVATED" } },
    select: { id: true, accountId: true, account: { select: { locale: true, secondFactorRequired: true } } },
    take: 2,
  });
  const [user] = users;
  if (!user) throw new AppError("REFUSED", "access.noAccess");
  if (identity.second_factor) {
    if (!attempt.code) throw new AppError("UNAUTHENTICATED", "access.codeNeeded");
    const used = await consumeCode(work, identity.id, attempt.code);
    if (!used) throw new AppError("UNAUTHENTICATED", "access.wrongCode");
    if (used === "recovery") await tell(work, identity, user, "second-factor-changed", { change: "recoveryUsed" });
  }
  if (attempt.formerToken) await endSessionOfToken(work, attempt.formerToken);
  const only = users.length === 1 ? user : null;
  const { id, token } = await startSession(work, {
    identityId: identity.id,
    userId: only?.id ?? null,
    remember: attempt.remember,
    userAgent: attempt.userAgent,
    ip: attempt.ip,
  });
  const { lastSignInAt } = await work.tx.identity.findUniqueOrThrow({ where: { id: identity.id } });
  if (lastSignInAt && !attempt.device) await tell(work, identity, user, "new-sign-in", { sessionId: id });
  await work.tx.identity.update({ where: { id: identity.id }, data: { lastSignInAt: work.now } });
  const mustSetUp = only?.account.secondFactorRequired === true && !identity.second_factor;
  return { token, identityId: identity.id, email: identity.email, userId: only?.id ?? null, mustSetUp };
}

/** A mail to the person about the sign-in itself; of the platform, since the person may belong to several accounts. */
async function tell(
  work: Work,
  identity: FoundIdentity,
  user: { account: { locale: string } },
  kind: "new-sign-in" | "second-factor-changed",
  data: Record<string, string>,
): Promise<void> {
  const { locale } = await work.tx.identity.findUniqueOrThrow({ where: { id: identity.id }, select: { locale: true } });
  const to = { address: identity.email };
  await queueEmail(work, { kind, accountId: null, to, locale: locale ?? user.account.locale, data });
}
