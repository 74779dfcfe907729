import { anAccount } from "@tests/factories/accounts";
import { startSmtp, type TestSmtp } from "@tests/support/smtp";
import { asAccount, asSystem } from "@tests/support/system";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { pool } from "@/platform/db";
import { type MailDelivery, onDelivery, queueEmail } from "@/platform/email";
import { BACK_OFF, LEASE } from "@/platform/email/claims";
import { startWorker } from "@/platform/jobs";
import { addresses, deliveryTo, queue, queueMany, registerTestMails, stored, testClock } from "./mailing";

let smtp: TestSmtp;
let delivery: MailDelivery;
let clock = testClock();

beforeAll(registerTestMails);
beforeEach(async () => {
  smtp = await startSmtp();
  clock = testClock();
  delivery = deliveryTo(smtp.url, { clock });
});
afterEach(async () => {
  smtp.release();
  await delivery.close();
  await smtp.close();
});

describe("the outbox", () => {
  test("a mail is sent once, by the worker, after the commit and never after a rollback", async () => {
    const account = await anAccount();
    const mail = { kind: "user-disabled", accountId: account.id, locale: "en" } as const;
    const undone = asAccount(account.id, async (work) => {
      await queueEmail(work, { ...mail, to: { address: "never@holders.test", name: "Never" } });
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    const id = await asAccount(account.id, (work) =>
      queueEmail(work, { ...mail, to: { address: "ann@holders.test", name: "Ann" } }),
    );
    const worker = await startWorker({ pool: pool(), registry: delivery.jobs, pollInterval: 100 });
    await smtp.until(({ mails }) => mails.length > 0);
    await worker.stop();
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]!.recipients).toEqual(["ann@holders.test"]);
    expect(await stored(id)).toMatchObject({ status: "ACCEPTED", attempts: 1, lastError: null });
    expect((await stored(id)).acceptedAt).toBeInstanceOf(Date);
  });

  test("carries the headers of automatic mail, a stable Message-ID, both parts, one recipient", async () => {
    const account = await anAccount();
    const [id] = await queue(account.id, ["ann@holders.test"], {
      to: { address: "ann@holders.test", name: "Ann\r\nBcc: all@x.test" },
    });
    await delivery.dispatch(account.id);
    const [mail] = smtp.mails;
    expect(mail).toMatchObject({
      from: "no-reply@portal.example.com",
      recipients: ["ann@holders.test"],
      messageId: `<${id}@portal.example.com>`,
    });
    const { headers, from, html, text, subject, date } = mail!.parsed;
    expect(headers.get("auto-submitted")).toBe("auto-generated");
    expect(headers.has("bcc")).toBe(false);
    expect(headers.has("list-unsubscribe")).toBe(false);
    expect(from?.text).toBe('"Northgate Access" <no-reply@portal.example.com>');
    expect(subject).toBe("Your access to Riverside has been disabled");
    expect(html).toContain("Riverside");
    expect(text).toContain("Hello Ann Bcc: all@x.test,");
    expect(date).toEqual(new Date(Math.floor((await stored(id!)).createdAt.getTime() / 1000) * 1000));
  });

  test("dispatchers at the same time send each mail once, over few connections", async () => {
    const account = await anAccount();
    await queueMany(account.id, addresses(120));
    await Promise.all([delivery.dispatch(account.id), delivery.dispatch(account.id), delivery.dispatch(account.id)]);
    expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(120);
    expect(smtp.mails).toHaveLength(120);
    expect(smtp.connections).toBeLessThanOrEqual(5);
  });

  test("a mail whose reason is gone is cancelled; one that can't be resolved waits and holds up no other", async () => {
    const account = await anAccount();
    const [gone] = await queue(account.id, ["gone@holders.test"], { data: { withdrawn: true } });
    const [broken] = await queue(account.id, ["broken@holders.test"], { data: { broken: true } });
    const [good] = await queue(account.id, ["good@holders.test"]);
    const [unknown] = await queue(account.id, ["unknown@holders.test"], { kind: "user-reactivated" });
    await delivery.dispatch(account.id);
    expect(smtp.mails.flatMap(({ recipients }) => recipients)).toEqual(["good@holders.test"]);
    expect((await stored(good!)).status).toBe("ACCEPTED");
    expect((await stored(gone!)).status).toBe("CANCELLED");
    expect(await stored(broken!)).toMatchObject({
      status: "QUEUED",
      attempts: 1,
      lastError: expect.stringContaining("Nothing is known"),
    });
    expect(await stored(unknown!)).toMatchObject({
      status: "QUEUED",
      lastError: expect.stringContaining("No resolver"),
    });
  });

  test("an address that is a list or hides a header is refused for good", async () => {
    const account = await anAccount();
    const bad = ["a@x.test, b@x.test", "a@x.test\r\nBcc: b@x.test", "Ann <a@x.test>", "nothing"];
    const ids = await queue(account.id, bad);
    await delivery.dispatch(account.id);
    expect(smtp.mails).toEqual([]);
    for (const id of ids) expect((await stored(id)).status).toBe("FAILED");
  });

  test("mails of a disabled account wait until it may send again", async () => {
    const account = await anAccount();
    let enabled = false;
    await delivery.close();
    delivery = deliveryTo(smtp.url, { clock, maySend: async () => enabled });
    const [id] = await queue(account.id, ["ann@holders.test"]);
    await delivery.dispatch(account.id);
    expect((await stored(id!)).status).toBe("QUEUED");
    enabled = true;
    await delivery.dispatch(account.id);
    expect((await stored(id!)).status).toBe("ACCEPTED");
  });

  test("listeners hear each result in the transaction that notes it", async () => {
    const account = await anAccount();
    const heard: string[] = [];
    registerTestMails();
    onDelivery("user-invited", async (work, row, { status }) => {
      const now = await work.tx.emailMessage.findUniqueOrThrow({ where: { id: row.id } });
      heard.push(`${status} ${now.status}`);
    });
    await queue(account.id, ["ann@holders.test"], { kind: "user-invited" });
    await delivery.dispatch(account.id);
    expect(heard).toEqual(["QUEUED QUEUED"]);
  });
});

