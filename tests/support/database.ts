import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { closeConnections } from "@/platform/db";

/*
 * Setup file of every integration test file: a fresh copy of the migrated database, dropped afterwards.
 * The product's own code finds it as it finds any database: by its environment variable.
 */
const server = new URL(inject("databaseServer"));
const name = `test_${randomBytes(6).toString("hex")}`;

async function onServer(statement: string): Promise<void> {
  const url = new URL(server);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

for (let attempt = 1; ; attempt++) {
  try {
    await onServer(`create database ${name} template portal`);
    break;
  } catch (error) {
    // Two copies of one template can't be made at the same instant.
    if (attempt === 20 || (error as { code?: string }).code !== "55006") throw error;
    await new Promise((done) => setTimeout(done, 100));
  }
}
server.pathname = `/${name}`;
process.env.DATABASE_URL = server.href;
process.env.DEMO = "true";
process.env.LOG_LEVEL = "silent";
process.env.ORIGIN = "https://portal.example.com";
process.env.MASTER_SECRET = "a master secret for tests only, 32 characters and more";

afterAll(async () => {
  await closeConnections();
  for (let attempt = 1; ; attempt++) {
    try {
      await onServer(`drop database if exists ${name} with (force)`);
      return;
    } catch (error) {
      // Autovacuum is at work in it, which only a superuser may end.
      if (attempt === 50 || (error as { code?: string }).code !== "42501") throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
});
