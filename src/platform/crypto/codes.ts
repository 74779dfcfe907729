import { createHmac, timingSafeEqual } from "node:crypto";
import type { KeyRing } from "./key-ring";

/** How a typed code compares: `malformed` (and `none`) never count as an attempt. */
export type CodeCheck = "none" | "malformed" | "wrong" | "right";

function digits(key: Buffer, label: string, id: string, length: number): string {
  const bytes = createHmac("sha256", key).update(`${label}\0${id.toLowerCase()}`).digest();
  // 48 of 256 bits: the bias of the remainder is below 2^-28.
  return String(bytes.readUIntBE(0, 6) % 10 ** length).padStart(length, "0");
}

/** Compares a code with what was typed; spaces and dashes don't matter. */
export function compareCode(expected: string, given: string | undefined): CodeCheck {
  if (given === undefined || given.trim() === "") return "none";
  const typed = given.replace(/[\s-]/g, "");
  const digitsOnly = /^\d+$/.test(expected);
  if (!(digitsOnly ? /^\d+$/ : /^[A-Za-z0-9]+$/).test(typed) || typed.length !== expected.length) return "malformed";
  return timingSafeEqual(Buffer.from(expected), Buffer.from(typed)) ? "right" : "wrong";
}

/** The codes of a sending, derived like its token: nothing is stored. */
export function sendingCodes(ring: KeyRing) {
  const key = (id = ring.current) => {
    const found = ring.key(id, "sending-codes");
    if (!found) throw new Error("The current key is missing");
    return found;
  };
  const mail = (sendingId: string, id?: number) => digits(key(id), "mail-code", sendingId, 4);
  const site = (sendingId: string, id?: number) => digits(key(id), "site-code", sendingId, 6);
  /** A code that was written under a former key stays right for as long as that key is known. */
  const check = (make: typeof mail, sendingId: string, given: string | undefined): CodeCheck => {
    const results = ring.known.map((id) => compareCode(make(sendingId, id), given));
    return results.find((result) => result === "right") ?? results[0] ?? "none";
  };
  return {
    /** The 4 digits printed in the card's e-mail. */
    mail: (sendingId: string) => mail(sendingId),
    /** The 6 digits that the card's e-mail does not contain. */
    site: (sendingId: string) => site(sendingId),
    /** Compares what was typed with the 4 digits; spaces and dashes don't matter. */
    checkMail: (sendingId: string, given: string | undefined) => check(mail, sendingId, given),
    /** Compares what was typed with the 6 digits; spaces and dashes don't matter. */
    checkSite: (sendingId: string, given: string | undefined) => check(site, sendingId, given),
  };
}
