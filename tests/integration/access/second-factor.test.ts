import { anAccount, aProfile, aUser, theOperator } from "@tests/factories/accounts";
import { aBrowser, appCode, PASSWORD, withPassword } from "@tests/factories/sign-in";
import { callerOf, refusal } from "@tests/support/caller";
import { mailsTo } from "@tests/support/mails";
import { asAccount, asSystem } from "@tests/support/system";
import { beforeEach, describe, expect, test } from "vitest";
import { requestContext } from "@/composition/context";
import { createCaller } from "@/composition/root-router";
import { sessionOf } from "@/platform/auth";

beforeEach(() => asSystem(({ tx }) => tx.rateLimit.deleteMany({})));

const aPerson = async (options: Parameters<typeof aUser>[1] = {}) =>
  withPassword(await aUser((await anAccount()).id, options));
const codeIn = async (response: Response) => ((await response.json()) as { code: string }).code;
const identityOf = (id: string) => asSystem(({ tx }) => tx.identity.findUniqueOrThrow({ where: { id } }));
const historyOf = async (accountId: string) =>
  (await asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId }, orderBy: { id: "asc" } }))).map(
    (row) => row.action,
  );

async function aSignedIn(email: string, code = "") {
  const browser = aBrowser();
  expect((await browser.signIn(email, PASSWORD, false, code)).status).toBe(200);
  return { browser, caller: async () => createCaller(await requestContext(browser.headers())) };
}

/** A person with a second factor, its key, the recovery codes, and the browser in which it was set up. */
async function withFactor<U extends { email: string }>(user: U) {
  const session = await aSignedIn(user.email);
  const caller = await session.caller();
  const { secret, setup } = await caller.secondFactor.begin();
  const { codes } = await caller.secondFactor.enable({ setup, password: PASSWORD, code: appCode(secret, -1) });
  return { user, secret, codes, ...session };
}

