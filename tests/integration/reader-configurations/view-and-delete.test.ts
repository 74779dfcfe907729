import { extractText } from "unpdf";
import { expect, test } from "vitest";
import { addCard } from "@/modules/cards/server";
import { anAccount, aUser } from "../../factories/accounts";
import { aCard } from "../../factories/cards";
import { anOpenPse, aPseForm, PASSPHRASE } from "../../factories/pse";
import { aConfiguration, aSite } from "../../factories/sites";
import { callerOf, refusal } from "../../support/caller";
import { exported, uploaded } from "../../support/files";
import { asAccount, asSystem } from "../../support/system";

async function imported(user: { id: string }, siteId: string, name: string): Promise<string> {
  const form = aPseForm(await anOpenPse(name), { passphrase: PASSPHRASE });
  return ((await uploaded(user, "pse", `siteId=${siteId}`, form)) as { id: string }).id;
}

test("R181 R182 R183 R184 the preview has three tabs with figure 52's rows, modes and remote options", async () => {
  const account = await anAccount();
  const user = await aUser(account.id);
  const site = await aSite(account.id);
  const configurationId = await imported(user, site.id, "London");
  const detail = await (await callerOf(user)).readerConfigurations.detail({ siteId: site.id, configurationId });
  expect(Object.keys(detail.preview ?? {})).toEqual(["full", "reader", "chips"]);
  expect(detail.preview?.full.rows.filter((row) => row.on).map((row) => row.setting)).toEqual([
    "reader",
    "mifareDesfire",
    "blueMobileId",
  ]);
  expect(detail.preview?.full.rows).toHaveLength(9);
  expect(detail.preview?.reader).toMatchObject({
    identificationModes: [
      { mode: "badge", range: "contact" },
      { mode: "hands-free", range: 3 },
    ],
    remoteOptions: [
      { option: "remote1", on: true },
      { option: "remote2", on: false },
    ],
  });
});

test("R186 the list sorts, searches and pages; other sites and accounts have their own", async () => {
  const account = await anAccount();
  const user = await aUser(account.id);
  const [site, other] = [await aSite(account.id), await aSite(account.id)];
  for (const name of ["beta", "Alpha", "gamma"]) await aConfiguration(site, { name });
  await aConfiguration(other, { name: "elsewhere" });
  const caller = await callerOf(user);
  const names = async (input: object) =>
    (await caller.readerConfigurations.list({ siteId: site.id, ...input })).rows.map((row) => row.name);
  expect(await names({})).toEqual(["Alpha", "beta", "gamma"]);
  expect(await names({ sort: { column: "pseName", direction: "desc" } })).toEqual(["gamma", "beta", "Alpha"]);
  expect(await names({ sort: { column: "createdAt", direction: "asc" } })).toEqual(["beta", "Alpha", "gamma"]);
  expect(await names({ search: "ALPH" })).toEqual(["Alpha"]);
  const first = await caller.readerConfigurations.list({ siteId: site.id, limit: 2 });
  expect(first.total).toBe(3);
  expect(await names({ limit: 2, cursor: first.nextCursor })).toEqual(["gamma"]);

  const configurationId = (await caller.readerConfigurations.list({ siteId: other.id })).rows[0]!.id;
  expect(await refusal(caller.readerConfigurations.detail({ siteId: site.id, configurationId }))).toMatchObject({
    kind: "NOT_FOUND",
  });
  const stranger = await callerOf(await aUser((await anAccount()).id));
  expect(await refusal(stranger.readerConfigurations.detail({ siteId: other.id, configurationId }))).toMatchObject({
    kind: "NOT_FOUND",
  });
  const blind = await callerOf(await aUser(account.id, { siteRights: { [site.id]: ["cards.view"] } }));
  expect(await refusal(blind.readerConfigurations.list({ siteId: site.id }))).toMatchObject({ kind: "FORBIDDEN" });
});

