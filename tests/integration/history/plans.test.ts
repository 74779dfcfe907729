import { anAccount } from "@tests/factories/accounts";
import { asSuperuser } from "@tests/support/superuser";
import { asAccount } from "@tests/support/system";
import { beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { historyInput } from "@/modules/history/contract";
import { listHistory, performersOf } from "@/modules/history/server/list-history.query";
import type { Work } from "@/platform/db";
import { addManyHistoryRows } from "../../bench/data/many-history";

/*
 * What the statements of the history's list read, counted by the database in their own transaction under the application's role: a
 * scan of the table, or a sort of a whole account's history, would read every row.
 */
const ROWS = 60_000;
let accountId: string;

beforeAll(async () => {
  accountId = (await anAccount()).id;
  await asSuperuser((client) => addManyHistoryRows(client, { accountId, count: ROWS }));
}, 180_000);

type Reads = { scans: number; rows: number };
async function readSoFar(work: Work): Promise<Reads> {
  const [read] = await work.tx.$queryRaw<Reads[]>`
    SELECT seq_scan::int AS scans, (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables WHERE relname = 'history_entries'`;
  return read ?? { scans: 0, rows: 0 };
}
function reads(run: (work: Work) => Promise<unknown>): Promise<Reads> {
  return asAccount(accountId, async (work) => {
    await work.tx.$executeRaw`SET LOCAL max_parallel_workers_per_gather = 0`;
    const before = await readSoFar(work);
    await run(work);
    const after = await readSoFar(work);
    return { scans: after.scans - before.scans, rows: after.rows - before.rows };
  });
}
type Input = z.input<typeof historyInput>;
const list = (work: Work, input: Input) => listHistory(work, accountId, historyInput.parse(input), "en");
const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

const ORDERED: [string, Input][] = [
  ["all, newest first", {}],
  ["all, oldest first", { sort: { column: "at", direction: "asc" } }],
  ["two weeks two years ago", { filters: { from: daysAgo(744), to: daysAgo(730) } }],
  ["a frequent page", { filters: { pages: ["cards"] } }],
  ["a rare and a missing page", { filters: { pages: ["sites", "settings"] } }],
  ["who does much", { filters: { performer: "Colleague NUMBER7" } }],
  ["who left two years ago", { filters: { performer: "Gone LONGAGO" } }],
  ["who left, on a rare page", { filters: { performer: "Gone LONGAGO", pages: ["sites"] } }],
];
test.each(ORDERED)(
  "P24 %s: the first page and the next read no more than a page of each value",
  async (_name, input) => {
    const first = await reads((work) => list(work, input));
    expect(first).toMatchObject({ scans: 0 });
    expect(first.rows).toBeLessThan(600);
    const cursor = (await asAccount(accountId, (work) => list(work, input))).nextCursor;
    const second = await reads((work) => list(work, { ...input, cursor }));
    expect(second).toMatchObject({ scans: 0 });
    expect(second.rows).toBeLessThan(600);
  },
);

const SEARCHED: [string, Input, number][] = [
  ["one row", { search: "user4242@example.com" }, 1],
  ["a few", { search: "Person4242 " }, 8],
  ["all of them", { search: "example.com" }, 50],
  ["none", { search: "nobodyhasthis" }, 0],
  ["an action", { search: "on hold" }, 50],
  ["a few in some months", { search: "Person4242 ", filters: { from: daysAgo(800), to: daysAgo(400) } }, 3],
];
test.each(SEARCHED)(
  "P24 a search that finds %s reads those nearest and what the index over texts finds",
  async (_name, input, found) => {
    const { rows } = await asAccount(accountId, (work) => list(work, input));
    expect(rows.length).toBe(found);
    const read = await reads((work) => list(work, input));
    expect(read).toMatchObject({ scans: 0 });
    expect(read.rows).toBeLessThan(2_000 + 600);
  },
);

test("P24 whom to filter by is a step in the index for each of them, and no phone is among them", async () => {
  const names = await asAccount(accountId, (work) => performersOf(work, accountId));
  expect(names).toHaveLength(42);
  expect(names).toEqual(expect.arrayContaining(["Colleague NUMBER0", "Gone LONGAGO", "Web API"]));
  const read = await reads((work) => performersOf(work, accountId));
  expect(read).toMatchObject({ scans: 0 });
  expect(read.rows).toBeLessThan(200);
});
