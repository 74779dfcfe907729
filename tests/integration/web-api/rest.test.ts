import { heldOpen, waitForLock } from "@tests/support/locks";
import { asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";
import { cardBulks, cardImport } from "@/modules/cards/server";
import { bulkJob } from "@/modules/delivery/server";
import { checkImportJob, commitImportJob } from "@/modules/imports/server";
import { aPerson, aRestClient, type RestClient } from "./rest";

const job = { attempt: 1, lastAttempt: false, addJob: (() => {}) as never };
let client: RestClient;
beforeAll(async () => {
  client = await aRestClient();
});
const addCard = async (of = client) => (await of.call("POST", `${of.at}/cards`, { body: aPerson() })).json;

describe("getting in", () => {
  test("no, wrong and other tokens; unknown paths; wrong methods", async () => {
    for (const token of ["", "nobody", "a.b.c"])
      expect(await client.call("GET", "/sites", { token })).toMatchObject({
        status: 401,
        json: {
          status: 401,
          code: "webApi.badToken",
          title: "UNAUTHENTICATED",
          detail: expect.stringContaining("token"),
        },
      });
    const known = await client.call("GET", "/sites");
    expect(known.status).toBe(200);
    expect(Number(known.headers.get("ratelimit-remaining"))).toBeLessThan(600);
    expect(known.headers.get("cache-control")).toBe("no-store");
    expect((await client.call("GET", "/nothing")).status).toBe(404);
    const wrong = await client.call("DELETE", "/sites");
    expect(wrong).toMatchObject({ status: 405, json: { code: "webApi.verb" } });
    expect(wrong.headers.get("allow")).toBe("GET, POST");
  });

  test("another account's things do not exist, and what a token may not do is forbidden", async () => {
    const other = await aRestClient();
    const card = await addCard(other);
    for (const path of [other.at, `${other.at}/cards`, `${other.at}/cards/${card.id}`, `${client.at}/cards/${card.id}`])
      expect(await client.call("GET", path)).toMatchObject({ status: 404, json: { code: "shared.notFound" } });
    expect((await client.call("DELETE", `${client.at}/cards/${card.id}`)).status).toBe(404);
    expect((await client.call("GET", "/sites/not-an-id")).status).toBe(404);
    expect((await client.call("DELETE", `${client.at}/reader-configurations/${client.configuration.id}`)).status).toBe(
      405,
    );
  });

  test("a token withdrawn while a call runs writes nothing", async () => {
    const other = await aRestClient();
    await asSystem(({ tx, now }) => tx.apiToken.updateMany({ where: { id: other.token.id }, data: { endedAt: now } }));
    expect((await other.call("POST", `${other.at}/cards`, { body: aPerson() })).status).toBe(401);
  });
});

describe("lists", () => {
  test("pages by cursor, sorting, filters, search and sparse fields", async () => {
    const own = await aRestClient();
    const names = [];
    for (let i = 0; i < 5; i++) names.push((await addCard(own)).lastName);
    const first = (await own.call("GET", `${own.at}/cards?limit=2&sort=lastName&fields=id,lastName`)).json;
    expect(first).toMatchObject({ total: 5, nextCursor: expect.any(String) });
    expect(Object.keys(first.data[0]).sort()).toEqual(["id", "lastName"]);
    const seen = [...first.data];
    for (let cursor = first.nextCursor; cursor; ) {
      const page = (await own.call("GET", `${own.at}/cards?limit=2&sort=lastName&cursor=${encodeURIComponent(cursor)}`))
        .json;
      seen.push(...page.data);
      cursor = page.nextCursor;
    }
    expect(seen.map((card) => card.lastName)).toEqual([...names].sort());
    const down = (await own.call("GET", `${own.at}/cards?sort=-lastName&limit=1`)).json;
    expect(down.data[0].lastName).toBe([...names].sort().at(-1));
    expect((await own.call("GET", `${own.at}/cards?search=${names[2]}`)).json.data).toHaveLength(1);
    expect((await own.call("GET", `${own.at}/cards?status=ACTIVATED,REVOKED`)).json.data).toEqual([]);
    expect((await own.call("GET", "/sites")).json.data).toMatchObject([{ id: own.site.id, users: 5 }]);
    expect((await own.call("GET", `${own.at}/reader-configurations`)).json.data).toMatchObject([
      { name: own.configuration.name },
    ]);
    expect((await own.call("GET", `${own.at}/fields`)).json).toEqual({ labels: [null, null, null, null, null] });
  });

  test.each([
    ["limit=0", "limit"],
    ["limit=x", "limit"],
    ["sort=nothing", "sort"],
    ["status=LOST", "status.0"],
    ["unknown=1", ""],
  ])("%s is refused with the parameter at fault", async (query, field) => {
    const answer = await client.call("GET", `${client.at}/cards?${query}`);
    expect(answer).toMatchObject({ status: 400, json: { code: "shared.badInput" } });
    expect(Object.keys(answer.json.fields)).toEqual([field]);
  });
});

describe("cards", () => {
  test("added, read, edited, sent, withdrawn, deleted; history and ledger tell of the token", async () => {
    const own = await aRestClient(10);
    const added = await own.call("POST", `${own.at}/cards`, {
      body: { ...aPerson(), kind: "PRIVATE_ID", configurationId: own.configuration.id, privateId: "0042" },
    });
    expect(added.status).toBe(201);
    const path = `${own.at}/cards/${added.json.id}`;
    expect(added.headers.get("location")).toBe(`https://portal.example.com/api/v1${path}`);
    expect(added.json).toMatchObject({ status: "CREATED", privateId: "0042", price: null, link: null });
    expect((await own.call("PATCH", path, { body: { phone: "+44 20 7946 0018" } })).json).toMatchObject({
      phone: "+44 20 7946 0018",
    });
    const sent = await own.call("POST", `${path}/send`, { body: {} });
    expect(sent.json).toMatchObject({ status: "EMAIL_SENT", price: 5, link: { dead: null } });
    expect((await own.call("GET", "/credits")).json).toMatchObject({ available: 5, held: 5, balance: 10 });
    const entries = (await own.call("GET", "/credits/entries?kind=CARD")).json.data;
    expect(entries).toMatchObject([{ amount: 5, state: "ON_HOLD", performerName: `API${own.account.number}` }]);
    expect(await own.call("PATCH", path, { body: { email: "new@example.com" } })).toMatchObject({
      status: 422,
      json: { code: "cards.fieldFixed", fields: { email: "cards.fieldFixed" } },
    });
    expect(await own.call("POST", `${path}/revoke`, { body: {} })).toMatchObject({ status: 422 });
    expect(await own.call("POST", `${path}/withdraw`, { body: { phase: "CREATED" } })).toMatchObject({
      status: 409,
      json: { code: "cards.changedMeanwhile" },
    });
    expect((await own.call("POST", `${path}/withdraw`, { body: {} })).json).toMatchObject({ status: "CREATED" });
    expect((await own.call("GET", `${path}/timeline`)).json.entries.length).toBeGreaterThan(3);
    expect((await own.call("DELETE", path)).status).toBe(204);
    expect((await own.call("GET", path)).status).toBe(404);
    expect((await own.call("GET", "/history?limit=1")).json.data).toMatchObject([
      { action: "cards.delete", performerKind: "api" },
    ]);
  });

  test("ETag, If-None-Match and If-Match", async () => {
    const card = await addCard();
    const path = `${client.at}/cards/${card.id}`;
    const read = await client.call("GET", path);
    const etag = read.headers.get("etag") ?? "";
    expect((await client.call("GET", path, { headers: { "if-none-match": etag } })).status).toBe(304);
    const edited = await client.call("PATCH", path, { body: { firstName: "Ann" }, headers: { "if-match": etag } });
    expect(edited.status).toBe(200);
    expect(
      await client.call("PATCH", path, { body: { firstName: "Eve" }, headers: { "if-match": etag } }),
    ).toMatchObject({
      status: 412,
      json: { code: "webApi.changed" },
    });
    expect((await client.call("DELETE", path, { headers: { "if-match": etag } })).status).toBe(412);
    expect((await client.call("GET", path)).json.firstName).toBe("Ann");
    const now = edited.headers.get("etag") ?? "";
    expect((await client.call("DELETE", path, { headers: { "if-match": now } })).status).toBe(204);
  });

  test.each([
    ["PATCH", "edits", { firstName: "Ann" }],
    ["POST", "sends", {}],
  ])("many who saw the same state: exactly one %s succeeds (%s), the others get 412", async (method, _, body) => {
    for (let round = 0; round < 8; round++) {
      const card = await addCard();
      const path = `${client.at}/cards/${card.id}`;
      const headers = { "if-match": (await client.call("GET", path)).headers.get("etag") ?? "" };
      const target = method === "POST" ? `${path}/send` : path;
      const answers = await Promise.all(
        Array.from({ length: 6 }, () => client.call(method, target, { body, headers })),
      );
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
    }
  });

  test("a change that commits while a call with If-Match waits for it is seen: 412, and nothing written", async () => {
    const card = await addCard();
    const path = `${client.at}/cards/${card.id}`;
    const headers = { "if-match": (await client.call("GET", path)).headers.get("etag") ?? "" };
    const commit = await heldOpen((hold) =>
      asSystem(async ({ tx }) => {
        await tx.virtualCard.update({ where: { id: card.id }, data: { lastName: "MEANWHILE" } });
        await hold();
      }),
    );
    const asked = client.call("PATCH", path, { body: { firstName: "Late" }, headers });
    await waitForLock();
    await commit();
    expect(await asked).toMatchObject({ status: 412, json: { code: "webApi.changed" } });
    expect((await client.call("GET", path)).json).toMatchObject({ firstName: card.firstName, lastName: "MEANWHILE" });
  });

  test("If-Match and an Idempotency-Key: asking again gets the first answer, not 412", async () => {
    const card = await addCard();
    const path = `${client.at}/cards/${card.id}`;
    const etag = (await client.call("GET", path)).headers.get("etag") ?? "";
    const ask = () =>
      client.call("PATCH", path, {
        body: { firstName: "Ann" },
        headers: { "if-match": etag, "idempotency-key": card.id },
      });
    const first = await ask();
    expect(first).toMatchObject({ status: 200, json: { firstName: "Ann" } });
    expect(await ask()).toMatchObject({ status: 200, text: first.text });
  });

  test("sites and endpoints are changed under If-Match, too", async () => {
    const own = await aRestClient();
    const endpoint = (
      await own.call("POST", "/webhooks", { body: { url: "https://hooks.example.com/a", events: ["cards"] } })
    ).json;
    for (const [path, body] of [
      [own.at, { name: "Paris" }],
      [`/webhooks/${endpoint.id}`, { events: ["users"] }],
    ] as const) {
      const headers = { "if-match": (await own.call("GET", path)).headers.get("etag") ?? "" };
      const answers = await Promise.all([1, 2, 3].map(() => own.call("PATCH", path, { body, headers })));
      expect(answers.map((answer) => answer.status).sort(), path).toEqual([200, 412, 412]);
    }
  });

  test("a mass action is a job to follow", async () => {
    const own = await aRestClient(2);
    const cards = [await addCard(own), await addCard(own), await addCard(own)];
    const cardIds = cards.map((card) => card.id);
    const ask = (body: object) => own.call("POST", `${own.at}/card-jobs`, { body });
    expect(await ask({ action: "send", cardIds })).toMatchObject({ status: 422, json: { code: "cards.insufficient" } });
    expect((await ask({ action: "send" })).status).toBe(400);
    expect(await ask({ action: "send", cardIds, total: 99 })).toMatchObject({ status: 409 });
    const started = await ask({ action: "send", cardIds, asManyAsPossible: true });
    expect(started).toMatchObject({ status: 202, json: { state: "RUNNING", total: 3 } });
    const path = (started.headers.get("location") ?? "").split("/api/v1")[1] ?? "";
    await bulkJob([cardBulks])(
      {
        accountId: own.account.id,
        bulkId: started.json.id,
        performer: { kind: "api", id: own.token.id, name: "API" },
      } as never,
      job,
    );
    expect((await own.call("GET", path)).json).toMatchObject({ state: "DONE", done: 2, failed: 1, credits: 2 });
    expect((await own.call("GET", `${path}/failures`)).json.data).toMatchObject([{ code: "cards.noCredits" }]);
    expect(await own.call("POST", `${path}/cancel`)).toMatchObject({ status: 409, json: { code: "bulk.over" } });
    const all = await ask({ action: "delete", filter: { status: ["CREATED"] } });
    expect(all).toMatchObject({ status: 202, json: { total: 1 } });
  });
});

describe("imports", () => {
  test("upload, check, correct, commit", async () => {
    const own = await aRestClient();
    const form = new FormData();
    form.set(
      "file",
      new File(["First Name,Last Name,Email\nAnn,BLACK,ann@example.com\nEve,GREEN,nonsense\n"], "c.csv"),
    );
    const taken = await own.call("POST", `${own.at}/imports`, { body: form });
    expect(taken).toMatchObject({ status: 202, json: { state: "CHECKING", total: 2 } });
    const path = `${own.at}/imports/${taken.json.id}`;
    const ids = { accountId: own.account.id, importId: taken.json.id };
    await checkImportJob([cardImport])(ids as never, job);
    expect((await own.call("GET", path)).json).toMatchObject({ state: "CHECKED", good: 1, refused: 1 });
    const rows = (await own.call("GET", `${path}/rows?state=REFUSED`)).json.data;
    expect(rows).toMatchObject([{ findings: [{ field: "email", code: "shared.email", level: "refused" }] }]);
    const fixed = await own.call("PATCH", `${path}/rows/${rows[0].id}`, {
      body: { cells: { email: "eve@example.com" } },
    });
    expect(fixed.json).toMatchObject({ good: 2, refused: 0 });
    expect(await own.call("POST", `${path}/commit`)).toMatchObject({ status: 202, json: { state: "COMMITTING" } });
    await commitImportJob([cardImport])(
      { ...ids, performer: { kind: "api", id: own.token.id, name: "API" } } as never,
      job,
    );
    expect((await own.call("GET", path)).json).toMatchObject({ state: "COMMITTED", committed: 2 });
    expect((await own.call("GET", `${own.at}/cards`)).json.total).toBe(2);
    expect((await own.call("POST", `${own.at}/imports`, { body: { a: 1 } })).status).toBe(415);
    const none = new FormData();
    none.set("file", "text");
    expect((await own.call("POST", `${own.at}/imports`, { body: none })).json.code).toBe("imports.fileNeeded");
  });
});

describe("configurators and their cards", () => {
  test("added, assigned, sent, deleted", async () => {
    const own = await aRestClient();
    const body = { firstName: "Ines", lastName: "BLANC", email: "ines@example.com" };
    const { id } = (await own.call("POST", `${own.at}/configurators`, { body })).json;
    expect(await own.call("POST", `${own.at}/configurators`, { body })).toMatchObject({
      status: 422,
      json: { code: "configurators.emailTaken" },
    });
    const assigned = await own.call("POST", `${own.at}/configuration-cards`, {
      body: { configuratorIds: [id], configurationIds: [own.configuration.id] },
    });
    expect(assigned).toMatchObject({ status: 201, json: { assigned: 1, skipped: [] } });
    const [card] = (await own.call("GET", `${own.at}/configuration-cards`)).json.data;
    const path = `${own.at}/configuration-cards/${card.id}`;
    expect((await own.call("POST", `${path}/send`)).json).toMatchObject({ status: "EMAIL_SENT" });
    expect((await own.call("DELETE", `${own.at}/configurators/${id}`)).json).toMatchObject({
      code: "configurators.hasCards",
    });
    expect((await own.call("DELETE", path)).status).toBe(204);
    expect((await own.call("DELETE", `${own.at}/configurators/${id}`)).status).toBe(204);
    expect((await own.call("GET", "/credits")).json.held).toBe(0);
  });
});

test("reports are workbooks", async () => {
  for (const path of [
    `${client.at}/cards/report`,
    `${client.at}/configurators/export`,
    "/history/export",
    "/credits/entries/export",
  ]) {
    const answer = await client.call("GET", path);
    expect(answer.status, path).toBe(200);
    expect(answer.text.startsWith("PK"), path).toBe(true);
  }
});

describe("idempotency keys", () => {
  const once = (body: object, key = "k-1", of = client) =>
    of.call("POST", `${of.at}/cards`, { body, headers: { "idempotency-key": key } });

  test("I9 the same key and body: the same answer; another body: refused; another account: its own", async () => {
    const body = aPerson();
    const first = await once(body);
    const again = await once(body);
    expect(again).toMatchObject({ status: 201, json: first.json });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(await once({ ...body, firstName: "Eve" })).toMatchObject({
      status: 422,
      json: { code: "webApi.idempotencyReused" },
    });
    const other = await aRestClient();
    expect((await once(body, "k-1", other)).json.id).not.toBe(first.json.id);
  });

  test("a second call while the first one runs is told so; afterwards it gets the first one's answer", async () => {
    const body = aPerson();
    const letGo = await heldOpen((hold) =>
      asSystem(async ({ tx }) => {
        await tx.$queryRaw`SELECT id FROM accounts WHERE id = ${client.account.id}::uuid FOR UPDATE`;
        await hold();
      }),
    );
    const first = once(body, "k-held");
    await waitForLock(); // the first one has begun, and waits in its transaction
    const second = await once(body, "k-held");
    expect(second).toMatchObject({ status: 409, json: { code: "webApi.idempotencyRunning" } });
    expect(second.headers.get("retry-after")).toBe("5");
    expect((await once({ ...body, firstName: "Eve" }, "k-held")).status).toBe(422);
    await letGo();
    const done = await first;
    expect(done.status).toBe(201);
    expect(await once(body, "k-held")).toMatchObject({ status: 201, text: done.text });
    expect(await asSystem(({ tx }) => tx.virtualCard.count({ where: { email: body.email } }))).toBe(1);
  });

  test("twenty at once: one runs", async () => {
    const body = aPerson();
    const answers = await Promise.all(Array.from({ length: 20 }, () => once(body, "k-race")));
    expect(answers.every((answer) => answer.status === 201 || answer.status === 409)).toBe(true);
    const made = await asSystem(({ tx }) => tx.virtualCard.count({ where: { email: body.email } }));
    expect(made).toBe(1);
  });

  test("a refusal is kept, too; after 24 hours nothing is", async () => {
    const body = aPerson();
    await once(body, "k-a");
    const refused = await once(body, "k-b");
    expect(refused).toMatchObject({ status: 422, json: { code: "cards.emailTakenPlus" } });
    await client.call("DELETE", `${client.at}/cards/${(await once(body, "k-a")).json.id}`);
    expect((await once(body, "k-b")).status).toBe(422);
    const old = new Date(Date.now() - 25 * 3_600_000);
    await asSystem(({ tx }) => tx.apiAnswer.updateMany({ data: { startedAt: old } }));
    expect((await once(body, "k-b")).status).toBe(201);
  });
});
