import { anAccount, aUser } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { aLoad } from "@tests/factories/credits";
import { aBrowser, withPassword } from "@tests/factories/sign-in";
import { aSite } from "@tests/factories/sites";
import { callerOf } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { erasePerson, exportPerson } from "@/composition/person-data";
import { verifyCredits } from "@/modules/credits/server";
import { verifyHistory } from "@/modules/history/server/verify-history";

/* Issue 10, data protection: export of all that is stored of a person, erasure that keeps ledger and history lawful. */

const ADDRESS = "Simon.Person@example.com";
const lower = ADDRESS.toLowerCase();

async function aPerson() {
  const account = await anAccount();
  await aLoad(account.id, 100);
  const admin = await callerOf(await aUser(account.id));
  const site = await aSite(account.id);
  const user = await withPassword(await aUser(account.id, { email: lower }));
  await aBrowser().signIn(user.email);
  const card = await aCard(site, { email: ADDRESS, firstName: "Simon", lastName: "PERSON" });
  const other = await aCard(site, { email: "other@example.com" });
  const selection = (id: string) => ({ siteId: site.id, selection: { by: "cards" as const, cards: [{ id }] } });
  await admin.cards.send(selection(card.id) as never);
  return { account, admin, site, user, card, other, selection };
}

test("what is stored of a person is read whole, and erased once the accounts have let go; ledger, history and others stay", async () => {
  const { account, admin, user, card, other, selection } = await aPerson();

  const data = await asSystem((work) => exportPerson(work, lower));
  for (const table of [
    "identities",
    "users",
    "sessions",
    "virtual_cards",
    "sendings",
    "email_messages",
    "ledger_entries",
    "history_entries",
  ])
    expect(data[table]?.length, table).toBeGreaterThan(0);
  const text = JSON.stringify(data);
  expect(text).toContain("PERSON");
  expect(text).not.toMatch(/argon2|password_hash|token_hash|sealed/);
  expect(text).not.toContain("other@example.com");
  expect(await asSystem((work) => exportPerson(work, "nobody@example.com"))).toEqual({});

  // While cards and users live, nothing is changed.
  expect(await asSystem((work) => erasePerson(work, ADDRESS))).toEqual({ inUse: { users: 1, virtual_cards: 1 } });
  expect(JSON.stringify(await asSystem((work) => exportPerson(work, ADDRESS)))).toBe(text);

  await admin.cards.delete(selection(card.id) as never);
  await asSystem(({ tx, now }) =>
    tx.user.update({ where: { id: user.id }, data: { status: "DELETED", deletedAt: now } }),
  );
  const history = await asSystem(({ tx }) =>
    tx.historyEntry.findMany({ where: { accountId: account.id }, orderBy: { id: "asc" } }),
  );
  const result = await asSystem((work) => erasePerson(work, ADDRESS));
  expect(result).toMatchObject({ erased: { users: 1, virtual_cards: 1, identities: 1 } });

  const left = await asSystem((work) => exportPerson(work, ADDRESS));
  // Only history still names the address, as the account's record of what was done.
  expect(Object.keys(left).filter((table) => table !== "history_entries")).toEqual([]);
  const row = await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id: card.id } }));
  expect(row).toMatchObject({ status: "DELETED", firstName: "Erased", lastName: "Erased" });
  expect(await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id: other.id } }))).toMatchObject({
    email: "other@example.com",
  });
  const after = await asSystem(({ tx }) =>
    tx.historyEntry.findMany({ where: { accountId: account.id }, orderBy: { id: "asc" } }),
  );
  expect(after).toEqual(history);
  expect((await asSystem(verifyCredits)).differences).toEqual([]);
  expect((await asSystem((work) => verifyHistory(work))).faults).toEqual([]);
});

test("an address with signs of patterns finds itself only", async () => {
  const account = await anAccount();
  const site = await aSite(account.id);
  await aCard(site, { email: "a_b@example.com" });
  await aCard(site, { email: "axb@example.com" });
  const data = await asSystem((work) => exportPerson(work, "a_b@example.com"));
  expect(JSON.stringify(data)).not.toContain("axb@");
  expect(data.virtual_cards).toHaveLength(1);
});
