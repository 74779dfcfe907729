import pg from "pg";
import { config } from "../config";
import { startSpan } from "../tracing/spans";

/*
 * Every statement of this process is timed where the driver sends it, Prisma's and our own alike. Kept are sums, and the texts of slow
 * ones; texts hold placeholders ($1), never values.
 */
export type SlowStatement = { text: string; count: number; totalMs: number; maxMs: number; lastAt: string };
type Statements = {
  count: number;
  slow: number;
  failed: number;
  milliseconds: number;
  texts: Map<string, SlowStatement>;
};
const holder = globalThis as typeof globalThis & { __portalStatements?: Statements };

/** How many texts of slow statements are kept; the one that was slow longest ago goes first. */
const KEPT = 100;
const TEXT = 600;

function statements(): Statements {
  holder.__portalStatements ??= { count: 0, slow: 0, failed: 0, milliseconds: 0, texts: new Map() };
  return holder.__portalStatements;
}

/** How many statements this process has sent since it started, how many were slow, how many failed, and their time in all. */
export function statementTotals(): Omit<Statements, "texts"> {
  return statements();
}

/** The slow statements of this process since it started, the most time in all first. */
export function slowStatements(): SlowStatement[] {
  return [...statements().texts.values()].sort((a, b) => b.totalMs - a.totalMs);
}

/** Notes that a statement has taken some milliseconds. */
export function noteStatement(text: string, ms: number, failed: boolean): void {
  const all = statements();
  all.count += 1;
  all.milliseconds += ms;
  if (failed) all.failed += 1;
  else if (ms >= config().slowStatementMs) {
    all.slow += 1;
    const key = text.replace(/\s+/g, " ").trim().slice(0, TEXT);
    const before = all.texts.get(key);
    all.texts.delete(key); // what was slow just now goes to the end
    all.texts.set(key, {
      text: key,
      count: (before?.count ?? 0) + 1,
      totalMs: (before?.totalMs ?? 0) + ms,
      maxMs: Math.max(before?.maxMs ?? 0, ms),
      lastAt: new Date().toISOString(),
    });
    const oldest = all.texts.size > KEPT ? all.texts.keys().next().value : undefined;
    if (oldest !== undefined) all.texts.delete(oldest);
  }
}

type Answer = (error: unknown, result: unknown) => void;

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  const { text } = (query ?? {}) as { text?: unknown };
  return typeof text === "string" ? text : "";
}

/** pg's client, timed. */
export class TimedClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: pg's own overloads, passed on as they come
  override query(...args: any[]): any {
    const text = textOf(args[0]);
    const begun = performance.now();
    const end = startSpan("sql", { "db.system": "postgresql", "db.query.text": text.slice(0, TEXT) });
    const note = (failed: boolean) => {
      noteStatement(text, performance.now() - begun, failed);
      end?.(failed);
    };
    const last = args.at(-1);
    if (typeof last === "function") {
      args[args.length - 1] = ((error, result) => {
        note(Boolean(error));
        (last as Answer)(error, result);
      }) satisfies Answer;
      return super.query(...(args as [string]));
    }
    const answer: unknown = super.query(...(args as [string]));
    if (answer instanceof Promise)
      answer.then(
        () => note(false),
        () => note(true),
      );
    return answer;
  }
}
