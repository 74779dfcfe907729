import { expect, test } from "vitest";
import { affordable, totalPrice } from "./price";

const prices = { PRIVATE_ID: 5, MOBILE_ID_PLUS: 1 };
const blue = { kind: "PRIVATE_ID" as const, charged: true };
const orange = { kind: "MOBILE_ID_PLUS" as const, charged: true };
const again = { kind: "PRIVATE_ID" as const, charged: false };

test("R297 sending again costs nothing; each kind has its price", () => {
  expect(totalPrice([blue, orange, again], prices)).toBe(6);
  expect(totalPrice([], prices)).toBe(0);
});

test("R207 as many as the credits reach for, in the table's order", () => {
  expect(affordable([blue, orange, blue], prices, 6)).toBe(2);
  expect(affordable([blue, orange, blue], prices, 11)).toBe(3);
  expect(affordable([orange, blue, orange], prices, 5)).toBe(1);
  expect(affordable([again, again, blue], prices, 0)).toBe(2);
});
