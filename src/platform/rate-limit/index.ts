import { createHmac } from "node:crypto";
import { AppError } from "@/shared/kernel/app-error";
import { config } from "../config";
import { sqlMany, sqlOne } from "../db";

/** How many attempts a key has in a window of time. */
export type Limit = { attempts: number; windowSeconds: number };

/** The stored form of a key: what it is about (an address, a place) is personal and stays out of the table. */
export function limitKey(purpose: string, ...about: string[]): string {
  const mac = createHmac("sha256", config().secrets.derive("rate-limits")).update(JSON.stringify(about));
  return `${purpose}:${mac.digest("base64url")}`;
}

/**
 * Counts one attempt, whatever becomes of the caller's transaction.
 *
 * @returns seconds until the window ends when the limit is passed, else null.
 */
export async function overLimit(key: string, limit: Limit, now: Date): Promise<number | null> {
  const row = await sqlOne<{ attempts: number; ends_at: Date }>(
    "count_attempt",
    "select attempts, ends_at from count_attempt($1, $2, $3)",
    [key, limit.windowSeconds, now],
  );
  if (!row || row.attempts <= limit.attempts) return null;
  return Math.max(1, Math.ceil((row.ends_at.getTime() - now.getTime()) / 1_000));
}

/**
 * Counts one attempt and refuses those above the limit.
 *
 * @throws AppError RATE_LIMITED `shared.tooManyAttempts` with `minutes` and `retryAfterSeconds`.
 */
export async function countAttempt(key: string, limit: Limit, now: Date): Promise<void> {
  const seconds = await overLimit(key, limit, now);
  if (seconds !== null) throw tooManyAttempts(seconds);
}

/** The refusal of a further attempt within the next seconds. */
export function tooManyAttempts(seconds: number): AppError {
  const params = { minutes: Math.ceil(seconds / 60), retryAfterSeconds: seconds };
  return new AppError("RATE_LIMITED", "shared.tooManyAttempts", { params });
}

/** Takes one attempt back: it was a good one (for keys that count bad ones). */
export async function returnAttempt(key: string): Promise<void> {
  await sqlMany("return_attempt", "select return_attempt($1)", [key]);
}

/** Forgets the attempts of keys. */
export async function forgetAttempts(keys: string[]): Promise<void> {
  await sqlMany("forget_attempts", "select forget_attempts($1::text[])", [keys]);
}
