import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { anAccount, aUser } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { callerOf, refusal } from "@tests/support/caller";
import { mailsTo } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deliverDue, webhooksJob } from "@/modules/web-api/server/webhooks/deliver-webhooks.job";
import { replayWebhook } from "@/modules/web-api/server/webhooks/manage-webhooks";
import { accountScope } from "@/platform/db";
import { aPerson, aRestClient, type RestClient } from "./rest";

const HOUR = 3_600_000;
type Got = { headers: IncomingHttpHeaders; body: string };
let got: Got[] = [];
let status = 200;
let server: Server;
let url: string;
const anywhere = { allows: () => true };
const job = { attempt: 1, lastAttempt: false, addJob: (() => {}) as never };

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk));
    request.on("end", () => {
      got.push({ headers: request.headers, body });
      response.writeHead(status, { location: "http://169.254.169.254/" }).end("taken");
    });
  }).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  got = [];
  status = 200;
});

async function anEndpoint(events = ["cards"], client?: RestClient) {
  const own = client ?? (await aRestClient());
  const { json } = await own.call("POST", "/webhooks", { body: { url, events } });
  const log = async () => (await own.call("GET", `/webhooks/${json.id}/deliveries`)).json.data;
  return { ...own, id: json.id as string, secret: json.secret as string, hook: `/webhooks/${json.id}`, log };
}
const types = () => got.map(({ body }) => JSON.parse(body).type);

function isSigned({ headers, body }: Got, secret: string): boolean {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const right = `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(right);
}

describe("what is told", () => {
  test("a change is a CloudEvent, signed, once; other areas and other accounts stay untold", async () => {
    const own = await anEndpoint();
    const other = await anEndpoint(["cards"]);
    const card = (await own.call("POST", `${own.at}/cards`, { body: aPerson() })).json;
    await own.call("POST", "/sites", { body: { name: "Paris" } });
    expect(await deliverDue(anywhere)).toBe(1);
    expect(got).toHaveLength(1);
    const [message] = got as [Got];
    expect(message.headers["content-type"]).toContain("application/cloudevents+json");
    const event = JSON.parse(message.body);
    expect(event).toMatchObject({
      specversion: "1.0",
      id: message.headers["webhook-id"],
      type: "mobile-id-portal.cards.add",
      source: `https://portal.example.com/accounts/API${own.account.number}`,
      subject: card.id,
      data: { siteId: own.site.id, cardId: card.id, performer: { kind: "api" } },
    });
    expect(isSigned(message, own.secret)).toBe(true);
    expect(isSigned({ ...message, body: `${message.body} ` }, own.secret)).toBe(false);
    expect(isSigned(message, other.secret)).toBe(false);
    expect(await own.log()).toMatchObject([
      { state: "DELIVERED", attempts: 1, lastStatus: 200, lastAnswer: "taken", lastRequest: message.body },
    ]);
    expect(await deliverDue(anywhere)).toBe(0);
  });

  test("a change that is rolled back is told to nobody", async () => {
    const own = await anEndpoint();
    const body = aPerson();
    await own.call("POST", `${own.at}/cards`, { body });
    await own.call("POST", `${own.at}/cards`, { body });
    await deliverDue(anywhere);
    expect(types()).toEqual(["mobile-id-portal.cards.add"]);
  });

  test("a test event, a rotated secret with its overlap, and a replay", async () => {
    const own = await anEndpoint();
    expect((await own.call("POST", `${own.hook}/test`)).status).toBe(202);
    await deliverDue(anywhere);
    expect(types()).toEqual(["mobile-id-portal.test"]);
    const rotated = (await own.call("POST", `${own.hook}/rotate-secret`)).json;
    expect(rotated.secret).not.toBe(own.secret);
    await own.call("POST", `${own.at}/cards`, { body: aPerson() });
    await own.call("POST", `${own.at}/cards`, { body: aPerson() });
    got = [];
    await deliverDue(anywhere);
    expect(got.every((one) => isSigned(one, own.secret) && isSigned(one, rotated.secret))).toBe(true);
    const [first, second] = got.map((one) => String(one.headers["webhook-id"])) as [string, string];
    got = [];
    const replay = (body: object) => own.call("POST", `${own.hook}/replay`, { body });
    expect((await replay({ eventId: second })).json).toEqual({ events: 1, nextEventId: null });
    await deliverDue({ ...anywhere, now: new Date(Date.now() + 25 * HOUR) });
    expect(got.map((one) => one.headers["webhook-id"])).toEqual([second]);
    expect(isSigned(got[0] as Got, own.secret)).toBe(false);
    got = [];
    expect((await replay({ since: "2020-01-01T00:00:00Z" })).json).toEqual({ events: 2, nextEventId: null });
    await deliverDue({ ...anywhere, now: new Date(Date.now() + 60_000) });
    expect(got.map((one) => String(one.headers["webhook-id"])).sort()).toEqual([first, second].sort());
    expect((await replay({})).json.code).toBe("webApi.replayFrom");
    const few = await asSystem((work) =>
      replayWebhook(
        { ...work, scope: accountScope(own.account.id) },
        { webhookId: own.id, since: "2020-01-01T00:00:00Z" },
        1,
      ),
    );
    expect(few).toEqual({ events: 1, nextEventId: second });
    got = [];
    await deliverDue({ ...anywhere, now: new Date(Date.now() + 120_000) });
    expect(got.map((one) => one.headers["webhook-id"])).toEqual([first]);
    const other = await anEndpoint();
    const foreign = (await other.call("POST", `${other.hook}/replay`, { body: { eventId: first } })).status;
    expect(foreign).toBe(404);
  });
});

