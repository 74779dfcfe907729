import { anAccount, aUser } from "@tests/factories/accounts";
import { aCard } from "@tests/factories/cards";
import { aSite } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { expect, test } from "vitest";

/* What the command palette finds of cards, over all sites at once. */

test("cards of all sites are found by any part of name, address or ID, all words of it, without case", async () => {
  const account = await anAccount();
  const [london, paris] = [await aSite(account.id, { name: "London" }), await aSite(account.id, { name: "Paris" })];
  const one = await aCard(london, { firstName: "Zoë", lastName: "HARTLEY", email: "zoe@holders.test" });
  const two = await aCard(paris, { firstName: "Adam", lastName: "HARTLEY", email: "adam@holders.test" });
  const { cards } = await callerOf(await aUser(account.id));
  const gone = await aCard(paris, { lastName: "HARTLEY", email: "gone@holders.test" });
  const selection = { by: "cards" as const, cards: [{ id: gone.id, phase: "CREATED" as const }] };
  await cards.delete({ siteId: paris.id, selection });
  expect((await cards.find({ search: "hartley" })).map(({ id }) => id)).toEqual([two.id, one.id]);
  expect(await cards.find({ search: "Hartley zo" })).toEqual([
    {
      id: one.id,
      name: "Zoë HARTLEY",
      email: "zoe@holders.test",
      status: "CREATED",
      siteId: london.id,
      site: "London",
    },
  ]);
  expect(await cards.find({ search: "adam@" })).toMatchObject([{ id: two.id, site: "Paris" }]);
  expect(await cards.find({ search: "100%" })).toEqual([]);
});

test("only on sites whose cards the reader sees, and never another account's", async () => {
  const account = await anAccount();
  const [open, closed] = [await aSite(account.id), await aSite(account.id)];
  const seen = await aCard(open, { lastName: "QUIMBY", email: "open@holders.test" });
  const hidden = await aCard(closed, { lastName: "QUIMBY", email: "closed@holders.test" });
  await aCard(await aSite((await anAccount()).id), { lastName: "QUIMBY" });
  const found = async (rights: Parameters<typeof aUser>[1]) =>
    (await (await callerOf(await aUser(account.id, rights))).cards.find({ search: "quimby" })).map(({ id }) => id);
  expect(await found({ siteRights: { [open.id]: ["cards.view"], [closed.id]: ["site.view"] } })).toEqual([seen.id]);
  expect(await found({ everySiteRights: ["cards.view"], siteRights: { [open.id]: [] } })).toEqual([hidden.id]);
  expect(await found({ accountRights: ["users.view"] })).toEqual([]);
  const reseller = await anAccount({ type: "RESELLER" });
  expect(await (await callerOf(await aUser(reseller.id))).cards.find({ search: "quimby" })).toEqual([]);
});

test("one letter, and nothing, are refused; a dozen cards that match give a few", async () => {
  const site = await aSite((await anAccount()).id);
  for (let n = 0; n < 12; n += 1) await aCard(site, { lastName: "CROWD", email: `crowd${n}@holders.test` });
  const { cards } = await callerOf(await aUser(site.accountId));
  expect(await cards.find({ search: "crowd" })).toHaveLength(8);
  expect(await refusal(cards.find({ search: " c " }))).toMatchObject({ kind: "BAD_INPUT" });
});
