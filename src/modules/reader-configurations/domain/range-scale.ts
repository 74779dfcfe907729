import type { PseRange } from "./pse-settings";

/** Where the scale of distances ends, metres; what reaches further is drawn to its end. */
export const SCALE_END = 20;
/** Distances marked on the scale, metres. */
export const SCALE_MARKS = [1, 3, 10] as const;

/** Below one metre there is room for "contact" and "very short"; from there on the scale is logarithmic, as distances are felt. */
const FIRST_METRE = 0.4;

/** How far along a scale from 0 (the reader) to 1 (20 m) a range reaches. */
export function shareOf(range: PseRange): number {
  if (range === "contact") return 0.06;
  if (range === "very-short") return 0.2;
  if (range <= 1) return FIRST_METRE * range;
  const share = FIRST_METRE + (1 - FIRST_METRE) * (Math.log(range) / Math.log(SCALE_END));
  return Math.min(1, share);
}
