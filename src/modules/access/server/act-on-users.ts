import type { Actor } from "@/authz";
import { accountLocale } from "@/modules/accounts/server";
import { accountOf, type Work } from "@/platform/db";
import { type EmailKind, queueEmail } from "@/platform/email";
import { recordEvent } from "@/platform/events";
import { AppError, isAppError } from "@/shared/kernel/app-error";
import type { UserResult } from "../contract";
import { type UserAction, userCan, userTransition } from "../domain/user-machine";
import { keepAnAdministrator } from "./administrators";
import { keepProfile, requireGrant, rightsOfProfile } from "./grants";
import { mailSecondFactorChange } from "./person-events";
import { sendActivation } from "./resend-activation";
import { userById } from "./save-user";

type Action = Exclude<UserAction, "edit">;
const EVENTS: Record<Action, string> = {
  invite: "access.userInvited",
  disable: "access.userDisabled",
  reactivate: "access.userReactivated",
  resetSecondFactor: "access.secondFactorReset",
  delete: "access.userDeleted",
};
const WRONG_STATUS: Record<Action, string> = {
  invite: "access.cannotInvite",
  disable: "access.cannotDisable",
  reactivate: "access.cannotReactivate",
  resetSecondFactor: "access.noSecondFactor",
  delete: "access.cannotDelete",
};

const MAILS: Partial<Record<Action, EmailKind>> = {
  disable: "user-disabled",
  reactivate: "user-reactivated",
  delete: "user-deleted",
};

/**
 * One action on several users (R094 to R097): what can't be done with one of them is told, the others are done. Users are
 * taken in the order of their ids, so that two such actions can't wait for each other.
 */
export async function actOnUsers(work: Work, actor: Actor, action: Action, userIds: string[]): Promise<UserResult[]> {
  const results: UserResult[] = [];
  for (const userId of [...new Set(userIds)].sort()) {
    let name = "";
    try {
      const user = await userById(work, userId);
      name = `${user.firstName} ${user.lastName}`;
      await act(work, actor, action, user);
      results.push({ userId, name, refused: null });
    } catch (error) {
      if (!isAppError(error)) throw error;
      results.push({ userId, name, refused: error.code });
    }
  }
  return results;
}

type User = Awaited<ReturnType<typeof userById>>;

async function act(work: Work, actor: Actor, action: Action, user: User): Promise<void> {
  const accountId = accountOf(work);
  if (!userCan(user.status, action)) throw new AppError("REFUSED", WRONG_STATUS[action]);
  if (action === "disable" || action === "delete") {
    if (user.holder) throw new AppError("REFUSED", "access.holderStays");
    if (user.profile.administrator && user.status === "ACTIVATED")
      await keepAnAdministrator(work, accountId, [user.id]);
  }
  if (action === "reactivate" || action === "resetSecondFactor") {
    // Whoever comes back gets what the profile holds by now; who has more rights is not made weaker by who has less.
    const profile = await keepProfile(work, user.profileId);
    await requireGrant(
      work,
      actor,
      { accountRights: [], everySiteRights: [], siteRights: {} },
      rightsOfProfile(profile, actor.accountType),
    );
  }
  if (action === "resetSecondFactor") await resetFactor(work, actor, user);
  const { to } = userTransition(action);
  const times = to === "DISABLED" ? { disabledAt: work.now } : to === "DELETED" ? { deletedAt: work.now } : {};
  if (to) await work.tx.user.update({ where: { id: user.id }, data: { status: to, ...times } });
  await recordEvent(work, { accountId, page: "users", action: EVENTS[action], params: { user: user.email } });
  work.touch(`user:${user.id}`);
  if (action === "invite") await sendActivation(work, user.id);
  if (action === "delete") await closeLinks(work, user.id);
  if (action === "resetSecondFactor")
    await mailSecondFactorChange(work, { address: user.email, locale: await accountLocale(work), accountId }, "reset");
  const kind = MAILS[action];
  // Who was only invited learns from the dead link; who has been in is told.
  if (kind && (action !== "delete" || user.status !== "CREATED")) {
    await queueEmail(work, {
      kind,
      accountId,
      to: { address: user.email, name: `${user.firstName} ${user.lastName}` },
      locale: await accountLocale(work),
      data: { userId: user.id },
    });
  }
}

async function closeLinks(work: Work, userId: string): Promise<void> {
  await work.tx.oneTimeLink.updateMany({
    where: { userId, usedAt: null, expiresAt: { gt: work.now } },
    data: { expiresAt: work.now },
  });
}

/**
 * Takes the second factor of somebody away who has lost it and the recovery codes; their sessions end.
 *
 * @throws AppError REFUSED `access.ownFactorByCode`, `access.noSecondFactor`, or `access.factorElsewhere`: it also protects
 *   the person's access to another account.
 */
async function resetFactor(work: Work, actor: Actor, user: User): Promise<void> {
  if (user.id === actor.userId) throw new AppError("REFUSED", "access.ownFactorByCode");
  const rows = await work.tx.$queryRaw<{ answer: string }[]>`select reset_second_factor(${user.id}::uuid) as answer`;
  if (rows[0]?.answer === "none") throw new AppError("REFUSED", "access.noSecondFactor");
  if (rows[0]?.answer === "elsewhere") throw new AppError("REFUSED", "access.factorElsewhere");
}
