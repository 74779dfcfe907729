import { anAccount, aUser } from "@tests/factories/accounts";
import { aBrowser, withPassword } from "@tests/factories/sign-in";
import { callerOf } from "@tests/support/caller";
import { mailsTo } from "@tests/support/mails";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { sessionOf } from "@/platform/auth";

const aPerson = async () => withPassword(await aUser((await anAccount()).id));
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0";
const toldOf = async (email: string) => (await mailsTo(email)).filter((mail) => mail.kind === "new-sign-in");
const tokenIn = (text: string | null | undefined) => /\/not-me\/([A-Za-z0-9_-]{66})/.exec(text ?? "")?.[1] ?? "";

test("a sign-in in a new browser is told by e-mail; the first of all is not, nor one in a browser known before", async () => {
  const user = await aPerson();
  const known = aBrowser();
  await known.signIn(user.email);
  await known.signOut();
  await known.signIn(user.email);
  expect(await toldOf(user.email)).toEqual([]);
  await aBrowser({ userAgent: FIREFOX, ip: "192.0.2.77" }).signIn(user.email);
  const [mail, ...more] = await toldOf(user.email);
  expect(more).toEqual([]);
  expect(mail?.text).toContain("Firefox · Windows");
  expect(mail?.text).toContain("192.0.2.77");
  await known.signIn(user.email);
  expect(await toldOf(user.email)).toHaveLength(1);
});

test("wrong passwords tell nobody anything; a browser that two people share is new for neither", async () => {
  const [ana, ben] = [await aPerson(), await aPerson()];
  const shared = aBrowser();
  for (const person of [ana, ben, ana, ben]) await shared.signIn(person.email);
  await aBrowser().signIn(ana.email, "wrong");
  expect([...(await toldOf(ana.email)), ...(await toldOf(ben.email))]).toEqual([]);
});

test("another person's mark, or one made up, makes no browser known", async () => {
  const [ana, ben] = [await aPerson(), await aPerson()];
  const bens = aBrowser();
  await bens.signIn(ben.email);
  await aBrowser().signIn(ana.email);
  const thief = aBrowser();
  thief.jar.set("__Host-portal-device", bens.jar.get("__Host-portal-device")!);
  await thief.signIn(ana.email);
  const liar = aBrowser();
  liar.jar.set("__Host-portal-device", "AAAAAAAAAAAAAAAA.AAAA~x~.~");
  await liar.signIn(ana.email);
  expect(await toldOf(ana.email)).toHaveLength(2);
});

test("the mail's link shows the session and changes nothing by being opened; its button ends just that session", async () => {
  const user = await aPerson();
  const own = aBrowser();
  await own.signIn(user.email);
  const thief = aBrowser({ userAgent: FIREFOX });
  await thief.signIn(user.email);
  const token = tokenIn((await toldOf(user.email))[0]?.text);
  const visitor = await callerOf(null);
  for (let n = 0; n < 3; n++)
    expect(await visitor.registration.sessionLink({ token })).toMatchObject({ state: "open", userAgent: FIREFOX });
  expect(await sessionOf(thief.headers())).not.toBeNull();
  for (const wrong of ["", "A".repeat(66), `${token.slice(0, -2)}AA`]) {
    expect(await visitor.registration.sessionLink({ token: wrong })).toEqual({ state: "ended" });
    await visitor.registration.endSession({ token: wrong });
  }
  expect(await sessionOf(thief.headers())).not.toBeNull();
  await Promise.all([1, 2].map(() => visitor.registration.endSession({ token })));
  expect(await sessionOf(thief.headers())).toBeNull();
  expect(await sessionOf(own.headers())).not.toBeNull();
  expect(await visitor.registration.sessionLink({ token })).toEqual({ state: "ended" });
  const history = await asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId: user.accountId } }));
  expect(history.map((row) => row.action)).toEqual(["access.signInEnded"]);
  expect((await toldOf(user.email))[0]?.text).toBeNull();
});
