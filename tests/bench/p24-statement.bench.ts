import "../../src/composition/ports";
import type { z } from "zod";
import { statementInput, transfersInput } from "../../src/modules/credits/contract";
import { closeDays } from "../../src/modules/credits/server/close-days";
import { listStatement } from "../../src/modules/credits/server/list-statement.query";
import { listTransfers } from "../../src/modules/credits/server/list-transfers.query";
import { accountScope, inTransaction, systemPerformer, type Work } from "../../src/platform/db";
import { anAccount } from "../factories/accounts";
import { startBenchDatabase } from "./data/bench-database";
import { aSiteOfManyCards } from "./data/many-cards-site";
import { addManyEntries } from "./data/many-entries";
import type { Bench, BenchSettings } from "./harness";

const ENTRIES = 1_000_000;
const row = {
  id: "P24a",
  what: "statement of an account with 1,000,000 entries (400,000 cards), p95: first page / search / date filter; its reseller's 100,000 transfers",
  must: "≤ 50 ms each",
  goal: "≤ 10 ms",
};

/** P24, the ledger's half: the statement's and the transfer history's own use cases within a transaction of the application's role. */
export const bench: Bench = {
  rows: [row],

  async run(settings) {
    const database = await startBenchDatabase();
    try {
      const site = await aSiteOfManyCards(database, 400_000);
      const { accountId } = site;
      const resellerId = (await anAccount({ type: "RESELLER", companyName: "Northern Locks" })).id;
      await database.asSuperuser(async (client) => {
        await client.query("UPDATE accounts SET parent_id = $1 WHERE id = $2", [resellerId, accountId]);
        await addManyEntries(client, { accountId, resellerId, count: ENTRIES });
      });
      await closeDays();
      const within = <T>(id: string, run: (work: Work) => Promise<T>) =>
        inTransaction({ scope: accountScope(id), performer: systemPerformer, timeout: 3_600_000 }, run);
      const statement = (input: z.input<typeof statementInput>) =>
        within(accountId, (work) => p95(settings, () => listStatement(work, accountId, statementInput.parse(input))));
      const transfers = (input: z.input<typeof transfersInput>) =>
        within(resellerId, (work) => p95(settings, () => listTransfers(work, transfersInput.parse(input))));

      const first = await slowest("first page", { all: await statement({}), transfers: await transfers({}) });
      const searches: Record<string, number> = {};
      for (const search of [
        "marie.42171",
        "984000777",
        "nobodyhasthis",
        "siobhán nguyen",
        "martin",
        "martin marie",
        "staff",
        "o",
        "PO 453999",
        "po",
        "northern",
      ])
        searches[search] = await statement({ search });
      for (const search of ["453999", "claudia", "bench", "nobodyhasthis", "12-2024"])
        searches[`transfers: ${search}`] = await transfers({ search });
      const search = await slowest("search", searches);
      const filters = { from: ago(700), to: ago(693) };
      const dates = await slowest("date filter", {
        "a week two years ago": await statement({ filters }),
        "until a year ago": await statement({ filters: { to: ago(365) } }),
        "from a year ago": await statement({ filters: { from: ago(365) } }),
        "a week with a search": await statement({ filters, search: "martin" }),
        "refunds of a month": await statement({ filters: { from: ago(400), to: ago(370), kinds: ["REFUND"] } }),
        "transfers of a week": await transfers({ filters }),
      });
      await slowest("other filters, for context", {
        refunds: await statement({ filters: { kinds: ["REFUND"] } }),
        "transfers out, none": await statement({ filters: { kinds: ["FORFEIT"] } }),
        "on hold": await statement({ filters: { states: ["ON_HOLD"] } }),
        voided: await statement({ filters: { states: ["VOIDED"] } }),
      });
      return [{ ...row, measured: `${first} / ${search} / ${dates}` }];
    } finally {
      await database.stop();
    }
  },
};

const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

async function slowest(name: string, times: Record<string, number>): Promise<string> {
  for (const [what, time] of Object.entries(times)) console.log(`  ${name}: ${ms(time)} ${what}`);
  const [what, time] = Object.entries(times).sort(([, a], [, b]) => b - a)[0] as [string, number];
  return `${ms(time)} (${what})`;
}

/** Milliseconds of the 95th percentile, without what it takes to open and end a transaction. */
async function p95(settings: BenchSettings, run: () => Promise<unknown>): Promise<number> {
  await run();
  const times: number[] = [];
  const until = performance.now() + settings.seconds * 1_000;
  while (times.length < 20 || (times.length < 60 && performance.now() < until)) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] as number;
}
