import { Secret, TOTP } from "otpauth";
import { authRoute, hashPassword } from "@/platform/auth";
import { asSystem } from "../support/system";

export const PASSWORD = "correct horse battery";

/** Gives the person behind a user a password. */
export async function withPassword<U extends { identityId: string | null }>(user: U, password = PASSWORD): Promise<U> {
  const passwordHash = await hashPassword(password);
  await asSystem(({ tx }) => tx.identity.update({ where: { id: user.identityId! }, data: { passwordHash } }));
  return user;
}

const ORIGIN = "https://portal.example.com";
let places = 0;

/** A browser: keeps cookies between requests to /api/auth, and comes from an address of its own. */
export function aBrowser(options: { ip?: string; userAgent?: string; now?: () => Date } = {}) {
  places += 1;
  const jar = new Map<string, string>();
  const ip = options.ip ?? `10.0.${places >> 8}.${places & 255}`;
  const headers = (more: Record<string, string> = {}) =>
    new Headers({
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
      "x-peer-address": ip,
      "user-agent": options.userAgent ?? "Test browser",
      ...more,
    });
  async function call(method: string, path: string, form?: Record<string, string>, more: Record<string, string> = {}) {
    const request = new Request(`${ORIGIN}/api/auth/${path}`, {
      method,
      headers: headers({ origin: ORIGIN, "sec-fetch-site": "same-origin", ...more }),
      body: form && new URLSearchParams(form),
    });
    const response = await authRoute(request, options.now);
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = cookie.split("; ");
      const at = pair.indexOf("=");
      if (attributes.includes("Max-Age=0")) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }
  let csrf: string | undefined;
  const csrfToken = async () => {
    csrf ??= ((await (await call("GET", "csrf")).json()) as { csrfToken: string }).csrfToken;
    return csrf;
  };
  return {
    jar,
    headers,
    call,
    csrfToken,
    async signIn(email: string, password = PASSWORD, remember = false, code = "") {
      const form = { csrfToken: await csrfToken(), email, password, code, remember: String(remember) };
      return call("POST", "callback/credentials", form);
    },
    signOut: async () => call("POST", "signout", { csrfToken: await csrfToken() }),
  };
}

/** The code that an app with this key shows, some steps of 30 seconds from now. */
export function appCode(key: string, steps = 0, now = new Date()): string {
  return new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: now.getTime() + steps * 30_000 });
}
