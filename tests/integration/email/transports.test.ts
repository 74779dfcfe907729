import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "@/platform/config";
import { createMailDelivery, listMailbox, openTransport, parseMailbox, readMailboxMessage } from "@/platform/email";
import type { OutgoingMail } from "@/platform/email/mail";
import { newId } from "@/shared/kernel/ids";
import { queue, registerTestMails, stored } from "./mailing";

const mail = (): OutgoingMail => ({
  id: newId(),
  messageId: "<1@portal.example.com>",
  from: { name: 'The "Company"', address: "no-reply@portal.example.com" },
  to: { name: "Ann", address: "ann@holders.test" },
  subject: "Subject",
  html: "<p>Hello</p>",
  text: "Hello",
  date: new Date(),
});
const settings = (more: Record<string, string>) => readConfig({ MASTER_SECRET: "x".repeat(40), ...more }).mail;

describe("Resend", () => {
  type Answer = { status: number; body: object } | "cut";
  async function withResend(
    answer: Answer,
    run: (
      baseUrl: string,
      asked: { headers: IncomingHttpHeaders; path?: string; body: Record<string, unknown> }[],
    ) => Promise<void>,
  ) {
    const asked: { headers: IncomingHttpHeaders; path?: string; body: Record<string, unknown> }[] = [];
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk) => chunks.push(chunk));
      request.on("end", () => {
        asked.push({ headers: request.headers, path: request.url, body: JSON.parse(Buffer.concat(chunks).toString()) });
        if (answer === "cut") request.socket.destroy();
        else response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
  const open = (baseUrl: string) => openTransport(settings({ RESEND_API_KEY: "re_test", RESEND_BASE_URL: baseUrl }));

  test("hands one mail over, its id as the idempotency key", async () => {
    await withResend({ status: 200, body: { id: "accepted-1" } }, async (baseUrl, asked) => {
      const one = mail();
      expect(await open(baseUrl).send(one)).toEqual({ outcome: "accepted", detail: "accepted-1" });
      expect(asked).toHaveLength(1);
      expect(asked[0]!.path).toBe("/emails");
      expect(asked[0]!.headers).toMatchObject({ authorization: "Bearer re_test", "idempotency-key": one.id });
      expect(asked[0]!.body).toMatchObject({
        from: '"The Company" <no-reply@portal.example.com>',
        to: ['"Ann" <ann@holders.test>'],
        subject: "Subject",
        html: "<p>Hello</p>",
        text: "Hello",
        headers: { "Message-ID": "<1@portal.example.com>", "Auto-Submitted": "auto-generated" },
      });
    });
  });

  test.each([
    [422, "validation_error", "permanent"],
    [429, "rate_limit_exceeded", "temporary"],
    [401, "missing_api_key", "temporary"],
    [403, "validation_error", "temporary"],
    [500, "internal_server_error", "temporary"],
    [409, "concurrent_idempotent_requests", "temporary"],
    [409, "invalid_idempotent_request", "accepted"],
  ])("%i %s is %s", async (status, name, outcome) => {
    await withResend({ status, body: { statusCode: status, name, message: "because" } }, async (baseUrl) => {
      expect((await open(baseUrl).send(mail())).outcome).toBe(outcome);
    });
  });

  test("a cut connection and a server that is away are temporary", async () => {
    await withResend("cut", async (baseUrl) => {
      expect((await open(baseUrl).send(mail())).outcome).toBe("temporary");
    });
    expect((await open("http://127.0.0.1:1").send(mail())).outcome).toBe("temporary");
  });
});

describe("the built-in mailbox", () => {
  beforeAll(registerTestMails);

  test("is the default, keeps what was sent, once, and lists it newest first", async () => {
    const transport = openTransport(settings({}));
    const delivery = createMailDelivery({
      transport,
      from: parseMailbox("Portal <no-reply@portal.example.com>"),
      origin: "https://portal.example.com",
    });
    const ids = await queue(null, ["a@holders.test", "b@holders.test", "c@holders.test"]);
    await delivery.dispatch(null);
    for (const id of ids) expect((await stored(id)).status).toBe("ACCEPTED");
    expect(await transport.send({ ...mail(), id: ids[0]!, subject: "Again" })).toMatchObject({ outcome: "accepted" });
    await asSystem(async (work) => {
      const first = await listMailbox(work, { limit: 2 });
      const second = await listMailbox(work, { limit: 2, cursor: first.nextCursor });
      expect(first.rows).toHaveLength(2);
      expect(second).toMatchObject({ rows: [expect.anything()], nextCursor: null });
      expect([...first.rows, ...second.rows].map(({ id }) => id).sort()).toEqual([...ids].sort());
      expect((await listMailbox(work, { search: "B@HOLDERS" })).rows.map(({ toAddress }) => toAddress)).toEqual([
        "b@holders.test",
      ]);
      const message = await readMailboxMessage(work, ids[0]!);
      expect(message).toMatchObject({
        subject: "Your access to Riverside has been disabled",
        toName: "Ann",
        fromName: "Northgate Access",
      });
      expect(message?.html).toContain("Riverside");
      expect(await readMailboxMessage(work, newId())).toBeNull();
    });
  });
});

describe("settings", () => {
  test("say what is missing", () => {
    expect(() => openTransport(settings({ MAIL_TRANSPORT: "smtp" }))).toThrow(/SMTP_URL/);
    expect(() => openTransport(settings({ MAIL_TRANSPORT: "resend" }))).toThrow(/RESEND_API_KEY/);
    expect(() => openTransport(settings({ SMTP_URL: "http://x.test" }))).toThrow(/smtp:\/\//);
  });

  test("MAIL_FROM is a name and an address", () => {
    expect(parseMailbox("Mobile ID Portal <no-reply@portal.example.com>")).toEqual({
      name: "Mobile ID Portal",
      address: "no-reply@portal.example.com",
    });
    expect(parseMailbox("no-reply@portal.example.com")).toEqual({ name: null, address: "no-reply@portal.example.com" });
    expect(() => parseMailbox("nobody")).toThrow(/MAIL_FROM/);
  });
});
