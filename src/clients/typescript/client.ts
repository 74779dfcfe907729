import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./generated/schema.js";
import { portalErrorOf } from "./portal-error.js";

export type ClientOptions = {
  /** The portal's address: `https://portal.example.com`. */
  origin: string;
  /** The static access token, or what gives a bearer token of `POST /token`; it is asked before each call. */
  token: string | (() => string | Promise<string>);
  /** How often a call is tried at most, the first time included. 5 unless told. */
  attempts?: number;
  /** Another `fetch`, for proxies and tests. */
  fetch?: typeof globalThis.fetch;
};

/** Every operation by its method and path, with its inputs and answers typed. */
export type PortalClient = Client<paths, `${string}/${string}`>;

/** Statuses after which the portal says when to come back. */
const LATER = new Set([429, 503]);
/** The longest wait between two attempts, seconds. */
const LONGEST = 60;

/**
 * A client of one portal with one token.
 *
 * A call that would go beyond the token's share, or meets a portal that is away for a moment, waits as long as the answer says and is then tried
 * again. Whatever changes something carries an `Idempotency-Key`, so that trying again never does it twice. Every other answer that is no success
 * is thrown as a `PortalError`, so `data` is there whenever a call returns.
 */
export function createPortalClient(options: ClientOptions): PortalClient {
  const { origin, token, attempts = 5, fetch = globalThis.fetch } = options;
  const client = createClient<paths>({
    baseUrl: `${origin.replace(/\/+$/, "")}/api/v1`,
    bodySerializer: (body) => formOf(body) ?? JSON.stringify(body),
    querySerializer: { array: { style: "form", explode: false } },
    fetch: (request) => tryFor(request, attempts, fetch),
  });
  client.use({
    async onRequest({ request }) {
      request.headers.set("authorization", `Bearer ${typeof token === "string" ? token : await token()}`);
      if (request.method !== "GET" && !request.headers.has("idempotency-key"))
        request.headers.set("idempotency-key", crypto.randomUUID());
      return request;
    },
    async onResponse({ response }) {
      // 304 answers a call that named an ETag: there is nothing new.
      if (!response.ok && response.status !== 304) throw await portalErrorOf(response);
    },
  });
  return client;
}

async function tryFor(request: Request, attempts: number, fetch: typeof globalThis.fetch): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(request.clone());
    if (!LATER.has(response.status) || attempt >= attempts) return response;
    await response.body?.cancel();
    const seconds = Number(response.headers.get("retry-after") ?? 1);
    await new Promise((done) => setTimeout(done, Math.min(Math.max(seconds, 0) || 0, LONGEST) * 1_000));
  }
}

/** A body with a file in it as a form; null for any other body. */
function formOf(body: unknown): FormData | null {
  const members = typeof body === "object" && body !== null ? Object.entries(body) : [];
  if (!members.some(([, value]) => value instanceof Blob)) return null;
  const form = new FormData();
  for (const [name, value] of members) form.set(name, value as Blob | string);
  return form;
}
