import { randomInt } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setEnvironment } from "@/platform/config";
import { closeConnections } from "@/platform/db";
import { startEmbedded } from "@/platform/db/embedded";
import { applyMigrations } from "@/platform/db/migrate";
import { migrateJobs } from "@/platform/jobs";
import type { Chaos } from "./chaos";
import { fuzzing } from "./fuzz.chaos";
import { ledger } from "./ledger.chaos";
import { money } from "./money.chaos";

/*
 * npm run chaos -- [name …] [--seed N] [--operations N] [--kills N]
 * Each on a PostgreSQL of its own, started for the run and removed after it. A seed repeats a run.
 */
const all: Chaos[] = [ledger, money, fuzzing];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string" }, operations: { type: "string" }, kills: { type: "string" } },
});
const chosen = positionals.length > 0 ? all.filter(({ name }) => positionals.includes(name)) : all;
if (chosen.length === 0) {
  console.error(`There is: ${all.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
const seed = Number(values.seed ?? randomInt(1_000_000));

const folder = mkdtempSync(join(tmpdir(), "portal-chaos-"));
chmodSync(folder, 0o711);
// A kill of the server is no failure of the machine: what it has written is with the system, also without fsync.
const settings = { fsync: "off", max_connections: "200" };
const server = await startEmbedded({ folder, settings });
const environment = {
  ...{ DATABASE_URL: server.url, DEMO: "true", LOG_LEVEL: "silent", DATA_DIR: join(folder, "data") },
  ...{ ORIGIN: "https://portal.example.com", MASTER_SECRET: "a master secret for tests only, 32 characters and more" },
};
setEnvironment(environment);
Object.assign(process.env, environment); // for the processes that a chaos starts
const database = {
  async kill() {
    const [pid] = readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n");
    process.kill(Number(pid), "SIGKILL");
  },
  async start() {
    // The killed server's children hold its memory for a moment longer.
    for (let tries = 1; ; tries++)
      try {
        return void (await startEmbedded({ folder, settings, port: server.port }));
      } catch (error) {
        if (tries === 50) throw error;
        await new Promise((done) => setTimeout(done, 200));
      }
  },
};
const amount = (text: string | undefined) => (text === undefined ? undefined : Number(text));
let failed = false;
try {
  await applyMigrations(server.url);
  await migrateJobs(server.url);
  for (const chaos of chosen) {
    console.log(`${chaos.name}: seed ${seed}`);
    const begun = performance.now();
    try {
      const result = await chaos.run({
        ...{ seed, database, log: (line: string) => console.log(`  ${line}`) },
        ...{ operations: amount(values.operations), kills: amount(values.kills) },
      });
      console.log(`  ${result} (${Math.round((performance.now() - begun) / 1000)} s)`);
    } catch (error) {
      failed = true;
      console.error(`  FAILED; again with: npm run chaos -- ${chaos.name} --seed ${seed}\n`, error);
    }
  }
} finally {
  await closeConnections();
  await server.stop("immediate");
  rmSync(folder, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
