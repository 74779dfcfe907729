import type { Actor } from "@/authz";
import type { Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";

/**
 * Requires a second factor of all users of the actor's account, or no longer (decisions, section 12). Who has none can do
 * nothing but set one up, from the next request on; so whoever turns it on needs one first.
 *
 * @throws AppError REFUSED `access.ownFactorFirst`.
 */
export async function requireSecondFactor(work: Work, actor: Actor, required: boolean): Promise<void> {
  const { accountId } = actor;
  if (required && !(await hasSecondFactor(work, actor))) throw new AppError("REFUSED", "access.ownFactorFirst");
  const { count } = await work.tx.account.updateMany({
    where: { id: accountId, secondFactorRequired: !required },
    data: { secondFactorRequired: required },
  });
  if (count === 0) return;
  await recordEvent(work, {
    accountId,
    page: "account",
    action: required ? "access.secondFactorRequired" : "access.secondFactorOptional",
  });
}

/** Whether the actor's account requires a second factor, and how many of its active users have one. */
export async function secondFactorRule(
  work: Work,
  actor: Actor,
): Promise<{ required: boolean; with: number; users: number }> {
  const account = await work.tx.account.findUniqueOrThrow({ where: { id: actor.accountId } });
  const [row] = await work.tx.$queryRaw<{ users: number; with: number }[]>`
    select count(*)::int as users, count(f.id)::int as with from users u left join users_with_second_factor() f (id) on f.id = u.id
    where u.account_id = ${actor.accountId}::uuid and u.status = 'ACTIVATED'`;
  return { required: account.secondFactorRequired, with: row?.with ?? 0, users: row?.users ?? 0 };
}

async function hasSecondFactor(work: Work, actor: Actor): Promise<boolean> {
  const rows = await work.tx.$queryRaw<{ yes: boolean }[]>`
    select exists (select from users_with_second_factor() f (id) where f.id = ${actor.userId}::uuid) as yes`;
  return rows[0]?.yes === true;
}
