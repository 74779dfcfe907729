import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/* docs/requirements.md: every statement of the product's requirements with the tests that prove it. */

const LAST = 313;
const ROW = /^\| R(\d{3}) \| (.+?) \| (.*) \|$/gm;
const PROOF = /`([^`]+\.(?:test|spec)\.tsx?)`: (.+)/;
const rows = [...readFileSync("docs/requirements.md", "utf8").matchAll(ROW)].map(
  ([, number = "", words = "", proofs = ""]) => ({ id: `R${number}`, words, proofs: proofs.split("<br>") }),
);

/** What a file names its tests, groups and steps, as it stands in the code: `${…}` and `%s` included. */
function titlesOf(path: string): Set<string> {
  const source = readFileSync(path, "utf8");
  const called = /(?:\b(?:test|it|describe|step|screen)(?:\.\w+)*|\))\(\s*("(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`)/g;
  return new Set([...source.matchAll(called)].map(([, title = ""]) => title.slice(1, -1).replaceAll('\\"', '"')));
}

test("every requirement stands in docs/requirements.md once, in order", () => {
  const expected = Array.from({ length: LAST }, (_, index) => `R${String(index + 1).padStart(3, "0")}`);
  expect(rows.map((row) => row.id)).toEqual(expected);
  expect(rows.filter((row) => row.words.trim().length < 10).map((row) => row.id)).toEqual([]);
});

test("every requirement names a test that there is", () => {
  const titles = new Map<string, Set<string>>();
  const missing = rows.flatMap(({ id, proofs }) =>
    proofs.flatMap((proof) => {
      const [, path = "", title = ""] = PROOF.exec(proof.trim()) ?? [];
      if (!path || !existsSync(path)) return [`${id}: no such file: ${proof}`];
      if (!titles.has(path)) titles.set(path, titlesOf(path));
      return titles.get(path)?.has(title) ? [] : [`${id}: no test of this name: ${proof}`];
    }),
  );
  expect(missing).toEqual([]);
});
