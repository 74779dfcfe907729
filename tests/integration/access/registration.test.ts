import { anAccount, aUser, theOperator } from "@tests/factories/accounts";
import { aRegistration } from "@tests/factories/registration";
import { aBrowser, withPassword } from "@tests/factories/sign-in";
import { callerOf, refusal } from "@tests/support/caller";
import { mailsTo, tokenIn } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { formToken } from "@/modules/access/server/form-token";
import { loadCredits } from "@/modules/credits/server";
import { newId } from "@/shared/kernel/ids";

const GOOD = "a long walk along the river";
const DAY = 86_400_000;
let operator: { id: string };
let clerk: { id: string };
beforeAll(async () => {
  operator = await theOperator();
  clerk = await aUser(operator.id);
});

beforeEach(() => asSystem(({ tx }) => tx.rateLimit.deleteMany({})));

const accountOf = (email: string) =>
  asSystem(({ tx }) => tx.account.findFirst({ where: { email }, include: { users: true, profiles: true } }));
const historyOf = async (accountId: string) =>
  (await asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId }, orderBy: { id: "asc" } }))).map(
    (row) => row.action,
  );

/** A visitor's request, and what the operator needs to decide on it. */
async function aRequest(options: Record<string, unknown> = {}) {
  const registration = aRegistration(options);
  await (await callerOf(null)).registration.register(registration);
  const account = await accountOf(registration.account.email);
  return { id: account!.id, email: registration.account.email };
}

