import { anAccount } from "@tests/factories/accounts";
import { asAccount, asSystem } from "@tests/support/system";
import { afterEach, describe, expect, test } from "vitest";
import { pool } from "@/platform/db";
import { addJob, type JobRegistry, startWorker } from "@/platform/jobs";

let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

async function work(registry: JobRegistry): Promise<void> {
  const runner = await startWorker({ pool: pool(), registry, pollInterval: 100 });
  stop = () => runner.stop();
}

describe("jobs", () => {
  test("a job added in a transaction that is rolled back never runs; a committed one does, also one added by an account", async () => {
    const account = await anAccount();
    const rolledBack = asAccount(account.id, async (unit) => {
      await addJob(unit, "note", { text: "no" });
      throw new Error("rolled back");
    });
    await expect(rolledBack).rejects.toThrow("rolled back");
    await asAccount(account.id, (unit) => addJob(unit, "note", { text: "yes" }));
    const texts: string[] = [];
    await new Promise<void>((done) => {
      void work({
        note: async (payload: { text: string }) => {
          texts.push(payload.text);
          done();
        },
      });
    });
    expect(texts).toEqual(["yes"]);
  });

  test("a job that fails is tried again, and one of the same key is there once", async () => {
    await asSystem(async (unit) => {
      await addJob(unit, "fails-once", { n: 1 }, { key: "same" });
      await addJob(unit, "fails-once", { n: 2 }, { key: "same" });
    });
    const attempts: [number, number][] = [];
    await work({
      "fails-once": async (payload: { n: number }, job) => {
        attempts.push([payload.n, job.attempt]);
        throw new Error("not yet");
      },
    });
    await expect.poll(() => attempts.length, { timeout: 10_000 }).toBe(1);
    await stop?.();
    stop = undefined;
    const { rows } = await pool().query(
      "select attempts, last_error, run_at > now() as later from graphile_worker.jobs where task_identifier = 'fails-once'",
    );
    expect(rows).toMatchObject([{ attempts: 1, later: true }]);
    expect(attempts).toEqual([[2, 1]]);
  });

  test("what a killed worker had taken is free within seconds, its queue too; what a living one has is left to it", async () => {
    await asSystem(async (unit) => {
      await addJob(unit, "left", { by: "dead" }, { queue: "one" });
      await addJob(unit, "left", { by: "dead" }, { queue: "one" });
    });
    // As kill -9 leaves it: job and queue are locked by a worker that is no more.
    await pool().query("update graphile_worker._private_jobs set locked_by = 'worker-dead', locked_at = now()");
    await pool().query("update graphile_worker._private_job_queues set locked_by = 'worker-dead', locked_at = now()");
    let finish = () => {};
    const held = new Promise<void>((done) => {
      finish = done;
    });
    let runs = 0;
    await work({
      left: async () => {
        runs += 1;
        await held;
      },
    });
    await expect.poll(() => runs, { timeout: 10_000 }).toBe(1);
    // A second process looks at the locks twice, and finds the first one alive.
    const other = await startWorker({
      pool: pool(),
      registry: {
        left: async () => {
          runs += 100;
        },
      },
      pollInterval: 50,
    });
    await new Promise((done) => setTimeout(done, 1_500));
    expect(runs).toBe(1);
    finish();
    await expect.poll(() => [2, 101].includes(runs), { timeout: 10_000 }).toBe(true);
    await other.stop();
  });
});
