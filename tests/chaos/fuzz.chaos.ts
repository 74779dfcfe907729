import type { Chaos } from "./chaos";
import { type Parser, parsers } from "./fuzz-parsers";
import { mutated, numbers } from "./mutate";

/** No input may keep a parser longer than this, and no parser may grow the process by more. */
const LONGEST_MS = 2_000;
const MOST_BYTES = 256 * 2 ** 20;

/**
 * Reads mutated real inputs: each is read or refused with an error that a person can be told; none crashes, hangs or eats memory.
 *
 * @throws Error with the seed of the input, and the input (base64), at the first that does not.
 */
export async function fuzz(
  parser: Parser,
  seed: number,
  inputs: number,
): Promise<{ read: number; refused: number; longestMs: number }> {
  const originals = await parser.originals();
  const counts = { read: 0, refused: 0, longestMs: 0 };
  for (const original of originals)
    if (parser.name !== "phone" && (await parser.read(original)) !== "read")
      throw new Error(`${parser.name}: an original was not read`);
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  for (let number = 0; number < inputs; number++) {
    const own = (seed + number) >>> 0;
    const random = numbers(own);
    const original = originals[number % originals.length] as Uint8Array;
    const bytes = (parser.mutate ?? mutated)(original, random);
    const begun = process.cpuUsage();
    try {
      counts[await parser.read(bytes)] += 1;
      const { user, system } = process.cpuUsage(begun);
      const spent = (user + system) / 1_000;
      counts.longestMs = Math.max(counts.longestMs, spent);
      if (spent > LONGEST_MS) throw new Error(`took ${Math.round(spent)} ms of the processor`);
      const grown = process.memoryUsage.rss() - before;
      if (grown > MOST_BYTES) throw new Error(`grew the process by ${Math.round(grown / 2 ** 20)} MiB`);
    } catch (cause) {
      const input = Buffer.from(bytes).toString("base64");
      throw new Error(`${parser.name}, seed ${own}: ${(cause as Error).message}\n${input.slice(0, 4_000)}`, { cause });
    }
  }
  return counts;
}

/** Every parser of what strangers send: 20,000 mutated real files each. */
export const fuzzing: Chaos = {
  name: "fuzz",
  async run({ seed, log, operations = 20_000 }) {
    for (const parser of parsers) {
      const { read, refused, longestMs } = await fuzz(parser, seed, operations);
      log(
        `${parser.name}: ${operations} inputs, ${read} read, ${refused} refused, longest ${Math.round(longestMs)} ms of the processor`,
      );
    }
    return `${parsers.length} parsers, ${operations} inputs each: no crash, no hang, memory bounded`;
  },
};
