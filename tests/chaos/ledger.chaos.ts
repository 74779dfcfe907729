import type { Chaos } from "./chaos";
import { batches, expectSoundLedger, runSequences } from "./ledger-model";

/** The ledger against its model: ten times as much as in every test run, on eight connections at once. */
export const ledger: Chaos = {
  name: "ledger",
  async run({ seed, log }) {
    let next = 2_000;
    const progress = (done: number) => {
      if (done < next) return;
      log(`${done} commands`);
      next += 2_000;
    };
    const commands = await runSequences({ seed, commands: 20_000, lanes: 8, sequence: batches(80), progress });
    const entries = await expectSoundLedger();
    return `${commands} commands, ${entries} entries, no divergence`;
  },
};
