import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach } from "vitest";
import { ORIGIN, routes } from "./phones";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** The phone protocol in a process of its own, and a network that leads phones to it. */
export async function aServer(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/support/phone-server.ts"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => {
      output += text;
    });
  }
  while (!/^\d+\n/m.test(output)) {
    await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    if (child.exitCode !== null) throw new Error(`The server ended: ${output}`);
  }
  const origin = `http://127.0.0.1:${/^(\d+)\n/m.exec(output)?.[1]}`;
  const network: typeof fetch = (input, init) =>
    String(input).startsWith(`${ORIGIN}/api/device/`)
      ? fetch(String(input).replace(ORIGIN, origin), init)
      : routes(input, init);
  return { child, origin, network, output: () => output };
}
