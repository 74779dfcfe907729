import { expect, test } from "vitest";
import { CompatParams, compatDate, isCompatField } from "./compat-values";

test("names without case, ids as numbers or texts, empty as none", () => {
  const params = new CompatParams(Object.entries({ SiteId: "118", vcardid: 7, ConfigurationId: "", Email: " a@b.c " }));
  expect(params.id("siteId")).toBe(118);
  expect(params.id("vCardId")).toBe(7);
  expect(params.id("configurationid")).toBeNull();
  expect(params.id("nothing")).toBeNull();
  expect(params.text("email")).toBe("a@b.c");
  expect(params.has("ConfigurationID")).toBe(true);
  expect(params.has("nothing")).toBe(false);
});

test.each([
  [
    [1, "2"],
    [1, 2],
  ],
  ["3,4, 4", [3, 4]],
  [5, [5]],
  ["", undefined],
  [[1, "x"], undefined],
  [[99999999999], undefined],
  [[{}], undefined],
])("ids %j", (value, ids) => {
  expect(new CompatParams([["ids", value]]).ids("IDS")).toEqual(ids);
});

test.each([["-1"], ["1.5"], [1e20], [{}], [[1]], ["0x10"]])("%j is no id", (value) => {
  expect(new CompatParams([["siteId", value]]).id("siteId")).toBeUndefined();
});

test("yes and no, and what is neither", () => {
  const answers = ["Yes", "no", true, "0", "", "maybe"].map((value) => new CompatParams([["t", value]]).yesNo("T"));
  expect(answers).toEqual([true, false, true, false, null, undefined]);
});

test("dates as a time zone's clocks show them", () => {
  expect(compatDate(new Date("2026-01-31T23:05:00Z"), "Europe/Paris")).toBe("01-02-2026 00:05");
  expect(compatDate(null, "UTC")).toBe("");
});

test.each([
  ["Zoé12", true],
  ["a".repeat(30), true],
  ["a".repeat(31), false],
  ["a b", false],
  ["<b>", false],
])("field %s: %s", (text, fits) => expect(isCompatField(text)).toBe(fits));
