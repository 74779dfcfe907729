import { createHash } from "node:crypto";
import { z } from "zod";
import { Prisma } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { ApiCall } from "../api-call";
import type { Operation } from "./operation";
import { operations } from "./registry";

/** The entity tag (RFC 9110, 8.8.3) of what is shown: another one whenever anything of it is. */
export function etagOf(shown: unknown): string {
  return `"${createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 22)}"`;
}

/** Whether If-Match or If-None-Match names a tag. */
export function names(header: string, etag: string): boolean {
  return header.split(",").some((part) => ["*", etag].includes(part.trim().replace(/^W\//, "")));
}

/** The row that stands for what an operation changes, by the last id of its path. */
const ROWS = [
  ["cardId", Prisma.raw("virtual_cards")],
  ["webhookId", Prisma.raw("webhook_endpoints")],
  ["siteId", Prisma.raw("sites")],
] as const;

/**
 * Runs a write on the ground of the state that If-Match names (RFC 9110, 13.1.1). In the transaction that writes, its row is locked first and
 * the state read then, so that of many who saw the same state exactly one changes it, and nobody else changes it in between.
 *
 * @throws AppError CONFLICT `webApi.changed`, answered as 412.
 */
export async function ifMatches<T>(
  request: Request,
  operation: Operation,
  call: ApiCall,
  params: Record<string, string>,
  run: () => Promise<T>,
): Promise<T> {
  const expected = request.headers.get("if-match");
  const { current } = operation;
  if (!expected || !current || operation.method === "GET") return run();
  const reader = operations.find((other) => other.method === "GET" && other.current === current);
  const row = ROWS.find(([name]) => params[name] !== undefined);
  if (!(reader?.answer instanceof z.ZodType) || !row)
    throw new Error(`${operation.id}: nothing reads what it changes.`);
  const { answer } = reader;
  const [name, table] = row;
  call.context.precondition = async (tx) => {
    await tx.$queryRaw`SELECT FROM ${table} WHERE id = ${params[name]}::uuid FOR NO KEY UPDATE`;
    // On a connection of its own: it sees what is committed, which is what the lock keeps as it is.
    if (!names(expected, etagOf(answer.parse(await current(call, params)))))
      throw new AppError("CONFLICT", "webApi.changed");
  };
  return oneOfFew(run);
}

/** Such writes of this process at once: each one holds a connection while it asks for a second one, and together they must never hold all. */
const MOST = 2;
let running = 0;
const waiting: (() => void)[] = [];

async function oneOfFew<T>(run: () => Promise<T>): Promise<T> {
  if (running >= MOST) await new Promise<void>((done) => waiting.push(done));
  else running += 1;
  try {
    return await run();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
