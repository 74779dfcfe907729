import { AppError } from "@/shared/kernel/app-error";

const MAX_KEYS = 50_000;

/**
 * A sliding window per key, in this process's memory: with n processes a flood may pass n times as often, which costs
 * nothing but work. What decides (five wrong codes, one winner) is in the database, not here.
 *
 * Keys are chosen so that nobody can use up an honest phone's share: what has proved a token or a key is counted by
 * that, and only what has proved nothing is counted by address.
 */
export function slidingWindow(limit: number, windowMs: number) {
  const hits = new Map<string, number[]>();
  return {
    /** Counts one more. @throws AppError RATE_LIMITED `activation.tooMany` with `retryAfter` in seconds. */
    hit(key: string, now: Date): void {
      const time = now.getTime();
      const recent = (hits.get(key) ?? []).filter((at) => at > time - windowMs);
      const first = recent[0];
      if (first !== undefined && recent.length >= limit) {
        const retryAfter = Math.max(1, Math.ceil((first + windowMs - time) / 1000));
        throw new AppError("RATE_LIMITED", "activation.tooMany", { params: { retryAfter } });
      }
      recent.push(time);
      hits.delete(key);
      hits.set(key, recent);
      if (hits.size > MAX_KEYS) {
        for (const oldest of hits.keys()) {
          hits.delete(oldest);
          if (hits.size <= MAX_KEYS) break;
        }
      }
    },
    clear: () => hits.clear(),
  };
}

const MINUTE = 60_000;

/** Requests that proved nothing (unknown token, wrong signature), by address. */
export const unprovenLimit = slidingWindow(60, MINUTE);
/** Activations of one link: far more than a holder's taps, fewer than a flood. */
export const linkLimit = slidingWindow(120, MINUTE);
/** Signed requests of one phone. */
export const phoneLimit = slidingWindow(60, MINUTE);

/** Forgets all that was counted (tests). */
export function forgetRequests(): void {
  for (const limit of [unprovenLimit, linkLimit, phoneLimit]) limit.clear();
}
