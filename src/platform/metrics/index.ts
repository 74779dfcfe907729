import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { pool } from "../db";
import { statementTotals } from "../db/statements";
import { tallied } from "./tallies";

export { requestMetrics, routeOf } from "./requests";

/** What a scrape finds of the whole platform, whichever process is asked; null while the database is away. */
export type PlatformFigures = {
  jobs: { waiting: number; retrying: number; dead: number; oldestDueSeconds: number };
  emails: { queued: number; failed: number; oldestDueSeconds: number };
  ledger: { differences: number; ageSeconds: number } | null;
};

/** The metrics of this process in a registry of their own; `figures` is read at most once in five seconds. */
export function openMetrics(figures: () => Promise<PlatformFigures | null>): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry }); // event loop, memory, garbage collection, handles
  counted(registry, "portal_log_lines_total", "Lines of the log, by level", "level", "log");
  counted(registry, "portal_emails_total", "E-mails handed over or not, by outcome", "outcome", "emails");
  counted(registry, "portal_jobs_total", "Jobs run, by outcome", "outcome", "jobs");
  new Gauge({
    name: "portal_pool_connections",
    help: "Connections of this process to the database",
    labelNames: ["state"],
    registers,
    collect() {
      const { totalCount, idleCount, waitingCount } = pool();
      this.set({ state: "used" }, totalCount - idleCount);
      this.set({ state: "idle" }, idleCount);
      this.set({ state: "waiting" }, waitingCount);
    },
  });
  new Counter({
    name: "portal_statements_total",
    help: "Statements answered by the database, by whether they were slow or failed",
    labelNames: ["outcome"],
    registers,
    collect() {
      this.reset();
      const { count, slow, failed } = statementTotals();
      this.inc({ outcome: "quick" }, count - slow - failed);
      this.inc({ outcome: "slow" }, slow);
      this.inc({ outcome: "failed" }, failed);
    },
  });
  new Counter({
    name: "portal_statement_seconds_total",
    help: "Time spent waiting for statements",
    registers,
    collect() {
      this.reset();
      this.inc(statementTotals().milliseconds / 1_000);
    },
  });
  platformGauges(registry, figures);
  return registry;
}

function counted(registry: Registry, name: string, help: string, label: string, key: string): void {
  new Counter({
    name,
    help,
    labelNames: [label],
    registers: [registry],
    collect() {
      this.reset();
      for (const [value, count] of tallied(key)) this.inc({ [label]: value }, count);
    },
  });
}

const FRESH_MS = 5_000;

function platformGauges(registry: Registry, read: () => Promise<PlatformFigures | null>): void {
  let kept: { at: number; figures: Promise<PlatformFigures | null> } | undefined;
  const figures = () => {
    if (!kept || performance.now() - kept.at > FRESH_MS)
      kept = { at: performance.now(), figures: read().catch(() => null) };
    return kept.figures;
  };
  const gauge = (
    name: string,
    help: string,
    value: (found: PlatformFigures) => Record<string, number> | null,
    label?: string,
  ) =>
    new Gauge({
      name,
      help,
      labelNames: label ? [label] : [],
      registers: [registry],
      async collect() {
        this.reset();
        const found = await figures();
        const values = found ? value(found) : null;
        if (!values && !label) this.remove(); // nothing is known: no line is better than the zero that a reset leaves
        for (const [key, one] of Object.entries(values ?? {})) this.set(label ? { [label]: key } : {}, one);
      },
    });
  new Gauge({
    name: "portal_database_up",
    help: "1 while the database answers",
    registers: [registry],
    async collect() {
      this.set((await figures()) ? 1 : 0);
    },
  });
  gauge(
    "portal_queue_jobs",
    "Jobs of the queue",
    ({ jobs: { waiting, retrying, dead } }) => ({ waiting, retrying, dead }),
    "state",
  );
  gauge("portal_queue_oldest_seconds", "Age of the oldest job that is due", ({ jobs }) => ({
    age: jobs.oldestDueSeconds,
  }));
  gauge(
    "portal_outbox_emails",
    "E-mails of the outbox",
    ({ emails: { queued, failed } }) => ({ queued, failed }),
    "state",
  );
  gauge("portal_outbox_oldest_seconds", "Age of the oldest e-mail that is due", ({ emails }) => ({
    age: emails.oldestDueSeconds,
  }));
  gauge(
    "portal_ledger_differences",
    "Differences that the last check of the ledger found",
    ({ ledger }) => ledger && { found: ledger.differences },
  );
  gauge(
    "portal_ledger_check_age_seconds",
    "Time since the last check of the ledger",
    ({ ledger }) => ledger && { age: ledger.ageSeconds },
  );
}
