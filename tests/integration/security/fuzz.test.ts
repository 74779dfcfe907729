import { fuzz } from "@tests/chaos/fuzz.chaos";
import { parsers } from "@tests/chaos/fuzz-parsers";
import { expect, test } from "vitest";

/* quality.md, Security: fuzzing of every parser with mutated real files; `npm run chaos -- fuzz` reads 20,000 each. */

const INPUTS = 200;
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);

test.each(parsers.map((parser) => [parser.name, parser] as const))(
  "%s: mutated real inputs are read or refused with a reason, never crash, hang or grow",
  { timeout: 120_000 },
  async (name, parser) => {
    const { read, refused } = await fuzz(parser, seed, INPUTS).catch((error: Error) => {
      throw new Error(`FUZZ_SEED=${seed}: ${error.message}`, { cause: error });
    });
    expect(read + refused).toBe(INPUTS);
    // Mutations that nothing survives, or that nothing notices, would test little.
    expect(refused, name).toBeGreaterThan(INPUTS / 20);
  },
);
