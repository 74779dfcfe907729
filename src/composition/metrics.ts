import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { lastLedgerCheck } from "@/modules/credits/server";
import { config } from "@/platform/config";
import { inTransaction, systemPerformer, systemScope } from "@/platform/db";
import { emailCounts } from "@/platform/email";
import { isInNetworks } from "@/platform/http";
import { jobCounts } from "@/platform/jobs";
import { log } from "@/platform/logging";
import { openMetrics, type PlatformFigures, requestMetrics } from "@/platform/metrics";

/** Queue, outbox and ledger, as every process finds them in the database. */
async function figures(): Promise<PlatformFigures> {
  return inTransaction({ scope: systemScope, performer: systemPerformer, timeout: 5_000 }, async (work) => {
    const seconds = (iso: string | null) => (iso ? Math.max(0, (work.now.getTime() - Date.parse(iso)) / 1_000) : 0);
    const { oldestDueAt: job, ...jobs } = await jobCounts(work);
    const { oldestDueAt: mail, ...emails } = await emailCounts(work);
    const check = await lastLedgerCheck(work);
    return {
      jobs: { ...jobs, oldestDueSeconds: seconds(job) },
      emails: { ...emails, oldestDueSeconds: seconds(mail) },
      ledger: check && { differences: check.differences.length, ageSeconds: seconds(check.at) },
    };
  });
}

const digest = (text: string) => createHash("sha256").update(text).digest();

/**
 * Who may read the metrics: whoever brings the token of the settings, or, from the machine itself, a program that asks it directly. What
 * came through a proxy comes from somewhere else, and a browser is no program.
 */
export function mayReadMetrics(
  request: Pick<IncomingMessage, "headers" | "socket">,
  token: string | undefined,
): boolean {
  const { headers } = request;
  if (headers.authorization !== undefined)
    return token !== undefined && timingSafeEqual(digest(headers.authorization), digest(`Bearer ${token}`));
  const passedOn = ["x-forwarded-for", "x-forwarded-host", "forwarded", "via", "x-real-ip", "sec-fetch-site", "origin"];
  if (passedOn.some((name) => headers[name] !== undefined)) return false;
  const asked = (headers.host ?? "").replace(/:\d+$/, "");
  const here = ["localhost", "127.0.0.1", "[::1]"].includes(asked);
  return here && isInNetworks(request.socket.remoteAddress ?? "", ["127.0.0.0/8", "::1/128"]);
}

export type Metrics = {
  /** Counts a request. */
  watch: ReturnType<typeof requestMetrics>;
  /** Answers `/api/metrics` (Prometheus text format); false for every other path. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
};

/** The metrics of this process. Who may not read them finds nothing there. */
export function processMetrics(): Metrics {
  const registry = openMetrics(figures);
  return {
    watch: requestMetrics(registry),
    answer(request, response) {
      if (request.url?.split("?", 1)[0] !== "/api/metrics") return false;
      response.setHeader("cache-control", "no-store");
      if (request.method !== "GET" || !mayReadMetrics(request, config().metricsToken)) {
        response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
        return true;
      }
      registry.metrics().then(
        (text) => response.writeHead(200, { "content-type": registry.contentType }).end(text),
        (error) => {
          log.error({ err: error }, "metrics failed");
          response.writeHead(500).end();
        },
      );
      return true;
    },
  };
}
