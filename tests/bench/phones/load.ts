import { Agent, request } from "node:http";

export type Sent = { status: number; text: string; milliseconds: number };

/** POSTs JSON over kept connections. */
export function poster(origin: string, connections: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(origin);
  return {
    post(path: string, body: string): Promise<Sent> {
      return new Promise((done, fail) => {
        const started = performance.now();
        const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
        const outgoing = request({ agent, hostname, port, path, method: "POST", headers }, (response) => {
          let text = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => {
            text += chunk;
          });
          response.on("end", () =>
            done({ status: response.statusCode ?? 0, text, milliseconds: performance.now() - started }),
          );
          response.on("error", fail);
        });
        outgoing.on("error", fail);
        outgoing.end(body);
      });
    },
    close: () => agent.destroy(),
  };
}
export type Poster = ReturnType<typeof poster>;

/** Sends bodies by so many clients at a time, each waiting for its answer; every answer must be a 200. */
export async function sendAll(to: Poster, path: string, bodies: readonly string[], clients: number): Promise<number[]> {
  const times: number[] = [];
  let next = 0;
  const client = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const { status, text, milliseconds } = await to.post(path, body);
      if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
      times.push(milliseconds);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return times;
}

/** The time below which a share of the times is. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
