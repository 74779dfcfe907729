import type { z } from "zod";
import { historyInput } from "../../src/modules/history/contract";
import { listHistory, performersOf } from "../../src/modules/history/server/list-history.query";
import { accountScope, inTransaction, type Work } from "../../src/platform/db";
import { decodeCursor, encodeCursor } from "../../src/shared/kernel/pagination";
import { anAccount } from "../factories/accounts";
import { startBenchDatabase } from "./data/bench-database";
import { addManyHistoryRows } from "./data/many-history";
import { type Bench, type BenchSettings, median } from "./harness";

const ROWS = 1_000_000;
const DAY = 86_400_000;
const row = {
  id: "P24h",
  what: "history of 1,000,000 rows of one account: any page, search, date filter and their combinations, p95 of the slowest",
  must: "≤ 50 ms",
  goal: "≤ 10 ms",
};

type Input = z.input<typeof historyInput>;
const day = (ago: number) => new Date(Date.now() - ago * DAY).toISOString();

/** What people ask of a history; the last page of each is asked for too. */
const INPUTS: Record<string, Input> = {
  "first page": {},
  "oldest first": { sort: { column: "at", direction: "asc" } },
  "a day two years ago": { filters: { from: day(731), to: day(730) } },
  "the last week": { filters: { from: day(7) } },
  "a frequent page": { filters: { pages: ["cards"] } },
  "a rare page": { filters: { pages: ["sites"] } },
  "a page that is not there": { filters: { pages: ["settings"] } },
  "three pages": { filters: { pages: ["cards", "users", "sites"] } },
  "who does much": { filters: { performer: "Colleague NUMBER7" } },
  "who left two years ago": { filters: { performer: "Gone LONGAGO" } },
  "who left, on a rare page": { filters: { performer: "Gone LONGAGO", pages: ["sites"] } },
  "who left, last year": { filters: { performer: "Gone LONGAGO", from: day(365) } },
  "search, one row": { search: "user424242@example.com" },
  "search, four rows": { search: "quetzalcoatl" },
  "search, 126 rows": { search: "Person4242 " },
  "search, 1,000 rows": { search: 'NAME42"' },
  "search, all rows": { search: "example.com" },
  "search, who does much": { search: "number7" },
  "search, nothing": { search: "nobodyhasthis" },
  "search, a rare action": { search: "profile deleted" },
  "search, a frequent action": { search: "on hold" },
  "search and page": { search: "Person4242 ", filters: { pages: ["users"] } },
  "search and date": { search: "Person4242 ", filters: { from: day(731), to: day(400) } },
  "search and who": { search: "Person4242 ", filters: { performer: "Colleague NUMBER2" } },
};

/** The history's part of P24: the list's own use case, within one transaction of the application's role. */
export const bench: Bench = {
  rows: [row],

  async run(settings) {
    const database = await startBenchDatabase();
    try {
      const account = await anAccount();
      await database.asSuperuser((client) => addManyHistoryRows(client, { accountId: account.id, count: ROWS }));
      const within = {
        scope: accountScope(account.id),
        performer: { kind: "system", id: null, name: "Bench" } as const,
      };
      return await inTransaction({ ...within, timeout: 3_600_000 }, (work) => measure(work, account.id, settings));
    } finally {
      await database.stop();
    }
  },
};

async function measure(work: Work, accountId: string, settings: BenchSettings) {
  const found: { name: string; time: number }[] = [];
  const add = async (name: string, run: () => Promise<unknown>) =>
    found.push({ name, time: await slowest(settings, run) });
  const list = (input: Input) => listHistory(work, accountId, historyInput.parse(input), "en");
  for (const [name, input] of Object.entries(INPUTS)) {
    await add(name, () => list(input));
    const direction = input.sort?.direction === "asc" ? "desc" : "asc";
    const turned = await list({ ...input, sort: { column: "at", direction } });
    const position = decodeCursor(turned.nextCursor);
    if (position) await add(`${name}, last page`, () => list({ ...input, cursor: encodeCursor(position) }));
  }
  await add("the people to filter by", () => performersOf(work, accountId));
  found.sort((a, b) => b.time - a.time);
  for (const { name, time } of found.slice(0, 14)) console.log(`  P24: ${time.toFixed(1)} ms ${name}`);
  const worst = found[0] as { name: string; time: number };
  const middle = median(found.map(({ time }) => time));
  const measured = `${worst.time.toFixed(1)} ms (${worst.name}; ${found.length} pages; median of them ${middle.toFixed(1)} ms)`;
  return [{ ...row, measured }];
}

/** The 95th percentile of some runs of a piece of work, milliseconds. */
async function slowest(settings: BenchSettings, run: () => Promise<unknown>): Promise<number> {
  await run();
  const times: number[] = [];
  const until = performance.now() + Math.min(1, settings.seconds) * 1_000;
  while (times.length < 5 || (times.length < 60 && performance.now() < until)) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] as number;
}
