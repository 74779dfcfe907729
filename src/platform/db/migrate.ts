import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";

/*
 * Prisma's migrations without its engine binary: the same engine as WebAssembly, over the driver adapter.
 * Where the CLI can download its binary, `prisma migrate deploy` works on the same folder.
 */

const BASE = resolve(process.cwd(), "prisma/migrations");
const FILTERS = { externalTables: [], externalEnums: [] };

type Engine = import("@prisma/schema-engine-wasm/schema_engine_bg").SchemaEngine;

let loading: ReturnType<typeof loadBindings> | undefined;

/** The engine's code, loaded once: its bindings keep views of the first instance's memory. */
async function loadBindings() {
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const entry = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm");
  const file = join(dirname(entry), "schema_engine_bg.wasm");
  const module = await WebAssembly.compile(readFileSync(file));
  const instance = await WebAssembly.instantiate(module, {
    "./schema_engine_bg.js": bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings;
}

async function openEngine(databaseUrl: string): Promise<Engine> {
  loading ??= loadBindings();
  const bindings = await loading;
  const adapter = bindMigrationAwareSqlAdapterFactory(wholeScripts(databaseUrl));
  return bindings.SchemaEngine.new(
    { datamodels: schemaFiles().map((file) => [file.path, file.content]) },
    () => {},
    adapter,
  );
}

type ScriptRunner = {
  executeScript(script: string): Promise<void>;
  client: { query(script: string): Promise<unknown> };
};

/** The driver adapter splits a script at every semicolon, also within functions; the server itself knows better. */
function wholeScripts(databaseUrl: string): PrismaPg {
  const factory = new PrismaPg({ connectionString: databaseUrl });
  for (const method of ["connect", "connectToShadowDb"] as const) {
    const connect = factory[method].bind(factory);
    factory[method] = async () => {
      const adapter = await connect();
      const runner = adapter as unknown as ScriptRunner;
      runner.executeScript = async (script) => {
        await runner.client.query(script);
      };
      return adapter;
    };
  }
  return factory;
}

/** The schema files as they are in the working tree. */
export function schemaFiles(): SchemaFile[] {
  const folder = resolve(process.cwd(), "prisma/schema");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), "utf8") }));
}

function migrationList(until = "~") {
  const names = existsSync(BASE)
    ? readdirSync(BASE, { withFileTypes: true })
        .filter((e) => e.isDirectory())
        .map((e) => e.name)
        .filter((name) => name <= until)
        .sort()
    : [];
  return {
    baseDir: BASE,
    lockfile: { path: "./migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(join(BASE, path, "migration.sql"), "utf8") },
      },
    })),
  };
}

/**
 * Applies the migrations that a database lacks.
 *
 * @param until the last one to apply, by name: a database as a former release had it; all unless told.
 * @returns the names of those applied.
 */
export async function applyMigrations(databaseUrl: string, until?: string): Promise<string[]> {
  const engine = await openEngine(databaseUrl);
  try {
    const output = await engine.applyMigrations({ migrationsList: migrationList(until), filters: FILTERS });
    return output.appliedMigrationNames;
  } finally {
    engine.free();
  }
}

export type SchemaFile = { path: string; content: string };

/**
 * The SQL that takes a database from one Prisma schema to another: the body of a migration.
 * Schemas are compared, not databases, so what only SQL can say (the walls) is never dropped by it.
 */
export async function diffSchemas(databaseUrl: string, from: SchemaFile[], to: SchemaFile[]): Promise<string> {
  const engine = await openEngine(databaseUrl);
  try {
    const target = (files: SchemaFile[]) =>
      files.length === 0 ? { tag: "empty" as const } : { tag: "schemaDatamodel" as const, files };
    const output = await engine.diff({
      from: target(from),
      to: target(to),
      script: true,
      exitCode: null,
      filters: FILTERS,
    } as never);
    return output.stdout ?? "";
  } finally {
    engine.free();
  }
}
