import { anAccount, theOperator } from "@tests/factories/accounts";
import { aCard, aSending } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aSite } from "@tests/factories/sites";
import { asSuperuser } from "@tests/support/superuser";
import { asSystem } from "@tests/support/system";
import { beforeEach, expect, test } from "vitest";
import "@/composition/emails";
import "@/composition/ports";
import { checkLedgerJob, lastLedgerCheck } from "@/modules/credits/server";
import { resolverOf } from "@/platform/email/registry";

const noJob = { attempt: 1, lastAttempt: false, addJob: (async () => {}) as never };
const check = async () => {
  await checkLedgerJob({}, noJob);
  return (await asSystem(lastLedgerCheck))?.differences ?? [];
};
const mails = () =>
  asSystem(({ tx }) => tx.emailMessage.findMany({ where: { kind: "ledger-differs" }, orderBy: { id: "asc" } }));

/** Breaks something as nobody in the product can: without triggers and foreign keys. */
const tamper = (sql: string, values: unknown[]) =>
  asSuperuser(async (client) => {
    await client.query("SET session_replication_role = replica");
    await client.query(sql, values);
  });

let card: Awaited<ReturnType<typeof aCard>>;
beforeEach(async () => {
  await theOperator();
  const account = await anAccount();
  await aLoad(account.id, 50);
  card = await aCard(await aSite(account.id));
  await aSending(card.id, { price: 5 });
});

const BROKEN: [string, string, string, (id: { card: string; account: string }) => string][] = [
  [
    "I2",
    "UPDATE credit_balances SET available = available + 1 WHERE account_id = $1",
    "UPDATE credit_balances SET available = available - 1 WHERE account_id = $1",
    ({ account }) => account,
  ],
  [
    "I13 an open hold",
    "UPDATE virtual_cards SET status = 'ACTIVATED', credential_id = $1 WHERE id = $1",
    "UPDATE virtual_cards SET status = 'EMAIL_SENT', credential_id = NULL WHERE id = $1",
    ({ card: id }) => id,
  ],
  [
    "I13 held",
    "UPDATE credit_slots SET held = held + 3 WHERE account_id = $1",
    "UPDATE credit_slots SET held = held - 3 WHERE account_id = $1",
    ({ account }) => account,
  ],
  [
    "I14 a card on a phone",
    "UPDATE virtual_cards SET status = 'ACTIVATED', credential_id = $1 WHERE id = $1",
    "UPDATE virtual_cards SET status = 'EMAIL_SENT', credential_id = NULL WHERE id = $1",
    ({ card: id }) => id,
  ],
  [
    "I14 one valid credential",
    "UPDATE virtual_cards SET status = 'ACTIVATED', credential_id = $1 WHERE id = $1",
    "UPDATE virtual_cards SET status = 'EMAIL_SENT', credential_id = NULL WHERE id = $1",
    ({ card: id }) => id,
  ],
];

test.each(BROKEN)(
  "%s: what is broken on purpose is told, and mailed once per failure",
  async (rule, harm, mend, idOf) => {
    expect(await check()).toEqual([]);
    const told = (await mails()).length;
    const id = idOf({ card: card.id, account: card.accountId });
    await tamper(harm, [id]);
    const found = await check();
    expect(found.map((one) => one.what).join("\n")).toContain(rule);
    // The sum over all accounts (I3) is of none.
    expect(found.every(({ accountId }) => accountId === card.accountId || accountId === null)).toBe(true);
    const [mail, ...more] = (await mails()).slice(told);
    expect(more).toEqual([]);
    const resolver = resolverOf("ledger-differs") as { resolve: (...args: unknown[]) => Promise<unknown> };
    expect(await asSystem((work) => resolver.resolve(work, mail))).toMatchObject({
      data: { count: found.length, rule: found[0]?.what },
    });
    // Found again: the console says so, no second mail.
    expect(await check()).toEqual(found);
    expect(await mails()).toHaveLength(told + 1);
    // Mended and broken anew: a failure of its own.
    await tamper(mend, [id]);
    expect(await check()).toEqual([]);
    await tamper(harm, [id]);
    await check();
    expect(await mails()).toHaveLength(told + 2);
    await tamper(mend, [id]);
  },
);

test("I7 a second hold for one sending is told", async () => {
  await tamper(
    `INSERT INTO ledger_entries (id, kind, phase, source_account_id, source_bucket, dest_account_id, dest_bucket, amount, idempotency_key,
       card_id, sending_id, performer_kind, performer_name, at)
     SELECT uuid_v7(), kind, phase, source_account_id, source_bucket, dest_account_id, dest_bucket, amount, idempotency_key || ':again',
       card_id, sending_id, performer_kind, performer_name, at FROM ledger_entries WHERE card_id = $1`,
    [card.id],
  );
  const rules = (await check()).map((one) => one.what);
  expect(rules).toContain("I7 one hold per sending");
  expect(rules).toContain("I5 one hold or charge per card");
  await tamper("DELETE FROM ledger_entries WHERE card_id = $1 AND idempotency_key LIKE '%:again'", [card.id]);
  expect(await check()).toEqual([]);
});
