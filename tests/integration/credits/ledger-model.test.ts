import { batches, expectSoundLedger, runSequences } from "@tests/chaos/ledger-model";
import { asSuperuser } from "@tests/support/superuser";
import { expect, test } from "vitest";

const COMMANDS = 2_000;

test("I1–I6, R127, R298: thousands of random commands, many at once, agree with the model", {
  timeout: 300_000,
}, async () => {
  const seed = Number(process.env.LEDGER_SEED ?? Date.now() % 1_000_000);
  console.log(`seed ${seed} (LEDGER_SEED=${seed} runs it again)`);
  expect(await runSequences({ seed, commands: COMMANDS, lanes: 3, sequence: batches(50) })).toBeGreaterThanOrEqual(
    COMMANDS,
  );
  expect(await expectSoundLedger()).toBeGreaterThan(COMMANDS / 4);
});

const here = () => new URL(process.env.DATABASE_URL as string).pathname.slice(1);

test("I12: the entries alone, put into an empty database, give the same balances", async () => {
  const copy = `${here()}_copy`;
  const BALANCES = "select * from credit_balances order by account_id";
  const SLOTS = "select * from credit_slots order by account_id, slot";
  const tables = ["accounts", "ledger_entries"];
  const original = await asSuperuser(async (client) => ({
    rows: await Promise.all(tables.map(async (table) => (await client.query(`select * from ${table}`)).rows)),
    balances: (await client.query(BALANCES)).rows,
    slots: (await client.query(SLOTS)).rows,
  }));
  await asSuperuser((client) => client.query(`create database ${copy} template portal`), "postgres");
  try {
    const rebuilt = await asSuperuser(async (client) => {
      // What deleted accounts forfeited is among the entries already.
      await client.query("alter table ledger_entries disable trigger ledger_entries_forfeit");
      for (const [index, table] of tables.entries())
        await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
          JSON.stringify(original.rows[index]),
        ]);
      return { balances: (await client.query(BALANCES)).rows, slots: (await client.query(SLOTS)).rows };
    }, copy);
    expect(rebuilt.balances).toEqual(original.balances);
    expect(rebuilt.slots).toEqual(original.slots);
  } finally {
    await asSuperuser((client) => client.query(`drop database ${copy} with (force)`), "postgres");
  }
});

test("the check finds a balance and an entry that were tampered with", async () => {
  await asSuperuser(async (client) => {
    const one = "select account_id from credit_balances limit 1";
    await client.query(`update credit_balances set available = available + 7 where account_id = (${one})`);
    await client.query("set session_replication_role = replica");
    await client.query(
      "update ledger_entries set amount = amount + 1 where id = (select pending_id from ledger_entries where phase = 'POST' limit 1)",
    );
  });
  await expect(expectSoundLedger()).rejects.toThrow(
    /I2 available.*I3 all accounts|I3.*I4 resolves a pending entry like it/s,
  );
});
