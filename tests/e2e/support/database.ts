import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setEnvironment } from "@/platform/config";
import { closeConnections } from "@/platform/db";
import { startRelay, stopRelay } from "@/platform/live";
import type { PortalProcess } from "../../support/portal-process";

/**
 * Opens the database of a running portal for this process too, with its secrets and its relay, so that a test can put things
 * there by the factories. @returns a function that ends it.
 */
export function openDatabaseOf(portal: PortalProcess): () => Promise<void> {
  const port = readFileSync(join(portal.folder, "postgres", "postmaster.pid"), "utf8").split("\n")[3];
  const password = readFileSync(join(portal.folder, "postgres-password"), "utf8");
  const url = `postgresql://portal_owner:${password}@127.0.0.1:${port}/portal`;
  setEnvironment({
    DATABASE_URL: url,
    DATA_DIR: portal.folder,
    DEMO: "true",
    ORIGIN: portal.origin,
    LOG_LEVEL: "silent",
  });
  startRelay(url);
  return async () => {
    await stopRelay();
    await closeConnections();
  };
}
