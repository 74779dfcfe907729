import { accountOf, type Prisma, type Work } from "@/platform/db";
import type { CardStatus } from "../domain/card-machine";

/*
 * Set-based statements over virtual cards of any kind and what follows them to a phone. Locks are taken in the order
 * card, sending, credential, ledger, as the phone's own statements do. Rows travel as one JSON parameter.
 */

export type AnyCardKind = "PRIVATE_ID" | "MOBILE_ID_PLUS" | "CONFIGURATION";

/** What a card on its way is, as the lifecycle needs to know it. */
export type LockedCard = {
  id: string;
  kind: AnyCardKind;
  status: CardStatus;
  paid: boolean;
  sendingId: string | null;
  credentialId: string | null;
  chargeId: string | null;
  removed: boolean;
  scheduledFor: Date | null;
  firstName: string;
  lastName: string;
};

export type SitePolicy = { linkDays: number; separateCode: boolean; timeZone: string };

/** How a site wants its links, and its time zone (IANA), or null where the site is not in scope. */
export async function readSitePolicy(work: Work, siteId: string): Promise<SitePolicy | null> {
  const site = await work.tx.site.findFirst({
    where: { accountId: accountOf(work), id: siteId, deletedAt: null },
    select: { linkDays: true, activationCode: true, timeZone: true, account: { select: { timeZone: true } } },
  });
  if (!site) return null;
  const { linkDays, activationCode, timeZone, account } = site;
  return { linkDays, separateCode: activationCode === "SEPARATE_CODE", timeZone: timeZone ?? account.timeZone };
}

