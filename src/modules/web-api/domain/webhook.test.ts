import { expect, test } from "vitest";
import { nextAttempt } from "./webhook";

test("tried again later and later, for three days", () => {
  const created = new Date("2026-01-01T00:00:00Z");
  let now = created;
  let attempts = 0;
  let longest = 0;
  for (;;) {
    attempts += 1;
    const next = nextAttempt(attempts, created, now);
    if (!next) break;
    longest = Math.max(longest, next.getTime() - now.getTime());
    now = next;
  }
  expect(attempts).toBeGreaterThan(12);
  expect(longest).toBe(8 * 3_600_000);
  expect(now.getTime() - created.getTime()).toBe(72 * 3_600_000);
});
