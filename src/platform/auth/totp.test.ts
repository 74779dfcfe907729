import { describe, expect, test } from "vitest";
import { describeTotp, newTotpSecret, totpStep } from "./totp";

/* RFC 6238, appendix B: the secret of its SHA-1 vectors, with the last six of the eight digits. */
const SECRET = new TextEncoder().encode("12345678901234567890");
const VECTORS: [number, string][] = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
];
const at = (seconds: number) => new Date(seconds * 1_000);

describe("codes of authenticator apps (RFC 6238)", () => {
  test.each(VECTORS)("at %d s the code is %s", (seconds, code) => {
    expect(totpStep(SECRET, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  test("one step before or after is good, and named; two are not; nor is nonsense", () => {
    expect(totpStep(SECRET, "287082", at(59 + 30))).toBe(1);
    expect(totpStep(SECRET, "287082", at(29))).toBe(1);
    expect(totpStep(SECRET, "287082", at(59 + 61))).toBeNull();
    expect(totpStep(SECRET, "28708", at(59))).toBeNull();
    expect(totpStep(SECRET, "", at(59))).toBeNull();
  });

  test("a new secret has 160 bits; an app reads issuer, address and key from its address", () => {
    expect(newTotpSecret()).toHaveLength(20);
    const { text, uri } = describeTotp(SECRET, "Mobile ID Portal", "ana+portal@example.com");
    expect(text).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    const url = new URL(uri);
    expect(decodeURIComponent(url.pathname)).toContain("Mobile ID Portal:ana+portal@example.com");
    expect(url.searchParams.get("secret")).toBe(text);
    expect(url.searchParams.get("issuer")).toBe("Mobile ID Portal");
  });
});
