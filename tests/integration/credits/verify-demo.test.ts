import "@/composition/ports";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { asSuperuser } from "@tests/support/superuser";
import { expect, test } from "vitest";
import { config } from "@/platform/config";
import { prepareData } from "../../../prisma/seed";

const verify = () =>
  promisify(execFile)("node", ["--import", "tsx", "src/commands/ledger-verify.ts"], { env: process.env }).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      text: error.stdout + error.stderr,
    }),
  );
const broken = (statement: string) =>
  asSuperuser(async (client) => {
    await client.query("SET session_replication_role = replica");
    expect((await client.query(statement)).rowCount).toBe(1);
  });

test("npm run ledger:verify: the demo's data is right; a balance and an entry that are not are told", {
  timeout: 120_000,
}, async () => {
  expect(config().demo).toBe(true);
  await prepareData();
  expect(await verify()).toMatchObject({
    code: 0,
    text: expect.stringMatching(/^[1-9]\d* entries of [1-9]\d* accounts: all is well/),
  });
  await broken(
    "UPDATE credit_balances SET available = available + 7 WHERE account_id = (SELECT id FROM accounts WHERE email = 'reseller@example.com')",
  );
  await broken(
    "UPDATE ledger_entries SET amount = amount + 1 WHERE id = (SELECT id FROM ledger_entries WHERE kind = 'TRANSFER' AND phase = 'SINGLE' LIMIT 1)",
  );
  const told = await verify();
  expect(told.code).toBe(1);
  expect(told.text).toContain("I2 available");
  expect(told.text).toMatch(/[1-9]\d* differences/);
});
