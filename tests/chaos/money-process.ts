import { createServer, type IncomingMessage } from "node:http";
import { routes } from "@tests/integration/activation/phones";
import { contextOf } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import pg from "pg";
import { workerJobs } from "@/composition/jobs";
import { createCaller } from "@/composition/root-router";
import { postPendingFor } from "@/modules/credits/server";
import { config } from "@/platform/config";
import { startWorker } from "@/platform/jobs";
import { isAppError } from "@/shared/kernel/app-error";

/*
 * The web process as far as money goes: every procedure, the phones' routes and the worker, without pages, so that a run needs no
 * build. It is killed and started again; what it answers is an outcome, anything else is "no answer".
 */
type Asked = { user: string; path: string; input: unknown } | { activateAccount: string };

async function carryOut(asked: Asked): Promise<unknown> {
  if ("activateAccount" in asked)
    return asSystem(async (work) => {
      const { count } = await work.tx.account.updateMany({
        where: { id: asked.activateAccount, status: "CREATED" },
        data: { status: "ACTIVATED", activatedAt: work.now },
      });
      if (count === 1) await postPendingFor(work, asked.activateAccount);
      return count;
    });
  const caller = createCaller(await contextOf({ id: asked.user }));
  const procedure = asked.path.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller);
  return (procedure as (input: unknown) => Promise<unknown>)(asked.input);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

const server = createServer(async (request, response) => {
  const answer = (status: number, body: unknown) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(body ?? null));
  };
  try {
    const body = await bodyOf(request);
    if (request.url === "/do") return answer(200, { value: (await carryOut(JSON.parse(body) as Asked)) ?? null });
    const phones = await routes(`${config().origin}${request.url}`, {
      method: request.method,
      headers: { "content-type": "application/json" },
      ...(request.method === "POST" ? { body } : {}),
    });
    answer(phones.status, await phones.json().catch(() => null));
  } catch (error) {
    const known = isAppError(error) ? error : (error as Error).cause;
    if (isAppError(known) && known.kind !== "UNAVAILABLE") answer(200, { refused: known.code });
    else answer(503, { message: String(error) });
  }
});

const pool = new pg.Pool({ connectionString: config().databaseUrl, max: 4 });
pool.on("error", () => {});
const { registry, cron } = workerJobs();
const runner = await startWorker({ pool, registry, cron, pollInterval: 500 });
// The database goes away under it; the process is started again anyway.
runner.promise.catch(() => {});
process.on("unhandledRejection", () => {});
server.listen(Number(process.env.MONEY_PORT), "127.0.0.1");