describe("a server that does not take everything", () => {
  test.each(["recipient 451", "text 452", "cut before"] as const)(
    "%s: tried again, later and later, then a dead letter",
    async (mode) => {
      const account = await anAccount();
      smtp.answer = () => mode;
      const [id] = await queue(account.id, ["ann@holders.test"]);
      for (const [index, wait] of BACK_OFF.entries()) {
        await delivery.dispatch(account.id);
        const row = await stored(id!);
        expect(row).toMatchObject({ status: "QUEUED", attempts: index + 1 });
        expect(row.lastError).toBeTruthy();
        const due = row.nextAttemptAt.getTime() - clock().getTime();
        expect(due).toBeLessThanOrEqual(wait);
        expect(due).toBeGreaterThan(wait - 20_000);
        expect(await delivery.dispatch(account.id)).toBe(0);
        clock.forward(due + 1);
      }
      await delivery.dispatch(account.id);
      expect(await stored(id!)).toMatchObject({ status: "FAILED", attempts: BACK_OFF.length + 1 });
      clock.forward(100 * 86_400_000);
      expect(await delivery.dispatch(account.id)).toBe(0);
    },
  );

  test("451 first, then taken: one mail", async () => {
    const account = await anAccount();
    smtp.answer = () => "recipient 451";
    const [id] = await queue(account.id, ["ann@holders.test"]);
    await delivery.dispatch(account.id);
    smtp.answer = () => "accept";
    clock.forward(BACK_OFF[0]! + 1_000);
    await delivery.dispatch(account.id);
    expect(smtp.mails).toHaveLength(1);
    expect(await stored(id!)).toMatchObject({ status: "ACCEPTED", attempts: 2, lastError: null });
  });

  test.each(["recipient 550", "text 554"] as const)("%s: failed at once, and no other mail with it", async (mode) => {
    const account = await anAccount();
    smtp.answer = (to) => (to.startsWith("bad") ? mode : "accept");
    const [bad, good] = await queue(account.id, ["bad@holders.test", "good@holders.test"]);
    await delivery.dispatch(account.id);
    expect(await stored(bad!)).toMatchObject({
      status: "FAILED",
      attempts: 1,
      lastError: expect.stringMatching(/55\d/),
    });
    expect((await stored(good!)).status).toBe("ACCEPTED");
  });

  test("cut after the text was taken: the mail goes out again under the same Message-ID", async () => {
    const account = await anAccount();
    smtp.answer = () => "cut after";
    await queue(account.id, ["ann@holders.test"]);
    await delivery.dispatch(account.id);
    smtp.answer = () => "accept";
    clock.forward(BACK_OFF[0]! + 1_000);
    await delivery.dispatch(account.id);
    expect(smtp.mails.length).toBeGreaterThanOrEqual(2);
    expect(new Set(smtp.mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(new Set(smtp.mails.map(({ raw }) => raw)).size).toBe(1);
  });

  test("no server at all, and a wrong password: later, not never", async () => {
    const account = await anAccount();
    const locked = await startSmtp({ user: "portal", password: "right" });
    for (const url of ["smtp://127.0.0.1:1", locked.url.replace("right", "wrong")]) {
      const other = deliveryTo(url, { clock });
      const [id] = await queue(account.id, ["ann@holders.test"]);
      await other.dispatch(account.id);
      expect(await stored(id!)).toMatchObject({ status: "QUEUED", attempts: 1 });
      await other.close();
    }
    const right = deliveryTo(locked.url, { clock });
    clock.forward(BACK_OFF[0]! + 1_000);
    expect(await right.dispatch(account.id)).toBe(2);
    expect(locked.mails).toHaveLength(2);
    await right.close();
    await locked.close();
  });

  test("P17 the mails of an account whose recipients' server hangs hold up no other account's", async () => {
    const [hanging, other] = [await anAccount(), await anAccount()];
    smtp.answer = (to) => (to.endsWith("@hangs.test") ? "hold" : "accept");
    await queueMany(hanging.id, addresses(40, "hangs.test"));
    const stuck = delivery.dispatch(hanging.id);
    await smtp.until(({ held }) => held === 4);
    await queueMany(other.id, addresses(30));
    await delivery.dispatch(other.id);
    expect(smtp.mails.filter(({ recipients }) => recipients[0]!.endsWith("@holders.test"))).toHaveLength(30);
    expect(smtp.held).toBe(4);
    smtp.release();
    await stuck;
    expect(smtp.mails).toHaveLength(70);
  });
});

describe("a worker that disappears", () => {
  test("its mails are its own until the lease ends, then another's", async () => {
    const account = await anAccount();
    const [id] = await queue(account.id, ["ann@holders.test"]);
    await asSystem(({ tx, now }) =>
      tx.emailMessage.update({
        where: { id: id! },
        data: { status: "SENDING", nextAttemptAt: new Date(now.getTime() + LEASE) },
      }),
    );
    expect(await delivery.dispatch(account.id)).toBe(0);
    clock.forward(LEASE + 1_000);
    await delivery.sweep();
    const { rows } = await pool().query("select key from graphile_worker.jobs where key = $1", [
      `email-dispatch:${account.id}`,
    ]);
    expect(rows).toHaveLength(1);
    expect(await delivery.dispatch(account.id)).toBe(1);
  });
});
