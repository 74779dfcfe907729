import { endSessions } from "@/platform/auth";
import { makeLinkToken, readLinkToken } from "@/platform/crypto";
import type { Work } from "@/platform/db";
import type { SessionLink } from "../contract";
import { recordForPerson } from "./person-events";

/** The token with which a mail about a sign-in lets its reader end it; derived, good as long as the session lives. */
export function sessionLinkToken(sessionId: string): string {
  return makeLinkToken("end-session", sessionId);
}

async function sessionOf(work: Work, token: string) {
  const id = readLinkToken("end-session", token);
  return id ? work.tx.session.findUnique({ where: { id } }) : null;
}

/** What the page of such a link shows (system scope). Changes nothing: mail scanners open every link. */
export async function describeSessionLink(work: Work, token: string): Promise<SessionLink> {
  const session = await sessionOf(work, token);
  if (!session || session.endsAt <= work.now || session.idleEndsAt <= work.now) return { state: "ended" };
  return {
    state: "open",
    userAgent: session.userAgent ?? "",
    ip: session.ip ?? "",
    createdAt: session.createdAt.toISOString(),
  };
}

/** "It was not me": ends the session of the link (system scope); nothing where it has ended already. */
export async function endLinkedSession(work: Work, token: string): Promise<void> {
  const session = await sessionOf(work, token);
  if (!session) return;
  const ended = await endSessions(work, session.identityId, { only: session.id });
  if (ended > 0) await recordForPerson(work, session.identityId, "access.signInEnded");
}
