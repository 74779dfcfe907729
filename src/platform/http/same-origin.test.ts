import { describe, expect, test } from "vitest";
import { isSameOrigin } from "./same-origin";

const ORIGIN = "https://portal.example.com";
const check = (headers: Record<string, string>) => isSameOrigin(new Headers(headers), ORIGIN, true);

describe("same origin", () => {
  test.each([
    [{ "sec-fetch-site": "same-origin" }, true],
    [{ "sec-fetch-site": "same-origin", origin: ORIGIN }, true],
    [{ origin: ORIGIN }, true],
    [{ origin: "https://192.168.1.5:3000", host: "192.168.1.5:3000" }, true],
    [{ "sec-fetch-site": "cross-site", origin: ORIGIN }, false],
    [{ "sec-fetch-site": "same-site" }, false],
    [{ "sec-fetch-site": "none", origin: "null" }, false],
    [{ origin: "https://evil.test", host: "portal.example.com" }, false],
    [{ origin: "null" }, false],
    [{}, false],
  ])("%o → %s", (headers, expected) => expect(check(headers as never)).toBe(expected));
});

test("with a configured origin, no other address counts as the portal's own", () => {
  const headers = new Headers({ origin: "http://evil.test", host: "evil.test" });
  expect(isSameOrigin(headers, ORIGIN, true)).toBe(true);
  expect(isSameOrigin(headers, ORIGIN, false)).toBe(false);
});
