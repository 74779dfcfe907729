import { anAccount, aUser } from "@tests/factories/accounts";
import { aBrowser, withPassword } from "@tests/factories/sign-in";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { asSystem } from "@tests/support/system";
import { createLocalJWKSet, jwtVerify } from "jose";
import { afterEach, describe, expect, test } from "vitest";
import { sessionOf } from "@/platform/auth";
import { knownDevice } from "@/platform/auth/cookies";
import { consumeCode, renewRecoveryCodes } from "@/platform/auth/second-factor";
import { readConfig, setEnvironment } from "@/platform/config";
import {
  checkMailCode,
  checkSiteCode,
  currentSigningKey,
  mailCode,
  makeLinkToken,
  open,
  publishedKeys,
  readLinkToken,
  signClaims,
  siteCode,
} from "@/platform/crypto";
import { newPlatformSigningKey, SEALED, sealAnew, sealedBy } from "@/platform/crypto/rotate-keys";
import { pool } from "@/platform/db";
import { newId } from "@/shared/kernel/ids";

/* Issue 10, "Operations": keys rotate, and what the old ones made still opens. */

const FIRST = "a master secret for tests only, 32 characters and more".replace(",", "");
const SECOND = "another master secret for tests only: 32 characters and more";
const use = (master: string, retired = "") => setEnvironment({ MASTER_SECRET: master, MASTER_SECRET_RETIRED: retired });
afterEach(() => use(FIRST));

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

/** Everything that a master secret makes: stored, mailed, carried by browsers and phones. */
async function everything() {
  const account = await anAccount();
  const user = await withPassword(await aUser(account.id));
  const identityId = user.identityId as string;
  const browser = aBrowser();
  await browser.signIn(user.email);
  const [recovery = ""] = await asSystem((work) => renewRecoveryCodes(work, identityId));
  const configuration = await aConfiguration(await aSite(account.id));
  const sendingId = newId();
  const key = await currentSigningKey(new Date());
  return {
    user,
    identityId,
    browser,
    recovery,
    configuration,
    sendingId,
    token: makeLinkToken("card", sendingId),
    codes: { mail: mailCode(sendingId), site: siteCode(sendingId) },
    credential: signClaims(key, "test+jwt", { card: "blue" }),
    kid: key.kid,
  };
}

async function stillWorks(made: Awaited<ReturnType<typeof everything>>, now = new Date()): Promise<void> {
  const row = await asSystem(({ tx }) =>
    tx.readerConfiguration.findUniqueOrThrow({ where: { id: made.configuration.id } }),
  );
  expect(open("pse-keys", row.sealedKeys)).toHaveLength(32);
  const keys = await publishedKeys(now);
  const { payload } = await jwtVerify(made.credential, createLocalJWKSet(keys));
  expect(payload).toMatchObject({ card: "blue" });
}

