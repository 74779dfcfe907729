import { batches, runSequences } from "@tests/chaos/ledger-model";
import { anAccount, aUser } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { databaseUrl, wallsOf, withDatabase } from "@tests/support/databases";
import { asSuperuser } from "@tests/support/superuser";
import { asSystem } from "@tests/support/system";
import type pg from "pg";
import { expect, test } from "vitest";
import "@/composition/ports";
import { verifyCredits } from "@/modules/credits/server";
import { setEnvironment } from "@/platform/config";
import { closeConnections } from "@/platform/db";
import { applyMigrations } from "@/platform/db/migrate";

/* Issue 10: upgrade from a former release's schema, with data. Every release keeps its last migration here. */

const RELEASES = ["20261124123000_credit_orders"];

type Rows = Record<string, unknown[]>;

const tablesOf = async (client: pg.Client) =>
  (
    await client.query<{ table: string; columns: string[] }>(`
      select c.relname as table, array_agg(quote_ident(a.attname) order by a.attnum) as columns
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> '_prisma_migrations' group by 1`)
  ).rows;

/** The rows of some tables and columns, as JSON, in an order that does not depend on where they lie. */
async function rowsOf(client: pg.Client, tables: { table: string; columns: string[] }[]): Promise<Rows> {
  const rows: Rows = {};
  for (const { table, columns } of tables)
    rows[table] = (
      await client.query(
        `select to_jsonb(t) as row from (select ${columns} from ${table}) t order by to_jsonb(t)::text`,
      )
    ).rows.map(({ row }) => row);
  return rows;
}

test.each(RELEASES)(
  "a database of the release that ended with %s, with data, becomes what a new one is, and loses no row",
  {
    timeout: 180_000,
  },
  async (release) => {
    const account = await anAccount();
    await aUser(account.id);
    const site = await aSite(account.id);
    await aCard(site, { configurationId: (await aConfiguration(site)).id });
    await runSequences({ seed: 11, commands: 150, lanes: 2, sequence: batches(40) });
    await withDatabase("template0", async (name) => {
      const applied = await applyMigrations(databaseUrl(name), release);
      const former = await asSuperuser(tablesOf, name);
      const now = await asSuperuser(tablesOf);
      // What both know of each table.
      const shared = former.flatMap(({ table, columns }) => {
        const known = now.find((each) => each.table === table)?.columns ?? [];
        const both = columns.filter((column) => known.includes(column));
        return both.length > 0 ? [{ table, columns: both }] : [];
      });
      const rows = await asSuperuser((client) => rowsOf(client, shared));
      expect(rows.ledger_entries?.length).toBeGreaterThan(20);
      await asSuperuser(async (client) => {
        await client.query("set session_replication_role = replica");
        // What migrations put there themselves gives way to the rows of the release.
        await client.query(`truncate ${shared.map(({ table }) => table)} cascade`);
        for (const { table, columns } of shared) {
          await client.query(
            `insert into ${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::${table}, $1)`,
            [JSON.stringify(rows[table])],
          );
        }
      }, name);

      const upgraded = await applyMigrations(databaseUrl(name));
      expect(upgraded.length).toBeGreaterThan(10);
      expect(applied).not.toContain(upgraded[0]);
      await asSuperuser(async (client) => {
        expect(await wallsOf(client)).toEqual(await asSuperuser(wallsOf));
        expect(await rowsOf(client, shared)).toEqual(rows);
      }, name);
      await closeConnections();
      const own = databaseUrl();
      setEnvironment({ DATABASE_URL: databaseUrl(name) });
      try {
        expect((await asSystem(verifyCredits)).differences).toEqual([]);
        const cards = await asSystem(({ tx }) => tx.virtualCard.findMany({ where: { siteId: site.id } }));
        expect(cards).toMatchObject([{ status: "CREATED", configurationId: expect.any(String) }]);
      } finally {
        await closeConnections();
        setEnvironment({ DATABASE_URL: own });
      }
      // Once more: nothing left to do.
      expect(await applyMigrations(databaseUrl(name))).toEqual([]);
    });
  },
);
