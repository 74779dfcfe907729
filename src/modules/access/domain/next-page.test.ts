import { expect, test } from "vitest";
import { nextPage } from "./next-page";

test.each([
  ["/sites/1?tab=cards", "/sites/1?tab=cards"],
  ["/", "/"],
  ["//evil.example.com", "/"],
  ["/\\evil.example.com", "/"],
  ["https://evil.example.com", "/"],
  ["javascript:alert(1)", "/"],
  ["/login?next=/login", "/"],
  ["/a\n//b", "/"],
  [undefined, "/"],
])("%j leads to %s", (next, page) => {
  expect(nextPage(next)).toBe(page);
});
