import { anAccount, aUser } from "@tests/factories/accounts";
import { aBrowser, withPassword } from "@tests/factories/sign-in";
import { callerOf } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET as live } from "@/app/api/live/route";
import { requestContext } from "@/composition/context";
import { createCaller } from "@/composition/root-router";
import { config } from "@/platform/config";
import { startRelay, stopRelay } from "@/platform/live";

/* A page that is open hears within two seconds that its session is over, whatever ended it (decisions, sections 2 and 12). */

beforeAll(() => startRelay(config().databaseUrl as string));
afterAll(() => stopRelay());

/** A page of a signed-in user: its stream is open; `ended` tells how many ms after `act` it heard the end. */
async function aPage(options: Parameters<typeof aUser>[1] = {}, accountId?: string) {
  const user = await withPassword(await aUser(accountId ?? (await anAccount()).id, options));
  const browser = aBrowser();
  await browser.signIn(user.email);
  const closing = new AbortController();
  const request = new Request(`${config().origin}/api/live?topics=account:${user.accountId}`, {
    headers: browser.headers(),
    signal: closing.signal,
  });
  const response = await live(request);
  expect(response.status).toBe(200);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  await reader.read(); // "retry: …": the stream is open
  async function ended(act: () => Promise<unknown>): Promise<number> {
    const from = performance.now();
    await act();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new Error("The stream ended without a word");
      if (value.includes("event: ended")) return performance.now() - from;
    }
  }
  return { user, browser, ended, caller: async () => createCaller(await requestContext(browser.headers())) };
}

test("when the user is disabled, or deleted", async () => {
  const account = await anAccount();
  const admin = await callerOf(await aUser(account.id, { holder: true }));
  for (const action of ["disable", "delete"] as const) {
    const page = await aPage({ accountRights: [] }, account.id);
    expect(await page.ended(() => admin.users[action]({ userIds: [page.user.id] }))).toBeLessThan(2_000);
  }
});

test("when the session is signed out from another browser, the others' pages stay", async () => {
  const page = await aPage();
  const other = aBrowser();
  await other.signIn(page.user.email);
  const caller = createCaller(await requestContext(other.headers()));
  expect(await page.ended(() => caller.session.end({ sessionId: null }))).toBeLessThan(2_000);
  expect((await requestContext(other.headers())).actor).not.toBeNull();
});

test("when the account starts to require a second factor that the user has not got", async () => {
  const page = await aPage({ accountRights: [] });
  const turnOn = () =>
    asSystem(async (work) => {
      await work.tx.account.update({ where: { id: page.user.accountId }, data: { secondFactorRequired: true } });
      work.touch(`account:${page.user.accountId}`);
    });
  expect(await page.ended(turnOn)).toBeLessThan(2_000);
});
