import { ownCode, siteCode } from "@/platform/crypto";
import { Prisma, type Work } from "@/platform/db";
import type { OpenLink, TimelineEntry } from "../contract";

/** The columns of a card's open link; needs the card `c` and `s`, its sending. */
export const LINK_FIELDS = Prisma.sql`s.created_at AS "linkSentAt", s.expires_at AS "linkExpiresAt", s.state::text AS "linkState", s.separate_code AS "separateCode",
  c.sealed_code AS "sealedCode"`;

export type StoredLink = {
  sendingId: string | null;
  linkSentAt: Date | null;
  linkExpiresAt: Date | null;
  linkState: string | null;
  separateCode: boolean | null;
  sealedCode: Uint8Array | null;
};

/** The open link as it leaves the server, null of a card whose e-mail is to go out later; its code only to those who may hand it out. */
export function openLink(card: StoredLink, mayTellCode: boolean, now: Date): OpenLink | null {
  if (!card.linkSentAt || !card.linkExpiresAt || card.linkState === "SCHEDULED") return null;
  return {
    sentAt: card.linkSentAt.toISOString(),
    expiresAt: card.linkExpiresAt.toISOString(),
    code:
      mayTellCode && card.separateCode && card.sendingId
        ? (ownCode(card.sealedCode) ?? siteCode(card.sendingId))
        : null,
    dead: card.linkState === "KILLED" ? "killed" : card.linkExpiresAt <= now ? "lapsed" : null,
  };
}

type Line = {
  id: string;
  at: Date;
  type: TimelineEntry["type"];
  action: string;
  params: Record<string, string | number> | null;
  performer: string | null;
};

/** `card-sent` → `cardSent`: the first part of the keys of `cards.timeline`. */
const MAIL_WORDS = Prisma.sql`CASE kind WHEN 'card-revoked' THEN 'cardRevoked' ELSE 'cardSent' END`;

/** What happened to a card, latest first: what people and phones did, what became of its mails, who opened its links. */
export async function timelineOf(work: Work, accountId: string, cardId: string): Promise<TimelineEntry[]> {
  const lines = await work.tx.$queryRaw<Line[]>`
    SELECT id, at, 'history' AS type, action, params, performer_name AS performer FROM history_entries
      WHERE account_id = ${accountId}::uuid AND card_id = ${cardId}::uuid
    UNION ALL SELECT id, created_at, 'email', ${MAIL_WORDS} || 'Queued', NULL::jsonb, NULL FROM email_messages
      WHERE account_id = ${accountId}::uuid AND card_id = ${cardId}::uuid
    UNION ALL SELECT id, coalesce(accepted_at, next_attempt_at), 'email', ${MAIL_WORDS} || initcap(status::text),
        jsonb_build_object('reason', coalesce(last_error, ''), 'to', to_address), NULL FROM email_messages
      WHERE account_id = ${accountId}::uuid AND card_id = ${cardId}::uuid AND status IN ('ACCEPTED', 'FAILED', 'BOUNCED')
    UNION ALL SELECT v.id, v.at, 'visit', 'opened', jsonb_build_object('client', v.client), NULL FROM link_visits v
      JOIN sendings s ON s.account_id = v.account_id AND s.id = v.sending_id
      WHERE s.account_id = ${accountId}::uuid AND s.card_id = ${cardId}::uuid
    ORDER BY at DESC, type LIMIT 200`;
  return lines.map((line) => ({
    id: `${line.id}:${line.action}`,
    at: line.at.toISOString(),
    type: line.type,
    action: line.action,
    params: line.params ?? {},
    performer: line.performer,
  }));
}