describe("R005 the online form", () => {
  test("makes a requested account with its administrator, and tells requester and operator", async () => {
    const registration = aRegistration({ country: "GB", website: "riverside.example.com" });
    await (await callerOf(null, { locale: "fr" })).registration.register({
      ...registration,
      account: { ...registration.account, locale: "fr", timeZone: "Europe/London" },
    });
    const account = await accountOf(registration.account.email);
    expect(account).toMatchObject({
      status: "REQUESTED",
      type: "END_CUSTOMER",
      parentId: operator.id,
      locale: "fr",
      timeZone: "Europe/London",
      website: "https://riverside.example.com",
      users: [{ status: "REQUESTED", holder: true, email: registration.account.email, identityId: null }],
      profiles: [{ administrator: true }],
    });
    expect(await historyOf(account!.id)).toEqual(["accounts.requested"]);
    expect(await historyOf(operator.id)).toContain("accounts.requested");
    expect(await mailsTo(registration.account.email)).toMatchObject([{ kind: "account-requested", locale: "fr" }]);
    const told = (await mailsTo("operator@example.com")).at(-1);
    expect(told).toMatchObject({ kind: "account-request-for-operator" });
    expect(told?.text).toContain(registration.account.companyName);
  });

  test("the same address twice: the same answer, no second account, and its owner is told", async () => {
    const { email } = await aRequest();
    const visitor = await callerOf(null);
    const again = await Promise.all(
      [1, 2].map(() => visitor.registration.register(aRegistration({ email: email.toUpperCase() }))),
    );
    expect(again).toEqual([undefined, undefined]);
    expect(
      await asSystem(({ tx }) => tx.account.count({ where: { email: { equals: email, mode: "insensitive" } } })),
    ).toBe(1);
    const mails = await mailsTo(email.toUpperCase());
    expect(mails.map((mail) => mail.kind)).toEqual(["account-known", "account-known"]);
    expect(mails[0]?.text).toMatch(/waiting for approval/);
    // No more than three mails a day to one address, whoever asks.
    await visitor.registration.register(aRegistration({ email }));
    expect(await mailsTo(email)).toHaveLength(1);
  });

  test("twice at the same moment: one account", async () => {
    const registration = aRegistration();
    const visitor = await callerOf(null);
    await Promise.all([1, 2, 3].map(() => visitor.registration.register(registration)));
    expect(await asSystem(({ tx }) => tx.account.count({ where: { email: registration.account.email } }))).toBe(1);
  });

  test.each([
    ["account.email", { email: "claudia" }],
    ["account.companyName", { companyName: " " }],
    ["account.lastName", { lastName: "x".repeat(201) }],
    ["account.website", { website: "not a site" }],
  ])("R055 R056 %s is refused at the field", async (_field, wrong) => {
    const visitor = await callerOf(null);
    const { account, formToken: token } = aRegistration(wrong);
    await expect(visitor.registration.register({ account, formToken: token })).rejects.toThrow();
    expect(await accountOf(account.email)).toBeNull();
  });

  test.each([
    ["phone", { phone: "12" }],
    ["phone", { phone: "call me" }],
    ["vatId", { vatId: "FR40303265046" }],
    ["eori", { eori: "1234" }],
  ])("%s is checked as far as the country is known", async (field, wrong) => {
    const visitor = await callerOf(null);
    expect(await refusal(visitor.registration.register(aRegistration(wrong)))).toMatchObject({
      kind: "BAD_INPUT",
      fields: [field],
    });
  });

  test("names of one letter, of 200, right to left, combining; unknown countries, plus signs and non-ASCII domains are taken", async () => {
    const odd = {
      firstName: "O",
      lastName: "ي".repeat(200),
      companyName: "Zoë e\u0301toile",
      country: "Kingdom of Nowhere",
      phone: "555 01 22",
      vatId: "QQ123456",
    };
    const { id } = await aRequest({ ...odd, email: "post+portal@bücher.example" });
    const detail = await (await callerOf(clerk)).requests.detail({ accountId: id });
    expect(detail).toMatchObject({ ...odd, companyName: "Zoë étoile", email: "post+portal@bücher.example" });
  });

  test("robots: a filled trap is swallowed, a form sent at once or with a made-up mark is refused, floods end", async () => {
    const visitor = await callerOf(null);
    const trapped = aRegistration();
    await visitor.registration.register({ ...trapped, nickname: "bot" });
    expect(await accountOf(trapped.account.email)).toBeNull();
    const register = (token: string) => visitor.registration.register({ ...aRegistration(), formToken: token });
    expect(await refusal(register(formToken(new Date())))).toMatchObject({ code: "access.formTooFast" });
    expect(await refusal(register("abc.def"))).toMatchObject({ code: "access.formStale" });
    expect(await refusal(register(formToken(new Date(Date.now() - 2 * DAY))))).toMatchObject({
      code: "access.formStale",
    });

    for (let n = 0; n < 10; n++) await visitor.registration.register(aRegistration());
    expect(await refusal(visitor.registration.register(aRegistration()))).toMatchObject({
      kind: "RATE_LIMITED",
      code: "shared.tooManyAttempts",
    });
  });
});