describe("setting up a second factor", () => {
  test("needs the password and a first code of the app; the secret is sealed, the codes hashed; other sessions end", async () => {
    const user = await aPerson();
    const other = await aSignedIn(user.email);
    const { browser, caller } = await aSignedIn(user.email);
    const own = (await caller()).secondFactor;
    expect(await own.own()).toMatchObject({ since: null, recoveryCodesLeft: 0 });
    const { secret, setup, uri } = await own.begin();
    expect(uri).toMatch(/^otpauth:\/\/totp\//);
    const good = { setup, password: PASSWORD, code: appCode(secret) };
    const wrong = { ...good, code: appCode(secret, 40) };
    expect(await refusal(own.enable({ ...good, password: "wrong" }))).toMatchObject({ fields: ["password"] });
    expect(await refusal(own.enable(wrong))).toMatchObject({ fields: ["code"] });
    expect(await refusal(own.enable({ ...good, setup: `${setup.slice(0, -4)}AAAA` }))).toMatchObject({
      code: "access.setupLapsed",
    });
    expect((await identityOf(user.identityId!)).totpEnabledAt).toBeNull();

    const { codes } = await own.enable(good);
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    expect(await own.own()).toMatchObject({ since: expect.any(String), recoveryCodesLeft: 10 });
    expect(await sessionOf(other.browser.headers())).toBeNull();
    expect(await sessionOf(browser.headers())).not.toBeNull();
    const stored = await identityOf(user.identityId!);
    const rows = await asSystem(({ tx }) => tx.recoveryCode.findMany({ where: { identityId: user.identityId! } }));
    const everything = [stored.totpSecret!, ...rows.map((row) => row.codeHash)].map((bytes) => Buffer.from(bytes));
    for (const bytes of everything)
      for (const text of [secret, ...codes, ...codes.map((code) => code.replace("-", ""))])
        expect(bytes.includes(Buffer.from(text))).toBe(false);
    expect(await historyOf(user.accountId)).toEqual(["access.secondFactorEnabled"]);
    expect((await mailsTo(user.email)).map((mail) => mail.kind)).toContain("second-factor-changed");
    expect(await refusal(own.begin())).toMatchObject({ code: "access.secondFactorThere" });
    expect(await refusal(own.enable({ ...good, code: appCode(secret, 1) }))).toMatchObject({
      code: "access.secondFactorThere",
    });
  });

  test("a setup of somebody else, or one that was open for too long, is worth nothing; twice at once: one", async () => {
    const user = await aPerson();
    const { caller } = await aSignedIn(user.email);
    const { caller: strangers } = await aSignedIn((await aPerson()).email);
    const { secret, setup } = await (await strangers()).secondFactor.begin();
    const input = { setup, password: PASSWORD, code: appCode(secret) };
    expect(await refusal((await caller()).secondFactor.enable(input))).toMatchObject({ code: "access.setupLapsed" });
    const later = new Date(Date.now() + 31 * 60_000);
    const { browser } = await aSignedIn(user.email);
    const late = createCaller({ ...(await requestContext(browser.headers())), clock: () => later });
    const own = await (await caller()).secondFactor.begin();
    const code = appCode(own.secret, 0, later);
    expect(await refusal(late.secondFactor.enable({ setup: own.setup, password: PASSWORD, code }))).toMatchObject({
      code: "access.setupLapsed",
    });
    const both = { setup: own.setup, password: PASSWORD, code: appCode(own.secret) };
    const answers = await Promise.allSettled([1, 2].map(async () => (await caller()).secondFactor.enable(both)));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
  });

  test("guessing by whoever finds an open session ends after 10 tries; visitors have none", async () => {
    const { caller } = await withFactor(await aPerson());
    const own = (await caller()).secondFactor;
    for (let n = 0; n < 10; n++)
      expect(await refusal(own.disable({ password: PASSWORD, code: "000000" }))).toMatchObject({ fields: ["code"] });
    expect(await refusal(own.disable({ password: PASSWORD, code: "000000" }))).toMatchObject({ kind: "RATE_LIMITED" });
    expect(await refusal((await callerOf(null)).secondFactor.begin())).toMatchObject({ kind: "UNAUTHENTICATED" });
  });
});

describe("signing in with a second factor", () => {
  test("the password alone starts no session; a wrong password says nothing of the factor", async () => {
    const { user, secret } = await withFactor(await aPerson());
    const browser = aBrowser();
    const first = await browser.signIn(user.email);
    expect(first.status).toBe(401);
    expect(await codeIn(first)).toBe("access.codeNeeded");
    expect(await sessionOf(browser.headers())).toBeNull();
    expect(await codeIn(await browser.signIn(user.email, "wrong", false, appCode(secret)))).toBe("access.wrongSignIn");
    expect(await codeIn(await browser.signIn(user.email, PASSWORD, false, "123"))).toBe("access.wrongCode");
    expect((await browser.signIn(user.email, PASSWORD, false, appCode(secret))).status).toBe(200);
    expect(await sessionOf(browser.headers())).not.toBeNull();
  });

  test("a code is good once, also when many ask with it at the same moment, and none older than the last", async () => {
    const { user, secret } = await withFactor(await aPerson());
    const code = appCode(secret, 0);
    const answers = await Promise.all([1, 2, 3, 4].map(() => aBrowser().signIn(user.email, PASSWORD, false, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await aBrowser().signIn(user.email, PASSWORD, false, code)).status).toBe(401);
    expect((await aBrowser().signIn(user.email, PASSWORD, false, appCode(secret, -1))).status).toBe(401);
  });

  test("a recovery code works once, in any case and with or without its dash, and its owner is told", async () => {
    const { user, codes } = await withFactor(await aPerson());
    const typed = ` ${codes[0]!.replace("-", "").toUpperCase()} `;
    const answers = await Promise.all([1, 2, 3].map(() => aBrowser().signIn(user.email, PASSWORD, false, typed)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await aBrowser().signIn(user.email, PASSWORD, false, codes[0])).status).toBe(401);
    expect((await aBrowser().signIn(user.email, PASSWORD, false, codes[1])).status).toBe(200);
    const mails = await mailsTo(user.email);
    expect(mails.filter((mail) => mail.text?.includes("A recovery code has been used"))).toHaveLength(2);
    const stranger = await withFactor(await aPerson());
    expect((await aBrowser().signIn(stranger.user.email, PASSWORD, false, codes[2])).status).toBe(401);
  });

  test("after 5 wrong codes 15 minutes pass, also for many at once; a browser known before has tries of its own", async () => {
    const { user, secret, browser } = await withFactor(await aPerson());
    const stranger = aBrowser();
    await stranger.csrfToken();
    const answers = await Promise.all(
      Array.from({ length: 9 }, () => stranger.signIn(user.email, PASSWORD, false, "000000")),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect((await aBrowser().signIn(user.email, PASSWORD, false, appCode(secret))).status).toBe(429);
    expect((await browser.signIn(user.email, PASSWORD, false, appCode(secret))).status).toBe(200);
  });

  test("a new password by the forgotten-password link does not open what the factor protects", async () => {
    const { user } = await withFactor(await aPerson());
    await withPassword(user as never, "quiet lamps over the harbour");
    expect(await codeIn(await aBrowser().signIn(user.email, "quiet lamps over the harbour"))).toBe("access.codeNeeded");
  });
});

describe("changing a second factor", () => {
  test("turning off and new recovery codes need password and code; the codes before are worth nothing", async () => {
    const { user, secret, codes, caller } = await withFactor(await aPerson());
    const own = (await caller()).secondFactor;
    const good = { password: PASSWORD, code: codes[0]! };
    expect(await refusal(own.renewCodes({ ...good, password: "wrong" }))).toMatchObject({ fields: ["password"] });
    expect(await refusal(own.renewCodes({ ...good, code: "aaaaa-aaaaa" }))).toMatchObject({ fields: ["code"] });
    const renewed = await own.renewCodes(good);
    expect((await aBrowser().signIn(user.email, PASSWORD, false, codes[1])).status).toBe(401);
    expect(await refusal(own.disable({ ...good, code: "000000" }))).toMatchObject({ fields: ["code"] });
    await own.disable({ password: PASSWORD, code: appCode(secret) });
    expect((await aBrowser().signIn(user.email)).status).toBe(200);
    expect(await refusal(own.disable({ password: PASSWORD, code: renewed.codes[0]! }))).toMatchObject({
      fields: ["code"],
    });
    expect(await historyOf(user.accountId)).toEqual([
      "access.secondFactorEnabled",
      "access.recoveryCodesRenewed",
      "access.secondFactorDisabled",
    ]);
    const mails = (await mailsTo(user.email)).filter((mail) => mail.kind === "second-factor-changed");
    expect(mails).toHaveLength(3);
  });

  test("an administrator takes it away from who lost it: sessions end, the user is told, the list shows it", async () => {
    const admin = await aPerson({ holder: true });
    const user = await withPassword(await aUser(admin.accountId, { accountRights: [] }));
    const { browser } = await withFactor(user);
    const caller = await callerOf(admin);
    const listed = async () => (await caller.users.list({})).rows.find((row) => row.id === user.id)?.secondFactor;
    expect(await listed()).toBe(true);
    const ids = { userIds: [user.id] };
    const viewer = await callerOf(await aUser(admin.accountId, { accountRights: ["users.view"] }));
    expect(await refusal(viewer.users.resetSecondFactor(ids))).toMatchObject({ kind: "FORBIDDEN" });
    const lesser = await callerOf(await aUser(admin.accountId, { accountRights: ["users.edit"] }));
    const adminToo = await withFactor(await withPassword(await aUser(admin.accountId)));
    expect(await lesser.users.resetSecondFactor({ userIds: [adminToo.user.id] })).toMatchObject([
      { refused: "access.grantsMore" },
    ]);
    const stranger = await callerOf(await aPerson());
    expect(await stranger.users.resetSecondFactor(ids)).toMatchObject([{ refused: "shared.notFound" }]);
    expect(await sessionOf(browser.headers())).not.toBeNull();

    expect(await caller.users.resetSecondFactor(ids)).toMatchObject([{ refused: null }]);
    expect(await sessionOf(browser.headers())).toBeNull();
    expect((await aBrowser().signIn(user.email)).status).toBe(200);
    expect(await listed()).toBe(false);
    expect((await mailsTo(user.email)).at(-2)?.text ?? "").toMatch(/An administrator of your account has taken/);
    expect(await historyOf(admin.accountId)).toContain("access.secondFactorReset");
    expect(await caller.users.resetSecondFactor(ids)).toMatchObject([{ refused: "access.noSecondFactor" }]);
    expect(await caller.users.resetSecondFactor({ userIds: [admin.id] })).toMatchObject([
      { refused: "access.ownFactorByCode" },
    ]);
  });

  test("an account can't take away what also protects another account; its function has no other reach", async () => {
    const admin = await aPerson({ holder: true });
    const user = await withPassword(await aUser(admin.accountId, { accountRights: [] }));
    const elsewhere = await aUser((await anAccount()).id, { identityId: user.identityId!, email: user.email });
    const browser = aBrowser();
    await browser.signIn(user.email);
    const caller = createCaller(await requestContext(browser.headers()));
    const { secret, setup } = await caller.secondFactor.begin();
    await caller.secondFactor.enable({ setup, password: PASSWORD, code: appCode(secret) });
    const ids = { userIds: [user.id] };
    expect(await (await callerOf(admin)).users.resetSecondFactor(ids)).toMatchObject([
      { refused: "access.factorElsewhere" },
    ]);
    const reset = (accountId: string, userId: string) =>
      asAccount(accountId, async ({ tx }) => {
        const [row] = await tx.$queryRaw<{ answer: string }[]>`select reset_second_factor(${userId}::uuid) as answer`;
        return row?.answer;
      });
    expect(await reset(admin.accountId, elsewhere.id)).toBe("none");
    const seen = await asAccount(admin.accountId, ({ tx }) => tx.$queryRaw`select users_with_second_factor() as id`);
    expect(seen).toEqual([{ id: user.id }]);
    await expect(asAccount(admin.accountId, ({ tx }) => tx.identity.findMany())).rejects.toThrow(/permission denied/);
    await expect(asAccount(admin.accountId, ({ tx }) => tx.recoveryCode.findMany())).rejects.toThrow(/permission/);
    await asSystem(({ tx }) => tx.user.update({ where: { id: elsewhere.id }, data: { status: "DELETED" } }));
    expect(await reset(admin.accountId, user.id)).toBe("done");
  });
});

describe("the operator helps whoever nobody in the account can help", () => {
  const anOperator = async (options: Parameters<typeof aUser>[1] = {}) =>
    callerOf(await aUser((await theOperator()).id, options));

  test("takes the factor of a user of several accounts away, with a reason: sessions end, all sides read it, the person is told", async () => {
    const reseller = await anAccount({ type: "RESELLER" });
    const account = await anAccount({ parentId: reseller.id });
    const { user, browser } = await withFactor(await withPassword(await aUser(account.id, { holder: true })));
    const elsewhere = await anAccount();
    await aUser(elsewhere.id, { identityId: user.identityId!, email: user.email });
    const operator = await anOperator();
    const input = { accountId: account.id, userId: user.id, reason: "Called from the number that we know" };
    const listed = async () => (await operator.operator.accountUsers({ accountId: account.id })).users[0]?.secondFactor;
    expect(await listed()).toBe(true);
    expect(await refusal(operator.secondFactor.resetByOperator({ ...input, reason: "  " }))).toMatchObject({
      kind: "BAD_INPUT",
    });
    expect(await refusal(operator.secondFactor.resetByOperator({ ...input, accountId: elsewhere.id }))).toMatchObject({
      kind: "NOT_FOUND",
    });
    const looker = await anOperator({ accountRights: ["accounts.view"] });
    expect(await refusal(looker.secondFactor.resetByOperator(input))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await refusal((await callerOf(user)).secondFactor.resetByOperator(input))).toMatchObject({
      kind: "NOT_FOUND",
    });
    expect(await sessionOf(browser.headers())).not.toBeNull();

    const results = await Promise.allSettled([
      operator.secondFactor.resetByOperator(input),
      operator.secondFactor.resetByOperator(input),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(operator.secondFactor.resetByOperator(input))).toMatchObject({
      code: "access.noSecondFactor",
    });
    expect(await listed()).toBe(false);
    expect(await sessionOf(browser.headers())).toBeNull();
    expect((await aBrowser().signIn(user.email)).status).toBe(200);
    const told = (await mailsTo(user.email)).filter(({ kind }) => kind === "second-factor-changed");
    expect(told.filter(({ text }) => text?.includes("The operator of"))).toHaveLength(1);
    for (const [id, action] of [
      [account.id, "access.secondFactorResetByOperator"],
      [reseller.id, "access.secondFactorResetByOperator"],
      [(await theOperator()).id, "access.secondFactorResetByOperator"],
      [elsewhere.id, "access.secondFactorReset"],
    ] as const)
      expect((await historyOf(id)).filter((one) => one === action)).toHaveLength(1);
  });

  test("not of who also works in the console, nor of a user of the console itself", async () => {
    const root = await theOperator();
    const account = await anAccount();
    const { user } = await withFactor(await withPassword(await aUser(account.id)));
    const colleague = await aUser(root.id, { identityId: user.identityId!, email: user.email });
    const operator = await anOperator({ accountRights: ["accounts.act"] });
    const reset = (accountId: string, userId: string) =>
      refusal(operator.secondFactor.resetByOperator({ accountId, userId, reason: "Asked" }));
    expect(await reset(account.id, user.id)).toMatchObject({ code: "access.factorOfOperator" });
    expect(await reset(root.id, colleague.id)).toMatchObject({ kind: "NOT_FOUND" });
    expect((await identityOf(user.identityId!)).totpEnabledAt).not.toBeNull();
  });

  test("its own account can require a second factor too, by who manages its users and has one", async () => {
    const root = await theOperator();
    const viewer = await anOperator({ accountRights: ["operatorUsers.view"] });
    expect(await viewer.secondFactor.operatorRule()).toMatchObject({ required: false });
    expect(await refusal(viewer.secondFactor.requireOfOperator({ required: true }))).toMatchObject({
      kind: "FORBIDDEN",
    });
    expect(await refusal((await anOperator()).secondFactor.requireOfOperator({ required: true }))).toMatchObject({
      code: "access.ownFactorFirst",
    });
    const customer = await callerOf(await aPerson());
    expect(await refusal(customer.secondFactor.operatorRule())).toMatchObject({ kind: "FORBIDDEN" });

    const { user, caller } = await withFactor(await withPassword(await aUser(root.id)));
    await (await caller()).secondFactor.requireOfOperator({ required: true });
    try {
      const without = await aSignedIn((await withPassword(await aUser(root.id))).email);
      expect(await refusal((await without.caller()).operator.health())).toMatchObject({ kind: "UNAUTHENTICATED" });
      const rule = await (await callerOf(user)).secondFactor.operatorRule();
      expect(rule.required).toBe(true);
      expect((await (await callerOf(user)).history.ofOperator({})).rows.map(({ action }) => action)).toContain(
        "access.secondFactorRequired",
      );
    } finally {
      await (await callerOf(user)).secondFactor.requireOfOperator({ required: false });
    }
  });
});

describe("an account that requires a second factor of all users", () => {
  test("who has none is led to set it up right after sign-in, and can do nothing else before", async () => {
    const admin = await aPerson({ holder: true });
    const user = await withPassword(await aUser(admin.accountId, { accountRights: ["users.view"] }));
    const open = await aSignedIn(user.email);
    expect((await (await open.caller()).users.list({})).rows.length).toBeGreaterThan(0);
    expect(await refusal((await callerOf(admin)).secondFactor.require({ required: true }))).toMatchObject({
      code: "access.ownFactorFirst",
    });
    const own = await withFactor(admin);
    const viewer = await callerOf(await aUser(admin.accountId, { accountRights: ["myAccount.view"] }));
    expect(await refusal(viewer.secondFactor.require({ required: true }))).toMatchObject({ kind: "FORBIDDEN" });
    await (await own.caller()).secondFactor.require({ required: true });
    expect(await (await own.caller()).secondFactor.rule()).toMatchObject({ required: true, with: 1 });
    expect(await historyOf(admin.accountId)).toContain("access.secondFactorRequired");

    // Pages open until now stop at the very next request; writes that began before are refused in their transaction.
    expect((await requestContext(open.browser.headers())).pending).toBe("secondFactor");
    expect(await refusal((await open.caller()).users.list({}))).toMatchObject({ kind: "UNAUTHENTICATED" });

    const browser = aBrowser();
    expect(await (await browser.signIn(user.email)).json()).toEqual({ chooseAccount: false, mustSetUp: true });
    const caller = async () => createCaller(await requestContext(browser.headers()));
    const locked = await caller();
    for (const call of [() => locked.users.list({}), () => locked.sites.list({}), () => locked.profiles.own()])
      expect(await refusal(call())).toMatchObject({ kind: "UNAUTHENTICATED" });
    const { secret, setup } = await (await caller()).secondFactor.begin();
    await (await caller()).secondFactor.enable({ setup, password: PASSWORD, code: appCode(secret) });
    expect((await requestContext(browser.headers())).actor?.userId).toBe(user.id);
    expect((await (await caller()).users.list({})).rows.length).toBeGreaterThan(0);

    await (await own.caller()).secondFactor.require({ required: false });
    const third = await withPassword(await aUser(admin.accountId, { accountRights: [] }));
    expect(await (await aBrowser().signIn(third.email)).json()).toEqual({ chooseAccount: false, mustSetUp: false });
  });

  test("a write that began before the requirement is refused in its transaction", async () => {
    const admin = await aPerson({ holder: true });
    const profile = await aProfile(admin.accountId);
    const before = await callerOf(await aUser(admin.accountId));
    await asSystem(({ tx }) =>
      tx.account.update({ where: { id: admin.accountId }, data: { secondFactorRequired: true } }),
    );
    const input = { email: "late@example.com", firstName: "A", lastName: "B", profileId: profile.id };
    expect(await refusal(before.users.add(input))).toMatchObject({ kind: "UNAUTHENTICATED" });
    expect(await asSystem(({ tx }) => tx.user.count({ where: { email: input.email } }))).toBe(0);
  });

  test("of a person's several accounts only the one that requires it asks for it", async () => {
    const first = await aPerson();
    const strict = await aUser((await anAccount()).id, { identityId: first.identityId!, email: first.email });
    await asSystem(({ tx }) =>
      tx.account.update({ where: { id: strict.accountId }, data: { secondFactorRequired: true } }),
    );
    const { browser, caller } = await aSignedIn(first.email);
    await (await caller()).session.switchUser({ userId: strict.id });
    expect(await requestContext(browser.headers())).toMatchObject({ actor: null, pending: "secondFactor" });
    await (await caller()).session.switchUser({ userId: first.id });
    expect((await requestContext(browser.headers())).actor?.userId).toBe(first.id);
  });
});
