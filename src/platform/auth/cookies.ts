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

function deviceMac(nonce: string, email: string, keyId = config().secrets.current): Buffer {
  const key = config().secrets.of(keyId, "known-device") ?? randomBytes(32);
  return createHmac("sha256", key).update(`${nonce}\0${email.toLowerCase()}`).digest();
}

/** How many people's marks a browser keeps: a shared one is new for none of them. */
const MARKS = 5;

/** A mark for a browser in which the owner of an address has signed in: the attempts of strangers don't count against it. */
function deviceMark(email: string): string {
  const nonce = randomBytes(12).toString("base64url");
  return `${nonce}.${deviceMac(nonce, email).toString("base64url")}`;
}

function isMarkOf(mark: string, email: string): boolean {
  const [nonce, mac] = mark.split(".");
  if (!nonce || !mac) return false;
  const given = Buffer.from(mac, "base64url");
  return config().secrets.known.some((id) => {
    const right = deviceMac(nonce, email, id);
    return given.length === right.length && timingSafeEqual(given, right);
  });
}

const marksIn = (cookie: string | undefined) => (cookie ?? "").split("~").filter(Boolean).slice(0, MARKS);

/** The name of a known browser of this address, or null where its mark is not among those of the cookie. */
export function knownDevice(cookie: string | undefined, email: string): string | null {
  const mark = marksIn(cookie).find((each) => isMarkOf(each, email));
  return mark?.split(".")[0] ?? null;
}

/** The Set-Cookie that gives a browser the mark of an address beside those that it has; it lasts a year. */
export function deviceCookie(email: string, cookie: string | undefined): string {
  const marks = marksIn(cookie);
  const own = marks.find((each) => isMarkOf(each, email)) ?? deviceMark(email);
  const kept = [own, ...marks.filter((each) => each !== own)].slice(0, MARKS).join("~");
  const attributes = `Path=/; Max-Age=${365 * 24 * 3_600}; HttpOnly; SameSite=Lax${overHttps() ? "; Secure" : ""}`;
  return `${cookieName(DEVICE_COOKIE)}=${kept}; ${attributes}`;
}
