import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { processMetrics } from "@/composition/metrics";
import { setEnvironment } from "@/platform/config";
import { closeConnections, pool } from "@/platform/db";
import { addJob, startWorker } from "@/platform/jobs";
import { log } from "@/platform/logging";
import { createFront } from "@/platform/process";

/* Issue 10, "Watching it run": what Prometheus reads, who may read it, and what the operator sees of slow statements. */

const TOKEN = "a token for the scraper";
let server: Server;
let port: number;

beforeAll(async () => {
  setEnvironment({ METRICS_TOKEN: TOKEN, SLOW_STATEMENT_MS: "40" });
  const metrics = processMetrics();
  server = createFront({
    databaseIsUp: () => true,
    watch: metrics.watch,
    handler: (incoming, response) => {
      if (!metrics.answer(incoming, response)) response.writeHead(incoming.url === "/api/trpc/x" ? 500 : 200).end("ok");
    },
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((done) => server.close(done)));

function ask(
  path: string,
  headers: Record<string, string> = {},
  method = "GET",
): Promise<{ status: number; text: string }> {
  return new Promise((done, fail) => {
    const outgoing = request({ port, host: "127.0.0.1", path, method, headers, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => done({ status: response.statusCode ?? 0, text }));
    });
    outgoing.on("error", fail);
    outgoing.end();
  });
}

/** The value of one line of the metrics; undefined where there is none. */
async function value(line: string): Promise<number | undefined> {
  const { text } = await ask("/api/metrics");
  const found = text.split("\n").find((each) => each.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
}

describe("who may read the metrics", () => {
  test("a program of the machine itself, and whoever has the token", async () => {
    expect((await ask("/api/metrics")).status).toBe(200);
    const far = { host: "portal.example.com", "x-forwarded-for": "198.51.100.7" };
    expect((await ask("/api/metrics", { ...far, authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });

  test.each([
    ["what came through a proxy of the same machine", { "x-forwarded-for": "127.0.0.1" }],
    ["what names it otherwise", { via: "1.1 proxy" }],
    ["a page in a browser", { "sec-fetch-site": "same-origin" }],
    ["a name that was bound to this address (DNS rebinding)", { host: "evil.test" }],
    ["a wrong token, also from the machine itself", { authorization: "Bearer not the token" }],
    ["an overlong one", { authorization: `Bearer ${"x".repeat(5_000)}` }],
  ])("%s finds nothing there", async (_, headers) => {
    const answer = await ask("/api/metrics", headers as Record<string, string>);
    expect(answer).toEqual({ status: 404, text: "Not found\n" });
  });

  test("only read: no other method", async () => {
    expect((await ask("/api/metrics", {}, "POST")).status).toBe(404);
  });
});

describe("what they say", () => {
  test("requests and errors by kind of route; what visitors type becomes no label", async () => {
    await ask("/api/trpc/x");
    for (const path of ["/api/v1/cards", "/sites/simon@example.com", "/api/simon@example.com", "/a/secret-token"])
      await ask(path);
    expect(await value('portal_http_requests_total{route="api/trpc",method="GET",status="500"}')).toBe(1);
    expect(await value('portal_http_requests_total{route="api/v1",method="GET",status="200"}')).toBe(1);
    expect(await value('portal_http_request_duration_seconds_count{route="link"}')).toBe(1);
    const { text } = await ask("/api/metrics");
    expect(text).not.toMatch(/simon|secret/);
  });

  test("queue depth and age, failures, mails, ledger check: as the database holds them", async () => {
    const past = new Date(Date.now() - 60_000);
    await asSystem((work) => addJob(work, "nobody-does-this", {}, { runAt: past }));
    await asSystem(({ tx }) =>
      tx.ledgerCheck.create({
        data: {
          id: crypto.randomUUID(),
          at: past,
          duration: 1,
          entries: 1n,
          accounts: 1,
          differences: [{ what: "I2" }],
        },
      }),
    );
    await new Promise((done) => setTimeout(done, 5_100)); // figures are read once in five seconds
    expect(await value('portal_queue_jobs{state="waiting"}')).toBeGreaterThanOrEqual(1);
    expect(await value("portal_queue_oldest_seconds")).toBeGreaterThan(50);
    expect(await value('portal_outbox_emails{state="failed"}')).toBe(0);
    expect(await value("portal_ledger_differences")).toBe(1);
    expect(await value("portal_ledger_check_age_seconds")).toBeGreaterThan(50);
    expect(await value("portal_database_up")).toBe(1);
  });

  test("jobs by outcome, pool, event loop", async () => {
    await asSystem((work) => addJob(work, "works", {}));
    await asSystem((work) => addJob(work, "fails", {}, { maxAttempts: 1 }));
    const runner = await startWorker({
      pool: pool(),
      pollInterval: 100,
      registry: {
        works: async () => {},
        fails: async () => {
          throw new Error("no");
        },
      },
    });
    await expect.poll(() => value('portal_jobs_total{outcome="given up"}'), { timeout: 10_000 }).toBe(1);
    await runner.stop();
    expect(await value('portal_jobs_total{outcome="done"}')).toBe(1);
    expect(await value('portal_pool_connections{state="idle"}')).toBeGreaterThan(0);
    expect(await value("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
  });

  test("the level of a line of the log is counted", async () => {
    log.level = "error";
    const before = (await value('portal_log_lines_total{level="error"}')) ?? 0;
    log.error("counted");
    expect(await value('portal_log_lines_total{level="error"}')).toBe(before + 1);
    log.level = "silent";
  });

  test("while the database is away: said so, without figures that nobody knows", async () => {
    const away = processMetrics();
    const url = process.env.DATABASE_URL as string;
    await closeConnections();
    setEnvironment({ DATABASE_URL: "postgres://nobody@127.0.0.1:1/none" });
    const other = createServer((incoming, response) => void away.answer(incoming, response));
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    try {
      const answer = await fetch(`http://127.0.0.1:${(other.address() as AddressInfo).port}/api/metrics`, {
        headers: { authorization: `Bearer ${TOKEN}` },
      });
      const text = await answer.text();
      expect(text).toContain("portal_database_up 0");
      expect(text).not.toMatch(/^portal_queue_jobs\{/m);
      expect(text).not.toMatch(/^portal_ledger_differences /m);
    } finally {
      await new Promise((done) => other.close(done));
      await closeConnections();
      setEnvironment({ DATABASE_URL: url });
    }
  });
});

describe("slow statements", () => {
  test("the operator sees the text with placeholders, how often, how long; never the values", async () => {
    await pool().query("select pg_sleep(0.06), $1::text as who", ["simon@example.com"]);
    await asSystem(({ tx }) => tx.$queryRaw`select pg_sleep(0.06)::text, ${"simon@example.com"}::text as "whoElse"`);
    await pool().query("select 1 as quick");
    const operator = await callerOf(await aUser((await theOperator()).id));
    const { fromMs, statements } = await operator.operator.slowStatements();
    expect(fromMs).toBe(40);
    const own = statements.filter(({ text }) => text.includes("pg_sleep(0.06)"));
    expect(own).toHaveLength(2);
    for (const each of own) expect(each).toMatchObject({ count: 1, maxMs: expect.any(Number) });
    expect(own[0]?.maxMs).toBeGreaterThanOrEqual(55);
    expect(JSON.stringify(statements)).not.toMatch(/simon|quick/);
    expect(await value('portal_statements_total{outcome="slow"}')).toBeGreaterThanOrEqual(2);
  });

  test("nobody else does", async () => {
    const customer = await callerOf(await aUser((await anAccount()).id));
    expect((await refusal(customer.operator.slowStatements())).kind).toBe("NOT_FOUND");
    const lacking = await callerOf(await aUser((await theOperator()).id, { accountRights: ["accounts.view"] }));
    expect((await refusal(lacking.operator.slowStatements())).kind).toBe("FORBIDDEN");
  });
});
