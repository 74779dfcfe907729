import { pool } from "../../pool.mjs";

/** One statement that does what an activation must write, on tables of its own without any check. */
const ACTIVATE = `
  WITH s AS (UPDATE floor.sendings SET state = 'ACTIVATED', ended_at = now() WHERE id = $1 AND state = 'OPEN' RETURNING id, card_id),
    c AS (UPDATE floor.cards SET status = 'ACTIVATED', credential_id = $2, activated_at = now() FROM s
      WHERE floor.cards.id = s.card_id AND status = 'EMAIL_SENT' RETURNING floor.cards.*),
    p AS (INSERT INTO floor.phones (id, sign_key, agree_key, at) SELECT $3, $4, $5, now() FROM c ON CONFLICT (id) DO NOTHING),
    cr AS (INSERT INTO floor.credentials (id, account_id, card_id, sending_id, phone_id, at)
      SELECT $2, account_id, c.id, $1, $3, now() FROM c),
    e AS (INSERT INTO floor.entries (id, pending_id, account_id, amount, at) SELECT $6, charge_id, account_id, price, now() FROM c),
    sl AS (UPDATE floor.slots SET held = held - price, spent = spent + price FROM c
      WHERE slots.account_id = c.account_id AND slot = abs(hashtext(c.id::text)) % 16),
    h AS (INSERT INTO floor.history (id, account_id, card_id, action, params, at)
      SELECT $7, account_id, c.id, 'activated', jsonb_build_object('name', c.name), now() FROM c)
  SELECT id, name FROM c`;

export async function POST(request) {
  const { sendingId, signKey, agreeKey, phoneId, ids } = await request.json();
  const values = [sendingId, ids[0], phoneId, signKey, agreeKey, ids[1], ids[2]];
  const { rows } = await pool.query({ name: "activate", text: ACTIVATE, values });
  return Response.json(rows[0] ?? null, { status: rows[0] ? 200 : 409 });
}