describe("a new master secret", () => {
  test("files, credentials, links, codes, sessions, known browsers and recovery codes of the former one stay good", async () => {
    use(FIRST);
    const made = await everything();
    use(SECOND, FIRST);
    await stillWorks(made);
    expect(readLinkToken("card", made.token)).toBe(made.sendingId);
    expect(checkMailCode(made.sendingId, made.codes.mail)).toBe("right");
    expect(checkSiteCode(made.sendingId, made.codes.site)).toBe("right");
    expect((await sessionOf(made.browser.headers()))?.userId).toBe(made.user.id);
    const device = [...made.browser.jar].find(([name]) => name.endsWith("portal-device"))?.[1];
    expect(knownDevice(decodeURIComponent(device ?? ""), made.user.email)).not.toBeNull();
    expect(await asSystem((work) => consumeCode(work, made.identityId, made.recovery))).toBe("recovery");
    // And signing out ends the session that the former secret's cookie names.
    const sameBrowser = aBrowser(); // its page asks for a new form token, as after any restart
    for (const [name, value] of made.browser.jar) sameBrowser.jar.set(name, value);
    expect((await sameBrowser.signOut()).status).toBe(200);
    const { rows } = await pool().query("select count(*)::int as n from sessions where identity_id = $1", [
      made.identityId,
    ]);
    expect(rows[0].n).toBe(0);
  });

  test("what is made from now on needs only the new one; a code or link of nobody is refused as before", async () => {
    use(SECOND, FIRST);
    const id = newId();
    const token = makeLinkToken("card", id);
    const code = mailCode(id);
    use(FIRST);
    expect(readLinkToken("card", token)).toBeNull();
    use(SECOND, "-");
    expect(readLinkToken("card", token)).toBe(id);
    expect(checkMailCode(id, code)).toBe("right");
    expect(checkMailCode(id, String((Number(code) + 1) % 10_000).padStart(4, "0"))).toBe("wrong");
    expect(checkMailCode(id, "")).toBe("none");
  });

  test("the command seals what is stored anew: then the former one can be forgotten, and files and credentials still open", async () => {
    use(FIRST);
    const made = await everything();
    use(SECOND, FIRST);
    expect((await asSystem(sealedBy)).get(1)).toBeGreaterThan(0);
    const done = await asSystem(sealAnew);
    expect(done).toBeGreaterThan(1);
    expect(await asSystem(sealedBy)).toEqual(new Map([[2, expect.any(Number)]]));
    expect(await asSystem(sealAnew)).toBe(0);
    use(SECOND, "-");
    await stillWorks(made);
    expect(readLinkToken("card", made.token)).toBeNull(); // an e-mail of before: it is sent again
    use(SECOND, FIRST);
  });

  test("without the former one nothing is changed: the command fails and says which number is not known", async () => {
    use(FIRST);
    const made = await everything();
    use(SECOND, "-");
    const before = await asSystem(sealedBy);
    await expect(asSystem(sealAnew)).rejects.toThrow("unknown key");
    expect(await asSystem(sealedBy)).toEqual(before);
    use(FIRST);
    await stillWorks(made, minutes(0));
  });
});

describe("a new signing key", () => {
  test("signs from now on; what the former one signed is still accepted by who reads the published keys", async () => {
    use(FIRST);
    await asSystem(({ tx }) => tx.signingKey.deleteMany({}));
    const made = await everything();
    const later = minutes(6); // other processes have learnt of it by then
    const old = signClaims(await currentSigningKey(later), "test+jwt", { card: "orange" });
    const kid = await asSystem(newPlatformSigningKey);
    const after = minutes(12);
    expect((await currentSigningKey(after)).kid).toBe(kid);
    const { keys } = await publishedKeys(after);
    expect(keys.map((key) => key.kid)).toContain(kid);
    expect((await jwtVerify(old, createLocalJWKSet({ keys }))).payload).toMatchObject({ card: "orange" });
    expect(made.kid).not.toBe(kid);
  });
});

test("no sealed column is forgotten: every column of bytes is sealed and in the list, or known to be a hash or a file", async () => {
  const { rows } = await pool().query<{ place: string }>(
    `select table_name || '.' || column_name as place from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea' and table_name in
       (select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace)`,
  );
  const plain = /(hash|content|bytes|image|png|thumbprint|seal|previous|mark)$/;
  const listed = SEALED.map(({ table, column }) => `${table}.${column}`);
  expect(
    rows
      .map(({ place }) => place)
      .filter((place) => !plain.test(place))
      .sort(),
  ).toEqual([...listed].sort());
});

test("settings that can't be right are refused with the reason", () => {
  expect(() => readConfig({ MASTER_SECRET: FIRST, MASTER_SECRET_RETIRED: "too short" })).toThrow(
    "MASTER_SECRET_RETIRED",
  );
  expect(readConfig({ MASTER_SECRET: SECOND, MASTER_SECRET_RETIRED: `-,${FIRST}` }).secrets.known).toEqual([3, 2]);
});
