import { expect, test } from "vitest";
import { isInNetworks, placeOf, plainAddress, readNetwork } from "./networks";

test.each([
  ["192.0.2.7", ["192.0.2.0/24"], true],
  ["192.0.3.7", ["192.0.2.0/24"], false],
  ["::ffff:192.0.2.7", ["192.0.2.0/24"], true],
  ["2001:db8:1::5", ["2001:db8::/32"], true],
  ["2001:db9::5", ["2001:db8::/32", "192.0.2.1"], false],
  ["192.0.2.1", ["192.0.2.1"], true],
  ["192.0.2.2", ["192.0.2.1"], false],
  ["unknown", ["0.0.0.0/0", "::/0"], false],
  ["10.0.0.1", [], false],
])("%s in %j: %s", (address, networks, expected) => {
  expect(isInNetworks(address, networks)).toBe(expected);
});

test.each(["", "300.1.1.1", "192.0.2.0/33", "2001:db8::/129", "example.com", "192.0.2.0/-1", "1.2.3.4/8/8"])(
  "%j is no network",
  (text) => expect(readNetwork(text)).toBeNull(),
);

test("a place is 24 bits of IPv4, 48 of IPv6", () => {
  expect(placeOf("192.0.2.77")).toBe("192.0.2.0/24");
  expect(placeOf("::ffff:192.0.2.77")).toBe("192.0.2.0/24");
  expect(placeOf("2001:0db8:0a::1")).toBe("2001:db8:a::/48");
  expect(placeOf("::1")).toBe("0:0:0::/48");
  expect(placeOf("unknown")).toBe("unknown");
  expect(plainAddress("2001:db8::1")).toBe("2001:db8::1");
});
