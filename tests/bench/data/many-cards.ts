import type pg from "pg";

const FIRST_NAMES =
  "Marie Jean Pierre Claudia Michel Anne Philippe Nathalie Simon Isabelle Laurent Sophie Mike Julie David Emma Thomas Camille Nicolas Léa Lucas Chloé Hugo Manon Louis Inès Adam Zoë Noah Björn Ana José Olga Mehmet Fatima Wei Yuki Siobhán Gaël Ève";
const LAST_NAMES =
  "MARTIN BERNARD DURAND DUBOIS WHITE THOMAS ROBERT RICHARD PETIT GREEN SMITH JONES GARCIA MOREAU LAURENT SIMON MICHEL LEFEBVRE LEROY ROUX DAVID BERTRAND MOREL FOURNIER GIRARD BONNET LAMBERT FONTAINE ROUSSEAU VINCENT MULLER FAURE MERCIER BLANC GUERIN BOYER CHEVALIER FRANÇOIS LEGRAND GAUTHIER GARNIER PERRIN ROBIN CLEMENT MORIN NICOLAS HENRY ROUSSEL MATHIEU GAUTIER MASSON MÜLLER O'BRIEN NÚÑEZ ŞAHİN ÅKESSON NGUYEN TANAKA";

export type ManyCards = {
  accountId: string;
  siteId: string;
  /** Configurations of the site, the most used first. */
  configurationIds: readonly string[];
  count: number;
  /** All Created, as before a first sending; otherwise the statuses of a site in use. */
  fresh?: boolean;
};

/**
 * Fills a site with user cards as they are found in use: frequent and rare names, six in ten with a private ID, seven in ten activated,
 * imported 500 at a time over three years; with their sendings and credentials, all on one phone, at price 0. Needs a superuser's
 * connection to a migrated database. About a minute per million: indexes are made anew at the end, foreign keys hold by construction,
 * counters are added up once.
 */
