import { endSessions, forgetWrongPasswords, hashPassword } from "@/platform/auth";
import { inTransaction, systemPerformer, systemScope, type Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { addJob, type JobHandler } from "@/platform/jobs";
import { countAttempt, limitKey, overLimit } from "@/platform/rate-limit";
import { AppError } from "@/shared/kernel/app-error";
import type { LinkState } from "../contract";
import { findLink, makeLink, markUsed, ownState } from "./one-time-links";
import { checkNewPassword } from "./password-policy";
import { recordForPerson } from "./person-events";
import { sendActivation } from "./resend-activation";

type Run = <T>(run: (work: Work) => Promise<T>) => Promise<T>;
const HOUR = 3_600;
export const RESET_TASK = "password-reset";

/**
 * Asks for a link to a new password. Whether the address is known is found out by a job, so that the answer and its time say
 * nothing (decisions, section 12).
 *
 * @throws AppError RATE_LIMITED for a place that asks too often.
 */
export async function requestReset(
  system: Run,
  email: string,
  from: { ip: string; locale: string; now: Date },
): Promise<void> {
  await countAttempt(limitKey("reset-place", from.ip), { attempts: 20, windowSeconds: HOUR }, from.now);
  const over = await overLimit(limitKey("reset", email.toLowerCase()), { attempts: 3, windowSeconds: HOUR }, from.now);
  await system(async (work) => {
    if (over === null) await addJob(work, RESET_TASK, { email, locale: from.locale });
  });
}

/** The job: mails a link to a known address; somebody invited who has no password yet gets the invitation again. */
export const sendResetLink: JobHandler<{ email: string; locale: string }> = ({ email, locale }) =>
  inTransaction({ scope: systemScope, performer: systemPerformer }, async (work) => {
    const identities = await work.tx.$queryRaw<{ id: string; email: string; locale: string | null }[]>`
      select i.id, i.email, i.locale from identities i where lower(i.email) = lower(${email}) and i.password_hash is not null
        and exists (select from users u where u.identity_id = i.id and u.status = 'ACTIVATED')`;
    const identity = identities[0];
    if (identity) {
      const linkId = await makeLink(work, "RESET_PASSWORD", { identityId: identity.id });
      await queueEmail(work, {
        kind: "password-reset",
        accountId: null,
        to: { address: identity.email },
        locale: identity.locale ?? locale,
        data: { linkId },
      });
      return;
    }
    const invited = await work.tx.$queryRaw<{ id: string }[]>`
      select id from users where lower(email) = lower(${email}) and status = 'CREATED'`;
    for (const { id } of invited) await sendActivation(work, id);
  });

/** What the page of a link to a new password shows. Changes nothing. */
export async function describeReset(work: Work, token: string): Promise<LinkState> {
  const link = await findLink(work, "RESET_PASSWORD", token);
  const state = ownState(link, work.now);
  if (state !== "open") return { state };
  const identity = await work.tx.identity.findUnique({ where: { id: link!.identityId! } });
  return identity ? { state, email: identity.email, companyName: null, hasPassword: true } : { state: "unknown" };
}

/**
 * Sets a new password by a link; all sessions of the person end.
 *
 * @throws AppError CONFLICT `access.linkUsed`, `access.linkLapsed`; NOT_FOUND `access.linkUnknown`; BAD_INPUT with `password`.
 */
export async function resetPassword(
  system: Run,
  input: { token: string; password: string },
): Promise<{ email: string }> {
  const state = await system((work) => describeReset(work, input.token));
  if (state.state !== "open") throw refusal(state.state);
  await checkNewPassword(input.password, [state.email]);
  const passwordHash = await hashPassword(input.password);
  await system(async (work) => {
    const link = await findLink(work, "RESET_PASSWORD", input.token);
    const now = ownState(link, work.now);
    if (now !== "open" || !link?.identityId) throw refusal(now === "open" ? "unknown" : now);
    await markUsed(work, link.id);
    await setPassword(work, link.identityId, passwordHash);
    await endSessions(work, link.identityId);
  });
  // Strangers may have used up the attempts of the address; its owner has just proved to be the owner.
  await forgetWrongPasswords(state.email);
  return { email: state.email };
}

/** Writes a password, and the history of it in each account where the person is an active user (system scope). */
export async function setPassword(work: Work, identityId: string, passwordHash: string): Promise<void> {
  await work.tx.identity.update({ where: { id: identityId }, data: { passwordHash, passwordChangedAt: work.now } });
  await recordForPerson(work, identityId, "access.passwordChanged");
}

function refusal(state: Exclude<LinkState["state"], "open">): AppError {
  if (state === "used") return new AppError("CONFLICT", "access.linkUsed");
  if (state === "lapsed") return new AppError("CONFLICT", "access.linkLapsed");
  return new AppError("NOT_FOUND", "access.linkUnknown");
}
