import { Prisma, type Work } from "@/platform/db";

/*
 * Data protection: all that is stored of a person, who is known by the e-mail address. Reading looks into every table there is, so that
 * a new one is in it; erasing names each table, since what must stay (ledger, history) is a decision.
 */
export type PersonData = Record<string, unknown[]>;
export type Erasure = { erased: Record<string, number> } | { inUse: Record<string, number> };

const NAME = "Erased";
const ADDRESS = "erased@erased.invalid";
/** Keys, hashes and sealed values say nothing of a person, and are worth something to a thief. */
const SECRET = /hash|secret|sealed|token|password$|_jwk$|^sign_key$|^agree_key$/;

const raw = (text: string) => Prisma.raw(`"${text.replaceAll('"', '""')}"`);
const containing = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** Ids that stand for the person: of sign-in, users, cards, configurators, and of what was sent to and lies on phones. */
async function idsOf(work: Work, email: string): Promise<string[]> {
  const rows = await work.tx.$queryRaw<{ id: string }[]>`
    WITH own AS (
      SELECT id FROM identities WHERE lower(email) = lower(${email})
      UNION SELECT id FROM users WHERE lower(email) = lower(${email})
      UNION SELECT id FROM virtual_cards WHERE lower(email) = lower(${email})
      UNION SELECT id FROM configurators WHERE lower(email) = lower(${email})
    )
    SELECT id::text FROM own
    UNION SELECT s.id::text FROM sendings s JOIN own ON s.card_id = own.id
    UNION SELECT c.id::text FROM credentials c JOIN own ON c.card_id = own.id
    UNION SELECT c.phone_id FROM credentials c JOIN own ON c.card_id = own.id`;
  return rows.map((row) => row.id);
}

/** Everything that is stored of a person, table by table, without secrets: rows with the address or an id of the person. System scope. */
export async function exportPerson(work: Work, email: string): Promise<PersonData> {
  const patterns = [email, ...(await idsOf(work, email))].map((text) => containing(text.toLowerCase()));
  const tables = await work.tx.$queryRaw<{ name: string; columns: string[] }[]>`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid <> 'bytea'::regtype
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations' GROUP BY 1 ORDER BY 1`;
  const data: PersonData = {};
  for (const { name, columns } of tables) {
    const shown = columns.filter((column) => !SECRET.test(column)).map(raw);
    if (shown.length === 0) continue;
    const rows = await work.tx.$queryRaw<{ row: unknown }[]>`
      SELECT row FROM (SELECT to_jsonb(t) AS row FROM (SELECT ${Prisma.join(shown)} FROM ${raw(name)}) t) r
      WHERE lower(row::text) LIKE ANY (${patterns})`;
    if (rows.length > 0) data[name] = rows.map(({ row }) => row);
  }
  return data;
}

/**
 * Takes a person out of all that need not stay. Cards, users and configurators must have been deleted before, by their accounts, so that
 * credits and phones are settled; their rows stay, without the person. Ledger and history stay as they are: they are the accounts' records,
 * and no role may change them. System scope.
 *
 * @returns how many rows of each table were erased, or what is still in use; nothing is changed then.
 */
export async function erasePerson(work: Work, email: string): Promise<Erasure> {
  const { tx } = work;
  const is = Prisma.sql`lower(email) = lower(${email})`;
  const [used] = await tx.$queryRaw<Record<string, bigint>[]>`
    SELECT (SELECT count(*) FROM accounts WHERE ${is} AND status <> 'DELETED') AS accounts,
      (SELECT count(*) FROM users WHERE ${is} AND status <> 'DELETED') AS users,
      (SELECT count(*) FROM virtual_cards WHERE ${is} AND status <> 'DELETED') AS virtual_cards,
      (SELECT count(*) FROM configurators WHERE ${is} AND deleted_at IS NULL) AS configurators`;
  const inUse = Object.entries(used ?? {}).flatMap(([table, count]) => (count > 0n ? [[table, Number(count)]] : []));
  if (inUse.length > 0) return { inUse: Object.fromEntries(inUse) };

  const ids = await idsOf(work, email);
  const pattern = containing(email.toLowerCase());
  const fields = Prisma.sql`phone = NULL, field1 = NULL, field2 = NULL, field3 = NULL, field4 = NULL, field5 = NULL`;
  const person = Prisma.sql`first_name = ${NAME}, last_name = ${NAME}, email = ${ADDRESS}`;
  const steps: [string, Prisma.Sql][] = [
    ["link_visits", Prisma.sql`DELETE FROM link_visits WHERE sending_id::text = ANY (${ids})`],
    [
      "one_time_links",
      Prisma.sql`DELETE FROM one_time_links WHERE user_id::text = ANY (${ids}) OR identity_id::text = ANY (${ids})`,
    ],
    ["import_rows", Prisma.sql`DELETE FROM import_rows r WHERE lower(to_jsonb(r)::text) LIKE ${pattern}`],
    ["webhook_deliveries", Prisma.sql`DELETE FROM webhook_deliveries d WHERE lower(to_jsonb(d)::text) LIKE ${pattern}`],
    ["mailbox_messages", Prisma.sql`DELETE FROM mailbox_messages WHERE lower(to_address) = lower(${email})`],
    [
      "email_messages",
      Prisma.sql`UPDATE email_messages SET to_address = ${ADDRESS}, to_name = NULL, last_error = NULL WHERE lower(to_address) = lower(${email})`,
    ],
    [
      "virtual_cards",
      Prisma.sql`UPDATE virtual_cards SET ${person}, ${fields}, sealed_code = NULL, private_id = CASE WHEN private_id IS NULL THEN NULL ELSE '0' END WHERE ${is}`,
    ],
    ["configurators", Prisma.sql`UPDATE configurators SET ${person}, ${fields} WHERE ${is}`],
    ["users", Prisma.sql`UPDATE users SET ${person}, ${fields}, identity_id = NULL WHERE ${is}`],
    ["accounts", Prisma.sql`UPDATE accounts SET ${person}, phone = NULL WHERE ${is}`],
    ["identities", Prisma.sql`DELETE FROM identities WHERE ${is}`],
  ];
  const erased: Record<string, number> = {};
  for (const [table, statement] of steps) {
    const count = await tx.$executeRaw(statement);
    if (count > 0) erased[table] = count;
  }
  return { erased };
}
