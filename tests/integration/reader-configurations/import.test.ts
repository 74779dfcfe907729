import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { importConfiguration } from "@/modules/reader-configurations/server/import-configuration";
import { open } from "@/platform/crypto";
import { anAccount, aUser } from "../../factories/accounts";
import { anOpenPse, aPseForm, PASSPHRASE } from "../../factories/pse";
import { aSite } from "../../factories/sites";
import { callerOf, refusal } from "../../support/caller";
import { uploaded } from "../../support/files";
import { asAccount, asSystem } from "../../support/system";

const importing = (user: { id: string } | null, siteId: string, form: FormData) =>
  uploaded(user, "pse", `siteId=${siteId}`, form) as Promise<{ id: string; name: string }>;

const rowsOf = (accountId: string) => asSystem(({ tx }) => tx.readerConfiguration.count({ where: { accountId } }));
const historyOf = (accountId: string) => asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId } }));

test("R177 R178 an open file is imported: settings to show, file and key sealed, told in history", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  const user = await aUser(account.id);
  const key = randomBytes(32);
  const bytes = await anOpenPse("London", key);
  const { id } = await importing(user, site.id, aPseForm(bytes, { passphrase: PASSPHRASE }, "C:\\temp\\london.pse"));

  const row = await asSystem(({ tx }) => tx.readerConfiguration.findUniqueOrThrow({ where: { id } }));
  expect(open("pse-file", row.sealedFile)).toEqual(bytes);
  expect(open("pse-keys", row.sealedKeys)).toEqual(key);
  expect(row).toMatchObject({ name: "London", pseName: "PSE London", format: "OPEN", fileName: "london.pse" });
  expect((await historyOf(account.id)).map((entry) => [entry.page, entry.action, entry.params])).toEqual([
    ["readerConfigurations", "readerConfigurations.imported", { name: "London", fileName: "london.pse" }],
  ]);
  const caller = await callerOf(user);
  expect((await caller.sites.list({})).rows).toMatchObject([{ configurations: 1 }]);

  // Whatever is answered or stored beside the sealed columns holds neither the key nor the passphrase.
  const detail = await caller.readerConfigurations.detail({ siteId: site.id, configurationId: id });
  const told = JSON.stringify([detail, row.settings, await historyOf(account.id)]);
  for (const secret of [key.toString("base64url"), key.toString("hex"), PASSPHRASE]) expect(told).not.toContain(secret);
});

test("an opaque file asks for a name and gets a random key", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  const user = await aUser(account.id);
  const bytes = randomBytes(700);
  bytes[0] = 1;
  expect(await refusal(importing(user, site.id, aPseForm(bytes)))).toMatchObject({
    code: "readerConfigurations.nameNeeded",
    fields: ["configurationName"],
  });
  const first = await importing(user, site.id, aPseForm(bytes, { configurationName: "Doors" }));
  const row = await asSystem(({ tx }) => tx.readerConfiguration.findUniqueOrThrow({ where: { id: first.id } }));
  expect(open("pse-keys", row.sealedKeys)).toHaveLength(32);
  const detail = await (await callerOf(user)).readerConfigurations.detail({
    siteId: site.id,
    configurationId: first.id,
  });
  expect(detail).toMatchObject({ format: "OPAQUE", name: "Doors", preview: null });
});

test("R179 a name exists once per account, without case, also on another site; another account may have it", async () => {
  const account = await anAccount();
  const user = await aUser(account.id);
  const [one, two] = [await aSite(account.id), await aSite(account.id)];
  await importing(user, one.id, aPseForm(await anOpenPse("Paris"), { passphrase: PASSPHRASE }));
  expect(
    await refusal(importing(user, two.id, aPseForm(await anOpenPse("PARIS"), { passphrase: PASSPHRASE }))),
  ).toMatchObject({ kind: "CONFLICT", code: "readerConfigurations.nameTaken", params: { name: "PARIS" } });
  const opaque = aPseForm(Buffer.from("opaque contents"), { configurationName: "paris" });
  expect(await refusal(importing(user, two.id, opaque))).toMatchObject({ fields: ["configurationName"] });
  expect(await rowsOf(account.id)).toBe(1);

  const other = await anAccount();
  const theirs = await aSite(other.id);
  await importing(await aUser(other.id), theirs.id, aPseForm(await anOpenPse("Paris"), { passphrase: PASSPHRASE }));
});

