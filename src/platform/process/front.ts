import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Duplex } from "node:stream";
import { newId } from "@/shared/kernel/ids";
import { AWAY_PAGE } from "./away-page";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
export type FrontOptions = {
  handler: Handler;
  /** Whether the database answers; while it does not, everything but files and the health check answers 503. */
  databaseIsUp: () => boolean;
  https?: { key: string; cert: string };
  /** Whether browsers reach the portal by https, here or at a proxy before it: then they are told to use nothing else. */
  overHttps?: boolean;
  /** Sees every request as it comes, for counting. */
  watch?: (request: IncomingMessage, response: ServerResponse) => void;
  /** Largest body in bytes, by path; 1 MiB for all others. Those that take more may take two minutes to arrive. */
  bodyLimits?: { prefix: string; bytes: number }[];
  /** Time that headers and a body have to arrive in, milliseconds: 10 and 20 seconds unless told, so that slow clients hold nothing for long. */
  slow?: { headersMs: number; bodyMs: number };
};

const MIB = 1024 * 1024;
/** Time that an upload has to arrive in. */
const UPLOAD_MS = 120_000;
/** For how long a body that is not wanted is read and dropped. */
const LINGER_MS = 2_000;
/** Headers that only this process may set. */
const OWN_HEADERS = ["x-peer-address", "x-request-id", "x-nonce", "x-path", "x-middleware-subrequest"];
/** Pages whose address is a secret: what they load and where they lead must not hear of it, not even this server's log. */
const SECRET_ADDRESS = /^\/(a|activate|reset|not-me|wallet)(\/|\?|$)/;
const WITHOUT_DATABASE = /^\/(_next\/|icons\/|away\.css|favicon|api\/health|api\/metrics$)/;

/** The HTTP server in front of Next: paths made one, sizes and times limited, the database's absence answered. */
export function createFront(options: FrontOptions): Server {
  const { headersMs, bodyMs } = options.slow ?? { headersMs: 10_000, bodyMs: 20_000 };
  const often = { connectionsCheckingInterval: Math.ceil(headersMs / 5) };
  const server = (
    options.https ? createHttpsServer({ ...often, ...options.https }) : createHttpServer(often)
  ) as Server;
  server.headersTimeout = headersMs;
  server.requestTimeout = UPLOAD_MS;
  server.keepAliveTimeout = 65_000; // longer than a reverse proxy's, so that it never meets a closing connection
  server.maxHeadersCount = 100;
  server.on("clientError", answerClientError);
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    request.url = normalizePath(request.url ?? "/");
    for (const name of OWN_HEADERS) delete request.headers[name];
    request.headers["x-peer-address"] = request.socket.remoteAddress ?? "unknown";
    request.headers["x-request-id"] = newId();
    options.watch?.(request, response);
    setHeaders(request, response, options.overHttps ?? options.https !== undefined);
    if (request.method === "TRACE") return void response.writeHead(405, { connection: "close" }).end();
    if (!options.databaseIsUp() && !WITHOUT_DATABASE.test(request.url)) return answerAway(request, response);
    if (!limitBody(request, response, options.bodyLimits ?? [], bodyMs)) return;
    Promise.resolve(options.handler(request, response)).catch(() => response.destroy());
  });
  return server;
}

