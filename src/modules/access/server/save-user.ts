import type { Actor } from "@/authz";
import { accountLocale } from "@/modules/accounts/server";
import { accountOf, violates, type Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { changesBetween, recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { newId } from "@/shared/kernel/ids";
import type { AddUserInput, EditUserInput } from "../contract";
import { NO_RIGHTS } from "../domain/profile-rights";
import { userCan } from "../domain/user-machine";
import { keepAnAdministrator } from "./administrators";
import { keepProfile, requireGrant, rightsOfProfile } from "./grants";
import { sendActivation } from "./resend-activation";

/**
 * Adds a user, who gets a link by e-mail to activate the access (R088 to R092). Whether the address is known elsewhere
 * plays no part (decisions, section 2).
 *
 * @throws AppError CONFLICT `access.userExists` at `email`; NOT_FOUND `access.profileGone`; FORBIDDEN `access.grantsMore`.
 */
export async function addUser(work: Work, actor: Actor, input: AddUserInput): Promise<{ id: string }> {
  const accountId = accountOf(work);
  const profile = await keepProfile(work, input.profileId);
  await requireGrant(work, actor, NO_RIGHTS, rightsOfProfile(profile, actor.accountType));
  const id = newId();
  try {
    await work.tx.user.createMany({ data: [{ id, accountId, status: "CREATED", ...input, createdAt: work.now }] });
  } catch (error) {
    if (violates(error, "users_email"))
      throw new AppError("CONFLICT", "access.userExists", { fields: { email: "access.userExists" }, cause: error });
    throw error;
  }
  await recordEvent(work, { accountId, page: "users", action: "access.userCreated", params: { user: input.email } });
  await sendActivation(work, id);
  return { id };
}

/**
 * Changes a user; the address stays (R094, R098).
 *
 * @throws AppError NOT_FOUND; FORBIDDEN `access.grantsMore`; REFUSED `access.lastAdministrator`, `access.holderStays`.
 */
export async function editUser(work: Work, actor: Actor, { userId, ...fields }: EditUserInput): Promise<void> {
  const accountId = accountOf(work);
  const user = await userById(work, userId);
  if (!userCan(user.status, "edit")) throw new AppError("NOT_FOUND", "shared.notFound");
  const changes = changesBetween<Record<string, unknown>>(user, { ...fields, profileId: undefined }).filter(
    (change) => change.field !== "profileId",
  );
  if (fields.profileId !== user.profileId) {
    const [before, after] = [await keepProfile(work, user.profileId), await keepProfile(work, fields.profileId)];
    await requireGrant(
      work,
      actor,
      rightsOfProfile(before, actor.accountType),
      rightsOfProfile(after, actor.accountType),
    );
    if (before.administrator) {
      if (user.holder) throw new AppError("REFUSED", "access.holderStays");
      if (user.status === "ACTIVATED") await keepAnAdministrator(work, accountId, [userId]);
    }
    changes.push({ field: "profile", from: before.name, to: after.name });
  }
  if (changes.length === 0) return;
  await work.tx.user.update({ where: { id: userId }, data: fields });
  await recordEvent(work, {
    accountId,
    page: "users",
    action: "access.userUpdated",
    params: { user: user.email },
    changes,
  });
  if (userId !== actor.userId && user.status === "ACTIVATED")
    await queueEmail(work, {
      kind: "user-changed",
      accountId,
      to: { address: user.email, name: `${fields.firstName} ${fields.lastName}` },
      locale: await accountLocale(work),
      data: { userId, profile: changes.some(({ field }) => field === "profile") },
    });
  work.touch(`user:${userId}`);
}

/**
 * A user of the account that is not deleted, locked until the transaction ends.
 *
 * @throws AppError NOT_FOUND.
 */
export async function userById(work: Work, userId: string) {
  const accountId = accountOf(work);
  await work.tx
    .$queryRaw`select id::text from users where account_id = ${accountId}::uuid and id = ${userId}::uuid for update`;
  const user = await work.tx.user.findFirst({
    where: { accountId, id: userId, status: { not: "DELETED" } },
    include: { profile: { select: { administrator: true } } },
  });
  if (!user) throw new AppError("NOT_FOUND", "shared.notFound");
  return user;
}
