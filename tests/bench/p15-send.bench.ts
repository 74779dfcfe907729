import { aLoad } from "../factories/credits";
import { type BenchDatabase, startBenchDatabase } from "./data/bench-database";
import { aSiteOfManyCards, type ManyCardsSite } from "./data/many-cards-site";
import { sendByOneStatement } from "./floors/send-statement";
import { type Bench, compare, cpuText, ownCpu, ratioText } from "./harness";

const CARDS = 100_000;

const row = {
  id: "P15",
  what: "100,000 cards sent with one click: all held and queued, against the one SQL statement (their times' ratio)",
  must: "≤ 2.5×",
  goal: "≤ 1.3×",
};

/** P15: from the click, through the job and its batches, to the last card, on fresh cards each time. */
export const bench: Bench = {
  rows: [row],

  async run(settings) {
    const database = await startBenchDatabase();
    try {
      const { callerOf } = await import("../support/caller");
      const { cardBulks } = await import("../../src/modules/cards/server");
      const { bulkJob } = await import("../../src/modules/delivery/server");
      const job = { attempt: 1, lastAttempt: false, addJob: (() => {}) as never };
      let site: ManyCardsSite;
      const reset = async () => {
        site = await freshSite(database);
      };
      const ours = async () => {
        const caller = await callerOf({ id: site.userId });
        const at = { siteId: site.siteId };
        const { bulkId } = await caller.cardBulks.send({ ...at, selection: { by: "filter", filters: {} } });
        const payload = {
          accountId: site.accountId,
          bulkId,
          performer: { kind: "user", id: site.userId, name: "Bench" } as const,
        };
        await bulkJob([cardBulks])(payload, job);
        const { state, done } = await caller.cardBulks.get({ ...at, bulkId });
        if (state !== "DONE" || done !== CARDS) throw new Error(`${state}: ${done}`);
        return CARDS;
      };
      const floor = async () => {
        const count = await site.inSite((work) => sendByOneStatement(work, site.accountId, site.siteId));
        if (count !== CARDS) throw new Error(`The statement sent ${count}`);
        return CARDS;
      };
      // Each turn is one sending: fresh cards are made outside the measurement.
      const once = { ...settings, seconds: 0, warmup: 0 };
      const result = await compare(
        "P15",
        { a: { run: floor, cpu: ownCpu, reset }, b: { run: ours, cpu: ownCpu, reset } },
        once,
      );
      console.log(`  ${(CARDS / result.speed.b).toFixed(1)} s against ${(CARDS / result.speed.a).toFixed(1)} s`);
      const swapped = { ...result, cpu: { a: result.cpu.b, b: result.cpu.a } };
      return [{ ...row, measured: ratioText(result), cpu: `${cpuText(swapped, "1,000 cards", 1000)} (this process)` }];
    } finally {
      await database.stop();
    }
  },
};

async function freshSite(database: BenchDatabase): Promise<ManyCardsSite> {
  await database.asSuperuser(async (client) => {
    await client.query("SET session_replication_role = replica");
    await client.query(
      "TRUNCATE virtual_cards, sendings, credentials, email_messages, history_entries, history_seals, ledger_entries, bulk_actions, credit_balances, credit_slots, site_counters CASCADE",
    );
  });
  const site = await aSiteOfManyCards(database, CARDS, { fresh: true });
  await aLoad(site.accountId, CARDS * 5);
  return site;
}
