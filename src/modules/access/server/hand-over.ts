import type { Actor } from "@/authz";
import { accountOf, type Work } from "@/platform/db";
import { recordEvent } from "@/platform/events";
import { AppError } from "@/shared/kernel/app-error";
import { userById } from "./save-user";

/**
 * The holder hands its role to another activated user, who is an Administrator from then on (decisions, section 2).
 *
 * @throws AppError FORBIDDEN `access.onlyHolder`; NOT_FOUND; REFUSED `access.notActivated`.
 */
export async function handOver(work: Work, actor: Actor, userId: string): Promise<void> {
  const accountId = accountOf(work);
  // In the order of the ids, as everywhere where several users are locked.
  const [first, second] = [actor.userId, userId].sort();
  const users = [await userById(work, first!), await userById(work, second!)];
  const holder = users.find((user) => user.id === actor.userId);
  const next = users.find((user) => user.id === userId);
  if (!holder?.holder) throw new AppError("FORBIDDEN", "access.onlyHolder");
  if (!next || next.id === holder.id || next.status !== "ACTIVATED")
    throw new AppError("REFUSED", "access.notActivated");
  const administrator = await work.tx.profile.findFirstOrThrow({ where: { accountId, administrator: true } });
  await work.tx.user.update({ where: { id: holder.id }, data: { holder: false } });
  await work.tx.user.update({ where: { id: next.id }, data: { holder: true, profileId: administrator.id } });
  await recordEvent(work, {
    accountId,
    page: "users",
    action: "access.handedOver",
    params: { user: next.email, from: holder.email },
  });
  work.touch(`user:${next.id}`);
}
