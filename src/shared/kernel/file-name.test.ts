import { expect, test } from "vitest";
import { plainFileName } from "./file-name";

test.each([
  ["request.sec", "request.sec"],
  ["C:\\encoder\\out\\request.sec", "request.sec"],
  ["../../etc/passwd", "passwd"],
  ["a\u0000b\r\nc\u202Egpj.exe", "abcgpj.exe"],
  ["folder/", "file"],
  ["x".repeat(300), "x".repeat(200)],
])("%j is kept as %j", (given, kept) => {
  expect(plainFileName(given, "file")).toBe(kept);
});
