import type pg from "pg";
import { asSuperuser } from "./superuser";

/** The address of the database of this test, or of another one on the same server, as its owner or as the superuser. */
export function databaseUrl(name?: string, user?: "postgres"): string {
  const url = new URL(process.env.DATABASE_URL as string);
  if (name) url.pathname = `/${name}`;
  if (user) url.username = user;
  return url.href;
}

/** Runs something with one more database (empty: template0, or a copy of a template), which is dropped afterwards. */
export async function withDatabase<T>(template: "template0" | "portal", run: (name: string) => Promise<T>): Promise<T> {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await asSuperuser(
    (client) =>
      client.query(
        `create database ${name} template ${template} owner ${new URL(process.env.DATABASE_URL as string).username}`,
      ),
    "postgres",
  );
  try {
    return await run(name);
  } finally {
    await asSuperuser((client) => client.query(`drop database ${name} with (force)`), "postgres");
  }
}

/** Every table of a database (`schema.table`) with the number of its rows and a hash over all of them. Superuser. */
export async function contentsOf(
  client: pg.Client,
  schemas = ["public", "graphile_worker"],
): Promise<Record<string, string>> {
  const { rows: tables } = await client.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = any($1) order by 1",
    [schemas],
  );
  const contents: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await client.query<{ content: string }>(
      `select count(*) || ' ' || md5(coalesce(string_agg(t::text, chr(10) order by t::text), '')) as content from ${name} t`,
    );
    contents[name] = rows[0]?.content ?? "";
  }
  return contents;
}

/** What protects a database beyond its tables: checks, keys, indexes, triggers, policies, definer functions, grants. */
export async function wallsOf(client: Pick<pg.Client, "query">): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(`
    select 'check ' || conrelid::regclass || ' ' || conname || ': ' || pg_get_constraintdef(oid) as line
      from pg_constraint where connamespace = 'public'::regnamespace and contype = 'c' and conrelid <> 0
    union all
    select 'foreign key ' || conrelid::regclass || ' ' || conname || ': ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace and contype = 'f'
    union all
    select 'index ' || indexdef from pg_indexes where schemaname = 'public' and tablename <> '_prisma_migrations'
    union all
    select 'trigger ' || pg_get_triggerdef(t.oid) from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not tgisinternal and c.relnamespace = 'public'::regnamespace
    union all
    select 'policy ' || tablename || ' ' || policyname || ' for ' || cmd || ': using ' || coalesce(qual, '-')
        || ' check ' || coalesce(with_check, '-')
      from pg_policies where schemaname = 'public'
    union all
    select 'security definer ' || p.oid::regprocedure || ' of ' || coalesce(array_to_string(p.proacl, ' '), 'everyone')
      from pg_proc p where pronamespace = 'public'::regnamespace and prosecdef
    union all
    select 'grant ' || table_name || ' to ' || grantee || ': ' || string_agg(privilege_type, ', ' order by privilege_type)
      from information_schema.role_table_grants
      where table_schema = 'public' and grantee in ('portal_app', 'portal_system') group by table_name, grantee`);
  return rows.map((row) => row.line.replaceAll(/\s+/g, " ")).sort();
}
