import { deflateSync, inflateSync } from "node:zlib";

/** The two-bit values of a Token Status List (draft-ietf-oauth-status-list, section 7). */
export const STATUS = { VALID: 0, INVALID: 1, SUSPENDED: 2 } as const;
export type StatusValue = (typeof STATUS)[keyof typeof STATUS];

/** Entries per list: large enough that fetching one does not tell whose card is checked. */
export const LIST_SIZE = 2 ** 17;
const BITS = 2;
const BYTES = (LIST_SIZE * BITS) / 8;

/** Where an index of all credentials is: which list, and which place in it. */
export function statusPlace(index: bigint | number): { list: number; idx: number } {
  const value = Number(index);
  return { list: Math.floor(value / LIST_SIZE), idx: value % LIST_SIZE };
}

/** Encodes a list: entries not named are VALID. Packed from the least significant bit, zlib, base64url (section 4). */
export function encodeStatusList(entries: Iterable<{ idx: number; value: StatusValue }>): {
  bits: number;
  lst: string;
} {
  const bytes = Buffer.alloc(BYTES);
  for (const { idx, value } of entries) {
    if (idx < 0 || idx >= LIST_SIZE) throw new RangeError(`No place ${idx} in a status list`);
    const at = idx >> 2;
    const shift = (idx & 3) * BITS;
    bytes[at] = ((bytes[at] ?? 0) & ~(3 << shift)) | (value << shift);
  }
  return { bits: BITS, lst: deflateSync(bytes, { level: 9 }).toString("base64url") };
}

/** Reads one entry of a status list of 1, 2, 4 or 8 bits per entry; throws outside the list. Inflates at most 1 MiB. */
export function readStatus(list: { bits: number; lst: string }, idx: number): number {
  const bytes = inflateSync(Buffer.from(list.lst, "base64url"), { maxOutputLength: 2 ** 20 });
  const perByte = 8 / list.bits;
  const byte = bytes[Math.floor(idx / perByte)];
  if (byte === undefined || idx < 0) throw new RangeError(`No place ${idx} in this status list`);
  return (byte >> ((idx % perByte) * list.bits)) & (2 ** list.bits - 1);
}
