import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, test } from "vitest";

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "src", "emails", "tests", "prisma"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => /\.tsx?$/.test(path) && !path.includes("/generated/") && existsSync(path));
const lines = (path: string) => readFileSync(path, "utf8").split("\n").length - 1;
const longer = (list: string[], limit: number) =>
  list.filter((path) => lines(path) > limit).map((path) => `${path}: ${lines(path)}`);

test("no file is longer than 400 lines", () => expect(longer(files, 400)).toEqual([]));

test("no router is longer than 150 lines", () => {
  expect(
    longer(
      files.filter((path) => path.endsWith(".router.ts")),
      150,
    ),
  ).toEqual([]);
});

test("no page is longer than 40 lines: it requires the right, prefetches, and shows a module's page", () => {
  expect(
    longer(
      files.filter((path) => path.startsWith("src/app/") && basename(path) === "page.tsx"),
      40,
    ),
  ).toEqual([]);
});

test("no file is named for everything and nothing", () => {
  expect(files.filter((path) => /^(utils?|helpers?|misc|common|types)\.tsx?$/.test(basename(path)))).toEqual([]);
});

test("names end in the closed set of suffixes", () => {
  const suffixes = new Set(["router", "repo", "query", "job", "handler", "test", "spec", "bench", "chaos", "config"]);
  const other = files.filter((path) => {
    const [, ...rest] = basename(path)
      .replace(/\.tsx?$/, "")
      .split(".");
    return rest.some((suffix) => !suffixes.has(suffix));
  });
  expect(other).toEqual([]);
});

test("only the configuration reads the environment", () => {
  const allowed = /^(src\/platform\/config\/|tests\/|src\/commands\/)/;
  const readers = files.filter((path) => !allowed.test(path) && /process\.env\b/.test(readFileSync(path, "utf8")));
  expect(readers).toEqual([]);
});
