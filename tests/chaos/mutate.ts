/*
 * Mutations of real files, as fuzzers make them, from a seed: the same seed gives the same inputs.
 */

/** A stream of numbers from 0 to below 1 that a seed repeats (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What parsers stumble over: markup, separators, escapes, bounds of numbers, half characters. */
const TOKENS = [
  ...[
    "\0",
    "\r\n",
    ";",
    ",",
    '"',
    "'",
    "\t",
    "<",
    "]]>",
    "&amp;",
    "&#0;",
    "<!DOCTYPE x [<!ENTITY e 'e'>]>",
    "&e;",
    "{{",
    "}}",
  ],
  ...[
    "{{__proto__}}",
    '"__proto__":',
    "[[[[[[[[[[[[[[[[",
    "{",
    "}",
    "\\u0000",
    "\\ud800",
    "-1",
    "0",
    "1e999",
    "NaN",
    "2147483648",
  ],
  ...[
    "99999999999999999999",
    "1048577",
    "XFE1",
    "=cmd|' /C calc'!A0",
    "javascript:alert(1)",
    "\u202e",
    "\ufeff",
    "../../../etc/passwd",
  ],
].map((text) => Buffer.from(text));
const SINGLE = [
  Buffer.of(0xff),
  Buffer.of(0x80),
  Buffer.of(0xc0, 0x80),
  Buffer.of(0xff, 0xfe),
  Buffer.of(0xed, 0xa0, 0x80),
];

/** One mutated copy of a file: one to eight of flipped bits, set bytes, cut, doubled, moved or inserted parts, huge numbers. */
export function mutated(original: Uint8Array, random: () => number): Buffer {
  let bytes = Buffer.from(original);
  const below = (limit: number) => Math.floor(random() * limit);
  const part = () => {
    const from = below(bytes.length + 1);
    return [from, Math.min(bytes.length, from + 1 + below(Math.max(8, bytes.length >> (1 + below(8)))))] as const;
  };
  const insert = (at: number, more: Uint8Array) => {
    bytes = Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  };
  for (let turns = 1 + below(8); turns > 0; turns--) {
    const kind = below(9);
    const [from, to] = part();
    if (kind === 0 && bytes.length > 0) {
      const at = below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
    } else if (kind === 1 && bytes.length > 0) bytes[below(bytes.length)] = below(256);
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    else if (kind === 3) insert(from, bytes.subarray(from, to));
    else if (kind === 4) insert(below(bytes.length + 1), bytes.subarray(from, to));
    else if (kind === 5) insert(from, TOKENS[below(TOKENS.length)] as Buffer);
    else if (kind === 6) insert(from, SINGLE[below(SINGLE.length)] as Buffer);
    else if (kind === 7 && random() < 0.3) bytes = bytes.subarray(0, from);
    else if (bytes.length >= 4) {
      // Sizes, counts and offsets of binary formats: the bounds of 32 bits, either way round.
      const bounds = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff];
      const value = bounds[below(bounds.length)] as number;
      const at = below(bytes.length - 3);
      if (random() < 0.5) bytes.writeUInt32LE(value, at);
      else bytes.writeUInt32BE(value, at);
    }
  }
  return bytes;
}