/** `//api/X`, `/Api/X` and `/api/X/` are `/api/X`: integrators write them all, follow no redirect, and Next would answer one. */
export function normalizePath(url: string): string {
  const end = url.search(/[?#]/);
  const path = end === -1 ? url : url.slice(0, end);
  const one = path.replace(/\/{2,}/g, "/").replace(/^\/api(?=\/|$)/i, "/api");
  const bare = /^\/(api\/.+|token)\/$/.test(one) ? one.slice(0, -1) : one;
  return bare + (end === -1 ? "" : url.slice(end));
}

function setHeaders(request: IncomingMessage, response: ServerResponse, https: boolean): void {
  response.setHeader("x-request-id", request.headers["x-request-id"] ?? "");
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("referrer-policy", SECRET_ADDRESS.test(request.url ?? "/") ? "no-referrer" : "same-origin");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  response.setHeader("permissions-policy", "camera=(), microphone=(), geolocation=()");
  if (https) response.setHeader("strict-transport-security", "max-age=31536000");
}

function answerAway(request: IncomingMessage, response: ServerResponse): void {
  const html = (request.headers.accept ?? "").includes("text/html");
  response.writeHead(503, {
    "retry-after": "5",
    "cache-control": "no-store",
    "content-type": html ? "text/html; charset=utf-8" : "application/problem+json",
    "content-security-policy": "default-src 'none'; style-src 'self'",
    connection: "close",
  });
  response.end(
    html
      ? AWAY_PAGE
      : JSON.stringify({ type: "about:blank", title: "UNAVAILABLE", status: 503, code: "shared.databaseAway" }),
  );
}

const TOO_LARGE = problemOf(413, "BAD_INPUT", "shared.bodyTooLarge", "The body is larger than this address takes.");
const TOO_SLOW = problemOf(408, "TIMEOUT", "shared.tooSlow", "The request did not arrive in time.");
const NO_HTTP = problemOf(400, "BAD_INPUT", "shared.badInput", "This is no HTTP request.");
const LONG_HEADERS = problemOf(431, "BAD_INPUT", "shared.headersTooLarge", "The headers are too large.");
/** What HTTP itself refuses, by Node's code: a client that was too slow, headers that were too large. Anything else is no HTTP. */
const CLIENT_ERRORS: Record<string, { status: string; problem: string }> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: "408 Request Timeout", problem: TOO_SLOW },
  HPE_HEADER_OVERFLOW: { status: "431 Request Header Fields Too Large", problem: LONG_HEADERS },
};

/** Answers, by hand since there is no request yet, what is no request or does not become one in time; then the connection ends. */
function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const { status, problem } = CLIENT_ERRORS[error.code ?? ""] ?? { status: "400 Bad Request", problem: NO_HTTP };
  const head = [
    `HTTP/1.1 ${status}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${problem.length}`,
    "Connection: close",
  ].join("\r\n");
  socket.end(`${head}\r\n\r\n${problem}`, () => socket.destroy());
}

function problemOf(status: number, title: string, code: string, detail: string): string {
  return JSON.stringify({ type: "about:blank", title, status, code, detail });
}

/** Answers a request whose body is not wanted. What of it is on its way is read and dropped for a moment, or the answer would be lost with it. */
function refuseBody(request: IncomingMessage, response: ServerResponse, problem: string, status: number): void {
  if (response.headersSent) return void request.destroy();
  response.writeHead(status, {
    "content-type": "application/problem+json",
    "content-length": Buffer.byteLength(problem),
    connection: "close",
  });
  response.write(problem);
  const end = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  request.on("end", end);
  request.on("close", end);
  request.resume();
}

/** Refuses a body that says it is too large, and ends one that turns out to be, or that does not arrive in time. */
function limitBody(
  request: IncomingMessage,
  response: ServerResponse,
  limits: { prefix: string; bytes: number }[],
  bodyMs: number,
): boolean {
  const limit = limits.find((entry) => request.url?.startsWith(entry.prefix))?.bytes ?? MIB;
  const refuse = () => refuseBody(request, response, TOO_LARGE, 413);
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    refuse();
    return false;
  }
  if (request.headers["content-length"] === undefined && request.headers["transfer-encoding"] !== undefined) {
    let received = 0;
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
      const before = received;
      received += chunk?.length ?? 0;
      if (received <= limit) return push(chunk, encoding);
      if (before <= limit) refuse();
      // The rest is dropped, and what came before must not look like a whole body.
      if (chunk === null) request.destroy();
      return true;
    };
  }
  if (request.headers["content-length"] !== undefined || request.headers["transfer-encoding"] !== undefined) {
    // One that has arrived and is not read yet waits for us, not for its client.
    const tooSlow = () => request.complete || refuseBody(request, response, TOO_SLOW, 408);
    const timer = setTimeout(tooSlow, limit > 4 * MIB ? UPLOAD_MS : bodyMs);
    request.on("end", () => clearTimeout(timer));
    request.on("close", () => clearTimeout(timer));
  }
  return true;
}
