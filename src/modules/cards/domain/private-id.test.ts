import { expect, test } from "vitest";
import { isPrivateId, privateIdKey } from "./private-id";

test.each(["1", "568746", "000123", "aB9", "A".repeat(32)])("R198 %s is a private ID", (text) => {
  expect(isPrivateId(text)).toBe(true);
});

test.each(["", " 1", "1 ", "12-3", "é1", "1".repeat(33), "12\n", "１２"])("R198 %j is none", (text) => {
  expect(isPrivateId(text)).toBe(false);
});

test("R203 private IDs compare without case, and leading zeros matter", () => {
  expect(privateIdKey("aB01")).toBe(privateIdKey("Ab01"));
  expect(privateIdKey("0123")).not.toBe(privateIdKey("123"));
});
