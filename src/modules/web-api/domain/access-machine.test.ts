import { expect, test } from "vitest";
import { API_ACCESS_STATUSES, accessMove, originFits } from "./access-machine";

test("R151–R155 each step starts only where it makes sense", () => {
  const allowed = (event: Parameters<typeof accessMove>[0]) =>
    API_ACCESS_STATUSES.filter((status) => accessMove(event).from.includes(status)).join();
  expect(allowed("request")).toBe("REFUSED,WITHDRAWN");
  expect(allowed("approve")).toBe("REQUESTED");
  expect(allowed("refuse")).toBe("REQUESTED");
  expect(allowed("reveal")).toBe("APPROVED");
  expect(allowed("renew")).toBe("ACTIVE");
  expect(allowed("withdraw")).toBe("APPROVED,ACTIVE");
});

test.each([
  ["https://example.com", true],
  ["https://www.example.com:8443", true],
  ["https://badexample.com", false],
  ["https://example.com.attacker.test", false],
  ["null", false],
])("an origin %s fits example.com: %s", (origin, fits) => {
  expect(originFits(origin, "example.com")).toBe(fits);
});
