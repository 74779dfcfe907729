import { expect, test } from "vitest";
import { shareOf } from "./range-scale";

test("R183 ranges are drawn in their order, within the scale", () => {
  const ranges = ["contact", "very-short", 0.6, 1, 3, 10, 20] as const;
  const shares = ranges.map(shareOf);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(new Set(shares).size).toBe(ranges.length);
  expect(shares[0]).toBeGreaterThan(0);
  expect(shareOf(20)).toBe(1);
  expect(shareOf(100)).toBe(1);
});
