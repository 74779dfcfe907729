import type { z } from "zod";
import { type CardColumn, listCardsInput } from "../../src/modules/cards/contract";
import { listCards } from "../../src/modules/cards/server/list-cards.query";
import { siteDetail } from "../../src/modules/sites/server/site-detail";
import { decodeCursor, encodeCursor } from "../../src/shared/kernel/pagination";
import { startBenchDatabase } from "./data/bench-database";
import { aSiteOfManyCards, type ManyCardsSite } from "./data/many-cards-site";
import { type Bench, type BenchResult, type BenchSettings, median } from "./harness";

const CARDS = 1_000_000;

const rows = {
  P6: { id: "P6", what: "list page 10,000 against page 1, site of 1,000,000 cards", must: "≤ 1.3×", goal: "≤ 1.1×" },
  P7: {
    id: "P7",
    what: "any sort, any filter, last page, at 1,000,000: statements and rows of a page, p95 of the slowest",
    must: "≤ 50 ms",
    goal: "≤ 10 ms",
  },
  P8: {
    id: "P8",
    what: "search as you type at 1,000,000: selective / broad word, p95, its total included",
    must: "≤ 50 / 250 ms",
    goal: "≤ 20 / 100 ms",
  },
  P9: {
    id: "P9",
    what: "all counters of a site at 1,000,000 cards, p95, equal to a recount",
    must: "≤ 20 ms",
    goal: "≤ 5 ms",
  },
};

/** P6 to P9: the lists' own use cases on a site of a million cards, within one transaction of the application's role. */
export const bench: Bench = {
  rows: Object.values(rows),

  async run(settings) {
    const database = await startBenchDatabase();
    try {
      const site = await aSiteOfManyCards(database, CARDS);
      return [
        await depth(site, settings),
        await everyPage(site, settings),
        await searches(site, settings),
        await counters(site, settings),
      ];
    } finally {
      await database.stop();
    }
  },
};

type Input = z.input<typeof listCardsInput>;

/** Times a piece of work so often that a 95th percentile means something; milliseconds, ascending. */
async function timesOf(settings: BenchSettings, run: () => Promise<unknown>, most = 60): Promise<number[]> {
  await run();
  const times: number[] = [];
  const until = performance.now() + settings.seconds * 1_000;
  while (times.length < 5 || (times.length < most && performance.now() < until)) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}
const p95 = (times: number[]) => times[Math.ceil(times.length * 0.95) - 1] as number;
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

async function list(site: ManyCardsSite, input: Input) {
  return site.inSite((work) => listCards(work, site.siteId, listCardsInput.parse(input)));
}

/** Milliseconds of a page of the list, without what it takes to open and end a transaction. */
function pages(site: ManyCardsSite, settings: BenchSettings, input: Input): Promise<number[]> {
  return site.inSite(async (work) => {
    const parsed = listCardsInput.parse(input);
    return timesOf(settings, () => listCards(work, site.siteId, parsed));
  });
}

/** The cursor behind the row at a depth, in the default order. */
async function cursorAt(site: ManyCardsSite, depth: number): Promise<string> {
  const [row] = await site.inSite(
    (work) => work.tx.$queryRaw<{ id: string; at: string }[]>`
      SELECT id, created_at::text AS at FROM virtual_cards WHERE account_id = ${site.accountId}::uuid AND site_id = ${site.siteId}::uuid
      ORDER BY created_at DESC, id DESC OFFSET ${depth} LIMIT 1`,
  );
  if (!row) throw new Error("No card at this depth");
  return encodeCursor({ value: row.at, id: row.id });
}

