import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { batches, runSequences } from "@tests/chaos/ledger-model";
import { anAccount, aUser } from "@tests/factories/accounts";
import { callerOf } from "@tests/support/caller";
import { contentsOf, databaseUrl, wallsOf, withDatabase } from "@tests/support/databases";
import { asSuperuser } from "@tests/support/superuser";
import { asSystem } from "@tests/support/system";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyCredits } from "@/modules/credits/server";
import { verifyHistory } from "@/modules/history/server/verify-history";
import { setEnvironment } from "@/platform/config";
import { closeConnections } from "@/platform/db";

/* Issue 10 and quality.md: dump, restore, rebuild: equal. With the commands of docs/operations.md, as a superuser. */

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "portal-backup-"));
const file = join(folder, "portal.dump");
const own = databaseUrl();
let user: { id: string };

beforeAll(async () => {
  user = await aUser((await anAccount()).id);
  await runSequences({ seed: 7, commands: 200, lanes: 2, sequence: batches(40) });
  await run("pg_dump", ["--format=custom", `--file=${file}`, databaseUrl(undefined, "postgres")]);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs something with the product on another database. */
async function on<T>(url: string, action: () => Promise<T>): Promise<T> {
  await closeConnections();
  setEnvironment({ DATABASE_URL: url });
  try {
    return await action();
  } finally {
    await closeConnections();
    setEnvironment({ DATABASE_URL: own });
  }
}

test("a dump, restored, has the same rows in every table, the same walls and the queue; the ledger rebuilds and the history's chain holds", {
  timeout: 120_000,
}, async () => {
  expect(statSync(file).size).toBeGreaterThan(10_000);
  const before = await asSuperuser(async (client) => ({
    rows: await contentsOf(client),
    walls: await wallsOf(client),
  }));
  expect(before.rows["public.ledger_entries"]).not.toMatch(/^0 /);
  await withDatabase("template0", async (name) => {
    await run("pg_restore", ["--exit-on-error", `--dbname=${databaseUrl(name, "postgres")}`, file]);
    const after = await asSuperuser(
      async (client) => ({ rows: await contentsOf(client), walls: await wallsOf(client) }),
      name,
    );
    expect(after.rows).toEqual(before.rows);
    // A check that was printed and read again loses parentheses that mean nothing.
    const bare = (walls: string[]) => walls.map((wall) => wall.replace(/[()]/g, "")).sort();
    expect(bare(after.walls)).toEqual(bare(before.walls));
    await on(databaseUrl(name), async () => {
      const credits = await asSystem(verifyCredits);
      expect(credits.entries).toBeGreaterThan(0);
      expect(credits.differences).toEqual([]);
      expect((await asSystem((work) => verifyHistory(work))).faults).toEqual([]);
      // And the product goes on with it, within the walls: reads and writes of an account.
      expect(await (await callerOf(user)).credits.balance()).toMatchObject({ available: 0 });
    });
  });
});

test("a role that row-level security binds can't make half a dump: pg_dump refuses, and says so", async () => {
  const half = join(folder, "half.dump");
  await expect(run("pg_dump", ["--format=custom", `--file=${half}`, own])).rejects.toThrow(/row-level security/);
});

test("a dump that was cut off is refused as a whole: nothing is left in the database that it was for", async () => {
  const cut = join(folder, "cut.dump");
  copyFileSync(file, cut);
  truncateSync(cut, Math.floor(statSync(file).size / 2));
  await withDatabase("template0", async (name) => {
    const restore = run("pg_restore", ["--single-transaction", `--dbname=${databaseUrl(name, "postgres")}`, cut]);
    await expect(restore).rejects.toThrow();
    const tables = await asSuperuser(
      async (client) => (await client.query("select 1 from pg_tables where schemaname = 'public'")).rowCount,
      name,
    );
    expect(tables).toBe(0);
  });
});
