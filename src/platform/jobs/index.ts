import { EventEmitter } from "node:events";
import {
  type AddJobFunction,
  type Job,
  Logger,
  type Runner,
  run,
  runMigrations,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import type pg from "pg";
import type { Prisma, Work } from "../db";
import { log } from "../logging";
import { tally } from "../metrics/tallies";
import { inSpan } from "../tracing/spans";
import { watchWorkers } from "./dead-workers";

export { type FailedJob, failedJobs, type JobCounts, jobCounts, retryJob } from "./console";

/** A job's handler. It can run twice without harm; throwing makes it try again, later and later. */
export type JobHandler<Payload = unknown> = (
  payload: Payload,
  job: { attempt: number; lastAttempt: boolean; addJob: AddJobFunction },
) => Promise<void>;
export type JobRegistry = Record<string, JobHandler<never>>;
export type CronEntry = { task: string /** crontab pattern, for example `* * * * *` */; match: string };

export type JobOptions = {
  /** Replaces a waiting job of the same key instead of adding one more. */
  key?: string;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  runAt?: Date;
  maxAttempts?: number;
};

/** Adds a job in the transaction of the caller: it exists exactly when the change does. */
export async function addJob(
  work: Pick<Work, "tx">,
  task: string,
  payload: Prisma.InputJsonValue,
  options: JobOptions = {},
): Promise<void> {
  await work.tx
    .$queryRaw`select enqueue_job(${task}, ${JSON.stringify(payload)}::json, ${options.key ?? null}, ${options.queue ?? null},
    ${options.runAt ?? null}::timestamptz, ${options.maxAttempts ?? null}::int)::text`;
}

const logger = new Logger(() => (level, message, meta) => {
  if (level !== "error") return;
  const { job, error } = (meta ?? {}) as { job?: Job; error?: unknown };
  // The worker's own message of a failed job repeats the error's text, which may name a person; the operator's console shows it.
  if (job) log.error({ job: job.task_identifier, id: job.id, attempt: job.attempts, err: error }, "job failed");
  else log.error(message);
});

/** Makes or upgrades the queue's own tables (schema graphile_worker). */
export async function migrateJobs(connectionString: string): Promise<void> {
  await runMigrations({ connectionString, logger });
}

/** Starts a worker. Its connections are its own: LISTEN needs one that stays. */
export async function startWorker(options: {
  pool: pg.Pool;
  registry: JobRegistry;
  cron?: CronEntry[];
  concurrency?: number;
  pollInterval?: number;
}): Promise<Runner> {
  const taskList: TaskList = {};
  for (const [name, handler] of Object.entries(options.registry)) {
    taskList[name] = async (payload, helpers) => {
      const { id, attempts, max_attempts: most } = helpers.job;
      const job = { attempt: attempts, lastAttempt: attempts >= most, addJob: helpers.addJob };
      try {
        await inSpan(`job ${name}`, { "job.id": String(id), "job.attempt": attempts }, () =>
          (handler as JobHandler)(payload, job),
        );
        tally("jobs", "done");
      } catch (error) {
        tally("jobs", job.lastAttempt ? "given up" : "failed");
        throw error;
      }
    };
  }
  const events: WorkerEvents = new EventEmitter();
  const workerIds: string[] = [];
  events.on("worker:create", ({ worker }) => workerIds.push(worker.workerId));
  const runner = await run({
    pgPool: options.pool,
    events,
    taskList,
    crontab: (options.cron ?? []).map((entry) => `${entry.match} ${entry.task}`).join("\n"),
    concurrency: options.concurrency ?? 4,
    pollInterval: options.pollInterval ?? 1_000,
    noHandleSignals: true,
    logger,
  });
  const unwatch = watchWorkers(options.pool, runner, workerIds);
  return Object.assign(runner, {
    stop: ((stop) => async () => {
      await stop();
      await unwatch();
    })(runner.stop.bind(runner)),
  });
}
