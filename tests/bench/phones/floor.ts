import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import type pg from "pg";

const FOLDER = "tests/bench/floors/next-handler";

/** The tables of the floor, in a schema of their own: what an activation must write, and what a sync must read. */
const TABLES = `
  DROP SCHEMA IF EXISTS floor CASCADE;
  CREATE SCHEMA floor;
  CREATE TABLE floor.cards (id uuid PRIMARY KEY, account_id uuid NOT NULL, status text NOT NULL, name text NOT NULL, price int NOT NULL,
    charge_id uuid, credential_id uuid, activated_at timestamptz);
  CREATE TABLE floor.sendings (id uuid PRIMARY KEY, card_id uuid NOT NULL, state text NOT NULL, ended_at timestamptz);
  CREATE TABLE floor.phones (id text PRIMARY KEY, sign_key jsonb NOT NULL, agree_key jsonb NOT NULL, at timestamptz NOT NULL);
  CREATE TABLE floor.credentials (id uuid PRIMARY KEY, account_id uuid NOT NULL, card_id uuid NOT NULL, sending_id uuid UNIQUE, phone_id text NOT NULL,
    at timestamptz NOT NULL);
  CREATE TABLE floor.entries (id uuid PRIMARY KEY, pending_id uuid UNIQUE, account_id uuid NOT NULL, amount int NOT NULL, at timestamptz NOT NULL);
  CREATE TABLE floor.slots (account_id uuid, slot int, held bigint NOT NULL, spent bigint NOT NULL, PRIMARY KEY (account_id, slot));
  CREATE TABLE floor.history (id uuid PRIMARY KEY, account_id uuid NOT NULL, card_id uuid NOT NULL, action text NOT NULL, params jsonb,
    at timestamptz NOT NULL);
  CREATE TABLE floor.wallets (id uuid PRIMARY KEY, phone_id text NOT NULL, state text NOT NULL, lease_ends_at timestamptz NOT NULL);
  CREATE INDEX ON floor.wallets (phone_id);`;

export type Floor = { origin: string; pid: number; stop(): Promise<void> };

/** Builds the bare Next application and serves it in a process of its own. */
export async function startFloor(databaseUrl: string, sql: pg.Pool): Promise<Floor> {
  await sql.query(TABLES);
  await promisify(execFile)(process.execPath, ["node_modules/next/dist/bin/next", "build", FOLDER]);
  const child = spawn(process.execPath, [`${FOLDER}/serve.mjs`], {
    env: { ...process.env, NODE_ENV: "production", FLOOR_DATABASE_URL: databaseUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise<string>((done, fail) => {
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      const line = /^(\d+)$/m.exec(output)?.[1]; // Next has words of its own to print
      if (line) done(line);
    });
    child.once("exit", (code) => fail(new Error(`The floor ended with ${code}: ${output}`)));
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid as number,
    stop: () =>
      new Promise((done) => {
        child.once("exit", () => done());
        child.kill();
      }),
  };
}

/** Cards of the floor, ready to be activated; ids of their sendings. */
export async function makeFloorCards(sql: pg.Pool, accounts: readonly string[], count: number): Promise<string[]> {
  const { rows } = await sql.query<{ sending: string }>(
    `WITH fresh AS MATERIALIZED (SELECT uuid_v7() AS card, uuid_v7() AS sending, ($1::uuid[])[1 + n % cardinality($1::uuid[])] AS account, n
        FROM generate_series(0, $2::int - 1) n),
      c AS (INSERT INTO floor.cards SELECT card, account, 'EMAIL_SENT', 'Simon WHITE' || n, 5, uuid_v7() FROM fresh),
      s AS (INSERT INTO floor.sendings SELECT sending, card, 'OPEN' FROM fresh),
      sl AS (INSERT INTO floor.slots SELECT DISTINCT account, slot, 0, 0 FROM fresh, generate_series(0, 15) slot ON CONFLICT DO NOTHING)
      SELECT sending FROM fresh ORDER BY n`,
    [accounts, count],
  );
  return rows.map((row) => row.sending);
}
