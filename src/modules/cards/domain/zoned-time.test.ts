import { expect, test } from "vitest";
import { fromWallTime, toWallTime } from "./zoned-time";

test.each([
  ["2026-01-31T09:30", "Europe/Paris", "2026-01-31T08:30:00.000Z"],
  ["2026-07-31T09:30", "Europe/Paris", "2026-07-31T07:30:00.000Z"],
  ["2026-07-31T00:05", "Asia/Kolkata", "2026-07-30T18:35:00.000Z"],
  ["2026-01-01T12:00", "Pacific/Kiritimati", "2025-12-31T22:00:00.000Z"],
  ["2026-01-01T12:00", "UTC", "2026-01-01T12:00:00.000Z"],
])("%s in %s is %s, and back", (text, zone, iso) => {
  expect(fromWallTime(text, zone)).toBe(iso);
  expect(toWallTime(iso, zone)).toBe(text);
});

test("the hour that clocks skip is an hour later; the one they show twice is the first", () => {
  expect(fromWallTime("2026-03-29T02:30", "Europe/Paris")).toBe("2026-03-29T01:30:00.000Z");
  expect(fromWallTime("2026-10-25T02:30", "Europe/Paris")).toBe("2026-10-25T00:30:00.000Z");
});

test("nothing for nothing, and for what is no time", () => {
  expect(toWallTime(null, "UTC")).toBe("");
  for (const text of ["", "2026-01-01", "2026-13-45T99:99", "tomorrow"]) expect(fromWallTime(text, "UTC")).toBeNull();
});
