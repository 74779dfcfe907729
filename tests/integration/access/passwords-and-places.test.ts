import { anAccount, aUser } from "@tests/factories/accounts";
import { aBrowser, PASSWORD, withPassword } from "@tests/factories/sign-in";
import { callerOf, refusal } from "@tests/support/caller";
import { mailsTo, tokenIn } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import { beforeEach, describe, expect, test } from "vitest";
import { requestContext } from "@/composition/context";
import { createCaller } from "@/composition/root-router";
import { RESET_TASK, sendResetLink } from "@/modules/access/server";
import { sessionOf } from "@/platform/auth";
import { pool } from "@/platform/db";

const NEW = "quiet lamps over the harbour";
beforeEach(() => asSystem(({ tx }) => tx.rateLimit.deleteMany({})));

/** Runs what the worker would run for a forgotten password. */
async function runResetJobs(): Promise<number> {
  const { rows } = await pool().query<{ payload: { email: string; locale: string } }>(
    `with taken as (delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
       where t.id = j.task_id and t.identifier = $1 returning j.payload) select payload from taken`,
    [RESET_TASK],
  );
  for (const { payload } of rows) await sendResetLink(payload, {} as never);
  return rows.length;
}

const aPerson = async (options: Parameters<typeof aUser>[1] = {}) =>
  withPassword(await aUser((await anAccount()).id, options));

describe("a forgotten password", () => {
  test("known and unknown addresses get the same answer; only the known one a mail", async () => {
    const user = await aPerson();
    const visitor = await callerOf(null, { locale: "fr" });
    expect(await visitor.registration.requestReset({ email: user.email })).toBeUndefined();
    expect(await visitor.registration.requestReset({ email: "nobody@example.com" })).toBeUndefined();
    expect(await runResetJobs()).toBe(2);
    expect(await mailsTo(user.email)).toMatchObject([{ kind: "password-reset", locale: "fr" }]);
    expect(await mailsTo("nobody@example.com")).toEqual([]);
  });

  test("the link sets a password once, within 30 minutes, and ends all sessions", async () => {
    const user = await aPerson();
    const visitor = await callerOf(null);
    await visitor.registration.requestReset({ email: user.email });
    await visitor.registration.requestReset({ email: user.email });
    await runResetJobs();
    const [replaced, mail] = await mailsTo(user.email);
    expect(replaced?.text).toBeNull();
    const token = tokenIn(mail?.text, "reset");
    const browser = aBrowser();
    await browser.signIn(user.email);
    for (let n = 0; n < 5; n++)
      expect(await visitor.registration.resetLink({ token })).toMatchObject({ state: "open", email: user.email });
    const later = await callerOf(null, { now: new Date(Date.now() + 31 * 60_000) });
    expect(await later.registration.resetLink({ token })).toEqual({ state: "lapsed" });
    expect(await refusal(later.registration.resetPassword({ token, password: NEW }))).toMatchObject({
      code: "access.linkLapsed",
    });
    expect(await refusal(visitor.registration.resetPassword({ token, password: "password123" }))).toMatchObject({
      fields: ["password"],
    });

    const answers = await Promise.allSettled(
      [1, 2].map(() => visitor.registration.resetPassword({ token, password: NEW })),
    );
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    expect(await sessionOf(browser.headers())).toBeNull();
    expect((await aBrowser().signIn(user.email, PASSWORD)).status).toBe(401);
    expect((await aBrowser().signIn(user.email, NEW)).status).toBe(200);
    expect(await refusal(visitor.registration.resetPassword({ token, password: NEW }))).toMatchObject({
      code: "access.linkUsed",
    });
    const history = await asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId: user.accountId } }));
    expect(history.map((row) => [row.action, row.performerId])).toEqual([["access.passwordChanged", user.id]]);
  });

  test("its owner gets in although strangers have used up the attempts", async () => {
    const user = await aPerson();
    for (let n = 0; n < 11; n++) await aBrowser().signIn(user.email, "wrong");
    expect((await aBrowser().signIn(user.email)).status).toBe(429);
    const visitor = await callerOf(null);
    await visitor.registration.requestReset({ email: user.email });
    await runResetJobs();
    const token = tokenIn((await mailsTo(user.email))[0]?.text, "reset");
    await visitor.registration.resetPassword({ token, password: NEW });
    expect((await aBrowser().signIn(user.email, NEW)).status).toBe(200);
  });

  test("a link of another purpose, or made up, is unknown; disabled people get none; three an hour", async () => {
    const visitor = await callerOf(null);
    expect(await visitor.registration.resetLink({ token: "A".repeat(66) })).toEqual({ state: "unknown" });
    expect(await refusal(visitor.registration.resetPassword({ token: "A".repeat(66), password: NEW }))).toMatchObject({
      code: "access.linkUnknown",
    });
    const disabled = await aPerson({ status: "DISABLED" });
    await visitor.registration.requestReset({ email: disabled.email });
    const user = await aPerson();
    for (let n = 0; n < 5; n++) await visitor.registration.requestReset({ email: user.email });
    expect(await runResetJobs()).toBe(4);
    expect(await mailsTo(disabled.email)).toEqual([]);
  });

  test("somebody invited who has no password yet gets the invitation again", async () => {
    const account = await anAccount();
    await aUser(account.id);
    const invited = await aUser(account.id, { status: "CREATED" });
    await (await callerOf(null)).registration.requestReset({ email: invited.email });
    await runResetJobs();
    expect(await mailsTo(invited.email)).toMatchObject([{ kind: "user-invited", accountId: account.id }]);
  });
});

describe("one person in several accounts", () => {
  async function aPersonOfTwo() {
    const first = await aPerson();
    const second = await aUser((await anAccount({ companyName: "Second" })).id, {
      identityId: first.identityId!,
      email: first.email,
    });
    const browser = aBrowser();
    await browser.signIn(first.email);
    const caller = async () => createCaller(await requestContext(browser.headers()));
    return { first, second, browser, caller };
  }

  test("chooses where to work, and switches later; the rights are those of the place", async () => {
    const { first, second, browser, caller } = await aPersonOfTwo();
    const places = await (await caller()).session.places();
    expect(places.map((place) => [place.userId, place.current]).sort()).toEqual(
      [
        [first.id, false],
        [second.id, false],
      ].sort(),
    );
    expect(await refusal((await caller()).sites.list({}))).toMatchObject({ kind: "UNAUTHENTICATED" });
    await (await caller()).session.switchUser({ userId: second.id });
    expect((await requestContext(browser.headers())).actor).toMatchObject({ userId: second.id, companyName: "Second" });
    await (await caller()).session.switchUser({ userId: first.id });
    expect((await requestContext(browser.headers())).actor?.userId).toBe(first.id);
  });

  test("nobody enters a place of another, or one that is disabled; visitors have none", async () => {
    const { second, caller } = await aPersonOfTwo();
    const stranger = await aPerson();
    expect(await refusal((await caller()).session.switchUser({ userId: stranger.id }))).toMatchObject({
      kind: "NOT_FOUND",
    });
    await asSystem(({ tx }) => tx.user.update({ where: { id: second.id }, data: { status: "DISABLED" } }));
    expect(await refusal((await caller()).session.switchUser({ userId: second.id }))).toMatchObject({
      kind: "NOT_FOUND",
    });
    expect(await (await caller()).session.places()).toHaveLength(1);
    expect(await refusal((await callerOf(null)).session.places())).toMatchObject({ kind: "UNAUTHENTICATED" });
  });
});
