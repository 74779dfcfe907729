import { expect, test } from "vitest";
import { emailAddress, isEmailAddress } from "./email-address";

test.each([
  "a@example.com",
  "support+portal@example.com",
  "jürgen@müller.example",
  "x@sub.domain.example.com",
  "o'neil_1@example.test",
  "用户@例子.example",
])("takes %s", (text) => {
  expect(isEmailAddress(text)).toBe(true);
});

test.each([
  "",
  "a",
  "a@b",
  "a@@example.com ",
  "a b@example.com",
  "a@-x.example.com",
  ".a@example.com",
  "a..b@example.com",
  "a@example.com>",
  "a\r\nBcc: b@example.com",
  "a@example..com",
  "a@127.0.0.1",
  `${"a".repeat(65)}@example.com`,
])("refuses %j", (text) => {
  expect(isEmailAddress(text)).toBe(false);
});

test("a form's address is trimmed", () => {
  expect(emailAddress.parse("  a@example.com ")).toBe("a@example.com");
  expect(emailAddress.safeParse("").error?.issues).toHaveLength(1);
});
