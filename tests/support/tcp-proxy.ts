import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A proxy between the product and a server, which fails as networks do. */
export type TcpProxy = {
  port: number;
  /** `pass`; `slow`: each piece waits; `away`: nobody listens any more, and what was open is cut. */
  become(mode: "pass" | "slow" | "away"): Promise<void>;
  /** Cuts every open connection in the middle; new ones are let through. */
  cut(): void;
  /** The server's side says that it ends (FIN) while the other stays open. */
  halfClose(): void;
  close(): Promise<void>;
};

const DELAY_MS = 50;

/** Opens a proxy to a port of this machine, on a port that stays its own. */
export async function aProxy(target: number): Promise<TcpProxy> {
  const pairs = new Set<[Socket, Socket]>();
  let mode: "pass" | "slow" | "away" = "pass";
  const forward = (from: Socket, to: Socket) => {
    from.on("data", (piece) => {
      if (mode === "slow") setTimeout(() => to.writable && to.write(piece), DELAY_MS);
      else to.write(piece);
    });
    from.on("end", () => to.end());
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect(target, "127.0.0.1");
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    client.once("close", () => pairs.delete(pair));
    forward(client, upstream);
    forward(upstream, client);
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  return {
    port,
    cut,
    halfClose() {
      for (const [client] of pairs) client.end();
    },
    async become(next) {
      const before = mode;
      mode = next;
      if (next === "away") {
        const closed = new Promise<void>((done) => server.close(() => done()));
        cut();
        await closed;
      } else if (before === "away") await listen(port);
    },
    async close() {
      cut();
      if (server.listening) await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
