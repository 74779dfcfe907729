import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { aToken } from "@tests/factories/api";
import { callerOf, refusal } from "@tests/support/caller";
import { mailsTo } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { apiNewPlaceJob, apiRequestedJob } from "@/modules/web-api/server";
import { authenticate, CALL_LIMIT, grantBearer } from "@/modules/web-api/server/authenticate";
import { isWholeSecret, newApiSecret } from "@/platform/crypto";
import { pool } from "@/platform/db";

const job = { attempt: 1, lastAttempt: false, addJob: (() => {}) as never };
let operator: Awaited<ReturnType<typeof callerOf>>;
beforeAll(async () => {
  operator = await callerOf(await aUser((await theOperator()).id));
});

async function family() {
  const reseller = await anAccount({ type: "RESELLER", companyName: "Northgate Access" });
  const customer = await anAccount({ parentId: reseller.id, companyName: "Secret Company Ltd" });
  return {
    reseller,
    customer,
    apiNumber: `API${customer.number}`,
    asReseller: (await callerOf(await aUser(reseller.id))).apiSettings,
    asCustomer: (await callerOf(await aUser(customer.id))).apiSettings,
    of: { accountId: customer.id },
  };
}
const free = { domainName: null, networks: [] };
const from = (ip = "192.0.2.7", more: { origin?: string; now?: Date } = {}) => ({
  ip,
  origin: more.origin ?? null,
  now: more.now ?? new Date(),
});
const historyOf = (accountId: string) =>
  asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId }, orderBy: { id: "asc" } }));

