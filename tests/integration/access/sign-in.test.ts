import { anAccount, aUser } from "@tests/factories/accounts";
import { aBrowser, PASSWORD, withPassword } from "@tests/factories/sign-in";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { requestContext } from "@/composition/context";
import { endSessions, sessionOf } from "@/platform/auth";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const aSignedUp = async (options: Parameters<typeof aUser>[1] = {}) =>
  withPassword(await aUser((await anAccount()).id, options));
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

describe("signing in", () => {
  test("without the CSRF token, from another site, or for another action nothing happens", async () => {
    const user = await aSignedUp();
    const browser = aBrowser();
    const form = { email: user.email, password: PASSWORD };
    expect((await browser.call("POST", "callback/credentials", form)).status).toBe(403);
    const csrfToken = await browser.csrfToken();
    const crossSite = { "sec-fetch-site": "cross-site", origin: "https://evil.example.com" };
    expect((await browser.call("POST", "callback/credentials", { ...form, csrfToken }, crossSite)).status).toBe(403);
    expect((await browser.call("GET", "session")).status).toBe(404);
    expect((await browser.call("POST", "session", { csrfToken })).status).toBe(404);
    expect((await browser.call("GET", "callback/credentials")).status).toBe(404);
    expect(await sessionOf(browser.headers())).toBeNull();
  });

  test("wrong password and unknown address answer the same", async () => {
    const user = await aSignedUp();
    const wrong = await aBrowser().signIn(user.email, "something else");
    const unknown = await aBrowser().signIn("nobody@example.com", "something else");
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const bodies = [await wrong.json(), await unknown.json()];
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0]).toMatchObject({ code: "access.wrongSignIn" });
  });

  test("unknown addresses take the same time as known ones", async () => {
    const user = await aSignedUp();
    const times: Record<"known" | "unknown", number[]> = { known: [], unknown: [] };
    for (let round = 0; round < 9; round++) {
      for (const which of ["known", "unknown"] as const) {
        const browser = aBrowser();
        const email = which === "known" ? user.email : `nobody${round}@example.com`;
        const csrfToken = await browser.csrfToken();
        const form = { csrfToken, email, password: "something else" };
        const from = performance.now();
        await browser.call("POST", "callback/credentials", form);
        times[which].push(performance.now() - from);
      }
    }
    const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
    const ratio = median(times.known) / median(times.unknown);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  test("the cookie is bound to the host, unreadable for scripts, and lasts only as long as the browser", async () => {
    const user = await aSignedUp();
    const response = await aBrowser().signIn(user.email.toUpperCase());
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ chooseAccount: false, mustSetUp: false });
    const cookie = response.headers.getSetCookie().find((text) => text.includes("portal-session"))!;
    expect(cookie).toMatch(/^__Host-portal-session=/);
    expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).not.toMatch(/Expires|Max-Age|Domain/);
    const remembered = await aBrowser().signIn(user.email, PASSWORD, true);
    expect(remembered.headers.getSetCookie().find((text) => text.includes("portal-session"))).toMatch(/Expires=/);
  });

  test("the session names person and user; only the token's hash is stored; a new sign-in ends the browser's old session", async () => {
    const user = await aSignedUp();
    const browser = aBrowser({ userAgent: "Firefox" });
    await browser.signIn(user.email);
    const former = browser.headers();
    const session = await sessionOf(former);
    expect(session).toMatchObject({ identityId: user.identityId, userId: user.id });
    const row = await asSystem(({ tx }) => tx.session.findUniqueOrThrow({ where: { id: session!.sessionId } }));
    expect(row).toMatchObject({ userAgent: "Firefox", remember: false });
    await browser.signIn(user.email);
    expect(await sessionOf(former)).toBeNull();
    expect(await sessionOf(browser.headers())).not.toBeNull();
  });

  test("a person of several accounts chooses; one whose account is not active is told so", async () => {
    const first = await aSignedUp();
    await aUser((await anAccount()).id, { identityId: first.identityId!, email: first.email });
    const browser = aBrowser();
    expect(await (await browser.signIn(first.email)).json()).toEqual({ chooseAccount: true, mustSetUp: false });
    expect((await requestContext(browser.headers())).actor).toBeNull();

    const disabled = await withPassword(await aUser((await anAccount({ status: "DISABLED" })).id));
    const refused = await aBrowser().signIn(disabled.email);
    expect(refused.status).toBe(422);
    expect(await codeOf(refused)).toBe("access.noAccess");
  });
});

