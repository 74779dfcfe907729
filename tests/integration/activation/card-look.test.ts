import { anAccount, theOperator } from "@tests/factories/accounts";
import { asSystem } from "@tests/support/system";
import { expect, test } from "vitest";
import { logoPath } from "@/modules/personalization";
import { lookOf, lookValues } from "@/modules/personalization/server";
import { aPhone, aSentCard, ORIGIN, stateOf } from "./phones";

type Set = { headerBackground?: string; headerText?: string; companyLogo?: string };

/** Sets what an account's pages look like; a logo is one byte that nothing decodes. */
function aLook(accountId: string, data: Set) {
  return asSystem(async ({ tx, now }) => {
    if (data.companyLogo) {
      const image = { contentType: "image/png", bytes: new Uint8Array([1]), width: 1, height: 1 };
      await tx.brandImage.create({ data: { accountId, hash: data.companyLogo, createdAt: now, ...image } });
    }
    await tx.appearance.upsert({
      where: { accountId },
      create: { accountId, updatedAt: now, ...data },
      update: data,
    });
  });
}

/** What the portal itself would show. */
const shown = (accountId: string) =>
  asSystem(async (work) => {
    const { headerBackground, headerText, companyLogo } = lookValues(await lookOf(work, accountId));
    return { background: headerBackground, text: headerText, logo: companyLogo && ORIGIN + logoPath(companyLogo) };
  });

test("a card on a phone has the look of its customer: own, else the reseller's, else the operator's, else the product's", async () => {
  const reseller = await anAccount({ type: "RESELLER" });
  const account = await anAccount({ parentId: reseller.id });
  const { token } = await aSentCard({ account });
  const phone = aPhone();
  expect((await phone.link(token)).look).toEqual({ background: "#113a3c", text: "#f6f3ea", logo: null });

  await aLook(reseller.id, { headerBackground: "#0c0c0c", headerText: "#eeeeee", companyLogo: "r".repeat(43) });
  await aLook(account.id, { headerText: "#ffee00" });
  const expected = { background: "#0c0c0c", text: "#ffee00", logo: `${ORIGIN}/api/brand/${"r".repeat(43)}` };
  expect((await phone.link(token)).look).toEqual(expected);
  expect((await phone.activate(token)).look).toEqual(expected);

  await aLook((await theOperator()).id, { headerBackground: "#202020", companyLogo: "o".repeat(43) });
  for (const one of [account, reseller, await anAccount()]) {
    const sent = await aSentCard({ account: one });
    expect((await phone.activate(sent.token)).look).toEqual(await shown(one.id));
  }
});

test("a look that changed reaches the phone with the card's next renewal, not before, and never touches the card", async () => {
  const { account, card, token } = await aSentCard();
  const phone = aPhone();
  const held = await phone.activate(token);
  await aLook(account.id, { headerBackground: "#336699" });
  const entries = (await stateOf(card.id)).entries;
  expect((await phone.sync()).renewed).toEqual([]);
  await asSystem(({ tx }) =>
    tx.credential.updateMany({ where: { cardId: card.id }, data: { leaseEndsAt: new Date(Date.now() + 86_400_000) } }),
  );
  const { renewed } = await phone.sync();
  expect(renewed.map(({ look }) => look?.background)).toEqual(["#336699"]);
  expect(renewed[0]?.card).toEqual(held.card);
  expect((await stateOf(card.id)).entries).toEqual(entries);
});

test("a private-ID card names the ways to identify of its configuration; one without a configuration none", async () => {
  const { card, token } = await aSentCard();
  const identificationModes = [
    { mode: "badge", range: "contact" },
    { mode: "remote", range: 10 },
  ];
  await asSystem(({ tx }) =>
    tx.readerConfiguration.update({
      where: { id: card.configurationId as string },
      data: { settings: { reader: true, chips: {}, identificationModes } },
    }),
  );
  const phone = aPhone();
  const held = await phone.activate(token);
  expect(held.modes).toEqual(identificationModes);
  // They come beside the credential: what is shown at a reader is no longer for them.
  expect(Buffer.from(held.credential.split(".")[1] ?? "", "base64url").toString()).not.toContain("identificationModes");
  expect((await phone.activate((await aSentCard({ plus: true })).token)).modes).toBeUndefined();
});
