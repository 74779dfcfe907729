import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import pg from "pg";
import { config, setEnvironment } from "@/platform/config";
import { closeConnections } from "@/platform/db";
import { type EmbeddedDatabase, startEmbedded } from "@/platform/db/embedded";
import { applyMigrations } from "@/platform/db/migrate";
import { migrateJobs, startWorker } from "@/platform/jobs";
import { startRelay, stopRelay } from "@/platform/live";
import {
  buildIfNeeded,
  createFront,
  localAddresses,
  lockFolder,
  makeCertificate,
  watchDatabase,
} from "@/platform/process";
import { inSpan, startTracing } from "@/platform/tracing";

/*
 * The process: PostgreSQL if embedded, migrations, demo data, pages, worker, and an orderly end.
 * `npm start`, `npm start -- --https` (real phones in the local network), `npm start -- --worker` (a worker only).
 */

const MIB = 1024 * 1024;
const BODY_LIMITS = [
  { prefix: "/api/uploads/", bytes: 24 * MIB },
  { prefix: "/api/v1/", bytes: 24 * MIB },
  { prefix: "/api/ImportVirtualCardV3", bytes: 24 * MIB },
  { prefix: "/api/device/", bytes: 64 * 1024 },
  { prefix: "/api/trpc/", bytes: 4 * MIB },
];
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Ends the embedded server, once there is one to end. */
let stopDatabase = async (): Promise<void> => {};

async function main(): Promise<void> {
  const https = process.argv.includes("--https");
  const workerOnly = process.argv.includes("--worker");
  setEnvironment({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...(https ? httpsOrigin() : {}) });
  const stopTracing = await startTracing(config().tracesTo, workerOnly ? "portal-worker" : "portal-web");
  const unlock = workerOnly ? () => {} : lockFolder(config().dataDir);
  const database = await openDatabase();
  // The folder's lock makes the server ours, also one taken over after a kill; a worker beside it leaves it running.
  if (database && (!workerOnly || database.startedHere)) stopDatabase = () => database.stop();
  const databaseUrl = config().databaseUrl as string;
  const applied = await applyMigrations(databaseUrl);
  if (applied.length > 0) say(`Database: ${applied.length} migrations applied.`);
  await migrateJobs(databaseUrl);
  // Loaded only now: these know the database's address from their first line on.
  const { prepareData } = await import("../prisma/seed");
  const signIns = workerOnly ? [] : await prepareData();
  startRelay(databaseUrl);
  const stopWorker = config().workerInside || workerOnly ? await openWorker(databaseUrl) : async () => {};
  const watch = watchDatabase(databaseUrl);
  const server = workerOnly ? await openWorkerMetrics(watch.isUp) : await openFront(https, watch.isUp);

  let ending = false;
  const end = async (signal: string) => {
    if (ending) process.exit(1);
    ending = true;
    say(`${signal}: ending …`);
    const closed = server ? closeServer(server) : Promise.resolve();
    await Promise.race([closed, new Promise((done) => setTimeout(done, 8_000).unref())]);
    watch.stop();
    await stopWorker().catch(() => {});
    await stopRelay();
    await closeConnections().catch(() => {});
    await stopTracing();
    await stopDatabase().catch((error: Error) => say(error.message));
    unlock();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void end(signal));
  if (!workerOnly) announce(https, signIns);
}

function httpsOrigin(): Record<string, string> {
  const address = localAddresses()[0] ?? "localhost";
  return config().originIsConfigured ? {} : { ORIGIN: `https://${address}:${config().port}` };
}

async function openDatabase(): Promise<EmbeddedDatabase | null> {
  if (config().databaseUrl) return null;
  const database = await startEmbedded({
    folder: config().dataDir,
    settings: { shared_buffers: "256MB", max_wal_size: "2GB" },
  });
  setEnvironment({ EMBEDDED_DATABASE_URL: database.url });
  return database;
}

