import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
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
  /** Largest body in bytes, by path; 1 MiB for all others. */
  bodyLimits?: { prefix: string; bytes: number }[];
};

const MIB = 1024 * 1024;
/** Headers that only this process may set. */
const OWN_HEADERS = ["x-peer-address", "x-request-id", "x-nonce", "x-path", "x-middleware-subrequest"];
/** Pages whose address is a secret: what they load and where they lead must not hear of it, not even this server's log. */
const SECRET_ADDRESS = /^\/(a|activate|reset|not-me|wallet)(\/|\?|$)/;
const WITHOUT_DATABASE = /^\/(_next\/|icons\/|away\.css|favicon|api\/health|api\/metrics$)/;

/** The HTTP server in front of Next: paths made one, sizes and times limited, the database's absence answered. */
export function createFront(options: FrontOptions): Server {
  const server = (options.https ? createHttpsServer(options.https) : createHttpServer()) as Server;
  server.headersTimeout = 10_000;
  server.requestTimeout = 120_000;
  server.keepAliveTimeout = 65_000; // longer than a reverse proxy's, so that it never meets a closing connection
  server.maxHeadersCount = 100;
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    request.url = normalizePath(request.url ?? "/");
    for (const name of OWN_HEADERS) delete request.headers[name];
    request.headers["x-peer-address"] = request.socket.remoteAddress ?? "unknown";
    request.headers["x-request-id"] = newId();
    options.watch?.(request, response);
    setHeaders(request, response, options.overHttps ?? options.https !== undefined);
    if (request.method === "TRACE") return void response.writeHead(405, { connection: "close" }).end();
    if (!options.databaseIsUp() && !WITHOUT_DATABASE.test(request.url)) return answerAway(request, response);
    if (!limitBody(request, response, options.bodyLimits ?? [])) return;
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

/** Refuses a body that says it is too large, and ends one that turns out to be. */
function limitBody(
  request: IncomingMessage,
  response: ServerResponse,
  limits: { prefix: string; bytes: number }[],
): boolean {
  const limit = limits.find((entry) => request.url?.startsWith(entry.prefix))?.bytes ?? MIB;
  const refuse = () => {
    if (response.headersSent) return request.destroy();
    response.writeHead(413, { "content-type": "application/problem+json", connection: "close" });
    response.end(JSON.stringify({ type: "about:blank", title: "BAD_INPUT", status: 413, code: "shared.bodyTooLarge" }));
    request.resume();
  };
  if (Number(request.headers["content-length"] ?? 0) > limit) {
    refuse();
    return false;
  }
  if (request.headers["content-length"] === undefined && request.headers["transfer-encoding"] !== undefined) {
    let received = 0;
    const push = request.push.bind(request);
    request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
      received += chunk?.length ?? 0;
      if (received <= limit) return push(chunk, encoding);
      refuse();
      return false;
    };
  }
  return true;
}
