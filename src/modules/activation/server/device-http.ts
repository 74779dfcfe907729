import type { IncomingMessage, ServerResponse } from "node:http";
import type { z } from "zod";
import { loadCatalogue } from "@/i18n/catalogues";
import { config } from "@/platform/config";
import { clientIp } from "@/platform/http";
import { log } from "@/platform/logging";
import { AppError, type ErrorKind, isAppError } from "@/shared/kernel/app-error";
import { systemClock } from "@/shared/kernel/clock";
import { MAX_BODY } from "../contract";

export type DeviceContext = { now: Date; address: string; signal: AbortSignal };

const STATUS: Record<ErrorKind, number> = {
  BAD_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  REFUSED: 410,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
};

const PRIVATE = { "cache-control": "no-store", "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" };

const JSON_HEADERS = { ...PRIVATE, "content-type": "application/json" };

/** What an endpoint answers, before it is written to whichever server asked. */
type Answer = { status: number; headers: Record<string, string>; text: string };

function refuse(error: unknown): Answer {
  if (!isAppError(error) || error.kind === "UNAVAILABLE") log.error({ err: error }, "a phone's request failed");
  const known = isAppError(error) ? error : new AppError("UNAVAILABLE", "activation.unavailable", { cause: error });
  const reason = known.code.slice(known.code.indexOf(".") + 1);
  const status = reason === "tooLarge" ? 413 : reason === "notJson" ? 415 : STATUS[known.kind];
  const titles = loadCatalogue("en").activation?.errors as Record<string, string> | undefined;
  const title = titles?.[reason] ?? titles?.unavailable;
  const retryAfter = known.params.retryAfter ?? (status === 503 ? 5 : undefined);
  return {
    status,
    headers: {
      ...PRIVATE,
      "content-type": "application/problem+json",
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    },
    text: JSON.stringify({ type: "about:blank", title, status, code: known.code, ...known.params }),
  };
}

/** An error as problem+json (RFC 9457): `code` says which, further members are its parameters. */
export function problem(error: unknown): Response {
  const { text, ...init } = refuse(error);
  return new Response(text, init);
}

type Asked = {
  contentType: string | undefined;
  length: string | undefined;
  body: AsyncIterable<Uint8Array> | null;
  address: string;
  signal: AbortSignal;
};

async function readBody({ contentType, length, body }: Asked): Promise<unknown> {
  if (!/^application\/json(;|$)/i.test(contentType ?? "")) throw new AppError("BAD_INPUT", "activation.notJson");
  if (Number(length ?? 0) > MAX_BODY) throw new AppError("BAD_INPUT", "activation.tooLarge");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BODY) throw new AppError("BAD_INPUT", "activation.tooLarge");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks)));
  } catch {
    throw new AppError("BAD_INPUT", "activation.malformed");
  }
}

/** An endpoint as route handlers have it, and as a plain Node server can call it. */
export type DeviceEndpoint = {
  (request: Request): Promise<Response>;
  /** The same without the web's objects between, which cost more than the answer itself. */
  node(request: IncomingMessage, response: ServerResponse): Promise<void>;
};

/** A POST endpoint of the phone protocol: JSON in by a strict schema, JSON or a problem out. Needs no cookie and no Origin. */
export function deviceEndpoint<Schema extends z.ZodType>(
  schema: Schema,
  handle: (input: z.output<Schema>, context: DeviceContext) => Promise<unknown>,
): DeviceEndpoint {
  async function answer(asked: Asked): Promise<Answer> {
    try {
      const input = schema.safeParse(await readBody(asked));
      if (!input.success) {
        const first = input.error.issues[0];
        const at = first?.path.join(".") || (first?.code ?? "body");
        throw new AppError("BAD_INPUT", "activation.malformed", { params: { at } });
      }
      const context = { now: systemClock(), address: asked.address, signal: asked.signal };
      return { status: 200, headers: JSON_HEADERS, text: JSON.stringify(await handle(input.data, context)) };
    } catch (error) {
      return refuse(error);
    }
  }

  async function endpoint(request: Request): Promise<Response> {
    const { text, ...init } = await answer({
      contentType: request.headers.get("content-type") ?? undefined,
      length: request.headers.get("content-length") ?? undefined,
      body: request.body as AsyncIterable<Uint8Array> | null,
      address: clientIp(request.headers, config().trustProxy),
      signal: request.signal,
    });
    return new Response(text, init);
  }

  async function node(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    const { status, headers, text } = await answer({
      contentType: request.headers["content-type"],
      length: request.headers["content-length"],
      body: request,
      address: clientIp({ get: (name) => request.headers[name]?.toString() ?? null }, config().trustProxy),
      signal: gone.signal,
    });
    if (response.headersSent || response.destroyed) return;
    // What was refused before it was read to its end leaves nothing on the connection for the next request.
    if (!request.complete) response.setHeader("connection", "close");
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(text) });
    response.end(text);
  }

  return Object.assign(endpoint, { node });
}
