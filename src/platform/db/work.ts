import type { Clock } from "@/shared/kernel/clock";
import { systemClock } from "@/shared/kernel/clock";
import { Prisma, prisma } from "./client";
import { isRetryable, translateDatabaseError } from "./errors";
import type { Performer, Scope } from "./scope";

export type Tx = Prisma.TransactionClient;

/**
 * One unit of work: a transaction with the scope it runs in, who does it, and its time.
 * Every use case and repo function takes it first.
 */
export type Work = {
  tx: Tx;
  scope: Scope;
  performer: Performer;
  now: Date;
  /** Names what open pages should read again once this has been committed, for example `account:<id>` or `site:<id>`. */
  touch(topic: string): void;
  /** Runs something once this has been committed; not if it is rolled back. It must not fail. */
  afterCommit(action: () => void): void;
};

export type WorkOptions = {
  scope: Scope;
  performer: Performer;
  clock?: Clock;
  /** Runs first, in the same transaction, before the scope narrows it (locks the actor's rights). */
  guard?: (tx: Tx) => Promise<void>;
  /** Milliseconds that the transaction may take, 15,000 unless told. */
  timeout?: number;
};

type Listener = (topics: string[]) => void;
const holder = globalThis as typeof globalThis & { __portalTouchListener?: Listener };

/** The live relay hears which topics were touched by commits of this process. */
export function onTouch(listener: Listener): void {
  holder.__portalTouchListener = listener;
}

/** Tells open pages about topics outside a unit of work (hot paths that are one statement). */
export function publishTouched(topics: string[]): void {
  if (topics.length > 0) holder.__portalTouchListener?.(topics);
}

const TRIES = 4;

/**
 * Runs a function in a transaction under the role and account of its scope. A deadlock or serialization failure is tried
 * again, so the function must do nothing outside the transaction but through `afterCommit`.
 *
 * @throws AppError UNAVAILABLE `shared.databaseAway` when the database can't be reached; otherwise what the function throws.
 */
export async function inTransaction<T>(options: WorkOptions, run: (work: Work) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const topics = new Set<string>();
    const actions: (() => void)[] = [];
    try {
      const result = await prisma().$transaction(
        async (tx) => {
          await enterScope(tx, options.scope);
          await options.guard?.(tx);
          return run({
            tx,
            scope: options.scope,
            performer: options.performer,
            now: (options.clock ?? systemClock)(),
            touch: (topic) => topics.add(topic),
            afterCommit: (action) => actions.push(action),
          });
        },
        { maxWait: 8_000, timeout: options.timeout ?? 15_000 },
      );
      publishTouched([...topics]);
      for (const action of actions) action();
      return result;
    } catch (error) {
      if (attempt < TRIES && isRetryable(error)) continue;
      throw translateDatabaseError(error);
    }
  }
}

async function enterScope(tx: Tx, scope: Scope): Promise<void> {
  const role = scope.kind === "account" ? "portal_app" : "portal_system";
  const account = scope.kind === "account" ? scope.accountId : "";
  await tx.$queryRaw(
    Prisma.sql`select set_config('role', ${role}, true), set_config('app.account_id', ${account}, true)`,
  );
}

/** The account of a unit of work that runs within one. */
export function accountOf(work: Pick<Work, "scope">): string {
  if (work.scope.kind !== "account") throw new Error("This use case runs within an account.");
  return work.scope.accountId;
}
