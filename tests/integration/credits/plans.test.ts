import "@/composition/ports";
import { anAccount } from "@tests/factories/accounts";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { asSuperuser } from "@tests/support/superuser";
import { asAccount } from "@tests/support/system";
import { beforeAll, expect, test } from "vitest";
import { statementInput, transfersInput } from "@/modules/credits/contract";
import { closeDays } from "@/modules/credits/server/close-days";
import { listStatement } from "@/modules/credits/server/list-statement.query";
import { listTransfers } from "@/modules/credits/server/list-transfers.query";
import type { Work } from "@/platform/db";
import { addManyCards } from "../../bench/data/many-cards";
import { addManyEntries } from "../../bench/data/many-entries";

/*
 * What a page of the statement reads, counted by the database in its own transaction under the application's role (P24): a sequential scan
 * of the ledger or of the cards, or a sort of all, would read every one.
 */
const ENTRIES = 40_000;
let accountId: string;
let resellerId: string;

beforeAll(async () => {
  resellerId = (await anAccount({ type: "RESELLER", companyName: "Northern Locks" })).id;
  accountId = (await anAccount({ parentId: resellerId, companyName: "Riverside Bank" })).id;
  for (let n = 0; n < 20; n++) await anAccount({ parentId: resellerId });
  const site = await aSite(accountId);
  const configurationIds = [(await aConfiguration(site)).id];
  await asSuperuser(async (client) => {
    await addManyCards(client, { accountId, siteId: site.id, configurationIds, count: 18_000 });
    await addManyEntries(client, { accountId, resellerId, count: ENTRIES });
  });
}, 180_000);

type Reads = { scans: number; rows: number };
async function readSoFar(work: Work): Promise<Reads> {
  const [read] = await work.tx.$queryRaw<Reads[]>`
    SELECT sum(seq_scan)::int AS scans, sum(seq_tup_read + idx_tup_fetch)::int AS rows FROM pg_stat_xact_user_tables
    WHERE relname IN ('ledger_entries', 'virtual_cards', 'credit_closings')`;
  return read ?? { scans: 0, rows: 0 };
}
function reads<T>(account: string, run: (work: Work) => Promise<T>): Promise<Reads & { answer: T }> {
  return asAccount(account, async (work) => {
    await work.tx.$executeRaw`SET LOCAL max_parallel_workers_per_gather = 0`;
    const before = await readSoFar(work);
    const answer = await run(work);
    const after = await readSoFar(work);
    return { scans: after.scans - before.scans, rows: after.rows - before.rows, answer };
  });
}
const statement = (input: object) =>
  reads(accountId, (work) => listStatement(work, accountId, statementInput.parse(input)));
const transfers = (input: object) => reads(resellerId, (work) => listTransfers(work, transfersInput.parse(input)));
const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

test.each([
  ["the first page", {}, 50],
  ["a card", { search: ".421@" }, 1],
  ["a frequent name", { search: "martin" }, 50],
  ["two words in any order", { search: "martin marie" }, 50],
  ["a purchase-order number", { search: "PO 453999" }, 1],
  ["every purchase order", { search: "po 45" }, 50],
  ["the supplier", { search: "northern" }, 50],
  ["nothing", { search: "nobodyhasthis" }, 0],
  ["refunds", { filters: { kinds: ["REFUND"] } }, 50],
  ["transfers", { filters: { kinds: ["TRANSFER"] } }, 50],
  ["loads, none", { filters: { kinds: ["LOAD"] } }, 0],
  ["a week two years ago", { filters: { from: ago(700), to: ago(693) } }, 50],
])("P24 the statement of many entries, %s: found by an index", async (_, input, least) => {
  await closeDays();
  const read = await statement(input);
  expect(read.answer.rows.length).toBeGreaterThanOrEqual(least);
  expect(read.scans).toBe(0);
  expect(read.rows).toBeLessThan(9_000);
});

test.each([
  ["the first page", {}, 50],
  ["a comment", { search: "453999" }, 1],
  ["who did it", { search: "claudia" }, 50],
  ["the customer", { search: "riverside" }, 50],
  ["a month", { search: ago(60).slice(0, 7).split("-").reverse().join("-") }, 50],
  ["nothing", { search: "nobodyhasthis" }, 0],
  ["a week two years ago", { filters: { from: ago(700), to: ago(693) } }, 20],
])("R139 R140 the transfer history of many transfers, %s: found by an index", async (_, input, least) => {
  const read = await transfers(input);
  expect(read.answer.rows.length).toBeGreaterThanOrEqual(least);
  expect(read.scans).toBe(0);
  expect(read.rows).toBeLessThan(1_500);
});

test("P24 a statement that ends years ago shows the balances that all entries up to then give, with closed days and without", async () => {
  const to = ago(500);
  const [line] = (
    await asAccount(accountId, (work) =>
      listStatement(work, accountId, statementInput.parse({ filters: { to }, limit: 1 })),
    )
  ).rows;
  const fold = await asSuperuser(
    async (client) =>
      (
        await client.query(
          `SELECT sum(CASE WHEN kind = 'TRANSFER' OR kind = 'REFUND' THEN amount WHEN phase = 'POST' THEN -amount ELSE 0 END)::int AS balance,
             sum(CASE WHEN kind = 'TRANSFER' OR kind = 'REFUND' THEN amount WHEN phase = 'PENDING' THEN -amount WHEN phase = 'VOID' THEN amount ELSE 0 END)::int AS available
           FROM ledger_entries WHERE dest_account_id = $1 AND at <= $2`,
          [accountId, to],
        )
      ).rows[0],
  );
  expect(line).toMatchObject(fold);
  await asSuperuser((client) => client.query("DELETE FROM credit_closings"));
  const again = async () =>
    (
      await asAccount(accountId, (work) =>
        listStatement(work, accountId, statementInput.parse({ filters: { to }, limit: 1 })),
      )
    ).rows[0];
  expect(await again()).toEqual(line);
  // Closed in two nights: the second adds only what the first has not.
  await closeDays(() => new Date(Date.now() - 600 * 86_400_000));
  expect(await again()).toEqual(line);
  await closeDays();
  await closeDays();
  expect(await again()).toEqual(line);
});
