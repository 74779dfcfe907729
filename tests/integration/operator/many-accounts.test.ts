import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { callerOf } from "@tests/support/caller";
import { asSuperuser } from "@tests/support/superuser";
import { asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";
import { listAccounts } from "@/modules/credits/server/operator/accounts.query";
import type { Work } from "@/platform/db";

/* What the console's lists read of very many accounts, counted by the database in their own transaction. */
const ACCOUNTS = 20_000;
beforeAll(async () => {
  const reseller = await anAccount({ type: "RESELLER", companyName: "Rare Reseller Zyx" });
  await anAccount({ parentId: reseller.id, companyName: "Quetzal Works" });
  await anAccount({ parentId: reseller.id, companyName: "Another below" });
  const root = await theOperator();
  await asSuperuser(async (client) => {
    await client.query("BEGIN");
    await client.query("SET LOCAL session_replication_role = replica");
    // Forty resellers share them; one in ten is not activated yet, some are disabled.
    const reseller = `SELECT uuid_v7(), $1::uuid, 'RESELLER'::account_type, 'ACTIVATED'::account_status, 'reseller' || n || '@example.com',
      'Supplier ' || n, 'Ann', 'GREEN' || n, now() FROM generate_series(1, 40) AS n`;
    const columns = "id, parent_id, type, status, email, company_name, first_name, last_name, created_at";
    await client.query(`INSERT INTO accounts (${columns}) ${reseller}`, [root.id]);
    await client.query(
      `INSERT INTO accounts (${columns})
       SELECT uuid_v7(), (s.ids)[1 + n % 40], 'END_CUSTOMER', CASE WHEN n % 10 = 0 THEN 'CREATED' WHEN n % 33 = 0 THEN 'DISABLED' ELSE 'ACTIVATED' END::account_status,
         'many' || n || '@example.com', 'Company ' || md5(n::text), 'Ann', 'BLACK' || n, now()
       FROM generate_series(1, $1::int) AS n, (SELECT array_agg(id) AS ids FROM accounts WHERE company_name LIKE 'Supplier %') AS s`,
      [ACCOUNTS],
    );
    await client.query(
      "INSERT INTO credit_balances (account_id) SELECT id FROM accounts ON CONFLICT (account_id) DO NOTHING",
    );
    await client.query("COMMIT");
    // Not with VACUUM in one: that leaves the size of an index that nothing was deleted from as it was, which is none.
    await client.query("ANALYZE accounts");
  });
}, 180_000);

async function readSoFar(work: Work): Promise<number> {
  const [read] = await work.tx.$queryRaw<{ rows: number }[]>`
    SELECT (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables WHERE relname = 'accounts'`;
  return read?.rows ?? 0;
}
/** Which accounts a search shows, and how many rows of accounts that took. */
async function search(text: string) {
  return asSystem(async (work) => {
    await work.tx.$executeRaw`SET LOCAL max_parallel_workers_per_gather = 0`;
    const before = await readSoFar(work);
    const { rows } = await listAccounts(work, { search: text, limit: 50, filters: {} });
    return { names: rows.map(({ companyName }) => companyName), read: (await readSoFar(work)) - before };
  });
}

describe("the operator's search among very many accounts", () => {
  test.each([
    ["quetzal works", ["Quetzal Works"]],
    ["nobodyhasthis", []],
    ["rare reseller zyx", ["Another below", "Quetzal Works", "Rare Reseller Zyx"]],
    ["many4242@example.com", [expect.stringContaining("Company")]],
  ])("%s is found without reading them all", async (text, names) => {
    const found = await search(text);
    expect(found.names).toEqual(names);
    expect(found.read).toBeLessThan(1_000);
  });

  test("a word that all have fills its page in the list's order", async () => {
    const { names } = await search("black");
    expect(names).toHaveLength(50);
    expect(names).toEqual([...names].sort());
  });

  test("in the tree they are found wherever they are, with supplier and customers, and more than a page is said", async () => {
    const caller = await callerOf(await aUser((await theOperator()).id));
    const { rows, more } = await caller.operatorCredits.found({ search: "rare reseller" });
    expect(more).toBe(false);
    expect(rows.map(({ companyName, supplier, customers }) => [companyName, supplier, customers])).toEqual([
      ["Another below", "Rare Reseller Zyx", 0],
      ["Quetzal Works", "Rare Reseller Zyx", 0],
      ["Rare Reseller Zyx", "STid", 2],
    ]);
    expect(await caller.operatorCredits.found({ search: "black" })).toMatchObject({ more: true });
  });
});
