import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

export type WorkerProcess = { kill(signal: "SIGKILL" | "SIGTERM"): Promise<void> };

/** Starts the product as a worker only, on the database of this test, in a process of its own that can be killed. */
export function startWorkerProcess(env: Record<string, string> = {}): WorkerProcess {
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", "src/server.ts", "--worker"], {
    env: { ...process.env, LOG_LEVEL: "error", ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return {
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, "exit");
    },
  };
}

/** Looks again and again until something is there; fails after the seconds given. */
export async function until<T>(look: () => Promise<T | null | undefined | false>, seconds = 120): Promise<T> {
  for (const end = Date.now() + seconds * 1_000; ; await wait(20)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`It did not come to it within ${seconds} s`);
  }
}
