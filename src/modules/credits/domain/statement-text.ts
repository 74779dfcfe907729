import type { LedgerKind, LedgerPhase } from "./entry";

/** The key, below `credits.statement.kinds`, of what a line of a statement is for. A transfer reads differently from its two ends. */
export function statementKind(row: { kind: LedgerKind; phase: LedgerPhase; incoming: boolean }): string {
  const end = row.kind === "TRANSFER" ? (row.incoming ? "_IN" : "_OUT") : "";
  return `${row.kind}_${row.phase}${end}`;
}
