import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { startEmbedded } from "../../src/platform/db/embedded";
import {
  type Bench,
  type BenchResult,
  type BenchSettings,
  compare,
  cpuText,
  median,
  megabytes,
  ratioText,
} from "./harness";
import { download, type MeasuredServer, startServer } from "./measured-server";

const ROWS = 1_000_000;
/** One run of a comparison: short enough for several in a round. */
const SHORT = 100_000;

const rows = {
  P10: {
    id: "P10",
    what: "export of 1,000,000 rows × 10 over HTTP: growth of memory",
    must: "≤ 120 MB",
    goal: "≤ 50 MB",
  },
  P11: {
    id: "P11",
    what: "its speed, database to last byte, against bare exceljs streaming from memory",
    must: "≥ 1.0×",
    goal: "≥ 2.0×",
  },
  P12: {
    id: "P12",
    what: "other requests' p95 meanwhile; a cancelled download frees everything; first byte (the writer behind plain HTTP)",
    must: "≤ 2.5×; 2 s; 500 ms",
    goal: "≤ 1.5×; 1 s; 200 ms",
  },
};

/** P10 to P12: the export writer behind HTTP, fed from PostgreSQL. */
export const bench: Bench = {
  rows: Object.values(rows),

  async run(settings) {
    const folder = mkdtempSync(join(tmpdir(), "portal-bench-"));
    chmodSync(folder, 0o711);
    const database = await startEmbedded({ folder, settings: { fsync: "off", jit: "off" } });
    const servers: MeasuredServer[] = [];
    try {
      await fill(database.url);
      const ours = await startServer("tests/bench/servers/export.ts", database.url);
      const floor = await startServer("tests/bench/floors/exceljs-writer.ts");
      servers.push(ours, floor);
      // Memory first: a server that has already exported a lot has the room it needs, and would seem to grow by nothing.
      return [await memory(ours), await speed(ours, floor, settings), await others(ours)];
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
      await database.stop("immediate");
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    CREATE UNLOGGED TABLE bench_cards AS
    SELECT n AS id, 'First' || n % 977 AS first, 'LAST' || n % 1999 AS last, 'user' || n || '@example.com' AS email,
      '33' || 442126060 + n AS phone, 'Configuration ' || n % 7 AS configuration, (100000 + n)::text AS private_id,
      timestamptz '2018-01-01Z' + n * interval '61 s' AS created,
      CASE WHEN n % 3 > 0 THEN timestamptz '2018-01-01Z' + n * interval '67 s' END AS activated,
      CASE WHEN n % 2 = 1 THEN 'Activated' ELSE 'Created and Email Sent' END AS status, n % 5 AS price
    FROM generate_series(1, ${ROWS}) n`);
  await client.query("ALTER TABLE bench_cards ADD PRIMARY KEY (id)");
  await client.query("VACUUM ANALYZE bench_cards");
  await client.end();
}

async function speed(ours: MeasuredServer, floor: MeasuredServer, settings: BenchSettings): Promise<BenchResult> {
  const side = (server: MeasuredServer) => ({
    run: async () => {
      await download(`${server.url}/export?rows=${SHORT}`);
      return SHORT;
    },
    cpu: async () => (await server.usage()).cpu,
  });
  const result = await compare("P11", { a: side(ours), b: side(floor) }, settings);
  return { ...rows.P11, measured: ratioText(result), cpu: cpuText(result, "1,000 rows", 1000) };
}

/** Growth over what the server holds after an export of 1,000 rows (its code compiled, its connections open). */
async function memory(ours: MeasuredServer): Promise<BenchResult> {
  await download(`${ours.url}/export?rows=1000`);
  const { rss } = await ours.usage(true);
  await download(`${ours.url}/export?rows=${ROWS}`);
  const grown = (await ours.usage()).peak - rss;
  console.log(`  P10: ${megabytes(grown)}`);
  return { ...rows.P10, measured: megabytes(grown), memory: megabytes(grown) };
}

async function others(ours: MeasuredServer): Promise<BenchResult> {
  const p95 = async (count: number) => {
    const times: number[] = [];
    for (let n = 0; n < count; n++) {
      const start = performance.now();
      await (await fetch(`${ours.url}/page`)).arrayBuffer();
      times.push(performance.now() - start);
      await wait(5);
    }
    return times.sort((a, b) => a - b)[Math.floor(count * 0.95)]!;
  };
  await p95(100);
  const ratios: number[] = [];
  const freed: number[] = [];
  const firstBytes: number[] = [];
  for (let round = 0; round < 5; round++) {
    const idle = await p95(200);
    const cancel = new AbortController();
    const running = download(`${ours.url}/export?rows=${ROWS}`, cancel.signal).catch(() => null);
    await wait(100);
    ratios.push((await p95(200)) / idle);
    cancel.abort();
    const start = performance.now();
    while ((await (await fetch(`${ours.url}/open`)).text()) !== "0") await wait(5);
    freed.push(performance.now() - start);
    await running;
    firstBytes.push((await download(`${ours.url}/export?rows=5000`)).firstByte);
  }
  const ratio = `${median(ratios).toFixed(2)}× (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
  const measured = `${ratio}; ${Math.max(...freed).toFixed(0)} ms; ${Math.max(...firstBytes).toFixed(0)} ms`;
  console.log(`  P12: ${measured}`);
  return { ...rows.P12, measured };
}
