import fc from "fast-check";
import { expect, test } from "vitest";
import { daysCounted, forecastOf } from "./forecast";

test.each([
  [0, 7],
  [3.2, 7],
  [7.1, 8],
  [40, 40],
  [89.5, 90],
  [400, 90],
])("an account %d days old is judged by %d days", (age, days) => {
  expect(daysCounted(age)).toBe(days);
});

test.each([
  [4_000, 900, 90, { perDay: 10, daysLeft: 400 }],
  [9, 900, 90, { perDay: 10, daysLeft: 0 }],
  [0, 900, 90, { perDay: 10, daysLeft: 0 }],
  [100, 45, 90, { perDay: 0.5, daysLeft: 200 }],
  [100, 0, 90, { perDay: 0, daysLeft: null }],
  [100, -5, 90, { perDay: 0, daysLeft: null }],
])("%d available after %d in %d days: %j", (available, used, days, forecast) => {
  expect(forecastOf(available, used, days)).toEqual(forecast);
});

test("what is available covers the days said, and not one more", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 1, max: 1_000_000 }),
      fc.integer({ min: 7, max: 90 }),
      (available, used, counted) => {
        const { daysLeft } = forecastOf(available, used, counted);
        expect(daysLeft! * used).toBeLessThanOrEqual(available * counted);
        expect((daysLeft! + 1) * used).toBeGreaterThan(available * counted);
      },
    ),
  );
});