async function depth(site: ManyCardsSite, settings: BenchSettings): Promise<BenchResult> {
  const deep = await cursorAt(site, 9_999 * 50);
  const ratios: number[] = [];
  for (let round = 0; round < settings.rounds; round++) {
    const first = median(await pages(site, { ...settings, seconds: 1 }, {}));
    const later = median(await pages(site, { ...settings, seconds: 1 }, { cursor: deep }));
    ratios.push(later / first);
  }
  const measured = `${median(ratios).toFixed(2)}× (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
  console.log(`  P6: ${measured}`);
  return { ...rows.P6, measured };
}

const COLUMNS: CardColumn[] = [
  "firstName",
  "lastName",
  "configuration",
  "ident",
  "email",
  "status",
  "kind",
  "createdAt",
  "sentAt",
  "activatedAt",
  "revokedAt",
];

/** Every column both ways at the first and the last page, and every filter with every order that a person may choose with it. */
export function everyInput(site: ManyCardsSite): { name: string; input: Input }[] {
  const inputs: { name: string; input: Input }[] = [];
  for (const column of COLUMNS)
    for (const direction of ["asc", "desc"] as const)
      inputs.push({ name: `${column} ${direction}`, input: { sort: { column, direction } } });
  const rare = site.configurationIds.at(-1) as string;
  const filters: Record<string, Input["filters"]> = {
    "one status": { status: ["REVOKED"] },
    "rare status": { status: ["PENDING_REVOKE"] },
    "two statuses": { status: ["CREATED", "EMAIL_SENT"] },
    kind: { kind: ["MOBILE_ID_PLUS"] },
    "kind and status": { kind: ["PRIVATE_ID"], status: ["PENDING_REVOKE"] },
    "rare configuration": { configurationId: [rare] },
    "configuration and status": { configurationId: [rare], status: ["PENDING_REVOKE"] },
    "first name": { firstName: "siobhán" },
    "last name, frequent": { lastName: "martin" },
    "last name, none": { lastName: "nobodyhasit" },
    "e-mail": { email: "marie.4217" },
    "private ID": { ident: "984000123" },
    "two letters": { lastName: "ma" },
    "not yet valid": { validity: ["notYet"] },
    expired: { validity: ["expired"] },
    "expired and revoked": { validity: ["expired"], status: ["REVOKED"] },
    "always valid": { validity: ["always"] },
  };
  for (const [name, filter] of Object.entries(filters))
    for (const column of ["createdAt", "lastName", "configuration", "status", "revokedAt"] as const)
      inputs.push({ name: `${name}, by ${column}`, input: { filters: filter, sort: { column, direction: "desc" } } });
  return inputs;
}

async function everyPage(site: ManyCardsSite, settings: BenchSettings): Promise<BenchResult> {
  const found: { name: string; time: number }[] = [];
  const brief = { ...settings, seconds: Math.min(1, settings.seconds) };
  for (const { name, input } of everyInput(site)) {
    found.push({ name, time: p95(await pages(site, brief, input)) });
    // The last page: from the first row of the opposite order, backwards.
    const { column, direction } = input.sort as { column: CardColumn; direction: "asc" | "desc" };
    const turned = await list(site, { ...input, sort: { column, direction: direction === "asc" ? "desc" : "asc" } });
    const [end] = turned.rows.slice(-1);
    if (end && turned.nextCursor) {
      const position = decodeCursor(turned.nextCursor);
      const cursor = position && encodeCursor({ ...position, backwards: false });
      found.push({ name: `${name}, last page`, time: p95(await pages(site, brief, { ...input, cursor })) });
    }
  }
  found.sort((a, b) => b.time - a.time);
  for (const { name, time } of found.slice(0, 12)) console.log(`  P7: ${ms(time)} ${name}`);
  const worst = found[0] as { name: string; time: number };
  return {
    ...rows.P7,
    measured: `${ms(worst.time)} (${worst.name}; ${found.length} pages; median of them ${ms(median(found.map((one) => one.time)))})`,
  };
}

async function searches(site: ManyCardsSite, settings: BenchSettings): Promise<BenchResult> {
  const selective = ["marie.42171", "984000777", "siobhán nguyen 98400", "8888888abc"];
  const broad = ["martin", "example.com", "marie martin", "staff", "98400", "ma", "o"];
  const worst = async (words: string[]) => {
    let slowest = 0;
    for (const search of words) {
      const time = p95(await pages(site, settings, { search }));
      console.log(`  P8: ${ms(time)} ${search}`);
      slowest = Math.max(slowest, time);
    }
    return slowest;
  };
  return { ...rows.P8, measured: `${ms(await worst(selective))} / ${ms(await worst(broad))}` };
}

async function counters(site: ManyCardsSite, settings: BenchSettings): Promise<BenchResult> {
  const times = await site.inSite((work) => timesOf(settings, () => siteDetail(work, site.siteId, new Set())));
  const [recount] = await site.inSite(
    (work) => work.tx.$queryRaw<{ equal: boolean }[]>`
      SELECT NOT EXISTS (
        (SELECT kind::text, status::text, count(*) FROM virtual_cards WHERE account_id = ${site.accountId}::uuid GROUP BY 1, 2)
        EXCEPT SELECT kind, status, sum(count) FROM site_counters WHERE account_id = ${site.accountId}::uuid GROUP BY 1, 2) AS equal`,
  );
  const measured = `${ms(p95(times))}${recount?.equal ? ", equal" : ", NOT EQUAL"}`;
  console.log(`  P9: ${measured}`);
  return { ...rows.P9, measured };
}