test("R179 the same file twice says so, also five times at once and under another name", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  const user = await aUser(account.id);
  const bytes = await anOpenPse("Lyon");
  const form = () => aPseForm(bytes, { passphrase: PASSPHRASE });
  const results = await Promise.allSettled([1, 2, 3, 4, 5].map(() => importing(user, site.id, form())));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect(await refusal(importing(user, site.id, form()))).toMatchObject({
    kind: "CONFLICT",
    code: "readerConfigurations.sameFile",
    params: { name: "Lyon" },
  });
  expect((await historyOf(account.id)).length).toBe(1);
  const opaque = Buffer.from("one opaque file");
  await importing(user, site.id, aPseForm(opaque, { configurationName: "A" }));
  expect(await refusal(importing(user, site.id, aPseForm(opaque, { configurationName: "B" })))).toMatchObject({
    code: "readerConfigurations.sameFile",
  });
});

test("who may not import is refused before the file is looked at; other sites do not exist", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  const hidden = await aSite(account.id);
  const foreign = await aSite((await anAccount()).id);
  const form = aPseForm(Buffer.from("x"), { configurationName: "X" });
  expect(await refusal(importing(null, site.id, form))).toMatchObject({ kind: "UNAUTHENTICATED" });
  const viewer = await aUser(account.id, { siteRights: { [site.id]: ["readerConfigurations.view"] } });
  expect(await refusal(importing(viewer, site.id, form))).toMatchObject({ kind: "FORBIDDEN" });
  expect(await refusal(importing(viewer, hidden.id, form))).toMatchObject({ kind: "NOT_FOUND" });
  expect(await refusal(importing(await aUser(account.id), foreign.id, form))).toMatchObject({ kind: "NOT_FOUND" });
  expect(await refusal(importing(await aUser(account.id), "no-id", form))).toMatchObject({ kind: "NOT_FOUND" });
  expect(await rowsOf(account.id)).toBe(0);
});

test("hostile and wrong files are refused with a reason at the field, and leave nothing behind", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  const user = await aUser(account.id);
  const good = (await anOpenPse("Good")).toString();
  const nested = `{"format":"mobile-id-portal.pse","version":1,"name":${"[".repeat(100_000)}`;
  const cases: [string, Uint8Array, string][] = [
    ["empty", Buffer.alloc(0), "emptyFile"],
    ["1 MiB and a byte", Buffer.alloc(1024 * 1024 + 1, 1), "fileTooLarge"],
    ["truncated", Buffer.from(good.slice(0, good.length / 2)), "damagedFile"],
    ["deeply nested", Buffer.from(nested), "damagedFile"],
    ["UTF-16", Buffer.from(`\ufeff${good}`, "utf16le"), "wrongEncoding"],
    ["a picture", Buffer.from("89504e470d0a1a0a00", "hex"), "notPse"],
    ["unknown field", Buffer.from(good.replace('"version"', '"__proto__": {}, "version"')), "invalidField"],
  ];
  for (const [name, bytes, reason] of cases)
    expect(await refusal(importing(user, site.id, aPseForm(bytes, { passphrase: PASSPHRASE }))), name).toMatchObject({
      kind: "BAD_INPUT",
      code: `readerConfigurations.${reason}`,
      fields: ["file"],
    });
  const file = await anOpenPse("Good");
  expect(await refusal(importing(user, site.id, aPseForm(file)))).toMatchObject({ fields: ["passphrase"] });
  expect(await refusal(importing(user, site.id, aPseForm(file, { passphrase: "wrong" })))).toMatchObject({
    code: "readerConfigurations.wrongPassphrase",
  });
  expect(await refusal(importing(user, site.id, new FormData()))).toMatchObject({
    code: "readerConfigurations.fileNeeded",
  });
  expect([await rowsOf(account.id), (await historyOf(account.id)).length]).toEqual([0, 0]);
});

