import type { Work } from "../db";

export type FailedJob = {
  id: string;
  task: string;
  attempts: number;
  maxAttempts: number;
  /** All attempts are used up: it waits for a person. */
  dead: boolean;
  error: string;
  nextAt: string;
  createdAt: string;
};
export type JobCounts = { waiting: number; retrying: number; dead: number; oldestDueAt: string | null };

/** Jobs that failed and are tried again, or have given up; these first. System scope. At most 200. */
export async function failedJobs(work: Work): Promise<FailedJob[]> {
  const rows = await work.tx.$queryRaw<
    {
      id: bigint;
      task: string;
      attempts: number;
      max_attempts: number;
      dead: boolean;
      last_error: string;
      run_at: Date;
      created_at: Date;
    }[]
  >`SELECT * FROM failed_jobs(200)`;
  return rows.map((row) => ({
    id: row.id.toString(),
    task: row.task,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    dead: row.dead,
    error: row.last_error.split("\n")[0]?.slice(0, 500) ?? "",
    nextAt: row.run_at.toISOString(),
    createdAt: row.created_at.toISOString(),
  }));
}

/** How the queue stands. System scope. */
export async function jobCounts(work: Work): Promise<JobCounts> {
  const [row] = await work.tx.$queryRaw<
    { waiting: bigint; retrying: bigint; dead: bigint; oldest_due: Date | null }[]
  >`SELECT * FROM job_counts()`;
  return {
    waiting: Number(row?.waiting ?? 0),
    retrying: Number(row?.retrying ?? 0),
    dead: Number(row?.dead ?? 0),
    oldestDueAt: row?.oldest_due?.toISOString() ?? null,
  };
}

/** Starts a failed job again, with all its attempts. @returns false where it runs just now or is gone. System scope. */
export async function retryJob(work: Work, id: string): Promise<boolean> {
  const [row] = await work.tx.$queryRaw<
    { done: boolean }[]
  >`SELECT retry_job(${BigInt(id)}::bigint, ${work.now}) AS done`;
  return row?.done ?? false;
}
