/** Whether an account's alert threshold is reached: available ≤ threshold (R135). Null is "no alert". */
export function isReached(available: number, threshold: number | null): boolean {
  return threshold !== null && available <= threshold;
}

/** Whether a change of *available* crossed the threshold downwards, which is told once (decisions, section 4). */
export function crossesDown(before: number, after: number, threshold: number | null): boolean {
  return !isReached(before, threshold) && isReached(after, threshold);
}
