import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "@/platform/db/embedded";
import { applyMigrations } from "@/platform/db/migrate";
import { migrateJobs } from "@/platform/jobs";

declare module "vitest" {
  interface ProvidedContext {
    databaseServer: string;
  }
}

/** One PostgreSQL for the whole run; its database "portal" is migrated once and then the template of each worker's own. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), "portal-test-"));
  chmodSync(folder, 0o711); // started as root, the server runs as a user of its own
  const server = await startEmbedded({
    folder,
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" },
  });
  await applyMigrations(server.url);
  await migrateJobs(server.url);
  project.provide("databaseServer", server.url);
  return async () => {
    await server.stop("immediate");
    rmSync(folder, { recursive: true, force: true });
  };
}