test("R188 a configuration in use is not deleted, and the refusal counts its cards; deleted cards don't count", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  const user = await aUser(account.id);
  const configuration = await aConfiguration(site, { name: "Used" });
  const card = await aCard(site, { configurationId: configuration.id });
  const caller = await callerOf(user);
  const input = { siteId: site.id, configurationId: configuration.id };
  expect(await refusal(caller.readerConfigurations.delete(input))).toMatchObject({
    kind: "REFUSED",
    code: "readerConfigurations.inUse",
    params: { name: "Used", users: 1, configurationCards: 0 },
  });
  const viewer = await callerOf(await aUser(account.id, { everySiteRights: ["readerConfigurations.view"] }));
  expect(await refusal(viewer.readerConfigurations.delete(input))).toMatchObject({ kind: "FORBIDDEN" });

  await asSystem(({ tx, now }) =>
    tx.virtualCard.update({ where: { id: card.id }, data: { status: "DELETED", deletedAt: now } }),
  );
  const results = await Promise.allSettled([1, 2, 3].map(() => caller.readerConfigurations.delete(input)));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  const row = await asSystem(({ tx }) => tx.readerConfiguration.findUniqueOrThrow({ where: { id: configuration.id } }));
  expect([row.sealedFile.length, row.sealedKeys.length]).toEqual([0, 0]);
  const history = await asSystem(({ tx }) => tx.historyEntry.findMany({ where: { accountId: account.id } }));
  expect(history.map((entry) => [entry.action, entry.params])).toEqual([
    ["readerConfigurations.deleted", { name: "Used" }],
  ]);
  // Its name and its file are free again.
  await imported(user, site.id, "used");
});

test("R188 deleting against adding a card with it: one of the two, never a card without its configuration", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  const caller = await callerOf(await aUser(account.id));
  for (let n = 0; n < 5; n++) {
    const configuration = await aConfiguration(site);
    const card = { firstName: "A", lastName: "B", email: `race${n}@example.com`, privateId: `${n}` };
    const race = await Promise.allSettled([
      caller.readerConfigurations.delete({ siteId: site.id, configurationId: configuration.id }),
      asAccount(account.id, (work) =>
        addCard(work, site.id, { kind: "PRIVATE_ID", configurationId: configuration.id, ...card } as never),
      ),
    ]);
    expect(race.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  }
});

test("R185 the preview is saved as a PDF, with settings and any script, without keys", async () => {
  const account = await anAccount({ companyName: "Société Żółć" });
  const user = await aUser(account.id);
  const site = await aSite(account.id, { name: "Αθήνα" });
  const configurationId = await imported(user, site.id, "Čeština");
  const query = `siteId=${site.id}&configurationId=${configurationId}`;
  const { fileName, bytes } = await exported(user, "configuration-preview", query);
  expect(fileName).toBe("Čeština.pdf");
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  const text = await textOf(bytes);
  for (const part of ["Čeština", "Αθήνα", "Société Żółć", "MIFARE DESFire", "Up to ~3m", "Hands-free", "Remote 1"])
    expect(text).toContain(part);
  const chips = await textOf((await exported(user, "configuration-preview", `${query}&tab=chips`)).bytes);
  expect(chips).toContain("MIFARE DESFire");
  expect(chips).not.toContain("Hands-free");
  const french = await textOf((await exported(user, "configuration-preview", query, { locale: "fr" })).bytes);
  expect(french).toContain("Modes d’identification");

  const blind = await aUser(account.id, { siteRights: { [site.id]: ["cards.view"] } });
  expect(await refusal(exported(blind, "configuration-preview", query))).toMatchObject({ kind: "FORBIDDEN" });
  const foreign = await aSite((await anAccount()).id);
  expect(
    await refusal(exported(user, "configuration-preview", `siteId=${foreign.id}&configurationId=${configurationId}`)),
  ).toMatchObject({ kind: "NOT_FOUND" });
  expect(await refusal(exported(user, "configuration-preview", `siteId=${site.id}`))).toMatchObject({
    kind: "NOT_FOUND",
  });
});

/** The text of a PDF, read as any reader of PDFs reads it. */
async function textOf(pdf: Buffer): Promise<string> {
  return (await extractText(new Uint8Array(pdf), { mergePages: true })).text;
}
