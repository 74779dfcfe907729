import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a measured server says of itself: processor time so far in ms, resident memory now and at its peak since the last reset. */
export type Usage = { cpu: number; rss: number; peak: number };

/**
 * For a script that a bench starts with `startServer`: serves HTTP on a free port of loopback, and answers on `/usage` (and
 * `/usage?reset`) what it has used.
 */
export function serveMeasured(
  handle: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>,
): void {
  let peak = 0;
  setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20).unref();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://bench");
    if (url.pathname === "/usage") {
      if (url.searchParams.has("reset")) {
        globalThis.gc?.();
        peak = process.memoryUsage.rss();
      }
      const { user, system } = process.cpuUsage();
      response.end(
        JSON.stringify({ cpu: (user + system) / 1000, rss: process.memoryUsage.rss(), peak } satisfies Usage),
      );
      return;
    }
    handle(request, response, url).catch((error: Error) => {
      console.error(error);
      response.destroy(error);
    });
  });
  server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
}

export type MeasuredServer = { url: string; usage(reset?: boolean): Promise<Usage>; stop(): Promise<void> };

/** Starts such a script (a path from the project's root) in a process of its own. */
export async function startServer(script: string, ...args: string[]): Promise<MeasuredServer> {
  const child: ChildProcess = spawn(process.execPath, ["--expose-gc", "--import", "tsx", script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout!.once("data", (line: Buffer) => resolve(line.toString().trim()));
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}`)));
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    usage: async (reset = false) => (await fetch(`${url}/usage${reset ? "?reset" : ""}`)).json() as Promise<Usage>,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => resolve());
        child.kill();
      }),
  };
}

/** Downloads a body to its end without keeping it; its size and the milliseconds until its first byte. */
export async function download(url: string, signal?: AbortSignal): Promise<{ bytes: number; firstByte: number }> {
  const start = performance.now();
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok || !response.body) throw new Error(`${url}: ${response.status}`);
  let bytes = 0;
  let firstByte = 0;
  for await (const chunk of response.body) {
    if (bytes === 0) firstByte = performance.now() - start;
    bytes += chunk.byteLength;
  }
  return { bytes, firstByte };
}
