import { createHash } from "node:crypto";
import type { Runner } from "graphile-worker";
import type pg from "pg";

/*
 * A worker that was killed leaves its jobs and queues locked, and graphile-worker frees them after four hours. So every worker holds an
 * advisory lock for each of its ids on a connection that lives exactly as long as its process; whose lock is gone is dead, and its jobs
 * are free for the others within seconds.
 */
const CLASS = 0x6a6f6273;
const SWEEP_MS = 5_000;

/** The number that stands for a worker's id in its advisory lock. */
function lockOf(workerId: string): number {
  return createHash("sha256").update(workerId).digest().readInt32BE(0);
}

/**
 * Keeps the locks of a runner's workers, and frees what dead ones have locked, at once and every few seconds.
 *
 * @param workerIds those that are there already; later ones are taken from the runner's events.
 * @returns ends it: the connection closes, so its locks go.
 */
export function watchWorkers(pool: pg.Pool, runner: Pick<Runner, "events">, workerIds: string[]): () => Promise<void> {
  const held = new Set(workerIds);
  let client: pg.PoolClient | null = null;
  let suspects = new Set<string>();
  let ended = false;

  const lock = (workerId: string) => client?.query("SELECT pg_advisory_lock($1, $2)", [CLASS, lockOf(workerId)]);
  const lost = () => {
    client?.release(true);
    client = null;
  };
  runner.events.on("worker:create", ({ worker }) => {
    held.add(worker.workerId);
    lock(worker.workerId)?.catch(lost);
  });
  runner.events.on("worker:release", ({ worker }) => held.delete(worker.workerId));

  const sweep = async () => {
    if (!client) {
      client = await pool.connect();
      client.on("error", lost);
      for (const workerId of held) await lock(workerId);
      // Others take their locks again too, after the database was away: nobody is dead for having been quick to ask.
      suspects = new Set();
    }
    const missing = await workersWithoutLock(client);
    const dead = missing.filter((workerId) => suspects.has(workerId) && !held.has(workerId));
    suspects = new Set(missing);
    if (dead.length > 0) await client.query("SELECT graphile_worker.force_unlock_workers($1)", [dead]);
  };
  let sweeping: Promise<void> = Promise.resolve();
  const turn = () => {
    sweeping = sweeping.then(() => (ended ? undefined : sweep().catch(lost)));
  };

  turn();
  const first = setTimeout(turn, 1_000);
  const timer = setInterval(turn, SWEEP_MS);
  return async () => {
    ended = true;
    clearTimeout(first);
    clearInterval(timer);
    await sweeping;
    lost();
  };
}

/** The ids of workers that have locked jobs or queues and hold no lock of their own. */
async function workersWithoutLock(client: pg.PoolClient): Promise<string[]> {
  const { rows: lockers } = await client.query<{ id: string }>(`
    SELECT DISTINCT locked_by AS id FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL
    UNION SELECT locked_by FROM graphile_worker._private_job_queues WHERE locked_by IS NOT NULL`);
  if (lockers.length === 0) return [];
  const { rows: locks } = await client.query<{ number: number }>(
    `SELECT objid::bigint::bit(32)::int AS number FROM pg_locks
     WHERE locktype = 'advisory' AND classid = $1 AND objsubid = 2
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND granted`,
    [CLASS],
  );
  const alive = new Set(locks.map(({ number }) => number));
  return lockers.map(({ id }) => id).filter((id) => !alive.has(lockOf(id)));
}
