import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { config } from "../config";

/** Whether the portal is reached over https; then cookies are bound to the host (prefix `__Host-`). */
export function overHttps(): boolean {
  return config().origin.startsWith("https:");
}

export function cookieName(name: string): string {
  return `${overHttps() ? "__Host-" : ""}${name}`;
}

/** Attributes of every cookie of the portal. */
export function cookieOptions() {
  return { httpOnly: true, sameSite: "lax" as const, path: "/", secure: overHttps() };
}

export const SESSION_COOKIE = "portal-session";
export const CSRF_COOKIE = "portal-csrf";
export const DEVICE_COOKIE = "portal-device";

/** The cookies that a request carries. */
export function cookiesOf(headers: Headers): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at < 1) continue;
    try {
      cookies[pair.slice(0, at).trim()] ??= decodeURIComponent(pair.slice(at + 1).trim());
    } catch {} // a cookie that nobody of us has written
  }
  return cookies;
}

function deviceMac(nonce: string, email: string): Buffer {
  const key = config().secrets.derive("known-device");
  return createHmac("sha256", key).update(`${nonce}\0${email.toLowerCase()}`).digest();
}

/** A mark for a browser in which the owner of an address has signed in: the attempts of strangers don't count against it. */
export function deviceMark(email: string): string {
  const nonce = randomBytes(12).toString("base64url");
  return `${nonce}.${deviceMac(nonce, email).toString("base64url")}`;
}

/** The name of a known browser of this address, or null where the mark is missing, or another's. */
export function knownDevice(mark: string | undefined, email: string): string | null {
  const [nonce, mac] = (mark ?? "").split(".");
  if (!nonce || !mac) return null;
  const given = Buffer.from(mac, "base64url");
  const right = deviceMac(nonce, email);
  return given.length === right.length && timingSafeEqual(given, right) ? nonce : null;
}

/** The Set-Cookie that gives a browser the mark of an address; it lasts a year. */
export function deviceCookie(email: string): string {
  const attributes = `Path=/; Max-Age=${365 * 24 * 3_600}; HttpOnly; SameSite=Lax${overHttps() ? "; Secure" : ""}`;
  return `${cookieName(DEVICE_COOKIE)}=${deviceMark(email)}; ${attributes}`;
}
