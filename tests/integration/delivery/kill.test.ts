import { callerOf } from "@tests/support/caller";
import { uploaded } from "@tests/support/files";
import { startSmtp } from "@tests/support/smtp";
import { asSystem } from "@tests/support/system";
import { startWorkerProcess, until } from "@tests/support/worker-process";
import { expect, test } from "vitest";
import { pool } from "@/platform/db";
import { aPortal, creditsOf, everything, type Portal } from "../cards/portal";

/* The real product as a worker, killed with SIGKILL in the middle of its work. */

const CARDS = 3_000;
const CONNECTIONS = 5;

async function many(portal: Portal, count: number) {
  await asSystem(
    ({ tx, now }) => tx.$executeRaw`
      INSERT INTO virtual_cards (id, account_id, site_id, kind, status, first_name, last_name, email, created_at)
      SELECT uuid_v7(), ${portal.account.id}::uuid, ${portal.site.id}::uuid, 'MOBILE_ID_PLUS', 'CREATED', 'N', n::text, n || '@example.com', ${now}
      FROM generate_series(1, ${count}::int) AS n`,
  );
}
const bulkOf = (id: string) => asSystem(({ tx }) => tx.bulkAction.findUniqueOrThrow({ where: { id } }));

/** Credits, links, mails and cards agree, whatever has been done so far. */
async function consistent(portal: Portal, done: number) {
  const { held, available } = await creditsOf(portal.account.id);
  expect([held, available]).toEqual([done, CARDS - done]);
  const rows = await everything(portal.account.id);
  expect(rows.cards.filter((card) => card.status === "EMAIL_SENT")).toHaveLength(done);
  expect(new Set(rows.sendings.map((sending) => sending.cardId)).size).toBe(done);
  expect(rows.sendings).toHaveLength(done);
  expect(rows.mails.map((mail) => mail.sendingId).sort()).toEqual(rows.sendings.map((sending) => sending.id).sort());
}

test("kill -9 in the middle of a mass send of 3,000 cards, twice: nothing lost, nothing charged twice, each e-mailed once per sending", async () => {
  const portal = await aPortal({ credits: CARDS });
  await many(portal, CARDS);
  const smtp = await startSmtp();
  const start = () => startWorkerProcess({ SMTP_URL: smtp.url, MAIL_TRANSPORT: "smtp" });
  const { bulkId } = await (await callerOf(portal.user)).cardBulks.send({
    ...portal.at,
    selection: { by: "filter", filters: {} },
    total: CARDS,
  });

  const kills = [1_000, 2_000];
  for (const reached of kills) {
    const worker = start();
    await until(async () => (await bulkOf(bulkId)).done >= reached);
    await worker.kill("SIGKILL");
    // What its last statement had begun is rolled back once the database notices.
    await until(async () => {
      const { rows } = await pool().query(
        "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()",
      );
      return rows[0].n === 0;
    });
    const { done, state } = await bulkOf(bulkId);
    await consistent(portal, done);
    expect(done % 1_000).toBe(0);
    if (reached === kills[0]) expect(state).toBe("RUNNING");
  }

  const worker = start();
  await until(async () => (await bulkOf(bulkId)).state === "DONE");
  expect(await bulkOf(bulkId)).toMatchObject({ done: CARDS, failed: 0, credits: CARDS, failure: null });
  // As if the five minutes had passed for which the killed ones had taken mails for themselves.
  await asSystem(
    ({ tx, now }) =>
      tx.$executeRaw`UPDATE email_messages SET next_attempt_at = ${now} WHERE status = 'SENDING' AND next_attempt_at > ${now}`,
  );
  const messageIds = () => new Set(smtp.mails.map((mail) => mail.messageId));
  await until(async () => messageIds().size >= CARDS);
  await worker.kill("SIGTERM");
  await smtp.close();
  await consistent(portal, CARDS);
  const rows = await everything(portal.account.id);
  expect([...messageIds()].sort()).toEqual(rows.mails.map((mail) => `<${mail.id}@portal.example.com>`).sort());
  expect(smtp.mails.length - CARDS).toBeLessThanOrEqual((kills.length + 1) * CONNECTIONS);
}, 300_000);

test("kill -9 in the middle of an import's check, and of its commit: the check goes on, the commit is whole or nothing", async () => {
  const ROWS = 20_000;
  const portal = await aPortal();
  const { cardImports } = await callerOf(portal.user);
  const lines = Array.from({ length: ROWS }, (_, n) => `Ann;WHITE${n};ann${n}@example.com`);
  const form = new FormData();
  form.set("file", new File([["First Name;Last Name;Email", ...lines].join("\n")], "many.csv"));
  const { id } = (await uploaded(portal.user, "cards", `siteId=${portal.site.id}`, form)) as { id: string };
  const found = () => asSystem(({ tx }) => tx.import.findUniqueOrThrow({ where: { id } }));
  const cards = () => asSystem(({ tx }) => tx.virtualCard.count({ where: { accountId: portal.account.id } }));

  const checking = startWorkerProcess();
  await until(async () => (await found()).done >= 4_000);
  await checking.kill("SIGKILL");
  expect((await found()).state).toBe("CHECKING");

  const second = startWorkerProcess();
  await until(async () => (await found()).state === "CHECKED");
  expect(await found()).toMatchObject({ good: ROWS, warned: 0, refused: 0 });
  await cardImports.commit({ ...portal.at, importId: id });
  await until(async () => {
    const { rows } = await pool().query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' AND query LIKE '%INSERT INTO virtual_cards%' AND pid <> pg_backend_pid()",
    );
    return rows.length > 0;
  });
  await second.kill("SIGKILL");
  expect([await cards(), (await found()).state]).toEqual([0, "COMMITTING"]);

  const third = startWorkerProcess();
  const seen = new Set<number>();
  await until(async () => {
    seen.add(await cards());
    return (await found()).state === "COMMITTED";
  });
  await third.kill("SIGTERM");
  expect([...seen].filter((count) => count !== 0 && count !== ROWS)).toEqual([]);
  expect(await cards()).toBe(ROWS);
  expect(await found()).toMatchObject({ committed: ROWS, failure: null });
  const history = await asSystem(({ tx }) =>
    tx.historyEntry.count({ where: { accountId: portal.account.id, action: "cards.add" } }),
  );
  expect(history).toBe(ROWS);
}, 300_000);
