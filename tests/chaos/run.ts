import { randomInt } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { setEnvironment } from "@/platform/config";
import { closeConnections } from "@/platform/db";
import { startEmbedded } from "@/platform/db/embedded";
import { applyMigrations } from "@/platform/db/migrate";
import { migrateJobs } from "@/platform/jobs";
import type { Chaos } from "./chaos";
import { ledger } from "./ledger.chaos";

/*
 * npm run chaos -- [name …] [--seed N]
 * Each on a PostgreSQL of its own, started for the run and removed after it. A seed repeats a run.
 */
const all: Chaos[] = [ledger];
const { values, positionals } = parseArgs({ allowPositionals: true, options: { seed: { type: "string" } } });
const chosen = positionals.length > 0 ? all.filter(({ name }) => positionals.includes(name)) : all;
if (chosen.length === 0) {
  console.error(`There is: ${all.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
const seed = Number(values.seed ?? randomInt(1_000_000));

const folder = mkdtempSync(join(tmpdir(), "portal-chaos-"));
chmodSync(folder, 0o711);
const server = await startEmbedded({ folder, settings: { fsync: "off", max_connections: "200" } });
setEnvironment({ DATABASE_URL: server.url, DEMO: "true", LOG_LEVEL: "silent", DATA_DIR: join(folder, "data") });
let failed = false;
try {
  await applyMigrations(server.url);
  await migrateJobs(server.url);
  for (const chaos of chosen) {
    console.log(`${chaos.name}: seed ${seed}`);
    const begun = performance.now();
    try {
      const result = await chaos.run({ seed, log: (line) => console.log(`  ${line}`) });
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