describe("R006 the operator decides", () => {
  test("nobody else sees the queue, and looking is not deciding", async () => {
    const { id } = await aRequest();
    const customer = await callerOf(await aUser((await anAccount()).id));
    expect(await refusal(customer.requests.list({}))).toMatchObject({ kind: "NOT_FOUND" });
    expect(await refusal((await callerOf(null)).requests.approve({ accountId: id }))).toMatchObject({
      kind: "UNAUTHENTICATED",
    });
    const viewer = await callerOf(await aUser(operator.id, { accountRights: ["requests.view"] }));
    expect((await viewer.requests.list({})).rows.map((row) => row.id)).toContain(id);
    expect(await refusal(viewer.requests.approve({ accountId: id }))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await refusal(viewer.requests.refuse({ accountId: id, reason: "no" }))).toMatchObject({ kind: "FORBIDDEN" });
  });

  test("the queue pages, sorts and searches", async () => {
    for (const name of ["Zebra", "Apple", "Mango"]) await aRequest({ companyName: `Queue ${name}` });
    const caller = await callerOf(clerk);
    const first = await caller.requests.list({
      search: "queue ",
      sort: { column: "companyName", direction: "asc" },
      limit: 2,
    });
    expect(first.rows.map((row) => row.companyName)).toEqual(["Queue Apple", "Queue Mango"]);
    const next = await caller.requests.list({
      search: "queue ",
      sort: { column: "companyName", direction: "asc" },
      limit: 2,
      cursor: first.nextCursor,
    });
    expect(next.rows.map((row) => row.companyName)).toEqual(["Queue Zebra"]);
    expect(next).toMatchObject({ nextCursor: null, total: 3 });
  });

  test("R007 R008 approving: Created, once, with history on both sides and the link by e-mail", async () => {
    const { id, email } = await aRequest();
    const caller = await callerOf(clerk);
    const answers = await Promise.allSettled([1, 2, 3].map(() => caller.requests.approve({ accountId: id })));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    expect(await refusal(caller.requests.refuse({ accountId: id, reason: "late" }))).toMatchObject({
      code: "access.requestDecided",
    });
    expect(await accountOf(email)).toMatchObject({ status: "CREATED", users: [{ status: "CREATED" }] });
    expect(await historyOf(id)).toEqual(["accounts.requested", "accounts.approved"]);
    const mails = await mailsTo(email);
    expect(mails.map((mail) => mail.kind)).toEqual(["account-requested", "account-approved"]);
    expect(tokenIn(mails[1]?.text, "activate")).toHaveLength(66);
  });

  test("refusing: the reason by e-mail, the address is free again", async () => {
    const { id, email } = await aRequest();
    await (await callerOf(clerk)).requests.refuse({ accountId: id, reason: "We know you <b>already</b>." });
    expect(await accountOf(email)).toMatchObject({ status: "DELETED", refusalReason: "We know you <b>already</b>." });
    expect((await mailsTo(email)).at(-1)?.text).toContain("We know you <b>already</b>.");
    expect(
      (await (await callerOf(clerk)).requests.list({ filters: { state: "REFUSED" } })).rows.map((row) => row.id),
    ).toContain(id);
    await (await callerOf(null)).registration.register(aRegistration({ email }));
    expect(await asSystem(({ tx }) => tx.account.count({ where: { email } }))).toBe(2);
  });
});