async function openWorker(connectionString: string): Promise<() => Promise<void>> {
  const { workerJobs } = await import("@/composition/jobs");
  const { registry, cron, close } = workerJobs();
  const pool = new pg.Pool({ connectionString, max: 8 });
  pool.on("error", () => {});
  const runner = await startWorker({ pool, registry, cron });
  runner.promise.catch((error: Error) => say(`The worker ended: ${error.message}`));
  return async () => {
    await runner.stop();
    await close();
    await pool.end();
  };
}

/** A process that is a worker only has no pages; where METRICS_PORT is set, it answers metrics and health there. */
async function openWorkerMetrics(databaseIsUp: () => boolean): Promise<Server | null> {
  const port = config().metricsPort;
  if (port === undefined) return null;
  const { processMetrics } = await import("@/composition/metrics");
  const metrics = processMetrics();
  const server = createServer((request, response) => {
    if (metrics.answer(request, response)) return;
    if (!request.url?.startsWith("/api/health")) return void response.writeHead(404).end();
    const ready = databaseIsUp() || request.url === "/api/health/live";
    response.writeHead(ready ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify({ live: true, ready: databaseIsUp() }));
  });
  await listen(server, port, config().host, "METRICS_PORT");
  return server;
}

async function openFront(https: boolean, databaseIsUp: () => boolean): Promise<Server> {
  const { host, port } = config();
  await buildIfNeeded(process.cwd(), say);
  const next = createRequire(import.meta.url)("next") as typeof import("next").default;
  const app = next({ dev: false, dir: process.cwd(), hostname: host, port });
  await app.prepare();
  const handler = app.getRequestHandler();
  const { answerPhone } = await import("@/modules/activation/server");
  const [{ processMetrics }, { routeOf }] = await Promise.all([
    import("@/composition/metrics"),
    import("@/platform/metrics/requests"),
  ]);
  const metrics = processMetrics();
  const certificate = https ? await makeCertificate() : undefined;
  const server = createFront({
    watch: metrics.watch,
    handler: (request, response) => {
      if (metrics.answer(request, response)) return;
      const attributes = {
        "http.request.method": request.method ?? "",
        "request.id": `${request.headers["x-request-id"]}`,
      };
      return inSpan(
        `${request.method} ${routeOf(request.url ?? "/")}`,
        attributes,
        () => (answerPhone(request, response) ? undefined : handler(request, response)),
        request.headers,
      );
    },
    databaseIsUp,
    https: certificate,
    overHttps: https || config().origin.startsWith("https:"),
    bodyLimits: BODY_LIMITS,
  });
  await listen(server, port, host, "PORT");
  return server;
}

function listen(server: Server, port: number, host: string, variable: string): Promise<void> {
  return new Promise<void>((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      fail(
        error.code === "EADDRINUSE"
          ? new Error(`Port ${port} is taken. Start with another one: ${variable}=${port + 1} npm start`)
          : error,
      ),
    );
    server.listen(port, host, done);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  });
}

type SignIn = { role: string; email: string; password: string };

function announce(https: boolean, signIns: SignIn[]): void {
  const { origin, demo, secrets } = config();
  say(
    `\nMobile ID Portal: ${origin}${https ? "  (the browser will ask about the certificate, made on the spot)" : ""}`,
  );
  if (secrets.generated)
    say("Demo mode: secrets were generated into the data folder. Set MASTER_SECRET and DATABASE_URL in production.");
  if (demo && signIns.length > 0) {
    say(`\nSign in at ${origin}/login:`);
    for (const { role, email, password } of signIns) say(`  ${role.padEnd(22)} ${email.padEnd(32)} ${password}`);
    say(`\nE-mails are read at ${origin}/operator/mailbox (signed in as the operator).\n`);
  }
}

main().catch(async (error: Error) => {
  console.error(`\n${error.message}\n`);
  await stopDatabase().catch(() => {});
  process.exit(1);
});
