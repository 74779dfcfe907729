import type { visibleSites } from "@/authz";
import { accountOf, Prisma, type Work } from "@/platform/db";
import type { AttentionRow } from "../contract";
import { type Attention, attentionSince } from "../domain/attention";

/** Counted one by one no further than this: "more than 1,000" is as good a reason to look. */
const AT_MOST = 1_000;
const SITES_SHOWN = 20;

/** What about `virtual_cards c` asks for attention; each condition is led by the status, which an index has. */
export function attentionCondition(what: Attention, now: Date): Prisma.Sql {
  switch (what) {
    case "notActivated":
      return Prisma.sql`(c.status = 'EMAIL_SENT' AND c.sent_at < ${attentionSince(now, what)})`;
    case "notDelivered":
      return Prisma.sql`(c.sending_id IS NOT NULL AND EXISTS (SELECT FROM email_messages e WHERE e.account_id = c.account_id
        AND e.card_id = c.id AND e.sending_id = c.sending_id AND e.status IN ('FAILED', 'BOUNCED')))`;
    case "revokeLate":
      return Prisma.sql`(c.status = 'PENDING_REVOKE' AND EXISTS (SELECT FROM credentials k WHERE k.account_id = c.account_id
        AND k.id = c.credential_id AND k.state = 'SUSPENDED' AND k.removed_at IS NULL AND k.removal_ordered_at < ${attentionSince(now, what)}))`;
  }
}

/** Where to begin looking for each: small indexes of what is unfinished, never all cards of a site. */
const CANDIDATES: Record<Attention, (account: Prisma.Sql, now: Date) => Prisma.Sql> = {
  notActivated: (account, now) => Prisma.sql`
    SELECT c.* FROM own_cards c WHERE c.account_id = ${account} AND c.site_id = s.id AND c.status = 'EMAIL_SENT'
      AND c.kind <> 'CONFIGURATION' AND c.sent_at < ${attentionSince(now, "notActivated")}`,
  notDelivered: (account) => Prisma.sql`
    SELECT DISTINCT c.id FROM email_messages m JOIN own_cards c ON c.account_id = m.account_id AND c.id = m.card_id AND c.sending_id = m.sending_id
    WHERE m.account_id = ${account} AND m.card_id IS NOT NULL AND m.status IN ('FAILED', 'BOUNCED') AND c.site_id = s.id AND c.kind <> 'CONFIGURATION'`,
  revokeLate: (account, now) => Prisma.sql`
    SELECT c.id FROM credentials k JOIN own_cards c ON c.account_id = k.account_id AND c.id = k.card_id AND c.credential_id = k.id
    WHERE k.account_id = ${account} AND k.state = 'SUSPENDED' AND k.removed_at IS NULL
      AND k.removal_ordered_at < ${attentionSince(now, "revokeLate")} AND c.status = 'PENDING_REVOKE' AND c.site_id = s.id AND c.kind <> 'CONFIGURATION'`,
};

/** How many user cards of each visible site ask for attention, and why; nothing for sites where none does. At most 20 sites each. */
export async function cardsAskingAttention(
  work: Work,
  visible: ReturnType<typeof visibleSites>,
): Promise<AttentionRow[]> {
  const account = Prisma.sql`${accountOf(work)}::uuid`;
  const site =
    "only" in visible
      ? Prisma.sql`s.id = any (${visible.only}::uuid[])`
      : Prisma.sql`s.id <> all (${visible.allBut}::uuid[])`;
  const parts = (Object.keys(CANDIDATES) as Attention[]).map(
    (what) => Prisma.sql`(SELECT ${what} AS what, s.id AS "siteId", s.name AS site, n.count
      FROM sites s CROSS JOIN LATERAL (SELECT count(*)::int AS count FROM (${CANDIDATES[what](account, work.now)} LIMIT ${AT_MOST + 1}) found) n
      WHERE s.account_id = ${account} AND s.deleted_at IS NULL AND ${site} AND n.count > 0
      ORDER BY n.count DESC, lower(s.name) LIMIT ${SITES_SHOWN})`,
  );
  const rows = await work.tx.$queryRaw<AttentionRow[]>`${Prisma.join(parts, " UNION ALL ")}`;
  return rows.map((row) => ({ ...row, count: Math.min(row.count, AT_MOST), more: row.count > AT_MOST }));
}
