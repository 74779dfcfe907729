import { readRows } from "../../../src/platform/workbook/reader/read-rows";

/** Reads the files named, one after the other; prints what became of each: code, CPU and time in ms, growth of memory in bytes so far. */
const results: unknown[] = [];
for await (const _ of readRows(Buffer.from("warm,up\n")));
globalThis.gc?.();
const before = process.memoryUsage.rss();
let peak = before;
const timer = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 5);
for (const path of process.argv.slice(2)) {
  const start = process.cpuUsage();
  const begin = performance.now();
  let passed = 0;
  let code = "";
  try {
    for await (const _ of readRows(path)) passed++;
  } catch (error) {
    code = (error as { code?: string }).code ?? String(error);
  }
  const { user, system } = process.cpuUsage(start);
  peak = Math.max(peak, process.memoryUsage.rss());
  results.push({
    path,
    code,
    cpu: (user + system) / 1000,
    milliseconds: performance.now() - begin,
    growth: peak - before,
    passed,
  });
}
clearInterval(timer);
console.log(JSON.stringify(results));