describe("R145–R156 from the request to the token", () => {
  test("the whole way, with its e-mails and history; the operator never sees the company", async () => {
    const { reseller, customer, apiNumber, asReseller, of } = await family();
    expect((await asReseller.customers({})).map((row) => row.apiNumber)).toEqual([apiNumber]);
    expect(await asReseller.get(of)).toMatchObject({ status: "NONE", token: null, manages: true });

    await asReseller.request({ ...of, domainName: "Access.Example.com", networks: ["192.0.2.0/24", "2001:db8::/32"] });
    expect(await asReseller.get(of)).toMatchObject({ status: "REQUESTED", domainName: "access.example.com" });
    await apiRequestedJob({ accountId: customer.id }, job);
    const told = (await mailsTo("operator@example.com")).filter((mail) => mail.text?.includes(apiNumber));
    expect(told).toHaveLength(1);
    expect(told[0]?.text).not.toContain("Secret Company");

    const queue = await operator.apiRequests.list({ search: apiNumber });
    expect(queue.rows).toEqual([{ apiNumber, requestedAt: expect.any(String), state: "WAITING", refusalReason: null }]);
    expect(JSON.stringify(queue.rows)).not.toMatch(/Secret|access\.example|192\.0\.2/);
    await operator.apiRequests.approve({ apiNumber });
    const [mail] = await mailsTo(reseller.email);
    expect(mail).toMatchObject({ kind: "api-approved", accountId: reseller.id });
    expect(mail?.text).toContain("Secret Company Ltd");

    const token = await asReseller.reveal(of);
    expect(isWholeSecret("mip", token.accessToken)).toBe(true);
    expect(isWholeSecret("mips", token.clientSecret)).toBe(true);
    const shown = await asReseller.get(of);
    expect(shown).toMatchObject({ status: "ACTIVE", token: { clientId: token.clientId } });
    expect(token.accessToken.startsWith(shown.token?.prefix ?? "x")).toBe(true);
    const stored = await asSystem(({ tx }) => tx.apiToken.findMany({ where: { accountId: customer.id } }));
    expect(JSON.stringify(stored)).not.toContain(token.accessToken.slice(12));
    expect(await refusal(asReseller.reveal(of))).toMatchObject({ code: "webApi.accessMoved" });

    const { actor } = await authenticate(token.accessToken, from());
    expect(actor).toMatchObject({ kind: "api", accountId: customer.id, name: apiNumber, administrator: false });
    const actions = (await historyOf(customer.id)).map((row) => row.action);
    expect(actions).toEqual(["webApi.requested", "webApi.approved", "webApi.revealed"]);
    expect((await historyOf(reseller.id)).map((row) => row.action)).toEqual(actions);
    const operators = JSON.stringify(await historyOf((await theOperator()).id));
    expect(operators).toContain(apiNumber);
    expect(operators).not.toContain("Secret Company");
  });

  test("refused with a reason, and asked again", async () => {
    const { reseller, apiNumber, asReseller, of } = await family();
    await asReseller.request({ ...of, ...free });
    expect(await refusal(asReseller.request({ ...of, ...free }))).toMatchObject({ code: "webApi.alreadyRequested" });
    expect(await refusal(operator.apiRequests.refuse({ apiNumber, reason: " " }))).toMatchObject({ kind: "BAD_INPUT" });
    await operator.apiRequests.refuse({ apiNumber, reason: "Which software?" });
    expect(await refusal(operator.apiRequests.approve({ apiNumber }))).toMatchObject({ code: "webApi.accessMoved" });
    expect((await mailsTo(reseller.email))[0]?.text).toContain("Which software?");
    expect(await asReseller.get(of)).toMatchObject({ status: "REFUSED", refusalReason: "Which software?" });
    await asReseller.request({ ...of, ...free });
    expect(await asReseller.get(of)).toMatchObject({ status: "REQUESTED", refusalReason: null });
  });

  test("a customer under a reseller looks on and may withdraw; one under the operator asks itself", async () => {
    const { customer, apiNumber, asReseller, asCustomer, of } = await family();
    expect(await refusal(asCustomer.request({ ...of, ...free }))).toMatchObject({ code: "webApi.resellerManages" });
    await asReseller.request({ ...of, ...free });
    await operator.apiRequests.approve({ apiNumber });
    expect(await refusal(asCustomer.reveal(of))).toMatchObject({ kind: "FORBIDDEN" });
    const { accessToken } = await asReseller.reveal(of);
    expect(await asCustomer.get(of)).toMatchObject({ status: "ACTIVE", manages: false });
    await asCustomer.withdraw(of);
    expect(await refusal(authenticate(accessToken, from()))).toMatchObject({ code: "webApi.badToken" });

    const direct = await anAccount();
    const asDirect = (await callerOf(await aUser(direct.id))).apiSettings;
    await asDirect.request({ accountId: direct.id, ...free });
    expect(await asDirect.get({ accountId: direct.id })).toMatchObject({ status: "REQUESTED", manages: true });
    expect(await refusal(asDirect.get({ accountId: customer.id }))).toMatchObject({ kind: "NOT_FOUND" });
  });

  test("another reseller's customer, a reseller, and rights that are lacking", async () => {
    const { reseller, of, customer } = await family();
    const stranger = (await callerOf(await aUser((await anAccount({ type: "RESELLER" })).id))).apiSettings;
    for (const call of [
      () => stranger.get(of),
      () => stranger.request({ ...of, ...free }),
      () => stranger.reveal(of),
      () => stranger.withdraw(of),
    ])
      expect(await refusal(call())).toMatchObject({ kind: "NOT_FOUND" });
    const viewer = (await callerOf(await aUser(reseller.id, { accountRights: ["apiSettings.view"] }))).apiSettings;
    expect(await viewer.get(of)).toMatchObject({ status: "NONE" });
    expect(await refusal(viewer.request({ ...of, ...free }))).toMatchObject({ kind: "FORBIDDEN" });
    const sub = await anAccount({ type: "RESELLER", parentId: reseller.id });
    const asReseller = (await callerOf(await aUser(reseller.id))).apiSettings;
    expect(await refusal(asReseller.get({ accountId: sub.id }))).toMatchObject({ kind: "NOT_FOUND" });
    const support = await callerOf(await aUser((await theOperator()).id, { accountRights: ["tokens.view"] }));
    expect(await refusal(support.apiRequests.approve({ apiNumber: `API${customer.number}` }))).toMatchObject({
      kind: "FORBIDDEN",
    });
  });

  test("what is no network is refused, and the field named", async () => {
    const { asReseller, of } = await family();
    for (const network of ["example.com", "192.0.2.0/33", "2001:db8::/129"])
      expect(await refusal(asReseller.request({ ...of, domainName: null, networks: [network] }))).toMatchObject({
        code: "webApi.networkForm",
        fields: ["networks"],
      });
    expect(await refusal(asReseller.request({ ...of, domainName: "https://x/y", networks: [] }))).toMatchObject({
      kind: "BAD_INPUT",
    });
    expect(await asReseller.get(of)).toMatchObject({ status: "NONE" });
  });

  test("two reveal at once: one token comes into being", async () => {
    const { apiNumber, asReseller, of, customer } = await family();
    await asReseller.request({ ...of, ...free });
    await operator.apiRequests.approve({ apiNumber });
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => asReseller.reveal(of)));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(await asSystem(({ tx }) => tx.apiToken.count({ where: { accountId: customer.id } }))).toBe(1);
  });
});

