/** What endpoints can be told of. */
export const WEBHOOK_AREAS = ["cards", "configurators", "imports", "credits", "orders", "users"] as const;
export type WebhookArea = (typeof WEBHOOK_AREAS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** How long an event is tried again, and how long an endpoint may fail before it is paused. */
export const GIVE_UP_MS = 72 * HOUR;
/** For how long the secret before a rotation signs beside the new one. */
export const OVERLAP_MS = 24 * HOUR;

const WAITS = [5_000, 30_000, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR];
const LONGEST = 8 * HOUR;

/** When a delivery that has failed is tried again, for the last time after three days; null: it is given up. */
export function nextAttempt(attempts: number, createdAt: Date, now: Date): Date | null {
  const last = createdAt.getTime() + GIVE_UP_MS;
  if (now.getTime() >= last) return null;
  return new Date(Math.min(now.getTime() + (WAITS[attempts - 1] ?? LONGEST), last));
}

/** The type of an event, as CloudEvents wants it: in reverse DNS order of nobody's domain, then the action. */
export function eventType(action: string): string {
  return `mobile-id-portal.${action}`;
}
