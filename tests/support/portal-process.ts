import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type PortalProcess = {
  origin: string;
  folder: string;
  pid: number;
  /** Everything it has printed so far. */
  output(): string;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Ends it in an orderly way and removes its data. */
  close(): Promise<void>;
};

type Options = { smtpUrl?: string; port?: number; folder?: string; env?: Record<string, string> };

/** Starts the real product in a process of its own, on a free port, with data in a folder of its own; ready when it answers. */
export async function startPortal(options: Options = {}): Promise<PortalProcess> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "portal-e2e-"));
  chmodSync(folder, 0o711);
  const port = options.port ?? (await freePort());
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ["--import", "tsx", "src/server.ts"], {
    env: {
      ...cleanEnvironment(),
      PORT: String(port),
      HOST: "127.0.0.1",
      DATA_DIR: folder,
      LOG_LEVEL: "warn",
      ...(options.smtpUrl ? { SMTP_URL: options.smtpUrl } : {}),
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const kill = (signal: NodeJS.Signals) => end(child, signal);
  try {
    await answered(`${origin}/api/health`, child, () => output);
  } catch (error) {
    await kill("SIGKILL");
    throw error;
  }
  return {
    origin,
    folder,
    pid: child.pid as number,
    output: () => output,
    kill,
    async close() {
      await kill("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const { DATABASE_URL, MASTER_SECRET, ORIGIN, NODE_ENV, ...rest } = process.env;
  return rest as unknown as NodeJS.ProcessEnv;
}

async function answered(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let tries = 0; tries < 3_000; tries++) {
    if (child.exitCode !== null) throw new Error(`The portal ended:\n${output()}`);
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`The portal did not answer within five minutes:\n${output()}`);
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null || child.signalCode !== null) return done();
    child.once("exit", () => done());
    child.kill(signal);
  });
}

export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