/** Locks cards of a site until the transaction ends, in the order of their ids. Cards not in scope are left out. */
export async function lockCards(
  work: Work,
  siteId: string,
  kinds: readonly AnyCardKind[],
  ids: readonly string[],
): Promise<LockedCard[]> {
  const cards = await work.tx.$queryRaw<LockedCard[]>`
    SELECT id, kind, status, paid, sending_id AS "sendingId", credential_id AS "credentialId", charge_id AS "chargeId",
      false AS removed, scheduled_for AS "scheduledFor", first_name AS "firstName", last_name AS "lastName"
    FROM virtual_cards
    WHERE account_id = ${accountOf(work)}::uuid AND site_id = ${siteId}::uuid AND id = ANY (${ids}::uuid[])
      AND kind = ANY (${kinds}::card_kind[])
    ORDER BY id FOR NO KEY UPDATE`;
  // A statement of its own: it sees what a phone committed while the lock above was waited for.
  const moving = cards.filter((card) => card.paid && card.credentialId).map((card) => card.credentialId);
  if (moving.length > 0) {
    const gone = await work.tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM credentials WHERE account_id = ${accountOf(work)}::uuid AND id = ANY (${moving}::uuid[]) AND removed_at IS NOT NULL`;
    const ids = new Set(gone.map((credential) => credential.id));
    for (const card of cards) card.removed = card.credentialId !== null && ids.has(card.credentialId);
  }
  return cards;
}

/** Ends open links: `WITHDRAWN` dead, `REPLACED` by a newer one. */
export async function endSendings(
  work: Work,
  ended: { sendingId: string; state: "WITHDRAWN" | "REPLACED" }[],
): Promise<void> {
  if (ended.length === 0) return;
  await work.tx.$executeRaw`
    UPDATE sendings s SET state = e.state::sending_state, ended_at = ${work.now}
    FROM jsonb_to_recordset(${JSON.stringify(ended)}::jsonb) AS e ("sendingId" uuid, state text)
    WHERE s.account_id = ${accountOf(work)}::uuid AND s.id = e."sendingId" AND s.state IN ('OPEN', 'SCHEDULED')`;
}

export type NewSending = { id: string; cardId: string; price: number; state: "OPEN" | "SCHEDULED" };

/** Makes links, in one statement. One that is scheduled opens nothing: when its time comes, a new one takes its place. */
export async function addSendings(work: Work, site: SitePolicy, sendings: NewSending[]): Promise<void> {
  if (sendings.length === 0) return;
  const expiresAt = new Date(work.now.getTime() + site.linkDays * 86_400_000);
  await work.tx.$executeRaw`
    INSERT INTO sendings (id, account_id, card_id, state, price, separate_code, created_at, expires_at)
    SELECT s.id, ${accountOf(work)}::uuid, s."cardId", s.state::sending_state, s.price,
      ${site.separateCode} OR EXISTS (SELECT FROM virtual_cards c WHERE c.account_id = ${accountOf(work)}::uuid AND c.id = s."cardId" AND c.sealed_code IS NOT NULL),
      ${work.now}, ${expiresAt}
    FROM jsonb_to_recordset(${JSON.stringify(sendings)}::jsonb) AS s (id uuid, "cardId" uuid, price int, state text)`;
}

export type CredentialChange = {
  credentialId: string;
  state: "VALID" | "SUSPENDED" | "INVALID";
  order: "none" | "remove" | "withdraw";
};

/** Changes the state of credentials on phones, and the orders to remove them; one that is gone stays as it is. */
export async function changeCredentials(work: Work, changes: CredentialChange[]): Promise<void> {
  if (changes.length === 0) return;
  await work.tx.$executeRaw`
    UPDATE credentials k SET state = e.state::credential_state, removal_ordered_at = CASE e."order"
        WHEN 'remove' THEN coalesce(k.removal_ordered_at, ${work.now}) WHEN 'withdraw' THEN NULL ELSE k.removal_ordered_at END
    FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS e ("credentialId" uuid, state text, "order" text)
    WHERE k.account_id = ${accountOf(work)}::uuid AND k.id = e."credentialId" AND k.removed_at IS NULL`;
}

export type CardWrite = {
  id: string;
  from: CardStatus;
  fromSending: string | null;
  to: CardStatus;
  paid: boolean;
  sendingId: string | null;
  scheduledFor: Date | null;
  credentialId: string | null;
  chargeId: string | null;
  /** A new life of the card begins: what its last one left is forgotten. */
  fresh: boolean;
  sent: "now" | "clear" | "keep";
};

/** Writes cards on condition that they are still as they were read. @returns the ids of those that were. */
export async function writeCards(work: Work, writes: CardWrite[]): Promise<Set<string>> {
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    UPDATE virtual_cards c SET status = w."to"::card_status, paid = w.paid, sending_id = w."sendingId",
      scheduled_for = w."scheduledFor", credential_id = w."credentialId", charge_id = w."chargeId",
      sent_at = CASE w.sent WHEN 'now' THEN ${work.now} WHEN 'clear' THEN NULL ELSE c.sent_at END,
      activated_at = CASE WHEN w.fresh THEN NULL ELSE c.activated_at END,
      csn = CASE WHEN w.fresh THEN NULL ELSE c.csn END,
      revoked_at = CASE WHEN w.fresh THEN NULL WHEN w."to" = 'REVOKED' THEN ${work.now} ELSE c.revoked_at END,
      deleted_at = CASE WHEN w."to" = 'DELETED' THEN ${work.now} ELSE c.deleted_at END
    FROM jsonb_to_recordset(${JSON.stringify(writes)}::jsonb) AS w (id uuid, "from" text, "fromSending" uuid, "to" text, paid boolean,
      "sendingId" uuid, "scheduledFor" timestamptz, "credentialId" uuid, "chargeId" uuid, fresh boolean, sent text)
    WHERE c.account_id = ${accountOf(work)}::uuid AND c.id = w.id AND c.status = w."from"::card_status
      AND c.sending_id IS NOT DISTINCT FROM w."fromSending"
    RETURNING c.id`;
  return new Set(rows.map((row) => row.id));
}

/** Puts a mail per card into the outbox, to its holder and in the card's language, in one statement. */
export async function queueCardMails(
  work: Work,
  kind: "card-sent" | "card-revoked",
  mails: { cardId: string; sendingId: string | null; again: boolean; reminder?: true }[],
): Promise<void> {
  if (mails.length === 0) return;
  await work.tx.$executeRaw`
    INSERT INTO email_messages (id, account_id, kind, to_address, to_name, locale, data, card_id, sending_id, status, next_attempt_at, created_at)
    SELECT uuid_v7(), c.account_id, ${kind}, c.email, c.first_name || ' ' || c.last_name, coalesce(c.locale, s.locale, a.locale),
      jsonb_strip_nulls(jsonb_build_object('cardId', c.id, 'sendingId', m."sendingId", 'again', m.again, 'reminder', m.reminder)), c.id, m."sendingId", 'QUEUED', ${work.now}, ${work.now}
    FROM jsonb_to_recordset(${JSON.stringify(mails)}::jsonb) AS m ("cardId" uuid, "sendingId" uuid, again boolean, reminder boolean)
      JOIN virtual_cards c ON c.account_id = ${accountOf(work)}::uuid AND c.id = m."cardId"
      JOIN sites s ON s.account_id = c.account_id AND s.id = c.site_id
      JOIN accounts a ON a.id = c.account_id`;
}

/** How many cards of a selection are in which phase: the columns that tell it, grouped. `where` narrows `virtual_cards c`. */
export async function countStates(
  work: Work,
  where: Prisma.Sql,
): Promise<
  {
    kind: AnyCardKind;
    status: CardStatus;
    paid: boolean;
    sending: boolean;
    scheduled: boolean;
    charge: boolean;
    removed: boolean;
    price: number;
    count: number;
  }[]
> {
  const rows = await work.tx.$queryRaw<
    {
      kind: AnyCardKind;
      status: CardStatus;
      paid: boolean;
      sending: boolean;
      scheduled: boolean;
      charge: boolean;
      removed: boolean;
      price: bigint;
      count: bigint;
    }[]
  >`
    SELECT c.kind, c.status, c.paid, c.sending_id IS NOT NULL AS sending, c.scheduled_for IS NOT NULL AS scheduled, c.charge_id IS NOT NULL AS charge,
      c.paid AND k.removed_at IS NOT NULL AS removed, coalesce(sum(l.amount), 0)::bigint AS price, count(*) AS count
    FROM own_cards c
      LEFT JOIN credentials k ON c.paid AND k.account_id = c.account_id AND k.id = c.credential_id
      LEFT JOIN ledger_entries l ON l.id = c.charge_id
    WHERE c.account_id = ${accountOf(work)}::uuid AND ${where}
    GROUP BY 1, 2, 3, 4, 5, 6, 7`;
  return rows.map((row) => ({ ...row, price: Number(row.price), count: Number(row.count) }));
}