describe("what fails", () => {
  test("is tried again later and later; after three days it is given up, the endpoint paused and the account told, once", async () => {
    const own = await anEndpoint();
    await own.call("POST", `${own.at}/cards`, { body: aPerson() });
    status = 302;
    let now = new Date(Date.now() + 1_000);
    await deliverDue({ ...anywhere, now });
    expect(got).toHaveLength(1); // the redirect was not followed
    expect(await own.log()).toMatchObject([{ state: "PENDING", attempts: 1, lastStatus: 302 }]);
    expect(await deliverDue({ ...anywhere, now })).toBe(0);
    for (let step = 0; step < 30; step++) {
      now = new Date(now.getTime() + 8 * HOUR);
      await deliverDue({ ...anywhere, now });
    }
    const [given] = await own.log();
    expect(given).toMatchObject({ state: "FAILED", nextAttemptAt: null });
    expect(given.attempts).toBeGreaterThan(8);
    const { data: tried } = (await own.call("GET", `${own.hook}/deliveries/${given.id}/attempts`)).json;
    expect(tried.map((one: { attempt: number }) => one.attempt)).toEqual(tried.map((_: unknown, i: number) => i + 1));
    expect(tried).toHaveLength(given.attempts);
    expect(new Date(tried.at(-1).at).getTime() - new Date(given.createdAt).getTime()).toBeGreaterThanOrEqual(72 * HOUR);
    for (const [index, one] of tried.entries()) {
      expect(one).toMatchObject({ url, status: 302, answer: "taken", duration: expect.any(Number) });
      expect(one.requestHeaders).toContain(`webhook-signature: ${got[index]?.headers["webhook-signature"]}`);
    }
    expect((await own.call("GET", own.hook)).json).toMatchObject({
      pausedAt: expect.any(String),
      failingSince: expect.any(String),
    });
    const mails = (await mailsTo(own.account.email)).filter((mail) => mail.kind === "webhook-paused");
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain(url);
    const before = got.length;
    await own.call("POST", `${own.at}/cards`, { body: aPerson() });
    await deliverDue({ ...anywhere, now: new Date(now.getTime() + 9 * HOUR) });
    expect(got).toHaveLength(before);
    status = 200;
    await own.call("PATCH", own.hook, { body: { paused: false } });
    await own.call("POST", `${own.at}/cards`, { body: aPerson() });
    await deliverDue(anywhere);
    expect(got).toHaveLength(before + 1);
    expect((await own.call("GET", own.hook)).json).toMatchObject({ pausedAt: null, failingSince: null });
  });

  test("private addresses are never reached, and the log says why", async () => {
    const own = await anEndpoint();
    await own.call("POST", `${own.hook}/test`);
    await webhooksJob(undefined as never, job);
    expect(got).toEqual([]);
    expect(await own.log()).toMatchObject([
      { state: "FAILED", lastStatus: null, lastAnswer: expect.stringContaining("private") },
    ]);
  });

  test("two workers at once: an event goes out once; those of a disabled account wait", async () => {
    const own = await anEndpoint();
    for (let i = 0; i < 8; i++) await own.call("POST", `${own.at}/cards`, { body: aPerson() });
    await Promise.all([deliverDue(anywhere), deliverDue(anywhere), deliverDue(anywhere)]);
    expect(new Set(got.map((one) => one.headers["webhook-id"])).size).toBe(8);
    expect(got).toHaveLength(8);
    await own.call("POST", `${own.at}/cards`, { body: aPerson() });
    await asSystem(({ tx }) => tx.account.update({ where: { id: own.account.id }, data: { status: "DISABLED" } }));
    expect(await deliverDue(anywhere)).toBe(0);
  });
});

test("endpoints of another account do not exist; rights; what is no address; secrets are sealed", async () => {
  const own = await anEndpoint();
  const other = await anEndpoint();
  const theirs = (await other.call("POST", `${other.hook}/test`)).json.id;
  for (const [method, path] of [
    ["GET", other.hook],
    ["DELETE", other.hook],
    ["POST", `${other.hook}/test`],
    ["POST", `${other.hook}/rotate-secret`],
    ["GET", `${other.hook}/deliveries`],
    ["GET", `${other.hook}/deliveries/${theirs}/attempts`],
    ["GET", `${own.hook}/deliveries/${theirs}/attempts`],
  ] as const)
    expect((await own.call(method, path)).status, `${method} ${path}`).toBe(404);
  for (const bad of ["ftp://example.com", "javascript:alert(1)", "nonsense", ""])
    expect((await own.call("POST", "/webhooks", { body: { url: bad, events: ["cards"] } })).status).toBe(400);
  expect((await own.call("POST", "/webhooks", { body: { url, events: ["everything"] } })).status).toBe(400);
  const account = await anAccount();
  const { webhooks } = await callerOf(await aUser(account.id, { accountRights: ["apiSettings.view"] }));
  expect(await webhooks.list()).toEqual([]);
  expect(await refusal(webhooks.add({ url, events: ["cards"] }))).toMatchObject({ kind: "FORBIDDEN" });
  const rows = await asSystem(({ tx }) => tx.webhookEndpoint.findMany());
  expect(rows.some((row) => Buffer.from(row.sealedSecret).includes("whsec_"))).toBe(false);
  expect((await own.call("DELETE", own.hook)).status).toBe(204);
  await aCard(own.site);
});
