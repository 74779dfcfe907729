import pg from "pg";

const EVERY_MS = 1_000;
const ANSWER_MS = 2_000;

export type DatabaseWatch = { isUp(): boolean; stop(): void };

/** Asks the database for a sign of life every second, on a connection of its own, so that requests need not find out. */
export function watchDatabase(connectionString: string): DatabaseWatch {
  let up = true;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout;
  let stopped = false;

  const drop = () => {
    client?.removeAllListeners();
    client?.on("error", () => {});
    void client?.end().catch(() => {});
    client = null;
  };
  const ask = async () => {
    try {
      if (!client) {
        client = new pg.Client({ connectionString, connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS });
        client.on("error", () => {});
        await client.connect();
      }
      await client.query("select 1");
      up = true;
    } catch {
      up = false;
      drop();
    }
    if (!stopped) timer = setTimeout(ask, EVERY_MS).unref();
  };
  timer = setTimeout(ask, EVERY_MS).unref();
  return {
    isUp: () => up,
    stop() {
      stopped = true;
      clearTimeout(timer);
      drop();
    },
  };
}
