import type pg from "pg";

/**
 * Fills the history of an account as cards in use fill it, over three years: nine in ten rows about cards (sent by 40 users and a token,
 * activated and confirmed by phones), the others about users, sites, settings; one user who left after the first year, and some rows
 * that hardly anything else resembles. Needs a superuser's connection to a migrated database.
 */
export async function addManyHistoryRows(
  client: pg.Client,
  { accountId, count }: { accountId: string; count: number },
) {
  await client.query("BEGIN");
  await client.query("SET LOCAL session_replication_role = replica");
  await client.query("SELECT setseed(0.42)");
  await client.query(
    `INSERT INTO history_entries (id, account_id, at, page, action, params, changes, performer_kind, performer_id, performer_name)
     SELECT uuid_v7(), $1, now() - interval '3 years' + n * (interval '3 years' / $2::int),
       CASE WHEN kind < 90 THEN 'cards' WHEN kind < 94 THEN 'configurators' WHEN kind < 97 THEN 'users' WHEN kind < 99 THEN 'credits' ELSE 'sites' END,
       CASE WHEN n % 99991 = 0 THEN 'access.profileDeleted' WHEN kind < 35 THEN 'cards.add' WHEN kind < 65 THEN 'cards.send' WHEN kind < 90 THEN 'activation.activated'
         WHEN kind < 94 THEN 'configurators.added' WHEN kind < 97 THEN 'access.userUpdated' WHEN kind < 99 THEN 'credits.received' ELSE 'sites.updated' END,
       jsonb_build_object('name', 'Person' || n % 7919 || ' NAME' || n % 997, 'user', 'user' || n || '@example.com',
         'ident', CASE WHEN n % 250007 = 0 THEN 'Quetzalcoatl' ELSE (984000000 + n)::text END),
       CASE WHEN n % 20 = 0 THEN '[{"field": "city", "from": "Paris", "to": "Lyon"}]'::jsonb END,
       CASE WHEN kind BETWEEN 65 AND 89 THEN 'phone' WHEN n % 11 = 0 THEN 'api' ELSE 'user' END, NULL,
       CASE WHEN kind BETWEEN 65 AND 89 THEN 'Phone model ' || n % 60 WHEN n % 11 = 0 THEN 'Web API'
         WHEN n < $2::int / 3 AND n % 3 = 0 THEN 'Gone LONGAGO' ELSE 'Colleague NUMBER' || n % 40 END
     FROM (SELECT n, floor(random() * 100)::int AS kind FROM generate_series(1, $2::int) AS n) AS rows`,
    [accountId, count],
  );
  await client.query("COMMIT");
  await client.query("VACUUM ANALYZE history_entries");
}
