import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Bench, type BenchResult, METHOD, machine } from "./harness";

/**
 * `npm run bench -- [names]`: runs the benches whose file name or figure contains one of the names (all without one), and writes what
 * they measured into the table of docs/performance.md, a row for each figure; rows of benches that did not run stay.
 * `--rounds`, `--seconds` and `--warmup` shorten the method to try a bench out; the table then stays as it is.
 */
const TABLE = "docs/performance.md";
const HEAD = "| # | what | must | goal | measured | CPU per unit, ours / floor | memory growth | date | command |";
const RULE = "|---|---|---|---|---|---|---|---|---|";
const MARK = /(<!-- bench -->\n)[\s\S]*?(<!-- \/bench -->)/;

const number = { type: "string" } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: number, seconds: number, warmup: number },
});
const settings = {
  rounds: Number(values.rounds ?? METHOD.rounds),
  seconds: Number(values.seconds ?? METHOD.seconds),
  warmup: Number(values.warmup ?? METHOD.warmup),
};
const full = settings.rounds >= METHOD.rounds && settings.seconds >= METHOD.seconds && settings.warmup >= METHOD.warmup;

const names = positionals.map((name) => name.toLowerCase());
const files = readdirSync("tests/bench")
  .filter((file) => file.endsWith(".bench.ts"))
  .sort();
let ran = 0;
for (const file of files) {
  const { bench } = (await import(`./${file}`)) as { bench: Bench };
  const called = [file, ...bench.rows.map(({ id }) => id)].map((name) => name.toLowerCase());
  if (names.length > 0 && !names.some((name) => called.some((own) => own === name || own.startsWith(`${name}-`))))
    continue;
  ran++;
  console.log(`${file}: ${bench.rows.map(({ id }) => id).join(", ")}`);
  const results = await bench.run(settings);
  for (const { id, what, must, goal, measured } of results) {
    console.log(`${id}  ${what}\n     must ${must}, goal ${goal}, measured ${measured}`);
  }
  if (full) write(results, `npm run bench -- ${bench.rows.map(({ id }) => id.toLowerCase()).join(" ")}`);
}
if (ran === 0) {
  console.error(`No bench is called ${names.join(" or ")}. There are: ${files.join(", ")}`);
  process.exit(1);
}
if (!full) console.log(`Shorter than the method asks for: ${TABLE} was left as it is.`);

function write(results: readonly BenchResult[], command: string): void {
  const page = existsSync(TABLE) ? readFileSync(TABLE, "utf8") : "# Performance\n\n<!-- bench -->\n<!-- /bench -->\n";
  const found = new Map<string, string>();
  for (const line of MARK.exec(page)?.[0].split("\n") ?? []) {
    const id = /^\| (P\d+\w*) \|/.exec(line)?.[1];
    if (id) found.set(id, line);
  }
  const date = new Date().toISOString().slice(0, 10);
  for (const { id, what, must, goal, measured, cpu = "", memory = "" } of results) {
    const cells = [id, what, must, goal, measured, cpu, memory, date, `\`${command}\``];
    found.set(id, `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`);
  }
  const order = (id: string) => Number(/\d+/.exec(id)?.[0]);
  const rows = [...found].sort(([a], [b]) => order(a) - order(b) || a.localeCompare(b)).map(([, line]) => line);
  const table = [`Measured on ${machine()}.`, "", HEAD, RULE, ...rows, ""].join("\n");
  writeFileSync(
    TABLE,
    page.replace(MARK, (_, start: string, end: string) => `${start}${table}${end}`),
  );
}
