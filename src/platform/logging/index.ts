import pino from "pino";
import { config } from "../config";
import { tally } from "../metrics/tallies";

/**
 * An error as the log keeps it: its class, code and places, never its message or details, in which databases and mail
 * servers repeat what people typed.
 */
export function loggedError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, cause } = error as Error & { code?: unknown; constraint?: unknown };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    ...(typeof constraint === "string" ? { constraint } : {}),
    stack: frames.map((line) => line.trim()).slice(0, 12),
    ...(cause instanceof Error ? { cause: loggedError(cause) } : {}),
  };
}

/** The structured log. Personal data and tokens never go in; ids do. */
export const log = pino({
  level: config().logLevel,
  base: null,
  serializers: { err: loggedError },
  hooks: {
    logMethod(args, method, level) {
      tally("log", pino.levels.labels[level] ?? "other");
      method.apply(this, args);
    },
  },
  redact: {
    paths: [
      "token",
      "password",
      "email",
      "*.token",
      "*.password",
      "*.email",
      "*.*.token",
      "*.*.password",
      "*.*.email",
      "req.headers.cookie",
      "req.headers.authorization",
    ],
    remove: true,
  },
});
