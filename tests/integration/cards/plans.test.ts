import { anAccount } from "@tests/factories/accounts";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { asSuperuser } from "@tests/support/superuser";
import { asAccount } from "@tests/support/system";
import { beforeAll, expect, test } from "vitest";
import { type CardColumn, listCardsInput } from "@/modules/cards";
import { requireFreePrivateId } from "@/modules/cards/server/cards.repo";
import { cardPage } from "@/modules/cards/server/list-cards.query";
import type { Work } from "@/platform/db";
import { addManyCards } from "../../bench/data/many-cards";

/*
 * What the hot statements of lists read, counted by the database in their own transaction under the application's role: a
 * sequential scan of the cards, or a sort of all of them, would read every one.
 */
const CARDS = 30_000;
let site: Awaited<ReturnType<typeof aSite>>;
let configurationId: string;

beforeAll(async () => {
  site = await aSite((await anAccount()).id);
  const configurationIds = [(await aConfiguration(site)).id, (await aConfiguration(site)).id];
  configurationId = configurationIds[0] as string;
  await asSuperuser((client) =>
    addManyCards(client, { accountId: site.accountId, siteId: site.id, configurationIds, count: CARDS }),
  );
}, 180_000);

type Reads = { scans: number; rows: number };
/** What the connection has read of the cards that is not yet in the server's statistics. */
async function readSoFar(work: Work): Promise<Reads> {
  const [read] = await work.tx.$queryRaw<Reads[]>`
    SELECT seq_scan::int AS scans, (seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables WHERE relname = 'virtual_cards'`;
  return read ?? { scans: 0, rows: 0 };
}

/** Scans of the whole table, and rows of it, that something needs. */
function reads(run: (work: Work) => Promise<unknown>): Promise<Reads> {
  return asAccount(site.accountId, async (work) => {
    await work.tx.$executeRaw`SET LOCAL max_parallel_workers_per_gather = 0`;
    const before = await readSoFar(work);
    await run(work);
    const after = await readSoFar(work);
    return { scans: after.scans - before.scans, rows: after.rows - before.rows };
  });
}
const page = (input: object) => reads((work) => cardPage(work, site.id, listCardsInput.parse(input)));

const COLUMNS: CardColumn[] = [
  "firstName",
  "lastName",
  "ident",
  "email",
  "status",
  "kind",
  "createdAt",
  "sentAt",
  "activatedAt",
  "revokedAt",
  "configuration",
];
test.each(
  COLUMNS.flatMap(
    (column) =>
      [
        [column, "asc"],
        [column, "desc"],
      ] as const,
  ),
)(
  "P6 P7 the first page and one in the middle, by %s %s: no more rows than a page or two per configuration",
  async (column, direction) => {
    const sort = { column, direction };
    const most = column === "configuration" ? 1_000 : 400;
    const first = await page({ sort });
    expect(first).toMatchObject({ scans: 0 });
    expect(first.rows).toBeLessThan(most);
    const middle = await asAccount(site.accountId, async (work) => {
      let cursor: string | null = null;
      for (let n = 0; n < 3; n++)
        cursor = (await cardPage(work, site.id, listCardsInput.parse({ sort, cursor, limit: 200 }))).nextCursor;
      return cursor;
    });
    const second = await page({ sort, cursor: middle });
    expect(second).toMatchObject({ scans: 0 });
    expect(second.rows).toBeLessThan(most);
  },
);

test.each(["marie.421", "984000777", "nobodyhasthis", "siobhán 9840001"])(
  "P8 a search for %s finds its rows by the index",
  async (search) => {
    const read = await page({ search });
    expect(read).toMatchObject({ scans: 0 });
    expect(read.rows).toBeLessThan(1_000);
  },
);

test("R203 whether a private ID is free is one look into the index", async () => {
  const read = await reads((work) =>
    requireFreePrivateId(
      work,
      { id: site.id, allowDuplicateIds: false },
      { configurationId, privateId: "nobodyhasthis" },
    ),
  );
  expect(read).toMatchObject({ scans: 0 });
  expect(read.rows).toBeLessThan(10);
});
