import type pg from "pg";

/** The floor's own tables: a balance that must not go below 0, and what moved it, without keys, checks of who may, triggers or texts. */
export async function makeBareLedger(client: pg.Client): Promise<void> {
  await client.query(`
    CREATE TABLE bare_balances (account_id uuid PRIMARY KEY, available bigint NOT NULL CHECK (available >= 0));
    CREATE TABLE bare_entries (id uuid PRIMARY KEY, account_id uuid NOT NULL, amount int NOT NULL, at timestamptz NOT NULL)`);
}

/** Takes a credit from an account by one guarded statement, if it has one. @returns how many were taken. */
export async function takeByOneStatement(client: pg.ClientBase, accountId: string): Promise<number> {
  const { rowCount } = await client.query({
    name: "take",
    text: `WITH taken AS (UPDATE bare_balances SET available = available - 1 WHERE account_id = $1 AND available >= 1 RETURNING account_id)
      INSERT INTO bare_entries SELECT gen_random_uuid(), account_id, 1, now() FROM taken`,
    values: [accountId],
  });
  return rowCount ?? 0;
}