describe("a token at work", () => {
  test("renewed: the old token, secret and bearer are refused at once", async () => {
    const { asReseller, of, customer } = await family();
    const old = await aToken(customer.id);
    const bearer = await grantBearer(old.clientId, old.clientSecret, from());
    expect((await authenticate(bearer, from())).actor.accountId).toBe(customer.id);
    const fresh = await asReseller.renew(of);
    for (const text of [old.accessToken, bearer])
      expect(await refusal(authenticate(text, from()))).toMatchObject({ kind: "UNAUTHENTICATED" });
    expect(await refusal(grantBearer(old.clientId, old.clientSecret, from()))).toMatchObject({
      kind: "UNAUTHENTICATED",
    });
    expect((await authenticate(fresh.accessToken, from())).actor.accountId).toBe(customer.id);
  });

  test("unknown, cut off, wrong and lapsed tokens, and disabled accounts: one answer", async () => {
    const { customer } = await family();
    const token = await aToken(customer.id);
    const bearer = await grantBearer(token.clientId, token.clientSecret, from());
    const later = new Date(Date.now() + 3_700_000);
    const [head, body] = bearer.split(".");
    const wrong = ["", "x", token.accessToken.slice(0, -1), `${token.accessToken}x`, "a.b.c", `${head}.${body}.`];
    for (const text of wrong)
      expect(await refusal(authenticate(text, from("198.51.100.1")))).toMatchObject({ code: "webApi.badToken" });
    expect(await refusal(authenticate(bearer, from("198.51.100.1", { now: later })))).toMatchObject({
      code: "webApi.badToken",
    });
    expect(await refusal(grantBearer(token.clientId, "wrong", from("198.51.100.1")))).toMatchObject({
      code: "webApi.badToken",
    });
    await asSystem(({ tx }) => tx.account.update({ where: { id: customer.id }, data: { status: "DISABLED" } }));
    expect(await refusal(authenticate(token.accessToken, from()))).toMatchObject({ code: "webApi.badToken" });
  });

  test("unknown and wrong: the same answer after the same work, whatever the token looks like", async () => {
    const { customer } = await family();
    const token = await aToken(customer.id);
    const gone = await aToken((await family()).customer.id);
    const bearer = await grantBearer(gone.clientId, gone.clientSecret, from());
    await asSystem(({ tx, now }) => tx.apiToken.updateMany({ where: { id: gone.id }, data: { endedAt: now } }));
    const statements = vi.spyOn(pool(), "query");
    const workOf = async (attempt: () => Promise<unknown>) => {
      statements.mockClear();
      const { kind, code } = await refusal(attempt());
      const names = statements.mock.calls.map(([query]) => (query as unknown as { name: string }).name);
      return { kind, code, names };
    };
    const ip = from("198.51.100.77");
    const [head, body] = bearer.split(".");
    const unknownSecret = newApiSecret("mip");
    const attempts: Record<string, () => Promise<unknown>> = {
      "no token": () => authenticate("", ip),
      "an unknown token": () => authenticate(unknownSecret, ip),
      "a token with another checksum": () => authenticate(`${token.accessToken.slice(0, -1)}_`, ip),
      "a token that was withdrawn": () => authenticate(gone.accessToken, ip),
      "a bearer token of nobody": () => authenticate("a.b.c", ip),
      "a bearer token with another signature": () => authenticate(`${head}.${body}.AAAA`, ip),
      "a bearer token of a withdrawn one": () => authenticate(bearer, ip),
      "a client that is unknown": () => grantBearer("mipc_nobody", token.clientSecret, ip),
      "a client with another's secret": () => grantBearer(token.clientId, gone.clientSecret, ip),
      "a client that was withdrawn": () => grantBearer(gone.clientId, gone.clientSecret, ip),
    };
    for (const [name, attempt] of Object.entries(attempts))
      expect(await workOf(attempt), name).toEqual({
        kind: "UNAUTHENTICATED",
        code: "webApi.badToken",
        names: ["find_api_token", "count_attempt"],
      });
    statements.mockRestore();
  });

  test("restricted to networks and to a browser's domain", async () => {
    const { customer } = await family();
    const token = await aToken(customer.id, { domainName: "example.com", networks: ["192.0.2.0/24", "2001:db8::/32"] });
    const call = (ip: string, origin?: string) => authenticate(token.accessToken, from(ip, { origin }));
    for (const ip of ["192.0.2.9", "::ffff:192.0.2.9", "2001:db8:5::1"]) await call(ip);
    for (const ip of ["198.51.100.9", "2001:db9::1", "unknown"])
      expect(await refusal(call(ip))).toMatchObject({ code: "webApi.networkRefused" });
    await call("192.0.2.9", "https://door.example.com");
    await call("192.0.2.9", "https://portal.example.com");
    expect(await refusal(call("192.0.2.9", "https://example.com.attacker.test"))).toMatchObject({
      code: "webApi.originRefused",
    });
  });

  test("calls are counted per day, and a new place tells the account once", async () => {
    const { customer, asReseller, of } = await family();
    const token = await aToken(customer.id);
    for (const ip of ["192.0.2.1", "192.0.2.200", "203.0.113.5"]) await authenticate(token.accessToken, from(ip));
    const settings = await asReseller.get(of);
    expect(settings.calls.at(-1)?.calls).toBe(3);
    expect(settings.calls).toHaveLength(30);
    expect(settings.lastUsedAt).not.toBeNull();
    expect(settings.places.map((place) => place.network).sort()).toEqual(["192.0.2.0/24", "203.0.113.0/24"]);
    for (let i = 0; i < 2; i++) await apiNewPlaceJob({ accountId: customer.id, network: "203.0.113.0/24" }, job);
    await apiNewPlaceJob({ accountId: customer.id, network: "192.0.2.0/24" }, job);
    const mails = await mailsTo(customer.email);
    expect(mails.map((mail) => mail.kind)).toEqual(["api-new-place"]);
    expect(mails[0]?.text).toContain("203.0.113.0/24");
  });

  test("too many calls, and too many wrong tokens from one address", async () => {
    const { customer } = await family();
    const token = await aToken(customer.id);
    const first = await authenticate(token.accessToken, from());
    expect(first.share).toMatchObject({ limit: CALL_LIMIT.attempts, remaining: CALL_LIMIT.attempts - 1 });
    await asSystem(({ tx }) =>
      tx.rateLimit.updateMany({ where: { key: { startsWith: "api-calls" } }, data: { count: CALL_LIMIT.attempts } }),
    );
    expect(await refusal(authenticate(token.accessToken, from()))).toMatchObject({ kind: "RATE_LIMITED" });
    await asSystem(({ tx }) =>
      tx.rateLimit.updateMany({ where: { key: { startsWith: "api-bad" } }, data: { count: 1_000 } }),
    );
    expect(await refusal(authenticate("nonsense", from("198.51.100.1")))).toMatchObject({ kind: "RATE_LIMITED" });
  });
});
