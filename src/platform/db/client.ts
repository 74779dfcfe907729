import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { config } from "../config";
import { Prisma, PrismaClient } from "./generated/client";
import { TimedClient } from "./statements";

type Connections = { pool: pg.Pool; prisma: PrismaClient };
const holder = globalThis as typeof globalThis & { __portalConnections?: Connections };

function connect(): Connections {
  const connectionString = config().databaseUrl;
  if (!connectionString) throw new Error("The database's address is not known yet: src/server.ts starts it first.");
  // One pool for Prisma and for the statements that go around it; sized on purpose, since each connection costs the server memory.
  const pool = new pg.Pool({
    Client: TimedClient,
    connectionString,
    max: config().poolSize,
    connectionTimeoutMillis: 8_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  pool.on("error", () => {}); // an idle connection that breaks is replaced at the next use
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) }) };
}

function connections(): Connections {
  holder.__portalConnections ??= connect();
  return holder.__portalConnections;
}

export const prisma = () => connections().prisma;
export const pool = () => connections().pool;

/** Ends all connections of this process; the next use opens new ones. */
export async function closeConnections(): Promise<void> {
  const open = holder.__portalConnections;
  holder.__portalConnections = undefined;
  await open?.prisma.$disconnect();
  await open?.pool.end();
}

export { Prisma };
