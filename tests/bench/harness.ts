import { cpus } from "node:os";

/** What a bench measures, as the tables of quality figures name it. */
export type BenchRow = { id: string; what: string; must: string; goal: string };

/** A row of docs/performance.md: texts, since a figure is a ratio here and a time or a size there. */
export type BenchResult = BenchRow & { measured: string; cpu?: string; memory?: string };

/** One file `tests/bench/pNN-name.bench.ts` exports one of these as `bench`; `npm run bench` finds it by itself. */
export type Bench = { rows: readonly BenchRow[]; run(settings: BenchSettings): Promise<readonly BenchResult[]> };

/** How long a comparison takes; smaller values are for trying a bench out, and are said in the table. */
export type BenchSettings = { rounds: number; seconds: number; warmup: number };

/** The method: at least 7 rounds of 5 s after a warm-up of 3 s. */
export const METHOD: BenchSettings = { rounds: 7, seconds: 5, warmup: 3 };

/**
 * One side of a comparison. `run` does some work and says how many units (rows, requests) it was; `cpu` says how many milliseconds
 * of processor time the process that did it has used so far; `reset` brings the data back to the start, outside the measurement.
 */
export type Side = { run(): Promise<number>; cpu(): number | Promise<number>; reset?(): Promise<void> };

export type Comparison = {
  /** Units per second of a by those of b, round by round: median, least, most. */
  ratio: { median: number; min: number; max: number };
  /** Median units per second; context only. */
  speed: { a: number; b: number };
  /** Median milliseconds of processor time per unit. */
  cpu: { a: number; b: number };
};

/** The processor time of this very process, for sides that run in it. */
export function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Measures two sides in turns (A B A B …), so that what else the machine does hits both, and prints the verdict. */
export async function compare(
  name: string,
  { a, b }: { a: Side; b: Side },
  { rounds, seconds, warmup }: BenchSettings = METHOD,
): Promise<Comparison> {
  for (const side of [a, b]) await turn(side, warmup);
  const turns: { a: Turn; b: Turn }[] = [];
  for (let round = 1; round <= rounds; round++) {
    const result = { a: await turn(a, seconds), b: await turn(b, seconds) };
    turns.push(result);
    console.log(`  ${name}, round ${round}: ${(result.a.speed / result.b.speed).toFixed(2)}`);
  }
  const ratios = turns.map((round) => round.a.speed / round.b.speed);
  const comparison: Comparison = {
    ratio: { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) },
    speed: { a: median(turns.map((round) => round.a.speed)), b: median(turns.map((round) => round.b.speed)) },
    cpu: { a: median(turns.map((round) => round.a.cpu)), b: median(turns.map((round) => round.b.cpu)) },
  };
  console.log(`  ${name}: ${ratioText(comparison)}; CPU per unit ${cpuText(comparison, "unit")}`);
  return comparison;
}

type Turn = { speed: number; cpu: number };

async function turn(side: Side, seconds: number): Promise<Turn> {
  await side.reset?.();
  const cpu = await side.cpu();
  const start = performance.now();
  let units = 0;
  do units += await side.run();
  while (performance.now() - start < seconds * 1000);
  const elapsed = (performance.now() - start) / 1000;
  return { speed: units / elapsed, cpu: ((await side.cpu()) - cpu) / units };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** "2.10× (1.95–2.31)" */
export function ratioText({ ratio }: Comparison): string {
  return `${ratio.median.toFixed(2)}× (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`;
}

/** "6.1 / 15.9 ms per 1,000 rows": ours, then the floor's; `per` scales one unit. */
export function cpuText({ cpu }: Comparison, unit: string, per = 1): string {
  const figure = (value: number) => (value * per).toPrecision(3);
  return `${figure(cpu.a)} / ${figure(cpu.b)} ms per ${unit}`;
}

/** "48 MB" */
export function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MB`;
}

/** The machine, for the table's head. */
export function machine(): string {
  return `${cpus().length} cores (${cpus()[0]?.model.trim() || "unknown"}), Node ${process.versions.node}`;
}
