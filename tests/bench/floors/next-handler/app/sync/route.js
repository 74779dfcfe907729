import { pool } from "../../pool.mjs";

const SYNC = "SELECT id, state, lease_ends_at FROM floor.wallets WHERE phone_id = $1";

export async function POST(request) {
  const { phoneId } = await request.json();
  const { rows } = await pool.query({ name: "sync", text: SYNC, values: [phoneId] });
  return Response.json({ cards: rows });
}
