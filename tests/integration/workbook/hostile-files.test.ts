import { execFile } from "node:child_process";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HOSTILE_FILES as FILES } from "./hostile-samples";

type Result = { path: string; code: string; cpu: number; growth: number; passed: number };

describe("P14: hostile files", () => {
  let folder: string;
  const results = new Map<string, Result>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hostile-"));
    const paths: string[] = [];
    for (const [index, { bytes }] of Object.values(FILES).entries()) {
      paths.push(join(folder, `${index}`));
      await writeFile(paths[index]!, bytes());
    }
    await writeFile(join(folder, "giant"), "");
    await truncate(join(folder, "giant"), 100 * 2 ** 20);
    paths.push(join(folder, "giant"));
    // In a process of its own, whose memory nothing else moves; each file after the other.
    const script = new URL("./read-files.ts", import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--expose-gc",
      "--import",
      "tsx",
      script,
      ...paths,
    ]);
    for (const result of JSON.parse(stdout) as Result[]) results.set(result.path, result);
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(Object.keys(FILES))("refuses %s", (name) => {
    const index = Object.keys(FILES).indexOf(name);
    expect(results.get(join(folder, `${index}`))).toMatchObject({ code: `workbook.${FILES[name]!.reason}`, passed: 0 });
  });

  it("refuses a file of 100 MiB before it is read", () => {
    expect(results.get(join(folder, "giant"))).toMatchObject({ code: "workbook.fileTooLarge" });
  });

  it("each within 2 s of the processor and 64 MB", () => {
    const all = [...results.values()];
    expect(all).toHaveLength(Object.keys(FILES).length + 1);
    expect(Math.max(...all.map(({ cpu }) => cpu))).toBeLessThan(2000);
    expect(Math.max(...all.map(({ growth }) => growth)) / 2 ** 20).toBeLessThan(64);
  });
});
