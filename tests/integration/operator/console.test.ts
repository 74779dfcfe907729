import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";
import { pool } from "@/platform/db";
import { addJob } from "@/platform/jobs";
import { newId } from "@/shared/kernel/ids";

type Caller = Awaited<ReturnType<typeof callerOf>>;
let operator: Caller;
let looker: Caller;
let customer: Caller;

beforeAll(async () => {
  const root = await theOperator();
  operator = await callerOf(await aUser(root.id));
  looker = await callerOf(await aUser(root.id, { accountRights: ["health.view"] }));
  const account = await anAccount();
  customer = await callerOf(await aUser(account.id));
});

/** A job that has failed so often, as graphile-worker would leave it. */
async function aFailedJob(attempts: number): Promise<string> {
  const task = `failing-${newId()}`;
  await asSystem((work) => addJob(work, task, { accountId: newId() }, { maxAttempts: 3 }));
  const { rows } = await pool().query(
    `update graphile_worker._private_jobs j set attempts = $2, last_error = 'Error: no answer' || chr(10) || 'at somewhere'
     from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = $1 returning j.id::text`,
    [task, attempts],
  );
  return rows[0].id;
}
const historyOfOperator = async () => {
  const { id } = await theOperator();
  return asSystem(async ({ tx }) =>
    (await tx.historyEntry.findMany({ where: { accountId: id } })).map((row) => row.action),
  );
};

describe("jobs", () => {
  test("failed ones are shown, given-up ones first; a dead one starts again with all its attempts, with a history row", async () => {
    const [retrying, dead] = [await aFailedJob(1), await aFailedJob(3)];
    const rows = await operator.operator.jobs();
    expect(rows.map((job) => job.id).indexOf(dead)).toBeLessThan(rows.map((job) => job.id).indexOf(retrying));
    expect(rows.find((job) => job.id === dead)).toMatchObject({
      dead: true,
      attempts: 3,
      maxAttempts: 3,
      error: "Error: no answer",
    });
    expect(JSON.stringify(rows)).not.toContain("somewhere");
    expect((await operator.operator.health()).jobs).toMatchObject({ dead: 1, retrying: 1 });
    await operator.operator.retryJob({ id: dead, task: "failing" });
    const { rows: after } = await pool().query(
      "select attempts, last_error from graphile_worker._private_jobs where id = $1",
      [dead],
    );
    expect(after[0].attempts).toBe(0);
    expect((await operator.operator.health()).jobs.dead).toBe(0);
    expect(await historyOfOperator()).toContain("operator.jobRetried");
  });

  test("a job that is gone says so, and leaves no history row", async () => {
    const before = (await historyOfOperator()).length;
    expect(await refusal(operator.operator.retryJob({ id: "999999999", task: "x" }))).toMatchObject({
      kind: "CONFLICT",
      code: "operator.jobGone",
    });
    expect(await historyOfOperator()).toHaveLength(before);
  });
});

describe("undelivered e-mails", () => {
  const aMail = (status: "FAILED" | "ACCEPTED", accountId: string | null, toAddress = "gone@example.com") =>
    asSystem(async ({ tx, now }) => {
      const id = newId();
      await tx.emailMessage.create({
        data: {
          id,
          accountId,
          kind: "card-sent",
          toAddress,
          locale: "en",
          status,
          attempts: 6,
          nextAttemptAt: now,
          createdAt: now,
          lastError: "550 no such user",
        },
      });
      return id;
    });

  test("are listed without those delivered, found by address, account or reason; sent again once", async () => {
    const account = await anAccount({ companyName: "Riverside Bank" });
    const id = await aMail("FAILED", account.id);
    await aMail("ACCEPTED", account.id);
    const { rows } = await operator.operator.failedEmails({});
    expect(rows).toMatchObject([
      { id, to: "gone@example.com", account: "Riverside Bank", error: "550 no such user", attempts: 6 },
    ]);
    for (const search of ["gone@", "riverside", "550"])
      expect((await operator.operator.failedEmails({ search })).rows).toHaveLength(1);
    expect((await operator.operator.failedEmails({ search: "_" })).rows).toEqual([]);
    const results = await Promise.allSettled([
      operator.operator.resendEmail({ id }),
      operator.operator.resendEmail({ id }),
    ]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(operator.operator.resendEmail({ id }))).toMatchObject({ code: "operator.mailGone" });
    const mail = await asSystem(({ tx }) => tx.emailMessage.findUniqueOrThrow({ where: { id } }));
    expect(mail).toMatchObject({ status: "QUEUED", attempts: 0, lastError: null });
    expect((await historyOfOperator()).filter((action) => action === "operator.mailResent")).toHaveLength(1);
  });
});

describe("mailbox", () => {
  test("lists and reads what was sent; its HTML is not in the answer", async () => {
    const id = newId();
    await asSystem(({ tx, now }) =>
      tx.mailboxMessage.create({
        data: {
          id,
          toAddress: "holder@example.com",
          toName: "Simon WHITE",
          fromName: "STid",
          subject: "Your card",
          html: "<b>card</b>",
          text: "card",
          at: now,
        },
      }),
    );
    expect((await operator.operator.mailbox({})).rows[0]).toMatchObject({ id, subject: "Your card" });
    const message = await operator.operator.mailboxMessage({ id });
    expect(message).toMatchObject({ text: "card", toName: "Simon WHITE" });
    expect(message).not.toHaveProperty("html");
    expect(await refusal(operator.operator.mailboxMessage({ id: newId() }))).toMatchObject({ kind: "NOT_FOUND" });
  });
});

describe("rights", () => {
  test("accounts are counted by type and status", async () => {
    await anAccount({ type: "RESELLER", status: "CREATED" });
    const counts = await operator.operator.accountCounts();
    expect(counts.resellers.CREATED).toBeGreaterThanOrEqual(1);
    expect(counts.customers.ACTIVATED).toBeGreaterThanOrEqual(2);
  });

  test("looking needs health.view, acting health.act", async () => {
    expect((await looker.operator.health()).ledger).toBeNull();
    for (const call of [
      looker.operator.retryJob({ id: "1", task: "x" }),
      looker.operator.resendEmail({ id: newId() }),
      looker.operator.checkLedger(),
      looker.operator.accountCounts(),
    ])
      expect(await refusal(call)).toMatchObject({ kind: "FORBIDDEN" });
    await operator.operator.checkLedger();
  });

  test("for everybody else the console does not exist", async () => {
    const nobody = await callerOf(null);
    for (const [caller, kind] of [
      [customer, "NOT_FOUND"],
      [nobody, "UNAUTHENTICATED"],
    ] as const)
      for (const call of [
        caller.operator.health(),
        caller.operator.jobs(),
        caller.operator.failedEmails({}),
        caller.operator.mailbox({}),
        caller.operator.mailboxMessage({ id: newId() }),
        caller.operator.retryJob({ id: "1", task: "x" }),
        caller.operator.accountCounts(),
      ])
        expect(await refusal(call)).toMatchObject({ kind });
  });
});
