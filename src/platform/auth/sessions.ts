import { createHash, randomBytes } from "node:crypto";
import { newId } from "@/shared/kernel/ids";
import { sqlOne, type Work } from "../db";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** When a session ends: after that long without a request, and at the latest; in milliseconds. */
export const LIFETIME = {
  plain: { idle: 12 * HOUR, absolute: 7 * DAY },
  remembered: { idle: 30 * DAY, absolute: 90 * DAY },
} as const;

export type CurrentSession = { sessionId: string; identityId: string; userId: string | null };

const SHAPE = /^[A-Za-z0-9_-]{43}$/;

function tokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** The live session of a token, or null: one statement, which also notes that it was seen. */
export async function resolveSession(token: string, now: Date): Promise<CurrentSession | null> {
  if (!SHAPE.test(token)) return null;
  const row = await sqlOne<{ session_id: string; identity_id: string; user_id: string | null }>(
    "resolve_session",
    "select session_id, identity_id, user_id from resolve_session($1, $2)",
    [tokenHash(token), now],
  );
  return row && { sessionId: row.session_id, identityId: row.identity_id, userId: row.user_id };
}

type NewSession = {
  identityId: string;
  userId: string | null;
  remember: boolean;
  userAgent: string;
  ip: string;
};

/** Starts a session (system scope). @returns its id and the token that only the cookie holds: 256 random bits. */
export async function startSession(work: Work, session: NewSession): Promise<{ id: string; token: string }> {
  const token = randomBytes(32).toString("base64url");
  const id = newId();
  const life = session.remember ? LIFETIME.remembered : LIFETIME.plain;
  await work.tx.session.createMany({
    data: [
      {
        id,
        tokenHash: new Uint8Array(tokenHash(token)),
        ...session,
        userAgent: session.userAgent.slice(0, 300),
        createdAt: work.now,
        lastSeenAt: work.now,
        idleEndsAt: new Date(work.now.getTime() + life.idle),
        endsAt: new Date(work.now.getTime() + life.absolute),
      },
    ],
  });
  return { id, token };
}

/** Ends the session of a token (system scope); nothing where it has ended already. */
export async function endSessionOfToken(work: Work, token: string): Promise<void> {
  await work.tx.session.deleteMany({ where: { tokenHash: new Uint8Array(tokenHash(token)) } });
}

/** Ends a person's sessions (system scope): all, all but one, or only one; open pages hear of it. @returns how many ended. */
export async function endSessions(
  work: Work,
  identityId: string,
  which: { except?: string; only?: string } = {},
): Promise<number> {
  const ended = await work.tx.$queryRaw<{ id: string }[]>`
    delete from sessions where identity_id = ${identityId}::uuid and (${which.only ?? null}::uuid is null or id = ${which.only ?? null}::uuid)
      and (${which.except ?? null}::uuid is null or id <> ${which.except ?? null}::uuid) returning id::text`;
  for (const { id } of ended) work.touch(`session:${id}`);
  return ended.length;
}

/** Deletes what has ended by time, sessions and windows of attempts (system scope). */
export async function sweepEnded(work: Work): Promise<void> {
  await work.tx.session.deleteMany({ where: { OR: [{ endsAt: { lt: work.now } }, { idleEndsAt: { lt: work.now } }] } });
  await work.tx.rateLimit.deleteMany({ where: { windowEndsAt: { lt: work.now } } });
}
