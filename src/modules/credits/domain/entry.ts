/** The shapes of ledger entries (decisions, section 4): what moves from where to where, posted at once or in two phases. */

export const LEDGER_KINDS = ["LOAD", "TRANSFER", "CARD", "REFUND", "FORFEIT"] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];
export const LEDGER_PHASES = ["SINGLE", "PENDING", "POST", "VOID"] as const;
export type LedgerPhase = (typeof LEDGER_PHASES)[number];
export type LedgerBucket = "ISSUED" | "MAIN" | "SPENT" | "FORFEITED";

/** Amounts of loads and transfers: whole numbers from 1 to this. */
export const MAX_AMOUNT = 1_000_000;

type Side = { accountId: string | null; bucket: LedgerBucket };

/** Where credits of a kind come from and go to. `from` is null for the system account *issued*. */
export function sidesOf(kind: LedgerKind, from: string | null, to: string): { source: Side; dest: Side } {
  const buckets: Record<LedgerKind, [LedgerBucket, LedgerBucket]> = {
    LOAD: ["ISSUED", "MAIN"],
    TRANSFER: ["MAIN", "MAIN"],
    CARD: ["MAIN", "SPENT"],
    REFUND: ["SPENT", "MAIN"],
    FORFEIT: ["MAIN", "FORFEITED"],
  };
  const [source, dest] = buckets[kind];
  return { source: { accountId: from, bucket: source }, dest: { accountId: to, bucket: dest } };
}

/** How an entry changes what an account sees: its balance (available + held) and what is available. */
export type Effect = { balance: number; available: number };

/** The effect of an entry on one of its accounts, in credits. */
export function effectOn(
  accountId: string,
  entry: {
    phase: LedgerPhase;
    amount: number;
    sourceAccountId: string | null;
    sourceBucket: LedgerBucket;
    destAccountId: string;
    destBucket: LedgerBucket;
  },
): Effect {
  const effect: Effect = { balance: 0, available: 0 };
  if (entry.sourceAccountId === accountId && entry.sourceBucket === "MAIN") {
    if (entry.phase === "SINGLE" || entry.phase === "POST") effect.balance -= entry.amount;
    if (entry.phase === "SINGLE" || entry.phase === "PENDING") effect.available -= entry.amount;
    if (entry.phase === "VOID") effect.available += entry.amount;
  }
  if (entry.destAccountId === accountId && entry.destBucket === "MAIN") {
    if (entry.phase === "SINGLE" || entry.phase === "POST") {
      effect.balance += entry.amount;
      effect.available += entry.amount;
    }
  }
  return effect;
}

/** What has become of an entry: a pending one is on hold until it is posted or voided. */
export type EntryState = "ON_HOLD" | "POSTED" | "VOIDED";

export function stateOf(phase: LedgerPhase, resolvedBy: LedgerPhase | null): EntryState {
  if (phase === "VOID" || resolvedBy === "VOID") return "VOIDED";
  if (phase === "PENDING" && resolvedBy === null) return "ON_HOLD";
  return "POSTED";
}
