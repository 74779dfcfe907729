import { expect, test } from "vitest";
import { pool } from "@/platform/db";

/*
 * What Prisma has no word for (checks, composite keys, triggers, policies, partial and trigram indexes, functions that run as
 * the owner) is hand-written SQL, which a later diff of the schema may want to drop. `expected-walls.txt` is that list; a
 * migration that changes it on purpose updates the file (`npx vitest run … -u`) and shows the change in its review.
 */
test("the live database has exactly the expected walls", async () => {
  const { rows } = await pool().query<{ line: string }>(`
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
  const lines = rows.map((row) => row.line.replaceAll(/\s+/g, " ")).sort();
  await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("./expected-walls.txt");
});
