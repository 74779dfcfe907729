import { anAccount, aUser } from "@tests/factories/accounts";
import { callerOf, refusal } from "@tests/support/caller";
import { databaseUrl } from "@tests/support/databases";
import { asSystem } from "@tests/support/system";
import { aProxy, type TcpProxy } from "@tests/support/tcp-proxy";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setEnvironment } from "@/platform/config";
import { closeConnections, pool } from "@/platform/db";

/* quality.md, Reliability: the way to PostgreSQL delays, cuts, half-closes and goes; nothing hangs over 10 s, and it is back within 5 s. */

let proxy: TcpProxy;
let user: { id: string };

beforeAll(async () => {
  user = await aUser((await anAccount()).id);
  await closeConnections();
  const url = new URL(databaseUrl());
  proxy = await aProxy(Number(url.port));
  url.port = String(proxy.port);
  setEnvironment({ DATABASE_URL: url.href });
});
afterAll(async () => {
  await closeConnections();
  await proxy.close();
});

async function within<T>(milliseconds: number, action: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await action();
  expect(performance.now() - begun).toBeLessThan(milliseconds);
  return result;
}
const works = async () => (await callerOf(user)).credits.balance();

/** Works again within 5 s; until then whoever asks is told that the database is away (503), and nothing else. */
async function back(): Promise<void> {
  for (const end = performance.now() + 5_000; ; ) {
    const error = await works().then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error === null) return;
    const { cause } = error as { cause?: { kind?: string } };
    expect((error as { kind?: string }).kind ?? cause?.kind).toBe("UNAVAILABLE");
    expect(performance.now()).toBeLessThan(end);
  }
}

test("connections that are cut while nobody uses them: back at once", async () => {
  await works();
  proxy.cut();
  await back();
});

test("cut in the middle of a statement: refused as unavailable at once, the transaction leaves nothing, the next one works", async () => {
  const name = `cut ${crypto.randomUUID()}`;
  const begun = asSystem(async ({ tx, now }) => {
    await tx.site.create({
      data: { id: crypto.randomUUID(), accountId: (await anyAccount(tx)).id, name, createdAt: now },
    });
    await tx.$queryRaw`select pg_sleep(8)::text`;
  });
  const ended = begun.catch((error: unknown) => error);
  await expect.poll(async () => (await sleeping()) > 0, { timeout: 8_000 }).toBe(true);
  proxy.cut();
  expect(await within(5_000, () => ended)).toMatchObject({ kind: "UNAVAILABLE", code: "shared.databaseAway" });
  await back();
  expect(await asSystem(({ tx }) => tx.site.count({ where: { name } }))).toBe(0);
});
const anyAccount = (tx: Parameters<Parameters<typeof asSystem>[0]>[0]["tx"]) =>
  tx.account.findFirstOrThrow({ where: { type: "END_CUSTOMER" }, select: { id: true } });
async function sleeping(): Promise<number> {
  const { rows } = await pool().query(
    "select count(*)::int as n from pg_stat_activity where query like '%pg_sleep(8)%' and state = 'active' and pid <> pg_backend_pid()",
  );
  return rows[0].n;
}

test("half-closed by the server's side: back at once", async () => {
  await works();
  proxy.halfClose();
  await back();
});

test("slow: everything works, later", async () => {
  await proxy.become("slow");
  await within(10_000, works);
  await proxy.become("pass");
});

test("away: each request is refused within 10 s, with what makes 503 of it; back: it works within 5 s", {
  timeout: 60_000,
}, async () => {
  await proxy.become("away");
  const refused = async () => refusal(callerOf(user).then((caller) => caller.credits.balance()));
  const answers = await within(10_000, () => Promise.all(Array.from({ length: 20 }, refused)));
  for (const answer of answers) expect(answer).toMatchObject({ kind: "UNAVAILABLE", code: "shared.databaseAway" });
  await proxy.become("pass");
  await back();
});