test("a site that is being deleted takes no configuration; a rolled back import leaves nothing", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  const pse = { format: "OPAQUE", pseName: "P", configurationName: "Late", settings: null, secretKeys: null } as const;
  const file = { fileName: "p.pse", bytes: Buffer.from("late") };
  await expect(
    asAccount(account.id, async (work) => {
      await importConfiguration(work, site.id, file, pse);
      throw new Error("stop");
    }),
  ).rejects.toThrow("stop");
  expect([await rowsOf(account.id), (await historyOf(account.id)).length]).toEqual([0, 0]);

  const caller = await callerOf(await aUser(account.id));
  const race = await Promise.allSettled([
    caller.sites.delete({ siteId: site.id }),
    asAccount(account.id, (work) => importConfiguration(work, site.id, file, pse)),
  ]);
  expect(race.filter((result) => result.status === "fulfilled")).toHaveLength(1);
});

test("another customer's file is refused, also written anew and under another name, and leaves nothing behind", async () => {
  const owner = await anAccount();
  const key = randomBytes(32);
  const bytes = await anOpenPse("Vault", key);
  const opaque = randomBytes(500);
  opaque[0] = 1;
  const theirs = await aSite(owner.id);
  const holder = await aUser(owner.id);
  const first = await importing(holder, theirs.id, aPseForm(bytes, { passphrase: PASSPHRASE }));
  await importing(holder, theirs.id, aPseForm(opaque, { configurationName: "Unread" }));

  const other = await anAccount();
  const site = await aSite(other.id);
  const user = await aUser(other.id);
  const forms = {
    "the very same": () => aPseForm(bytes, { passphrase: PASSPHRASE }),
    "with another name and other bytes": async () => aPseForm(await anOpenPse("Mine", key), { passphrase: PASSPHRASE }),
    opaque: () => aPseForm(opaque, { configurationName: "Mine" }),
  };
  for (const [name, form] of Object.entries(forms))
    expect(await refusal(importing(user, site.id, await form())), name).toMatchObject({
      kind: "REFUSED",
      code: "readerConfigurations.othersFile",
      fields: ["file"],
    });
  expect([await rowsOf(other.id), (await historyOf(other.id)).length]).toEqual([0, 0]);
  // The key in another file of one's own account is no one else's affair.
  const again = await anOpenPse("Vault, new settings", key);
  await importing(holder, theirs.id, aPseForm(again, { passphrase: PASSPHRASE }));

  const caller = await callerOf(holder);
  await asSystem(({ tx }) =>
    tx.readerConfiguration.updateMany({ where: { accountId: owner.id }, data: { deletedAt: new Date() } }),
  );
  expect((await caller.readerConfigurations.list({ siteId: theirs.id })).rows).toEqual([]);
  await importing(user, site.id, aPseForm(bytes, { passphrase: PASSPHRASE }));
  expect(first.name).toBe("Vault");
});

test("two customers import one file at the same moment: one of them", async () => {
  const bytes = await anOpenPse("Race");
  const customers = await Promise.all(
    [1, 2, 3, 4].map(async () => {
      const account = await anAccount();
      return { user: await aUser(account.id), site: await aSite(account.id) };
    }),
  );
  const results = await Promise.allSettled(
    customers.map(({ user, site }) => importing(user, site.id, aPseForm(bytes, { passphrase: PASSPHRASE }))),
  );
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
});
