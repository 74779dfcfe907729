import { anAccount, aUser } from "@tests/factories/accounts";
import { aBrowser, PASSWORD, withPassword } from "@tests/factories/sign-in";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { beforeEach, expect, test } from "vitest";
import { requestContext } from "@/composition/context";
import { createCaller } from "@/composition/root-router";
import { sessionOf } from "@/platform/auth";

const NEW = "quiet lamps over the harbour";
beforeEach(() => asSystem(({ tx }) => tx.rateLimit.deleteMany({})));

async function aSignedIn(user: { email: string }, userAgent?: string) {
  const browser = aBrowser({ userAgent });
  await browser.signIn(user.email);
  return { browser, caller: createCaller(await requestContext(browser.headers())) };
}
const aPerson = async () => withPassword(await aUser((await anAccount()).id));

test("R059 the password is changed by the old one; other sessions end, this one stays", async () => {
  const user = await aPerson();
  const here = await aSignedIn(user);
  const there = await aSignedIn(user);
  const change = (current: string, password: string) => here.caller.session.changePassword({ current, password });
  expect(await refusal(change("wrong", NEW))).toMatchObject({ kind: "BAD_INPUT", fields: ["current"] });
  expect(await refusal(change(PASSWORD, "password123"))).toMatchObject({ kind: "BAD_INPUT", fields: ["password"] });
  expect(await sessionOf(there.browser.headers())).not.toBeNull();
  await change(PASSWORD, NEW);
  expect(await sessionOf(there.browser.headers())).toBeNull();
  expect(await sessionOf(here.browser.headers())).not.toBeNull();
  expect((await aBrowser().signIn(user.email)).status).toBe(401);
  expect((await aBrowser().signIn(user.email, NEW)).status).toBe(200);
  const history = await asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId: user.accountId } }));
  expect(history.map((row) => row.action)).toEqual(["access.passwordChanged"]);
});

test("guessing the old password in an open session ends after 10 tries", async () => {
  const { caller } = await aSignedIn(await aPerson());
  for (let n = 0; n < 10; n++) await refusal(caller.session.changePassword({ current: "wrong", password: NEW }));
  expect(await refusal(caller.session.changePassword({ current: PASSWORD, password: NEW }))).toMatchObject({
    kind: "RATE_LIMITED",
  });
});

test("one's sessions are listed and signed out, one or all others; another person's do not exist", async () => {
  const user = await aPerson();
  const here = await aSignedIn(user, "Firefox");
  const there = await aSignedIn(user, "Phone");
  const third = await aSignedIn(user);
  const stranger = await aSignedIn(await aPerson());
  const list = await here.caller.session.list();
  expect(list).toHaveLength(3);
  expect(list.filter((row) => row.current).map((row) => row.userAgent)).toEqual(["Firefox"]);
  const phone = list.find((row) => row.userAgent === "Phone")!;
  expect(await refusal(stranger.caller.session.end({ sessionId: phone.id }))).toMatchObject({ kind: "NOT_FOUND" });
  await here.caller.session.end({ sessionId: phone.id });
  expect(await sessionOf(there.browser.headers())).toBeNull();
  expect(await here.caller.session.end({ sessionId: null })).toEqual({ ended: 1 });
  expect(await sessionOf(third.browser.headers())).toBeNull();
  expect(await sessionOf(here.browser.headers())).not.toBeNull();
  expect(await sessionOf(stranger.browser.headers())).not.toBeNull();
  expect(await refusal((await callerOf(null)).session.list())).toMatchObject({ kind: "UNAUTHENTICATED" });
});
