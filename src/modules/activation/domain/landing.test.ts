import { describe, expect, test } from "vitest";
import { appLink, storeLink } from "./app-link";
import { clientKind, clientLabel } from "./client-kind";

describe("kinds of clients", () => {
  test.each([
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
      "ios",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0 Mobile/15E148 Safari/604.1",
      "ios",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
      "ios-in-app",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36",
      "android",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36",
      "android-in-app",
    ],
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
      "desktop",
    ],
    ["Mozilla/5.0 (compatible; bingbot/2.0)", "robot"],
    ["curl/8.5.0", "robot"],
    ["", "robot"],
  ])("R221 %s", (userAgent, label) => {
    expect(clientLabel(clientKind(userAgent))).toBe(label);
  });

  test("a prefetch is no visit of a person", () => {
    expect(clientKind("Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile", "prefetch;prerender").platform).toBe(
      "robot",
    );
  });
});

describe("links of apps", () => {
  test("R220 a deep link carries the link; scripts and data never pass", () => {
    expect(appLink("mobileid://activate?link={link}", "https://p.test/a/t", "t")).toBe(
      "mobileid://activate?link=https%3A%2F%2Fp.test%2Fa%2Ft",
    );
    expect(appLink("mobileid:{token}", "x", "a b")).toBe("mobileid:a%20b");
    for (const bad of ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "/path", "", null]) {
      expect(appLink(bad, "x", "y")).toBeNull();
    }
    expect(storeLink("https://apps.apple.com/app/id1")).toBe("https://apps.apple.com/app/id1");
    for (const bad of ["http://x.test", "javascript:x", 'https://x.test/"onclick', "", undefined])
      expect(storeLink(bad)).toBeNull();
  });
});