describe("R008 R092 the link of the e-mail", () => {
  async function anApproved(options: Record<string, unknown> = {}) {
    const request = await aRequest(options);
    await (await callerOf(clerk)).requests.approve({ accountId: request.id });
    return { ...request, token: tokenIn((await mailsTo(request.email)).at(-1)?.text, "activate") };
  }

  test("looking changes nothing; a password activates user and account, and the person can sign in", async () => {
    const { id, email, token } = await anApproved();
    const visitor = await callerOf(null);
    for (let n = 0; n < 10; n++)
      expect(await visitor.registration.activation({ token })).toMatchObject({
        state: "open",
        email,
        hasPassword: false,
      });
    expect(await accountOf(email)).toMatchObject({ status: "CREATED" });

    expect(await visitor.registration.activate({ token, password: GOOD })).toEqual({ email });
    expect(await accountOf(email)).toMatchObject({ status: "ACTIVATED", users: [{ status: "ACTIVATED" }] });
    expect(await historyOf(id)).toEqual([
      "accounts.requested",
      "accounts.approved",
      "access.userActivated",
      "accounts.activated",
    ]);
    expect((await aBrowser().signIn(email, GOOD)).status).toBe(200);

    expect(await visitor.registration.activation({ token })).toEqual({ state: "used" });
    expect(await refusal(visitor.registration.activate({ token, password: GOOD }))).toMatchObject({
      code: "access.linkUsed",
    });
  });

  test.each(["short", "1234567890", "password12", "qwertyuiop123", "riversideclaudia", "aaaaaaaaaaaaaa"])(
    "the password %s is refused and the link stays usable",
    async (password) => {
      const { email, token } = await anApproved({ companyName: "Riverside" });
      const visitor = await callerOf(null);
      expect(await refusal(visitor.registration.activate({ token, password }))).toMatchObject({
        kind: "BAD_INPUT",
        fields: ["password"],
      });
      expect(await accountOf(email)).toMatchObject({ status: "CREATED", users: [{ status: "CREATED" }] });
      expect(await visitor.registration.activation({ token })).toMatchObject({ state: "open" });
    },
  );

  test("used by two at once: one wins", async () => {
    const { token } = await anApproved();
    const visitor = await callerOf(null);
    const answers = await Promise.allSettled(
      [GOOD, `${GOOD}!`].map((password) => visitor.registration.activate({ token, password })),
    );
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  });

  test("lapses after 7 days; whoever holds it can have a new one sent to the address, which replaces it", async () => {
    const { email, token } = await anApproved();
    const later = new Date(Date.now() + 7 * DAY + 1_000);
    const visitor = await callerOf(null, { now: later });
    expect(await visitor.registration.activation({ token })).toEqual({ state: "lapsed" });
    expect(await refusal(visitor.registration.activate({ token, password: GOOD }))).toMatchObject({
      code: "access.linkLapsed",
    });
    const before = (await mailsTo(email, later)).length;
    await visitor.registration.resend({ token });
    const mails = await mailsTo(email, later);
    expect(mails).toHaveLength(before + 1);
    const fresh = tokenIn(mails.at(-1)?.text, "activate");
    expect(fresh).not.toBe(token);
    await visitor.registration.activate({ token: fresh, password: GOOD });
    expect(await accountOf(email)).toMatchObject({ status: "ACTIVATED" });
  });

  test("an open or unknown link sends nothing again", async () => {
    const { email, token } = await anApproved();
    const visitor = await callerOf(null);
    const before = (await mailsTo(email)).length;
    await visitor.registration.resend({ token });
    await visitor.registration.resend({ token: "x".repeat(66) });
    expect(await mailsTo(email)).toHaveLength(before);
    expect(await visitor.registration.activation({ token: "x".repeat(66) })).toEqual({ state: "unknown" });
  });

  test("is dead in an account that was disabled or deleted meanwhile", async () => {
    const { id, token } = await anApproved();
    const visitor = await callerOf(null);
    for (const status of ["DISABLED", "DELETED"] as const) {
      await asSystem(({ tx }) => tx.account.update({ where: { id }, data: { status } }));
      expect(await visitor.registration.activation({ token })).toEqual({ state: "closed" });
      expect(await refusal(visitor.registration.activate({ token, password: GOOD }))).toMatchObject({
        code: "access.linkClosed",
      });
    }
  });

  test("who has a password already, from another account, types that one and can then choose", async () => {
    const person = await withPassword(await aUser((await anAccount()).id, { email: "twice@example.com" }), GOOD);
    const { token } = await anApproved({ email: person.email });
    const visitor = await callerOf(null);
    expect(await visitor.registration.activation({ token })).toMatchObject({ state: "open", hasPassword: true });
    expect(await refusal(visitor.registration.activate({ token, password: "something else" }))).toMatchObject({
      fields: ["password"],
    });
    await visitor.registration.activate({ token, password: GOOD });
    expect(await (await aBrowser().signIn(person.email, GOOD)).json()).toMatchObject({ chooseAccount: true });
    expect(await asSystem(({ tx }) => tx.user.count({ where: { identityId: person.identityId } }))).toBe(2);
  });

  test("credits that waited for the activation arrive with it", async () => {
    const { id, token } = await anApproved();
    await asSystem((work) => loadCredits(work, { accountId: id, amount: 30, idempotencyKey: newId() }));
    const available = async () =>
      Number((await asSystem(({ tx }) => tx.creditBalance.findUniqueOrThrow({ where: { accountId: id } }))).available);
    expect(await available()).toBe(0);
    await (await callerOf(null)).registration.activate({ token, password: GOOD });
    expect(await available()).toBe(30);
  });
});
