import type { Work } from "../../../src/platform/db";

/**
 * The floor of P15: all cards of a site that are Created held, sent, queued and noted by one statement, without asking anything: what
 * the rows alone cost, with their indexes, foreign keys and triggers.
 */
export async function sendByOneStatement(work: Work, accountId: string, siteId: string): Promise<number> {
  await work.tx.$executeRaw`SET LOCAL statement_timeout = 0`;
  return work.tx.$executeRaw`
    WITH chosen AS MATERIALIZED (
      SELECT c.id, c.email, c.first_name || ' ' || c.last_name AS name, CASE c.kind WHEN 'PRIVATE_ID' THEN 5 ELSE 1 END AS price,
        uuid_v7() AS sending_id, uuid_v7() AS hold_id
      FROM virtual_cards c WHERE c.account_id = ${accountId}::uuid AND c.site_id = ${siteId}::uuid AND c.status = 'CREATED'
    ), holds AS (
      INSERT INTO ledger_entries (id, kind, phase, source_account_id, source_bucket, dest_account_id, dest_bucket, amount,
        idempotency_key, card_id, sending_id, performer_kind, performer_id, performer_name, at)
      SELECT hold_id, 'CARD', 'PENDING', ${accountId}::uuid, 'MAIN', ${accountId}::uuid, 'SPENT', price, 'card-hold:' || sending_id, id,
        sending_id, 'user', NULL, 'Bench', ${work.now} FROM chosen
    ), sent AS (
      INSERT INTO sendings (id, account_id, card_id, state, price, separate_code, created_at, expires_at)
      SELECT sending_id, ${accountId}::uuid, id, 'OPEN', price, false, ${work.now}, ${work.now}::timestamptz + interval '30 days' FROM chosen
    ), cards AS (
      UPDATE virtual_cards c SET status = 'EMAIL_SENT', sending_id = h.sending_id, charge_id = h.hold_id, sent_at = ${work.now}
      FROM chosen h WHERE c.account_id = ${accountId}::uuid AND c.id = h.id
    ), mails AS (
      INSERT INTO email_messages (id, account_id, kind, to_address, to_name, locale, data, card_id, sending_id, status, next_attempt_at, created_at)
      SELECT uuid_v7(), ${accountId}::uuid, 'card-sent', email, name, 'en', jsonb_build_object('cardId', id, 'sendingId', sending_id), id,
        sending_id, 'QUEUED', ${work.now}, ${work.now} FROM chosen
    )
    INSERT INTO history_entries (id, account_id, at, page, action, params, performer_kind, performer_name, site_id, card_id)
    SELECT uuid_v7(), ${accountId}::uuid, ${work.now}, 'cards', 'cards.send', jsonb_build_object('name', name, 'credits', price), 'user', 'Bench',
      ${siteId}::uuid, id FROM chosen`;
}
