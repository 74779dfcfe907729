/*
 * What this process has counted since it started. Next bundles the code of pages apart from the server's own, so the counts are kept
 * once for the process, and cost an addition; the Prometheus client reads them when it is asked.
 */
type Tallies = Map<string, Map<string, number>>;
const holder = globalThis as typeof globalThis & { __portalTallies?: Tallies };

function tallies(): Tallies {
  holder.__portalTallies ??= new Map();
  return holder.__portalTallies;
}

/** Counts one more of a kind; labels come from a small fixed set, never from what people type. */
export function tally(name: string, label: string, count = 1): void {
  let counts = tallies().get(name);
  if (!counts) {
    counts = new Map();
    tallies().set(name, counts);
  }
  counts.set(label, (counts.get(label) ?? 0) + count);
}

/** What was counted under a name, by label. */
export function tallied(name: string): ReadonlyMap<string, number> {
  return tallies().get(name) ?? new Map();
}
