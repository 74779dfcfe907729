import { asSystem } from "./system";

/** Until some connection of this test's database waits for a lock. */
export async function waitForLock(): Promise<void> {
  for (;;) {
    const [row] = await asSystem(
      ({ tx }) => tx.$queryRaw<{ n: number }[]>`
        select count(*)::int as n from pg_locks where not granted
          and pid in (select pid from pg_stat_activity where datname = current_database())`,
    );
    if (row!.n > 0) return;
  }
}

/**
 * Runs something in a transaction that stays open until it is let go.
 *
 * @param run begins the transaction with something and ends it by waiting for what it is given.
 * @returns once it has begun: what ends it.
 */
export async function heldOpen(run: (hold: () => Promise<void>) => Promise<unknown>): Promise<() => Promise<void>> {
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  let over: Promise<unknown> = Promise.resolve();
  await new Promise<void>((begun, failed) => {
    over = run(() => {
      begun();
      return held;
    });
    over.catch(failed);
  });
  return async () => {
    release();
    await over;
  };
}
