import type { components } from "./generated/schema.js";

type Job = components["schemas"]["Job"];
type Got<Data> = Promise<{ data?: Data }>;

/**
 * Every row of a list, page by page.
 *
 * @param readPage reads the page that a cursor names; without one the first.
 */
export async function* everyRow<Row>(
  readPage: (cursor: string | undefined) => Got<{ data: Row[]; nextCursor: string | null }>,
): AsyncGenerator<Row, void, undefined> {
  let cursor: string | undefined;
  do {
    const { data: page } = await readPage(cursor);
    yield* page?.data ?? [];
    cursor = page?.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/**
 * Follows a mass action to its end.
 *
 * @param readJob reads it. @param everyMs how long to wait between two readings, milliseconds.
 * @returns the job as it ended: `DONE`, `CANCELLED` or `FAILED`.
 */
export async function followJob(readJob: () => Got<Job>, everyMs = 1_000): Promise<Job> {
  for (;;) {
    const { data: job } = await readJob();
    if (job && job.state !== "RUNNING") return job;
    await new Promise((done) => setTimeout(done, everyMs));
  }
}
