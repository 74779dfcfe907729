import { spawn } from "node:child_process";
import { once } from "node:events";
import { anAccount } from "@tests/factories/accounts";
import { startSmtp } from "@tests/support/smtp";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { pool } from "@/platform/db";
import { LEASE } from "@/platform/email/claims";
import { startWorker } from "@/platform/jobs";
import { addresses, deliveryTo, queueMany, registerTestMails, testClock } from "./mailing";

const MAILS = 300;
const CONNECTIONS = 5;

test("kill -9 of a worker in the middle of 300 mails: none lost, duplicates ≤ connections, with the same Message-ID", async () => {
  const account = await anAccount();
  const smtp = await startSmtp();
  const ids = await queueMany(account.id, addresses(MAILS));
  const child = spawn(process.execPath, ["--import", "tsx", "tests/support/email-worker.ts"], {
    env: { ...process.env, SMTP_URL: smtp.url, MAIL_TRANSPORT: "smtp" },
    stdio: "ignore",
  });
  await smtp.until(({ mails }) => mails.length >= 100);
  child.kill("SIGKILL");
  await once(child, "exit");
  const before = smtp.mails.length;
  expect(before).toBeLessThan(MAILS);

  // Another worker, once the leases of the first have ended. The first one's job is locked for ever: the sweep adds a new one.
  registerTestMails();
  const clock = testClock();
  clock.forward(LEASE + 1_000);
  const delivery = deliveryTo(smtp.url, { clock });
  await delivery.sweep();
  const worker = await startWorker({ pool: pool(), registry: delivery.jobs, pollInterval: 100 });
  const distinct = () => new Set(smtp.mails.map(({ messageId }) => messageId));
  await smtp.until(() => distinct().size >= MAILS);
  await worker.stop();
  await delivery.close();
  await smtp.close();

  expect([...distinct()].sort()).toEqual(ids.map((id) => `<${id}@portal.example.com>`).sort());
  expect(smtp.mails.length - MAILS).toBeLessThanOrEqual(CONNECTIONS);
  const open = await asSystem(({ tx }) =>
    tx.emailMessage.count({ where: { accountId: account.id, status: { not: "ACCEPTED" } } }),
  );
  expect(open).toBe(0);
}, 120_000);