describe("sessions end", () => {
  test("idle, at the latest, and each request moves the idle end", async () => {
    const user = await aSignedUp();
    const start = Date.now();
    let at = start;
    const now = () => new Date(at);
    const browser = aBrowser({ now });
    await browser.signIn(user.email);
    const alive = async (time: number) => {
      at = time;
      return (await sessionOf(browser.headers(), now)) !== null;
    };
    expect(await alive(start + 11 * 60 * MINUTE)).toBe(true);
    expect(await alive(start + 22 * 60 * MINUTE)).toBe(true);
    expect(await alive(start + 22 * 60 * MINUTE + 12 * 60 * MINUTE + 1)).toBe(false);
    for (let day = 1; day < 14; day++) await alive(start + day * (DAY / 2));
    expect(await alive(start + 7 * DAY + 1)).toBe(false);
  });

  test("at sign-out, and everywhere at once", async () => {
    const user = await aSignedUp();
    const [here, there] = [aBrowser(), aBrowser()];
    await here.signIn(user.email);
    await there.signIn(user.email);
    const before = here.headers();
    expect((await here.signOut()).status).toBe(200);
    expect(await sessionOf(before)).toBeNull();
    expect(await sessionOf(there.headers())).not.toBeNull();
    expect(await asSystem((work) => endSessions(work, user.identityId!))).toBe(1);
    expect(await sessionOf(there.headers())).toBeNull();
  });

  test("when the user or the account is disabled, at the very next request", async () => {
    const user = await aSignedUp();
    const browser = aBrowser();
    await browser.signIn(user.email);
    expect((await requestContext(browser.headers())).actor?.userId).toBe(user.id);
    await asSystem(({ tx }) => tx.user.update({ where: { id: user.id }, data: { status: "DISABLED" } }));
    expect((await requestContext(browser.headers())).actor).toBeNull();
    await asSystem(({ tx }) => tx.user.update({ where: { id: user.id }, data: { status: "ACTIVATED" } }));
    await asSystem(({ tx }) => tx.account.update({ where: { id: user.accountId }, data: { status: "DISABLED" } }));
    expect((await requestContext(browser.headers())).actor).toBeNull();
  });

  test("a cookie that was tampered with, or made up, is nobody's", async () => {
    const user = await aSignedUp();
    const browser = aBrowser();
    await browser.signIn(user.email);
    const value = browser.jar.get("__Host-portal-session")!;
    for (const cookie of [`${value.slice(0, -3)}AAA`, "x", "", "a.b.c.d.e"])
      expect(await sessionOf(new Headers({ cookie: `__Host-portal-session=${cookie}` }))).toBeNull();
  });
});

describe("guessing passwords", () => {
  test("after 10 wrong ones an address waits 15 minutes, also for the right one; many at once are not more", async () => {
    const user = await aSignedUp();
    let at = Date.now();
    const browser = aBrowser({ now: () => new Date(at) });
    await browser.csrfToken();
    const answers = await Promise.all(Array.from({ length: 15 }, () => browser.signIn(user.email, "wrong")));
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    const blocked = await browser.signIn(user.email);
    expect(blocked.status).toBe(429);
    expect(await codeOf(blocked)).toBe("shared.tooManyAttempts");
    expect(Number(blocked.headers.get("retry-after"))).toBeGreaterThan(800);
    at += 15 * MINUTE + 1_000;
    expect((await browser.signIn(user.email)).status).toBe(200);
  });

  test("strangers can't lock out a browser in which the person has signed in before", async () => {
    const user = await aSignedUp();
    const own = aBrowser();
    await own.signIn(user.email);
    await own.signOut();
    for (let n = 0; n < 11; n++) await aBrowser().signIn(user.email, "wrong");
    expect((await aBrowser().signIn(user.email)).status).toBe(429);
    expect((await own.signIn(user.email)).status).toBe(200);
  });

  test("one place can't try one password on many addresses", async () => {
    const user = await aSignedUp();
    await aBrowser({ ip: "192.0.2.7" }).signIn("guess@example.com", "x");
    await asSystem(({ tx }) => tx.$executeRaw`update rate_limits set count = 99 where key like 'sign-in-place:%'`);
    expect((await aBrowser({ ip: "192.0.2.7" }).signIn("guess100@example.com", "x")).status).toBe(401);
    expect((await aBrowser({ ip: "192.0.2.7" }).signIn(user.email)).status).toBe(429);
    expect((await aBrowser({ ip: "192.0.2.8" }).signIn(user.email)).status).toBe(200);
  });
});
