import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { startEmbedded } from "@/platform/db/embedded";
import { diffSchemas, type SchemaFile, schemaFiles } from "@/platform/db/migrate";

/*
 * npm run migration:new -- <name>
 * Writes prisma/migrations/<time>_<name>/migration.sql: what has changed in prisma/schema since the last commit.
 * Grants, policies and checks of new tables are added to it by hand; tests/integration/database says what is missing.
 */
const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("Usage: npm run migration:new -- <name_in_small_letters>");
  process.exit(2);
}
const git = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" });
const committed: SchemaFile[] = git("ls-tree", "--name-only", "HEAD", "prisma/schema/")
  .split("\n")
  .filter((path) => path.endsWith(".prisma"))
  .map((path) => ({ path: join("/committed", basename(path)), content: git("show", `HEAD:${path}`) }));

const database = await startEmbedded({ folder: join(process.cwd(), ".data/migration") });
try {
  const sql = await diffSchemas(database.url, committed, schemaFiles());
  const folder = `prisma/migrations/${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), sql);
  console.log(`Wrote ${folder}/migration.sql`);
} finally {
  await database.stop();
}
