import type { Work } from "@/platform/db";
import { queueEmail } from "@/platform/email";
import { limitKey, overLimit } from "@/platform/rate-limit";
import { findLink, ownState } from "./one-time-links";
import { makeActivationLink } from "./open-account";

/** Sends the link of a user that is Created again; the one before lapses. The first user of an account gets its welcome mail. */
export async function sendActivation(work: Work, userId: string): Promise<boolean> {
  const user = await work.tx.user.findUnique({ where: { id: userId }, include: { account: true } });
  if (user?.status !== "CREATED" || !["CREATED", "ACTIVATED"].includes(user.account.status)) return false;
  const { account, accountId } = user;
  const linkId = await makeActivationLink(work, { accountId, userId });
  await queueEmail(work, {
    kind: user.holder && account.status === "CREATED" ? "account-approved" : "user-invited",
    accountId,
    to: { address: user.email, name: `${user.firstName} ${user.lastName}` },
    locale: account.locale,
    data: { linkId },
  });
  return true;
}

/**
 * Whoever holds a link that lapsed asks for a new one: it goes to the address of the e-mail, never to the asker. The answer
 * is always the same; 3 times a day are worked off.
 */
export async function resendLapsed(
  system: <T>(run: (work: Work) => Promise<T>) => Promise<T>,
  token: string,
): Promise<void> {
  const found = await system(async (work) => ({ link: await findLink(work, "ACTIVATE_USER", token), now: work.now }));
  const userId = found.link?.userId;
  if (!userId || ownState(found.link, found.now) !== "lapsed") return;
  if ((await overLimit(limitKey("resend", userId), { attempts: 3, windowSeconds: 86_400 }, found.now)) !== null) return;
  await system((work) => sendActivation(work, userId));
}
