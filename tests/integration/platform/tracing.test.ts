import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { asSystem } from "@tests/support/system";
import { afterEach, expect, test } from "vitest";
import { pool } from "@/platform/db";
import { addJob, startWorker } from "@/platform/jobs";
import { inSpan, startTracing } from "@/platform/tracing";

type Span = { name: string; traceId: string; spanId: string; parentSpanId?: string; status?: { code?: number } };

let close = async () => {};
let stopWorker = async () => {};
afterEach(() => close());

/** An OTLP collector that keeps what it is told. */
async function aCollector(): Promise<{ url: string; spans: Span[]; bodies: string[] }> {
  const spans: Span[] = [];
  const bodies: string[] = [];
  const collector: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      bodies.push(body);
      for (const { scopeSpans } of JSON.parse(body).resourceSpans)
        for (const scope of scopeSpans) spans.push(...scope.spans);
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((done) => collector.listen(0, "127.0.0.1", done));
  close = () => new Promise((done) => collector.close(() => done()));
  return { url: `http://127.0.0.1:${(collector.address() as AddressInfo).port}/`, spans, bodies };
}

test("issue 10: with a collector configured, requests, jobs and their statements arrive as traces; no value of a statement does", async () => {
  const { url, spans, bodies } = await aCollector();
  const stop = await startTracing(url, "portal-test");
  const trace = "0af7651916cd43dd8448eb211c80319c";
  const headers = { traceparent: `00-${trace}-b7ad6b7169203331-01` };
  await inSpan("GET page", {}, () => pool().query("select $1::text as inside", ["simon@example.com"]), headers);
  await expect(inSpan("fails", {}, () => Promise.reject(new Error("no")), {})).rejects.toThrow("no");
  await asSystem((work) => addJob(work, "traced", {}));
  await new Promise<void>((done) => {
    void startWorker({
      pool: pool(),
      pollInterval: 100,
      registry: {
        traced: async () => {
          await pool().query("select 1 as of_the_job");
          done();
        },
      },
    }).then((runner) => {
      stopWorker = () => runner.stop();
    });
  });
  await stopWorker();
  stopWorker = async () => {};
  await stop();
  const named = (name: string) => spans.find((span) => span.name === name);
  expect(named("GET page")).toMatchObject({ traceId: trace, parentSpanId: "b7ad6b7169203331" });
  const under = (name: string) => spans.filter((span) => span.parentSpanId === named(name)?.spanId);
  expect(under("GET page").map((span) => span.name)).toEqual(["sql"]);
  expect(under("job traced").map((span) => span.name)).toContain("sql");
  expect(named("fails")?.status?.code).toBe(2);
  expect(bodies.join()).toContain("portal-test");
  expect(bodies.join()).toContain("select $1::text as inside");
  expect(bodies.join()).not.toContain("simon");
});

test("a collector that is away holds up neither requests nor the end", async () => {
  const stop = await startTracing("http://127.0.0.1:1", "portal-test");
  expect((await inSpan("GET page", {}, () => pool().query("select 1 as one"))).rows).toEqual([{ one: 1 }]);
  const begun = performance.now();
  await stop();
  expect(performance.now() - begun).toBeLessThan(15_000);
});

test("without one nothing is loaded and nothing is sent", async () => {
  const stop = await startTracing(undefined, "portal-test");
  expect(inSpan("GET page", {}, () => 7)).toBe(7);
  await stop();
});