export async function addManyCards(
  client: pg.Client,
  { accountId, siteId, configurationIds, count, fresh = false }: ManyCards,
) {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(`
    SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
    WHERE i.indrelid IN ('virtual_cards'::regclass, 'sendings'::regclass, 'credentials'::regclass)
      AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`);
  await client.query("BEGIN");
  await client.query("SET LOCAL session_replication_role = replica");
  if (count > 200_000) for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  await client.query("SELECT setseed(0.42)");
  await client.query(
    `CREATE TEMP TABLE many ON COMMIT DROP AS
     SELECT n, uuid_v7() AS id, uuid_v7() AS sending_id, uuid_v7() AS credential_id, random() < 0.6 AS blue,
       (string_to_array($1, ' '))[1 + floor(power(random(), 2) * array_length(string_to_array($1, ' '), 1))::int] AS first_name,
       (string_to_array($2, ' '))[1 + floor(power(random(), 2) * array_length(string_to_array($2, ' '), 1))::int] AS last_name,
       ($3::uuid[])[1 + floor(power(random(), 3) * array_length($3::uuid[], 1))::int] AS configuration_id,
       now() - interval '3 years' + ((n - 1) / 500) * (interval '3 years' / (1 + $4::int / 500)) AS created_at,
       (CASE WHEN $5::boolean THEN 'CREATED' ELSE (SELECT CASE WHEN r < 0.70 THEN 'ACTIVATED' WHEN r < 0.82 THEN 'EMAIL_SENT'
         WHEN r < 0.90 THEN 'CREATED' WHEN r < 0.92 THEN 'PENDING_REVOKE' ELSE 'REVOKED' END FROM (SELECT random() + n * 0 AS r) one)
        END)::card_status AS status
     FROM generate_series(1, $4::int) AS n`,
    [FIRST_NAMES, LAST_NAMES, configurationIds, count, fresh],
  );
  await client.query(
    `INSERT INTO virtual_cards (id, account_id, site_id, kind, status, configuration_id, private_id, first_name, last_name, email, phone,
       field1, csn, sending_id, credential_id, valid_from, valid_until,
       created_at, sent_at, activated_at, revoked_at)
     SELECT id, $1, $2, CASE WHEN blue THEN 'PRIVATE_ID' ELSE 'MOBILE_ID_PLUS' END::card_kind, status,
       CASE WHEN blue THEN configuration_id END, CASE WHEN blue THEN (984000000 + n)::text END, first_name, last_name,
       lower(translate(first_name, 'éèëöüáØ', 'eeeouaO')) || '.' || n || '@' || CASE n % 5 WHEN 0 THEN 'visitors' ELSE 'staff' END || '.example.com',
       CASE WHEN n % 3 = 0 THEN '+3344212' || lpad((n % 10000)::text, 4, '0') END, CASE WHEN n % 4 = 0 THEN 'Post ' || n % 900 END,
       CASE WHEN NOT blue AND status IN ('ACTIVATED', 'PENDING_REVOKE') THEN upper(lpad(to_hex(n), 14, '8')) END,
       CASE WHEN status = 'EMAIL_SENT' THEN sending_id END, CASE WHEN status IN ('ACTIVATED', 'PENDING_REVOKE') THEN credential_id END,
       CASE WHEN n % 40 = 0 THEN created_at WHEN n % 997 = 0 THEN now() + interval '1 month' END,
       CASE WHEN n % 40 = 0 THEN created_at + interval '1 year' END,
       created_at, CASE WHEN status <> 'CREATED' THEN created_at + interval '1 hour' END,
       CASE WHEN status IN ('ACTIVATED', 'PENDING_REVOKE', 'REVOKED') THEN created_at + interval '1 day' + n % 7919 * interval '11 s' END,
       CASE WHEN status = 'REVOKED' THEN created_at + interval '90 days' + n % 6007 * interval '13 s' END
     FROM many ORDER BY n`,
    [accountId, siteId],
  );
  await client.query(
    `INSERT INTO sendings (id, account_id, card_id, state, price, created_at, expires_at, ended_at)
     SELECT sending_id, $1, id, CASE WHEN status = 'EMAIL_SENT' THEN 'OPEN' ELSE 'ACTIVATED' END::sending_state, 0,
       created_at + interval '1 hour', created_at + interval '30 days', CASE WHEN status <> 'EMAIL_SENT' THEN created_at + interval '1 day' END
     FROM many WHERE status <> 'CREATED'`,
    [accountId],
  );
  await client.query(
    `INSERT INTO phones (id, sign_key, agree_key, created_at, last_sync_at) VALUES ('bench', '{}', '{}', now(), now()) ON CONFLICT DO NOTHING`,
  );
  await client.query(
    `INSERT INTO credentials (id, account_id, card_id, sending_id, phone_id, state, issued_at, lease_ends_at, last_sync_at, removed_at)
     SELECT credential_id, $1, id, sending_id, 'bench',
       CASE status WHEN 'ACTIVATED' THEN 'VALID' WHEN 'PENDING_REVOKE' THEN 'SUSPENDED' ELSE 'INVALID' END::credential_state,
       created_at + interval '1 day', now() + interval '20 days', now(), CASE WHEN status = 'REVOKED' THEN created_at + interval '91 days' END
     FROM many WHERE status IN ('ACTIVATED', 'PENDING_REVOKE', 'REVOKED')`,
    [accountId],
  );
  await client.query(
    `INSERT INTO site_counters AS c (account_id, site_id, kind, status, slot, count)
     SELECT $1, $2, CASE WHEN blue THEN 'PRIVATE_ID' ELSE 'MOBILE_ID_PLUS' END, status::text, slot_of(id), count(*) FROM many GROUP BY 3, 4, 5
     ON CONFLICT (account_id, site_id, kind, status, slot) DO UPDATE SET count = c.count + excluded.count`,
    [accountId, siteId],
  );
  if (count > 200_000) for (const { definition } of indexes) await client.query(definition);
  await client.query("COMMIT");
  for (const table of ["virtual_cards", "sendings", "credentials", "site_counters"])
    await client.query(`VACUUM ANALYZE ${table}`);
}
