import { fieldLabels } from "@/modules/accounts/server";
import { readRow } from "@/modules/imports";
import {
  type CheckScope,
  committable,
  fieldColumns,
  type ImportColumn,
  type ImportKind,
  namesInEveryLanguage,
} from "@/modules/imports/server";
import { accountOf, Prisma, violates, type Work } from "@/platform/db";
import { recordEvent, recordEventsOf } from "@/platform/events";
import { keepSite } from "../configurators.repo";

/** The fixed columns in the order of the template, with the message keys (namespace configurators) that name each. */
const COLUMNS = {
  firstName: ["report.firstName", "columns.firstName", "form.firstName"],
  lastName: ["report.lastName", "columns.lastName", "form.lastName"],
  email: ["report.email", "columns.email", "form.email"],
  phone: ["report.phone", "columns.phone", "form.phone"],
};

/** The columns that an import of configurators knows; the account's own fields by their labels. */
async function configuratorColumns(work: Work, _siteId: string, locale = "en"): Promise<ImportColumn[]> {
  const fixed = Object.entries(COLUMNS).map(
    ([key, names]): ImportColumn => ({
      key,
      names: namesInEveryLanguage("configurators", names, locale),
      required: key !== "phone",
      reading: key === "phone" ? "exact" : "loose",
    }),
  );
  return [...fixed, ...fieldColumns(await fieldLabels(work, "CONFIGURATOR"))];
}

/** The import of configurators (R258; decisions, section 8). */
export const configuratorImport: ImportKind = {
  kind: "CONFIGURATORS",
  access: { kind: "site", right: "configurators.create" },
  columns: configuratorColumns,
  async rowCheck() {
    return (cells, problems) => {
      const { findings, person } = readRow(cells, problems);
      const resolved = person();
      return { resolved: findings.length > 0 ? null : resolved, findings };
    };
  },
  checkClashes: checkConfiguratorClashes,
  clashKeys(resolved): Record<string, string> {
    return typeof resolved?.email === "string" ? { email: resolved.email.toLowerCase() } : {};
  },
  // Others that add the same address are told apart by the index: whoever is later finds it taken.
  lock: (work, { siteId }) => keepSite(work, siteId),
  async make(work, { importId, siteId, fileName }) {
    const accountId = accountOf(work);
    const rows = committable(work, importId);
    const count = await work.tx.$executeRaw`
      INSERT INTO configurators (id, account_id, site_id, first_name, last_name, email, phone, field1, field2, field3, field4, field5,
        created_at)
      SELECT r.id, r.account_id, ${siteId}::uuid, c."firstName", c."lastName", c.email, c.phone, c.field1, c.field2, c.field3, c.field4,
        c.field5, ${work.now}
      FROM import_rows r CROSS JOIN LATERAL jsonb_to_record(r.resolved) AS c ("firstName" text, "lastName" text, email text, phone text,
        field1 text, field2 text, field3 text, field4 text, field5 text)
      WHERE ${rows} ORDER BY r.line, r.id`;
    const event = { accountId, page: "configurators", siteId };
    await recordEventsOf(
      work,
      { ...event, action: "configurators.added" },
      Prisma.sql`SELECT NULL::uuid AS card_id,
        jsonb_build_object('name', (r.resolved->>'firstName') || ' ' || (r.resolved->>'lastName')) AS params
        FROM import_rows r WHERE ${rows} ORDER BY r.line, r.id`,
    );
    await recordEvent(work, { ...event, action: "configurators.imported", params: { count, fileName } });
    return count;
  },
  isConflict: (error) => violates(error, "configurators_email"),
};

const TWICE = "configurators.emailTwice";
const TAKEN = "configurators.emailTaken";

/**
 * Writes what is wrong with the rows of an import beside each other and beside the site's configurators: an address twice. Of rows
 * that clash with each other the first stays. One statement, so that 100,000 rows take seconds.
 */
async function checkConfiguratorClashes(work: Work, { importId, siteId, around }: CheckScope): Promise<void> {
  const accountId = accountOf(work);
  // Of a corrected row: all rows that have its address, or had it, and a row that is refused by now.
  const near = around ? Prisma.sql`m.email = ANY (${around.email ?? []}) OR m.stale` : Prisma.sql`true`;
  await work.tx.$executeRaw`
    WITH mine AS MATERIALIZED (
      SELECT r.id, r.line, lower(r.resolved->>'email') AS email, r.resolved IS NULL AND r.clashes <> '[]' AS stale
      FROM import_rows r WHERE r.account_id = ${accountId}::uuid AND r.import_id = ${importId}::uuid
    ), numbered AS (
      SELECT m.*, first_value(line) OVER w AS first_line, row_number() OVER w AS turn
      FROM mine m WHERE ${near} WINDOW w AS (PARTITION BY email ORDER BY line, id)
    ), judged AS (
      SELECT n.id, coalesce(jsonb_agg(jsonb_build_object('field', 'email', 'code', f.code, 'level', 'refused', 'params', f.params)
        ORDER BY f.code) FILTER (WHERE f.code IS NOT NULL), '[]'::jsonb) AS clashes
      FROM numbered n LEFT JOIN LATERAL (
        SELECT ${TWICE} AS code, jsonb_build_object('line', n.first_line) AS params WHERE n.email IS NOT NULL AND n.turn > 1
        UNION ALL SELECT ${TAKEN}, '{}'::jsonb FROM configurators c
          WHERE c.account_id = ${accountId}::uuid AND c.site_id = ${siteId}::uuid AND lower(c.email) = n.email AND c.deleted_at IS NULL
      ) f ON true GROUP BY n.id
    )
    UPDATE import_rows r SET clashes = j.clashes FROM judged j
    WHERE r.account_id = ${accountId}::uuid AND r.id = j.id AND r.clashes <> j.clashes`;
}
