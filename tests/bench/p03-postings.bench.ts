import "../../src/composition/ports";
import pg from "pg";
import { holdForCards, postHolds, transferCredits } from "../../src/modules/credits/server";
import { accountScope, inTransaction, systemPerformer, type Work } from "../../src/platform/db";
import { newId } from "../../src/shared/kernel/ids";
import { anAccount } from "../factories/accounts";
import { aLoad } from "../factories/credits";
import { startBenchDatabase } from "./data/bench-database";
import { makeBareLedger, takeByOneStatement } from "./floors/guarded-posting";
import { type Bench, compare, cpuText, ownCpu, ratioText, type Side } from "./harness";

const CLIENTS = 8;
const CREDITS = 900_000_000;
const none = { must: "–", goal: "–" };
const rows = {
  hold: {
    id: "P3a",
    what: "credits of one hot account held per second, 8 clients, the use case and its transaction, of one guarded statement by bare pg",
    ...none,
  },
  transfer: { id: "P3b", what: "the same, transfers out of one reseller (with history on both sides)", ...none },
  spread: { id: "P3c", what: "holds all on one account, of spread over 64", ...none },
};

/** Postings on one account: what guards, entries, history and row-level security cost above the barest statement that is right. */
export const bench: Bench = {
  rows: Object.values(rows),

  async run(settings) {
    const database = await startBenchDatabase();
    const floor = new pg.Pool({ connectionString: database.url, max: CLIENTS });
    try {
      const reseller = await anAccount({ type: "RESELLER" });
      const customers = await Promise.all(Array.from({ length: 64 }, () => anAccount({ parentId: reseller.id })));
      for (const { id } of [reseller, ...customers]) await aLoad(id, CREDITS / 1_000);
      const hot = await anAccount();
      await aLoad(hot.id, CREDITS);
      const bare = customers[0] as { id: string };
      const client = await floor.connect();
      await makeBareLedger(client as never);
      await client.query("INSERT INTO bare_balances VALUES ($1, $2)", [bare.id, CREDITS]);
      client.release();

      const within = (accountId: string, run: (work: Work) => Promise<unknown>) =>
        inTransaction({ scope: accountScope(accountId), performer: systemPerformer }, run);
      const hold = (accountId: string) =>
        within(accountId, (work) => holdForCards(work, [{ cardId: newId(), sendingId: newId(), amount: 1 }]));
      let turn = 0;
      const next = () => customers[turn++ % customers.length] as { id: string };
      const transfer = () =>
        within(reseller.id, (work) =>
          transferCredits(work, { accountId: next().id, amount: 1, idempotencyKey: newId() }),
        );
      const statement = side(async () => {
        const one = await floor.connect();
        try {
          await takeByOneStatement(one, bare.id);
        } finally {
          one.release();
        }
      });
      // A charge on the hot account is posted as activations do it: seen to be right before it is measured.
      await within(hot.id, async (work) => {
        const [id] = (await holdForCards(work, [{ cardId: newId(), sendingId: newId(), amount: 1 }])).values();
        await postHolds(work, [id as string]);
      });
      const held = await compare("P3a", { a: side(() => hold(hot.id)), b: statement }, settings);
      const transferred = await compare("P3b", { a: side(transfer), b: statement }, settings);
      const spread = await compare("P3c", { a: side(() => hold(hot.id)), b: side(() => hold(next().id)) }, settings);
      return [
        {
          ...rows.hold,
          measured: `${ratioText(held)}; ${speed(held.speed.a)} of ${speed(held.speed.b)}`,
          cpu: ms(held),
        },
        {
          ...rows.transfer,
          measured: `${ratioText(transferred)}; ${speed(transferred.speed.a)}`,
          cpu: ms(transferred),
        },
        { ...rows.spread, measured: `${ratioText(spread)}; ${speed(spread.speed.a)}`, cpu: ms(spread) },
      ];
    } finally {
      await floor.end();
      await database.stop();
    }
  },
};

const speed = (perSecond: number) => `${Math.round(perSecond).toLocaleString("en")}/s`;
const ms = (comparison: Parameters<typeof cpuText>[0]) => `${cpuText(comparison, "posting")} (this process)`;

/** Clients that ask one after the other, each a few times a turn. */
function side(once: () => Promise<unknown>): Side {
  return {
    cpu: ownCpu,
    async run() {
      const each = 20;
      const client = async () => {
        for (let n = 0; n < each; n++) await once();
      };
      await Promise.all(Array.from({ length: CLIENTS }, client));
      return CLIENTS * each;
    },
  };
}
