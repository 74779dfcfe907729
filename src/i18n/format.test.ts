import { expect, test } from "vitest";
import { formatDate, formatDateTime, formatNumber, formatRelative } from "./format";
import { negotiateLocale } from "./locales";

test("R061 R309 dates are dd-mm-yyyy hh:mm in the account's time zone", () => {
  expect(formatDateTime("2019-06-11T22:05:59Z", { timeZone: "Europe/Paris" })).toBe("12-06-2019 00:05");
  expect(formatDateTime("2019-06-11T22:05:59Z", { timeZone: "America/New_York" })).toBe("11-06-2019 18:05");
  expect(formatDateTime(null, { timeZone: "UTC" })).toBe("");
  expect(formatDateTime("no date", { timeZone: "UTC" })).toBe("");
});

test("a plain date is the same day everywhere", () => {
  expect(formatDate("2019-06-11", { timeZone: "America/New_York" })).toBe("11-06-2019");
  expect(formatDate("2019-06-11T23:30:00Z", { timeZone: "Europe/Paris" })).toBe("12-06-2019");
});

test("R308 numbers and distances in time as the language writes them", () => {
  const now = new Date("2026-01-10T12:00:00Z");
  expect(formatNumber(12345, "en")).toBe("12,345");
  expect(formatNumber(12345, "fr")).toBe("12\u202f345");
  expect(formatRelative("2026-01-10T11:57:00Z", { now, locale: "en" })).toBe("3 minutes ago");
  expect(formatRelative("2026-01-12T12:00:00Z", { now, locale: "fr" })).toBe("après-demain");
  expect(formatRelative("2026-01-10T11:59:50Z", { now, locale: "en" })).toBe("now");
});

test("R308 the language is the visitor's choice, else the browser's, else English", () => {
  expect(negotiateLocale("fr", "en")).toBe("fr");
  expect(negotiateLocale("xx", "pt-BR, fr-CA;q=0.8, en;q=0.5")).toBe("fr");
  expect(negotiateLocale(undefined, "de-AT, it;q=0.9")).toBe("de");
  expect(negotiateLocale(undefined, "en;q=0.2,fr;q=0.9")).toBe("fr");
  expect(negotiateLocale(undefined, "fr;q=0, *;q=0.1")).toBe("en");
  expect(negotiateLocale(undefined, null)).toBe("en");
});
