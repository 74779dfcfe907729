import { AppError } from "@/shared/kernel/app-error";

type DriverError = {
  code?: string;
  message?: string;
  meta?: { driverAdapterError?: { cause?: DriverCause } };
  cause?: unknown;
};
type DriverCause = {
  kind?: string;
  originalCode?: string;
  code?: string;
  constraint?: { index?: string; fields?: string[] };
  message?: string;
  originalMessage?: string;
};

const CONNECTION = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08001",
  "08003",
  "08006",
  "53300",
  "P1001",
  "P1002",
  "P1008",
  "P1017",
]);

/** The SQLSTATE (or system code) of an error thrown by Prisma, the driver adapter or pg, or null. */
export function sqlState(error: unknown): string | null {
  const e = error as DriverError | null;
  if (!e || typeof e !== "object") return null;
  const cause = e.meta?.driverAdapterError?.cause ?? (e.cause as DriverCause | undefined);
  return cause?.originalCode ?? cause?.code ?? e.code ?? null;
}

/** Whether an error says that a constraint or unique index, named as in the migrations, refused a row. */
export function violates(error: unknown, constraint: string): boolean {
  if (!error || typeof error !== "object") return false;
  const e = error as DriverError & { constraint?: string };
  const cause = e.meta?.driverAdapterError?.cause;
  const text = [
    e.constraint,
    e.message,
    cause?.message,
    cause?.originalMessage,
    cause?.constraint?.index,
    JSON.stringify(cause ?? null),
  ].join(" ");
  return text.includes(constraint);
}

/** Whether the transaction may simply be tried again: serialization failure or deadlock. */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01" || state === "P2034";
}

/** Whether the database could not be reached. */
export function isConnectionError(error: unknown): boolean {
  const state = sqlState(error);
  if (state && CONNECTION.has(state)) return true;
  const message = error instanceof Error ? error.message : "";
  return /Connection terminated|Can't reach database server|timeout exceeded when trying to connect|DatabaseNotReachable|Unable to start a transaction/.test(
    message,
  );
}

/** Turns the loss of the database into the error that every edge answers with 503; leaves others as they are. */
export function translateDatabaseError(error: unknown): unknown {
  return isConnectionError(error) ? new AppError("UNAVAILABLE", "shared.databaseAway", { cause: error }) : error;
}
