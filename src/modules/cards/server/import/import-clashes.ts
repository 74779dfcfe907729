import type { CheckScope } from "@/modules/imports/server";
import { accountOf, Prisma, type Work } from "@/platform/db";

/**
 * Writes what is wrong with the rows of an import beside each other and beside the site's cards: a private ID used twice in a
 * configuration (R203; only worth a warning where the site allows it), two cards of one person with the same configuration (R197), a
 * configuration that is gone. One statement, so that 100,000 rows take seconds. Of rows that clash with each other the first stays.
 */
export async function checkCardClashes(work: Work, { importId, siteId, around }: CheckScope): Promise<void> {
  const accountId = accountOf(work);
  // Of a corrected row: the rows that share a value with it are judged, beside all that share one with those.
  const near = around
    ? Prisma.sql`m.email = ANY (${around.email ?? []}) OR m.private_id = ANY (${around.privateId ?? []}) OR m.stale`
    : Prisma.sql`true`;
  const beside = around
    ? Prisma.sql`m.email IN (SELECT email FROM near) OR m.private_id IN (SELECT private_id FROM near)`
    : Prisma.sql`true`;
  await work.tx.$executeRaw`
    WITH mine AS MATERIALIZED (
      SELECT r.id, r.line, r.resolved->>'kind' AS kind, (r.resolved->>'configurationId')::uuid AS configuration_id,
        lower(r.resolved->>'privateId') AS private_id, lower(r.resolved->>'email') AS email,
        r.resolved IS NULL AND r.clashes <> '[]' AS stale
      FROM import_rows r WHERE r.account_id = ${accountId}::uuid AND r.import_id = ${importId}::uuid
    ), near AS MATERIALIZED (
      SELECT * FROM mine m WHERE ${near}
    ), beside AS (
      SELECT * FROM mine m WHERE ${beside}
    ), numbered AS (
      SELECT m.*, (SELECT allow_duplicate_ids FROM sites WHERE account_id = ${accountId}::uuid AND id = ${siteId}::uuid) AS allowed,
        CASE WHEN private_id IS NOT NULL THEN first_value(line) OVER (PARTITION BY configuration_id, private_id ORDER BY line, id) END AS id_line,
        row_number() OVER (PARTITION BY configuration_id, private_id ORDER BY line, id) AS id_turn,
        first_value(line) OVER (PARTITION BY kind, configuration_id, email ORDER BY line, id) AS email_line,
        row_number() OVER (PARTITION BY kind, configuration_id, email ORDER BY line, id) AS email_turn
      FROM beside m
    ), found AS (
      SELECT n.id, f.field, f.code, f.level, f.params FROM numbered n JOIN near USING (id) CROSS JOIN LATERAL (
        SELECT 'privateId' AS field, 'cards.privateIdTwice' AS code, CASE WHEN n.allowed THEN 'warned' ELSE 'refused' END AS level,
          jsonb_build_object('line', n.id_line) AS params WHERE n.private_id IS NOT NULL AND n.id_turn > 1
        UNION ALL SELECT 'email', 'cards.emailTwice', 'refused', jsonb_build_object('line', n.email_line)
          WHERE n.email IS NOT NULL AND n.email_turn > 1
        UNION ALL (SELECT 'privateId', 'cards.privateIdTaken', CASE WHEN n.allowed THEN 'warned' ELSE 'refused' END,
            jsonb_build_object('name', c.first_name || ' ' || c.last_name)
          FROM own_cards c WHERE c.account_id = ${accountId}::uuid AND c.configuration_id = n.configuration_id AND c.kind = 'PRIVATE_ID'
            AND c.status <> 'DELETED' AND lower(c.private_id) = n.private_id LIMIT 1)
        UNION ALL (SELECT 'email', 'cards.emailTaken', 'refused', '{}'::jsonb
          FROM own_cards c WHERE c.account_id = ${accountId}::uuid AND c.site_id = ${siteId}::uuid AND lower(c.email) = n.email
            AND c.configuration_id = n.configuration_id AND c.kind = 'PRIVATE_ID' AND c.status <> 'DELETED')
        UNION ALL (SELECT 'email', 'cards.emailTakenPlus', 'refused', '{}'::jsonb
          FROM own_cards c WHERE c.account_id = ${accountId}::uuid AND c.site_id = ${siteId}::uuid AND lower(c.email) = n.email
            AND n.kind = 'MOBILE_ID_PLUS' AND c.kind = 'MOBILE_ID_PLUS' AND c.status <> 'DELETED')
        UNION ALL SELECT 'configuration', 'cards.configurationUnknown', 'refused', '{}'::jsonb
          WHERE n.configuration_id IS NOT NULL AND NOT EXISTS (SELECT FROM reader_configurations q
            WHERE q.account_id = ${accountId}::uuid AND q.site_id = ${siteId}::uuid AND q.id = n.configuration_id AND q.deleted_at IS NULL)
      ) f
    ), gathered AS (
      SELECT m.id, coalesce(g.clashes, '[]'::jsonb) AS clashes FROM near m LEFT JOIN (
        SELECT id, jsonb_agg(jsonb_build_object('field', field, 'code', code, 'level', level, 'params', params) ORDER BY field, code) AS clashes
        FROM found GROUP BY id) g USING (id)
    )
    UPDATE import_rows r SET clashes = g.clashes FROM gathered g
    WHERE r.account_id = ${accountId}::uuid AND r.id = g.id AND r.clashes <> g.clashes`;
}

/** Makes the cards of all rows that are good or warned; each card gets its row's id. @returns how many. */
export async function makeCards(work: Work, siteId: string, rows: Prisma.Sql): Promise<number> {
  return work.tx.$executeRaw`
    INSERT INTO virtual_cards (id, account_id, site_id, kind, status, configuration_id, private_id, first_name, last_name, email, phone,
      field1, field2, field3, field4, field5, locale, transferable, valid_from, valid_until, created_at)
    SELECT r.id, r.account_id, ${siteId}::uuid, c.kind::card_kind, 'CREATED', c."configurationId", c."privateId", c."firstName", c."lastName",
      c.email, c.phone, c.field1, c.field2, c.field3, c.field4, c.field5, c.locale, c.transferable, c."validFrom", c."validUntil", ${work.now}
    FROM import_rows r CROSS JOIN LATERAL jsonb_to_record(r.resolved) AS c (kind text, "configurationId" uuid, "privateId" text,
      "firstName" text, "lastName" text, email text, phone text, field1 text, field2 text, field3 text, field4 text, field5 text,
      locale text, transferable boolean, "validFrom" timestamptz, "validUntil" timestamptz)
    WHERE ${rows} ORDER BY r.line, r.id`;
}
