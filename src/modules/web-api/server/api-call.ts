import type { Actor, SiteRight } from "@/authz";
import {
  type Access,
  fileRequest,
  keepRequired,
  performerOf,
  type RequestContext,
  requireAccessTo,
} from "@/authz/server";
import { config } from "@/platform/config";
import { accountScope, inTransaction, type Work } from "@/platform/db";
import { clientIp } from "@/platform/http";
import { AppError, isAppError } from "@/shared/kernel/app-error";
import { systemClock } from "@/shared/kernel/clock";
import { newId } from "@/shared/kernel/ids";
import { type Authenticated, authenticate, type Caller } from "./authenticate";
import { type Portal, portalOf } from "./portal";

/** A call by a token: who, and what it may use. */
export type ApiCall = Authenticated & {
  context: RequestContext;
  portal: Portal;
  /** A transaction that only reads, in the token's account. */
  read<T>(run: (work: Work) => Promise<T>): Promise<T>;
  /** A transaction that writes on a site: the right is required first, then read again and held until it commits. */
  write<T>(right: SiteRight, siteId: string, run: (work: Work) => Promise<T>): Promise<T>;
  /** What a file handler of the portal gets, once the declared access holds. */
  file(access: Access, query: URLSearchParams): ReturnType<typeof fileRequest>;
  /** Requires a right on a site before anything of it is read. */
  require(access: Access, siteId?: string): Promise<void>;
};

/** From where a request comes, and when. */
export function callerOf(request: Request): Caller {
  return {
    ip: clientIp(request.headers, config().trustProxy),
    origin: request.headers.get("origin"),
    now: systemClock(),
  };
}

/**
 * The call of a request with a token.
 *
 * @throws AppError as `authenticate`; without a token as with a wrong one.
 */
export async function openCall(request: Request, token: string | null, locale?: string): Promise<ApiCall> {
  const from = callerOf(request);
  const authenticated = await authenticate(token ?? "", from);
  const { actor } = authenticated;
  const context: RequestContext = {
    actor,
    sessionId: null,
    identityId: null,
    clock: systemClock,
    requestId: request.headers.get("x-request-id") ?? newId(),
    ip: from.ip,
    userAgent: request.headers.get("user-agent")?.slice(0, 300) ?? "",
    locale: locale ?? authenticated.locale,
  };
  return {
    ...authenticated,
    context,
    portal: portalOf(context),
    read: (run) => inTransaction(readingAs(actor), run),
    async write(right, siteId, run) {
      const access: Access = { kind: "site", right };
      await requireAccessTo(actor, access, siteId);
      return inTransaction({ ...readingAs(actor), guard: keepRequired(actor.userId, access, siteId) }, run);
    },
    file: (access, query) => fileRequest(context, access, query),
    require: (access, siteId) => requireAccessTo(actor, access, siteId),
  };
}

function readingAs(actor: Actor) {
  return { scope: accountScope(actor.accountId), performer: performerOf(actor), clock: systemClock };
}

/** The token of a request's `Authorization: Bearer …` (RFC 6750), or null. */
export function bearerOf(headers: Headers): string | null {
  return /^Bearer +(\S{1,2000}) *$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null;
}

/** The error that a procedure ended with, out of its tRPC wrapping. */
export function causeOf(error: unknown): unknown {
  if (isAppError(error)) return error;
  const cause = (error as { cause?: unknown } | null)?.cause;
  return isAppError(cause) || (cause as Error | undefined)?.name === "ZodError" ? cause : error;
}

/** Headers of every answer to a token: its share (RateLimit fields), never cached, readable by the token's own website. */
export function answerHeaders(request: Request, call: Authenticated | null): Headers {
  const headers = new Headers({ "cache-control": "no-store", vary: "Origin" });
  if (!call) return headers;
  const { limit, remaining, resetSeconds } = call.share;
  headers.set("ratelimit-limit", String(limit));
  headers.set("ratelimit-remaining", String(remaining));
  headers.set("ratelimit-reset", String(resetSeconds));
  headers.set("ratelimit-policy", `${limit};w=60`);
  const origin = request.headers.get("origin");
  if (origin && call.domainName) {
    headers.set("access-control-allow-origin", origin);
    headers.set(
      "access-control-expose-headers",
      "ETag, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After",
    );
  }
  return headers;
}

/** Answers a browser that asks before it calls (CORS); the call itself is checked against the token's domain. */
export function preflight(request: Request): Response {
  const headers = new Headers({ vary: "Origin", "access-control-max-age": "600" });
  const origin = request.headers.get("origin");
  if (origin) {
    headers.set("access-control-allow-origin", origin);
    headers.set("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE");
    headers.set(
      "access-control-allow-headers",
      "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match",
    );
  }
  return new Response(null, { status: 204, headers });
}

/**
 * A body of at most so many bytes; one that says or turns out to be larger is refused.
 *
 * @throws AppError TOO_LARGE as BAD_INPUT `shared.bodyTooLarge`.
 */
export async function bodyWithin(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new AppError("BAD_INPUT", "shared.bodyTooLarge");
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
