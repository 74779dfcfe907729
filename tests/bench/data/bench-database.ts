import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { setEnvironment } from "../../../src/platform/config";
import { startEmbedded } from "../../../src/platform/db/embedded";
import { applyMigrations } from "../../../src/platform/db/migrate";
import { migrateJobs } from "../../../src/platform/jobs";

export type BenchDatabase = {
  /** Connection text of the owner role, which the product uses. */
  url: string;
  /** Runs statements as the superuser: fills tables, reads plans. */
  asSuperuser<T>(run: (client: pg.Client) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
};

/**
 * A migrated database of its own on the embedded server, with the queue's tables; the product's code in this process finds it by its
 * environment variables.
 */
export async function startBenchDatabase(settings: Record<string, string> = {}): Promise<BenchDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "portal-bench-"));
  chmodSync(folder, 0o711);
  const server = await startEmbedded({
    folder,
    // What a server of this size would be given; durable writes stay on, as both sides of a comparison pay for them.
    settings: {
      shared_buffers: "512MB",
      work_mem: "16MB",
      maintenance_work_mem: "512MB",
      max_wal_size: "4GB",
      ...settings,
    },
  });
  setEnvironment({
    DATABASE_URL: server.url,
    DEMO: "true",
    LOG_LEVEL: "silent",
    ORIGIN: "https://portal.example.com",
    MASTER_SECRET: "a master secret for benches only, 32 characters and more",
  });
  await applyMigrations(server.url);
  await migrateJobs(server.url);
  return {
    url: server.url,
    async asSuperuser(run) {
      const url = new URL(server.url);
      url.username = "postgres";
      const client = new pg.Client({ connectionString: url.href });
      await client.connect();
      try {
        return await run(client);
      } finally {
        await client.end();
      }
    },
    async stop() {
      await server.stop("immediate");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
