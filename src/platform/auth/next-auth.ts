import NextAuth, { type NextAuthOptions } from "next-auth";
import { decode, type JWT } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { config, setEnvironment } from "../config";
import { log } from "../logging";
import { CSRF_COOKIE, cookieName, cookieOptions, cookiesOf, SESSION_COOKIE } from "./cookies";
import { LIFETIME } from "./sessions";

/* The only file that knows next-auth: what goes in is a request, what comes out a body and cookies. */

function secret(): string {
  return config().secrets.derive("session").toString("base64url");
}

/** What a cookie says, also one that was written under a former master secret that is still known; null for any other. */
async function decodeCookie(token: string | undefined): Promise<JWT | null> {
  const { secrets } = config();
  for (const id of secrets.known) {
    const key = secrets.of(id, "session")?.toString("base64url");
    const found = key ? await decode({ token, secret: key }).catch(() => null) : null;
    if (found) return found;
  }
  return null;
}

/** The session token that a request's cookie holds, or null. next-auth's JWT holds nothing else. */
export async function sessionToken(headers: Headers): Promise<string | null> {
  const cookie = cookiesOf(headers)[cookieName(SESSION_COOKIE)];
  if (!cookie) return null;
  return tokenIn(await decodeCookie(cookie));
}

function tokenIn(jwt: JWT | null): string | null {
  return typeof jwt?.t === "string" ? jwt.t : null;
}

export type Credentials = Record<"email" | "password" | "code" | "remember", string>;
type Handlers = {
  /** Checks the credentials and starts a session. @returns its token, or null: refused. */
  authorize(credentials: Credentials): Promise<string | null>;
  signedOut(token: string): Promise<void>;
};

function options(handlers: Handlers): NextAuthOptions {
  const maxAge = LIFETIME.remembered.absolute / 1_000; // the session's row ends it sooner
  return {
    secret: secret(),
    session: { strategy: "jwt", maxAge },
    jwt: { maxAge, decode: ({ token }) => decodeCookie(token) },
    pages: { signIn: "/login", signOut: "/login", error: "/login" },
    cookies: {
      sessionToken: { name: cookieName(SESSION_COOKIE), options: cookieOptions() },
      csrfToken: { name: cookieName(CSRF_COOKIE), options: cookieOptions() },
    },
    logger: { error: (code) => log.warn({ code }, "next-auth"), warn: () => {}, debug: () => {} },
    providers: [
      CredentialsProvider({
        credentials: { email: {}, password: {}, code: {}, remember: {} },
        async authorize(given) {
          const text = (name: keyof Credentials) => (typeof given?.[name] === "string" ? given[name] : "");
          const token = await handlers.authorize({
            email: text("email").trim(),
            password: text("password"),
            code: text("code").trim(),
            remember: text("remember"),
          });
          return token === null ? null : { id: "", t: token };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { t: (user as unknown as { t: string }).t } : token),
    },
    events: {
      async signOut({ token }) {
        const value = tokenIn(token);
        if (value) await handlers.signedOut(value);
      },
    },
  };
}

let originSet: string | undefined;

export type Answer = { body: unknown; cookies: string[]; crossSite: boolean };

/** Lets next-auth answer one request. Its CSRF token (cookie and form field) is required for every POST. */
export async function callNextAuth(
  request: Request,
  action: string[],
  form: Record<string, string>,
  handlers: Handlers,
): Promise<Answer> {
  const { origin } = config();
  // next-auth builds addresses from this variable only: the configured origin, never the request's Host.
  if (originSet !== origin) setEnvironment({ NEXTAUTH_URL: origin });
  originSet = origin;

  const cookies = cookiesOf(request.headers);
  const own = [SESSION_COOKIE, CSRF_COOKIE].map(cookieName);
  const headers = new Map<string, string[]>();
  let body: unknown = null;
  const response = {
    status: () => response,
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name.toLowerCase(), [value].flat());
      return response;
    },
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    json: (value: unknown) => {
      body = value;
    },
    send: (value: unknown) => {
      body = value;
    },
    end: () => {},
  };
  const handle = NextAuth as unknown as (req: object, res: object, options: NextAuthOptions) => Promise<void>;
  await handle(
    {
      method: request.method,
      query: { nextauth: action },
      body: request.method === "POST" ? { ...form, json: "true" } : undefined,
      cookies: Object.fromEntries(own.flatMap((name) => (cookies[name] ? [[name, cookies[name]]] : []))),
      headers: {},
    },
    response,
    options(handlers),
  );
  const url = (body as { url?: unknown } | null)?.url;
  return {
    body,
    cookies: (headers.get("set-cookie") ?? []).filter((cookie) => own.some((name) => cookie.startsWith(`${name}=`))),
    crossSite: typeof url === "string" && url.includes("csrf=true"),
  };
}
