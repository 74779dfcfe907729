import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { anAccount } from "@tests/factories/accounts";
import { asSuperuser } from "@tests/support/superuser";
import { asSystem } from "@tests/support/system";
import { beforeEach, expect, test } from "vitest";
import { sealHistory, verifyHistory } from "@/modules/history/server";
import { recordEvents } from "@/platform/events";

const write = (accountId: string, count: number) =>
  asSystem((work) =>
    recordEvents(
      work,
      Array.from({ length: count }, (_, index) => ({
        accountId,
        page: "cards",
        action: "cards.sent",
        params: { name: `Holder ${index}`, price: 5 },
        changes: [{ field: "email", from: null, to: "a@example.com" }],
      })),
    ),
  );
const check = () => asSystem((work) => verifyHistory(work));
const entriesOf = (accountId: string) =>
  asSystem(({ tx }) => tx.historySeal.findMany({ where: { accountId }, orderBy: { sequence: "asc" } }));
/** Changes rows behind the product's back. */
const tamper = (statement: string, values: unknown[]) =>
  asSuperuser(async (client) => {
    await client.query("set session_replication_role = replica");
    const { rowCount } = await client.query(statement, values);
    expect(rowCount).toBe(1);
  });

let account: { id: string };
beforeEach(async () => {
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = replica");
    await client.query("delete from history_seals");
    await client.query("delete from history_entries");
    await client.query("delete from history_sealing");
  });
  account = await anAccount();
});

test("entries are chained per account, once, in order; more than a batch", async () => {
  const other = await anAccount();
  await write(account.id, 5);
  await write(other.id, 3);
  expect(await sealHistory()).toBe(8);
  expect(await sealHistory()).toBe(0);
  await write(account.id, 2_100);
  expect(await sealHistory()).toBe(2_100);
  expect((await entriesOf(account.id)).map((seal) => Number(seal.sequence))).toEqual(
    Array.from({ length: 2_105 }, (_, index) => index + 1),
  );
  expect(await check()).toEqual({ accounts: 2, seals: 2_108, unsealed: 0, faults: [] });
});

test("several sealing at once make one chain", async () => {
  await write(account.id, 50);
  await Promise.all(Array.from({ length: 8 }, () => sealHistory()));
  await sealHistory();
  expect(await check()).toEqual({ accounts: 1, seals: 50, unsealed: 0, faults: [] });
});

test("a row that commits late is sealed too, and the nightly look finds one far behind", async () => {
  await write(account.id, 1);
  const later = new Date(Date.now() + 60 * 60_000);
  await sealHistory({ clock: () => later });
  await write(account.id, 1);
  expect(await sealHistory({ clock: () => later })).toBe(0);
  expect((await check()).unsealed).toBe(1);
  expect(await sealHistory({ everything: true })).toBe(1);
  expect(await check()).toMatchObject({ seals: 2, unsealed: 0, faults: [] });
});

test.each([
  ["an entry's text", "update history_entries set action = 'cards.deleted' where id = $1", "changed"],
  ["who did it", "update history_entries set performer_name = 'Nobody' where id = $1", "changed"],
  ["its time", "update history_entries set at = at + interval '1 second' where id = $1", "changed"],
  ["a value", `update history_entries set params = jsonb_set(params, '{price}', '4') where id = $1`, "changed"],
  ["a change", `update history_entries set changes = '[]' where id = $1`, "changed"],
  ["a removed entry", "delete from history_entries where id = $1", "missing"],
  ["a removed seal", "delete from history_seals where entry_id = $1", "missing"],
])("%s, tampered with, is found and named", async (_, statement, reason) => {
  await write(account.id, 6);
  await sealHistory();
  const seals = await entriesOf(account.id);
  const third = seals[2] as (typeof seals)[number];
  await tamper(statement, [third.entryId]);
  const { faults } = await check();
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatchObject({ accountId: account.id, reason });
  // Without the seal, the next one in the chain is where it breaks.
  const named = statement.includes("history_seals") ? seals[3]?.entryId : third.entryId;
  expect(faults[0]?.entryId).toBe(named);
});

test("a whole chain made new over a tampered row still does not fit the seal kept outside", async () => {
  await write(account.id, 3);
  await sealHistory();
  const end = (await entriesOf(account.id)).at(-1);
  await tamper("update history_entries set page = 'users' where id = $1", [(await entriesOf(account.id))[0]?.entryId]);
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = replica");
    await client.query("delete from history_seals");
  });
  await sealHistory({ everything: true });
  expect((await check()).faults).toEqual([]);
  expect((await entriesOf(account.id)).at(-1)?.hash).not.toEqual(end?.hash);
});

test("npm run history:verify and ledger:verify end with 0, and with 1 after tampering", {
  timeout: 120_000,
}, async () => {
  const command = (name: string) =>
    promisify(execFile)("node", ["--import", "tsx", `src/commands/${name}.ts`], { env: process.env }).then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: { code: number; stdout: string; stderr: string }) => ({
        code: error.code,
        text: error.stdout + error.stderr,
      }),
    );
  await write(account.id, 3);
  await sealHistory();
  const [history, ledger] = await Promise.all([command("history-verify"), command("ledger-verify")]);
  expect(history).toMatchObject({ code: 0, text: expect.stringContaining("3 seals of 1 accounts") });
  expect(ledger).toMatchObject({ code: 0, text: expect.stringContaining("all is well") });
  const second = (await entriesOf(account.id))[1];
  await tamper("update history_entries set action = 'x.y' where id = $1", [second?.entryId]);
  await tamper("update credit_balances set available = 3 where account_id = $1", [account.id]);
  const [broken, differs] = await Promise.all([command("history-verify"), command("ledger-verify")]);
  expect(broken).toMatchObject({ code: 1, text: expect.stringContaining(`${second?.entryId}`) });
  expect(differs).toMatchObject({ code: 1, text: expect.stringContaining("expected 0, found 3") });
});
