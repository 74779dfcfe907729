import type pg from "pg";
import type { Place } from "./portal";
import { type BenchPhone, makePhones } from "./requests";

export type Wallet = { phone: BenchPhone; credentialId: string; cardId: string; place: Place };

let made = 0;

/** Phones that hold an activated card each, spread over places; all by a few statements. */
export async function makeWallets(sql: pg.Pool, places: Place[], count: number): Promise<Wallet[]> {
  const phones = makePhones(count);
  const first = made;
  made += count;
  const client = await sql.connect();
  try {
    await client.query("BEGIN; SET LOCAL ROLE portal_system");
    await client.query(
      "CREATE TEMP TABLE keys (n int PRIMARY KEY, phone text, sign jsonb, agree jsonb) ON COMMIT DROP",
    );
    await client.query(
      "INSERT INTO keys SELECT (x.row_number - 1)::int, x.id, x.sign, x.agree FROM (SELECT row_number() OVER (), * FROM jsonb_to_recordset($1) AS r(id text, sign jsonb, agree jsonb)) x",
      [JSON.stringify(phones.map(({ id, sign, agree }) => ({ id, sign, agree })))],
    );
    await client.query(
      `CREATE TEMP TABLE fresh ON COMMIT DROP AS
        SELECT k.*, uuid_v7() AS card, uuid_v7() AS sending, uuid_v7() AS credential, p.* FROM keys k
        JOIN (SELECT row_number() OVER () - 1 AS place, account, site, configuration
          FROM jsonb_to_recordset($1) AS r(account uuid, site uuid, configuration uuid)) p ON p.place = k.n % $2::int`,
      [
        JSON.stringify(places.map((p) => ({ account: p.accountId, site: p.siteId, configuration: p.configurationId }))),
        places.length,
      ],
    );
    for (const statement of [
      "INSERT INTO phones (id, sign_key, agree_key, app, created_at, last_sync_at) SELECT phone, sign, agree, 'bench/1.0', now(), now() FROM fresh",
      `INSERT INTO virtual_cards (id, account_id, site_id, kind, status, configuration_id, first_name, last_name, email, private_id, created_at)
        SELECT card, account, site, 'PRIVATE_ID', 'CREATED', configuration, 'Simon', 'WHITE' || ${first} + n, 'wallet' || ${first} + n || '@example.com',
          'W' || ${first} + n, now() FROM fresh`,
      `INSERT INTO sendings (id, account_id, card_id, state, price, created_at, expires_at, ended_at)
        SELECT sending, account, card, 'ACTIVATED', 0, now(), now() + interval '30 days', now() FROM fresh`,
      `INSERT INTO credentials (id, account_id, card_id, sending_id, phone_id, state, issued_at, lease_ends_at, last_sync_at)
        SELECT credential, account, card, sending, phone, 'VALID', now(), now() + interval '30 days', now() FROM fresh`,
      `UPDATE virtual_cards c SET status = 'ACTIVATED', credential_id = f.credential, activated_at = now()
        FROM fresh f WHERE c.account_id = f.account AND c.id = f.card`,
    ])
      await client.query(statement);
    const { rows } = await client.query<{ n: number; card: string; credential: string; place: string }>(
      "SELECT n, card, credential, place FROM fresh ORDER BY n",
    );
    await client.query("COMMIT");
    return rows.map(({ n, card, credential, place }) => ({
      phone: phones[n]!,
      cardId: card,
      credentialId: credential,
      place: places[Number(place)]!,
    }));
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
