import type { IncomingMessage, ServerResponse } from "node:http";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";

const FIRST_SEGMENTS = new Set(["operator", "login", "register", "activate", "reset", "sites", "wallet", "developers"]);
const API_ROUTES = new Set(["auth", "brand", "device", "exports", "health", "live", "mailbox", "metrics", "previews"]);

/** The kind of a path, of a small fixed set: what visitors type never becomes a label. */
export function routeOf(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? "/";
  const [first = "", second = "", third = ""] = path.slice(1).split("/");
  if (first === "api") {
    if (second === "device")
      return /^[a-z-]{1,20}$/.test(third) && KNOWN_PHONE.has(third) ? `device/${third}` : "device";
    if (second === "trpc" || second === "v1" || second === "uploads" || API_ROUTES.has(second)) return `api/${second}`;
    return "api/compatible";
  }
  if (first === "_next" || first === "icons") return "file";
  if (first === "a") return "link";
  if (first === "token") return "token";
  if (first === ".well-known") return "well-known";
  return FIRST_SEGMENTS.has(first) ? `page/${first}` : "page";
}
const KNOWN_PHONE = new Set(["activate", "confirm", "link", "move", "status-lists", "sync", "wait"]);

/** Counts the requests of a process: their number by route and status, how long they took, how many are under way. */
export function requestMetrics(registry: Registry): (request: IncomingMessage, response: ServerResponse) => void {
  const registers = [registry];
  const total = new Counter({
    name: "portal_http_requests_total",
    help: "Requests answered, by kind of route, method and status",
    labelNames: ["route", "method", "status"],
    registers,
  });
  const seconds = new Histogram({
    name: "portal_http_request_duration_seconds",
    help: "Time from a request's headers to the last byte of its answer",
    labelNames: ["route"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const open = new Gauge({ name: "portal_http_requests_open", help: "Requests under way", registers });
  return (request, response) => {
    const begun = performance.now();
    const route = routeOf(request.url ?? "/");
    open.inc();
    response.once("close", () => {
      open.dec();
      // A client that went away before its answer: 499, as reverse proxies write it.
      const status = response.writableFinished ? response.statusCode : 499;
      total.inc({
        route,
        method: METHODS.has(request.method ?? "") ? request.method : "other",
        status: String(status),
      });
      seconds.observe({ route }, (performance.now() - begun) / 1_000);
    });
  };
}
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
