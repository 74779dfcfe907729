import { base64url } from "jose";
import { DOOR_CONTEXT, DOOR_STEP } from "../contract";
import type { PhoneKeys } from "./phone-store";

const text = new TextEncoder();

/** Which half minute a time is in. */
export function doorStep(now: Date): number {
  return Math.floor(now.getTime() / 1000 / DOOR_STEP);
}

/** What the phone signs for one half minute. */
export function doorMessage(pass: string, step: number): Uint8Array<ArrayBuffer> {
  return text.encode(`${DOOR_CONTEXT}\n${pass}\n${step}`);
}

/**
 * What the QR code at the door says: `<pass>~<half minute>~<signature>`. Made offline, good for this half minute; a picture of
 * it is worth nothing a minute later.
 */
export async function doorCode(keys: PhoneKeys, pass: string, now: Date): Promise<string> {
  const step = doorStep(now);
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(algorithm, keys.sign.privateKey, doorMessage(pass, step));
  return `${pass}~${step}~${base64url.encode(new Uint8Array(signature))}`;
}
