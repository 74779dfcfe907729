/** A history entry as its seal covers it: every column, in this order. */
export type SealedEntry = {
  id: string;
  accountId: string;
  at: Date;
  page: string;
  action: string;
  params: unknown;
  changes: unknown;
  performerKind: string;
  performerId: string | null;
  performerName: string;
  siteId: string | null;
  cardId: string | null;
  customerId: string | null;
};

/** The one way to write an entry as text: JSON with the columns in order and the keys of objects sorted. */
export function canonicalForm(entry: SealedEntry): string {
  return JSON.stringify([
    "history/1",
    entry.id,
    entry.accountId,
    entry.at.toISOString(),
    entry.page,
    entry.action,
    sorted(entry.params ?? {}),
    sorted(entry.changes ?? null),
    entry.performerKind,
    entry.performerId,
    entry.performerName,
    entry.siteId,
    entry.cardId,
    entry.customerId,
  ]);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return entries.map(([key, part]) => [key, sorted(part)]);
}
