import { makeLinkToken, readLinkToken } from "@/platform/crypto";
import type { Work } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";
import type { LinkState } from "../contract";

const MINUTE = 60_000;
export const ACTIVATION_DAYS = 7;
export const RESET_MINUTES = 30;
const LIFE = { ACTIVATE_USER: ACTIVATION_DAYS * 24 * 60 * MINUTE, RESET_PASSWORD: RESET_MINUTES * MINUTE };
const PURPOSE = { ACTIVATE_USER: "activate-user", RESET_PASSWORD: "reset-password" } as const;

type Purpose = keyof typeof LIFE;
type Owner = { accountId?: string; userId?: string; identityId?: string };

/** Makes a link for a user (activation) or an identity (password); an open one of the same purpose lapses. @returns its id. */
export async function makeLink(work: Work, purpose: Purpose, owner: Owner): Promise<string> {
  await work.tx.oneTimeLink.updateMany({
    where: {
      purpose,
      usedAt: null,
      expiresAt: { gt: work.now },
      ...(owner.userId ? { userId: owner.userId } : { identityId: owner.identityId }),
    },
    data: { expiresAt: work.now },
  });
  const id = newId();
  const expiresAt = new Date(work.now.getTime() + LIFE[purpose]);
  await work.tx.oneTimeLink.createMany({ data: [{ id, purpose, ...owner, createdAt: work.now, expiresAt }] });
  return id;
}

/** The token that the e-mail of a link carries; derived, never stored. */
export function linkToken(purpose: Purpose, id: string): string {
  return makeLinkToken(PURPOSE[purpose], id);
}

type FoundLink = {
  id: string;
  accountId: string | null;
  userId: string | null;
  identityId: string | null;
  usedAt: Date | null;
  expiresAt: Date;
};

/** The link of a token (system scope), kept as it is until the transaction ends; null for a token of nothing. */
export async function findLink(work: Work, purpose: Purpose, token: string): Promise<FoundLink | null> {
  const id = readLinkToken(PURPOSE[purpose], token);
  if (!id) return null;
  const rows = await work.tx.$queryRaw<FoundLink[]>`
    select id, account_id as "accountId", user_id as "userId", identity_id as "identityId", used_at as "usedAt",
      expires_at as "expiresAt"
    from one_time_links where id = ${id}::uuid and purpose = ${purpose}::one_time_link_purpose for update`;
  return rows[0] ?? null;
}

/** Uses a link up. */
export async function markUsed(work: Work, linkId: string): Promise<void> {
  await work.tx.oneTimeLink.update({ where: { id: linkId }, data: { usedAt: work.now } });
}

/** What has become of a link by itself: used, lapsed, or open. */
export function ownState(link: FoundLink | null, now: Date): "open" | Exclude<LinkState["state"], "open"> {
  if (!link) return "unknown";
  if (link.usedAt) return "used";
  return link.expiresAt <= now ? "lapsed" : "open";
}
