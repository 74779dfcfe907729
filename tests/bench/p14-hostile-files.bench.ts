import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { HOSTILE_FILES } from "../integration/workbook/hostile-samples";
import { type Bench, median, megabytes } from "./harness";

type Result = { path: string; milliseconds: number; growth: number };

const row = {
  id: "P14",
  what: "hostile file (bombs, lying sizes, 16,384 columns, nested archives) refused; memory growth",
  must: "≤ 2 s; 64 MB",
  goal: "≤ 0.5 s; 32 MB",
};

/** P14: every hostile file of the tests, read in a process of its own; the worst file counts. */
export const bench: Bench = {
  rows: [row],

  async run({ rounds }) {
    const folder = mkdtempSync(join(tmpdir(), "portal-bench-"));
    try {
      const files = new Map<string, string>();
      for (const [index, [name, { bytes }]] of Object.entries(HOSTILE_FILES).entries()) {
        const path = join(folder, String(index));
        writeFileSync(path, bytes());
        files.set(path, name);
      }
      const times = new Map<string, number[]>();
      let growth = 0;
      for (let round = 0; round < rounds; round++) {
        const script = "tests/integration/workbook/read-files.ts";
        const { stdout } = await promisify(execFile)(process.execPath, [
          "--expose-gc",
          "--import",
          "tsx",
          script,
          ...files.keys(),
        ]);
        for (const result of JSON.parse(stdout) as Result[]) {
          times.set(result.path, [...(times.get(result.path) ?? []), result.milliseconds]);
          growth = Math.max(growth, result.growth);
        }
      }
      const medians = [...times].map(([path, all]) => ({ name: files.get(path), time: median(all) }));
      const worst = medians.reduce((a, b) => (a.time > b.time ? a : b));
      const measured = `${worst.time.toFixed(0)} ms (${worst.name}; ${files.size} files); ${megabytes(growth)}`;
      console.log(`  P14: ${measured}`);
      return [{ ...row, measured, memory: megabytes(growth) }];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
