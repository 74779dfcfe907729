import { createHash, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

/*
 * Secrets that people copy into programs: a prefix by which they (and scanners of public code) recognize one, random characters, and a
 * checksum, so that a secret that was cut off or mistyped is told from an unknown one. Stored only as hashes: they are random enough
 * that a plain SHA-256 can't be reversed.
 */

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** log2(62) × 43 = 256 bits. */
const RANDOM = 43;
const CHECK = 6;

/** A new secret `<prefix>_<43 random characters><6 of its checksum>`. */
export function newApiSecret(prefix: string): string {
  const body = `${prefix}_${randomText(RANDOM)}`;
  return body + checkOf(body);
}

/** Random letters and digits. */
export function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/** Whether a text is a whole secret of a prefix; says nothing about whether anybody holds it. */
export function isWholeSecret(prefix: string, text: string): boolean {
  if (!text.startsWith(`${prefix}_`) || text.length !== prefix.length + 1 + RANDOM + CHECK) return false;
  return checkOf(text.slice(0, -CHECK)) === text.slice(-CHECK);
}

/** The stored form of a secret: SHA-256. */
export function hashApiSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function checkOf(body: string): string {
  let rest = crc32(body);
  let text = "";
  for (let i = 0; i < CHECK; i++) {
    text = ALPHABET[rest % 62] + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
