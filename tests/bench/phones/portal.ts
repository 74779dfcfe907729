import { readFileSync } from "node:fs";
import pg from "pg";
import { openDatabaseOf } from "../../e2e/support/database";
import { anAccount } from "../../factories/accounts";
import { aLoad } from "../../factories/credits";
import { aConfiguration, aSite } from "../../factories/sites";
import { type PortalProcess, startPortal } from "../../support/portal-process";

export type BenchPortal = {
  portal: PortalProcess;
  /** The same database server, where floors have tables of their own. */
  databaseUrl: string;
  sql: pg.Pool;
  close(): Promise<void>;
};

/** The product itself in a process of its own, and its database. Jobs run elsewhere, as where there are many phones. */
export async function openPortal(): Promise<BenchPortal> {
  const portal = await startPortal({ env: { WORKER: "off" } });
  const closeFactories = openDatabaseOf(portal);
  const databaseUrl = process.env.DATABASE_URL as string;
  const sql = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  sql.on("error", () => {});
  return {
    portal,
    databaseUrl,
    sql,
    async close() {
      await sql.end();
      await closeFactories();
      await portal.close();
    },
  };
}

export type Place = { accountId: string; siteId: string; configurationId: string };

/** Accounts with credits, each with a site and a configuration. */
export async function makePlaces(count: number, credits: number): Promise<Place[]> {
  const places: Place[] = [];
  for (let n = 0; n < count; n++) {
    const account = await anAccount();
    await aLoad(account.id, credits);
    const site = await aSite(account.id);
    places.push({ accountId: account.id, siteId: site.id, configurationId: (await aConfiguration(site)).id });
  }
  return places;
}

let made = 0;

/** Private-ID cards that are sent, with their holds, spread over places; all by a few statements. Ids of the sendings. */
export async function makeSentCards(sql: pg.Pool, places: Place[], count: number): Promise<string[]> {
  const first = made;
  made += count;
  const client = await sql.connect();
  try {
    await client.query("BEGIN; SET LOCAL ROLE portal_system");
    await client.query(
      `CREATE TEMP TABLE fresh ON COMMIT DROP AS
        SELECT n, uuid_v7() AS card, uuid_v7() AS sending, uuid_v7() AS entry, p.* FROM generate_series(0, $2::int - 1) n
        JOIN (SELECT row_number() OVER () - 1 AS place, account, site, configuration
          FROM jsonb_to_recordset($1) AS x(account uuid, site uuid, configuration uuid)) p ON p.place = n % $3::int`,
      [
        JSON.stringify(places.map((p) => ({ account: p.accountId, site: p.siteId, configuration: p.configurationId }))),
        count,
        places.length,
      ],
    );
    await client.query(
      `INSERT INTO virtual_cards (id, account_id, site_id, kind, status, configuration_id, first_name, last_name, email, private_id, created_at)
        SELECT card, account, site, 'PRIVATE_ID', 'CREATED', configuration, 'Simon', 'WHITE' || $1 + n, 'bench' || $1 + n || '@example.com',
          'B' || $1 + n, now() FROM fresh`,
      [first],
    );
    await client.query(
      `INSERT INTO sendings (id, account_id, card_id, state, price, created_at, expires_at)
        SELECT sending, account, card, 'OPEN', 5, now(), now() + interval '30 days' FROM fresh`,
    );
    await client.query(
      `INSERT INTO ledger_entries (id, kind, phase, source_account_id, source_bucket, dest_account_id, dest_bucket, amount,
          idempotency_key, card_id, sending_id, performer_kind, performer_name, at)
        SELECT entry, 'CARD', 'PENDING', account, 'MAIN', account, 'SPENT', 5, 'card-hold:' || sending, card, sending, 'user', 'Bench', now() FROM fresh`,
    );
    await client.query(
      `UPDATE virtual_cards c SET status = 'EMAIL_SENT', sending_id = f.sending, charge_id = f.entry, sent_at = now()
        FROM fresh f WHERE c.account_id = f.account AND c.id = f.card`,
    );
    const { rows } = await client.query<{ sending: string }>("SELECT sending FROM fresh ORDER BY n");
    await client.query("COMMIT");
    return rows.map((row) => row.sending);
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

/** Milliseconds of processor time that a process has used so far (Linux; threads included). */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Resident memory of a process in bytes. */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;
}
