import { anAccount, aUser } from "@tests/factories/accounts";
import { aConfiguration, aSite } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { aPortal, blue, everything, orange, pick } from "./portal";

describe("adding", () => {
  test("R193 R194 R197 a private-ID card is Created, and history says so", async () => {
    const portal = await aPortal();
    const { id } = await portal.cards.add({
      ...portal.at,
      card: blue(portal, { lastName: "WHITE", privateId: "0568746" }),
    });
    const rows = await everything(portal.account.id);
    expect(rows.cards).toMatchObject([
      {
        id,
        kind: "PRIVATE_ID",
        status: "CREATED",
        privateId: "0568746",
        configurationId: portal.configuration.id,
        chargeId: null,
      },
    ]);
    expect(rows.history).toMatchObject([
      {
        page: "cards",
        action: "cards.add",
        cardId: id,
        siteId: portal.site.id,
        performerId: portal.user.id,
        params: { name: "Simon WHITE" },
      },
    ]);
    expect(rows.entries.filter((entry) => entry.kind === "CARD")).toEqual([]);
  });

  test("R213 R215 R216 a Mobile ID+ card needs no configuration and has no private ID", async () => {
    const portal = await aPortal();
    await portal.cards.add({ ...portal.at, card: orange({ phone: " ", field1: " Floor 3 " }) });
    expect((await everything(portal.account.id)).cards).toMatchObject([
      {
        kind: "MOBILE_ID_PLUS",
        configurationId: null,
        privateId: null,
        phone: null,
        field1: "Floor 3",
        transferable: true,
      },
    ]);
  });

  test("R195 R198 R215 bad input is named at its field, and nothing changes", async () => {
    const portal = await aPortal();
    const before = await everything(portal.account.id);
    for (const wrong of [
      blue(portal, { firstName: " " }),
      blue(portal, { lastName: "" }),
      blue(portal, { email: "no address" }),
      blue(portal, { privateId: "12-34" }),
      blue(portal, { privateId: "1".repeat(33) }),
      blue(portal, { configurationId: "" }),
      orange({ email: "" }),
    ])
      expect((await refusal(portal.cards.add({ ...portal.at, card: wrong }))).kind).toBe("BAD_INPUT");
    expect(
      await refusal(
        portal.cards.add({
          ...portal.at,
          card: orange({ validFrom: "2026-02-01T00:00:00Z", validUntil: "2026-01-01T00:00:00Z" }),
        }),
      ),
    ).toMatchObject({ code: "cards.validityOrder", fields: ["validUntil"] });
    expect(await everything(portal.account.id)).toEqual(before);
  });

  test("R197 two cards with the same configuration for one user are refused, whatever the case of the address", async () => {
    const portal = await aPortal();
    const other = await aConfiguration(portal.site);
    const first = await portal.cards.add({ ...portal.at, card: blue(portal, { email: "simon@example.com" }) });
    const again = () => portal.cards.add({ ...portal.at, card: blue(portal, { email: "Simon@Example.com" }) });
    expect(await refusal(again())).toMatchObject({ kind: "REFUSED", code: "cards.emailTaken", fields: ["email"] });
    // R211 another configuration, another kind, and another site are fine.
    await portal.cards.add({
      ...portal.at,
      card: blue(portal, { email: "simon@example.com", configurationId: other.id }),
    });
    await portal.cards.add({ ...portal.at, card: orange({ email: "simon@example.com" }) });
    expect(
      await refusal(portal.cards.add({ ...portal.at, card: orange({ email: "SIMON@example.com" }) })),
    ).toMatchObject({
      code: "cards.emailTakenPlus",
    });
    // Deleted cards don't count.
    await portal.cards.delete({ ...portal.at, selection: pick(first.id) });
    await again();
  });

  test("R203 R244 a private ID is used once per configuration, without case; Revoked cards count, deleted ones don't", async () => {
    const portal = await aPortal();
    const other = await aConfiguration(portal.site);
    const first = await portal.cards.add({
      ...portal.at,
      card: blue(portal, { firstName: "Ann", lastName: "BLACK", privateId: "ab12" }),
    });
    const again = () => portal.cards.add({ ...portal.at, card: blue(portal, { privateId: "AB12" }) });
    expect(await refusal(again())).toMatchObject({
      code: "cards.privateIdTaken",
      params: { name: "Ann BLACK" },
      fields: ["privateId"],
    });
    await portal.cards.add({ ...portal.at, card: blue(portal, { privateId: "AB12", configurationId: other.id }) });
    await asSystem(({ tx }) => tx.virtualCard.update({ where: { id: first.id }, data: { status: "REVOKED" } }));
    expect(await refusal(again())).toMatchObject({ code: "cards.privateIdTaken" });
    await portal.cards.delete({ ...portal.at, selection: pick(first.id) });
    await again();
  });

  test("R246 a site that allows duplicates takes them", async () => {
    const portal = await aPortal({ allowDuplicateIds: true });
    for (let n = 0; n < 2; n++) await portal.cards.add({ ...portal.at, card: blue(portal, { privateId: "77" }) });
    expect((await everything(portal.account.id)).cards).toHaveLength(2);
  });

  test("R203 R197 parallel adds of one private ID, or one address: one wins", async () => {
    const portal = await aPortal();
    const byId = await Promise.allSettled(
      Array.from({ length: 12 }, () => portal.cards.add({ ...portal.at, card: blue(portal, { privateId: "4711" }) })),
    );
    expect(byId.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const byMail = await Promise.allSettled(
      Array.from({ length: 12 }, () =>
        portal.cards.add({ ...portal.at, card: blue(portal, { email: "one@example.com" }) }),
      ),
    );
    expect(byMail.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    const rows = await everything(portal.account.id);
    expect(rows.cards).toHaveLength(2);
    expect(rows.history).toHaveLength(2);
  });

  test("R203 R246 the switch being turned off while cards are added: each add comes before it or is refused", async () => {
    const portal = await aPortal({ allowDuplicateIds: true });
    const add = () => portal.cards.add({ ...portal.at, card: blue(portal, { privateId: "9" }) });
    await add();
    const adds = Promise.allSettled(Array.from({ length: 10 }, add));
    await asSystem(({ tx }) => tx.site.update({ where: { id: portal.site.id }, data: { allowDuplicateIds: false } }));
    const before = (await everything(portal.account.id)).cards.length;
    const results = await adds;
    // Whatever had not come in when the switch was off stayed out.
    expect((await everything(portal.account.id)).cards).toHaveLength(before);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(before - 1);
    expect(await refusal(add())).toMatchObject({ code: "cards.privateIdTaken" });
  });

  test("another site's configuration, a deleted one, and a foreign site do not exist", async () => {
    const portal = await aPortal();
    const elsewhere = await aConfiguration(await aSite(portal.account.id));
    expect(
      await refusal(portal.cards.add({ ...portal.at, card: blue(portal, { configurationId: elsewhere.id }) })),
    ).toMatchObject({
      code: "cards.configurationUnknown",
      fields: ["configurationId"],
    });
    await asSystem(({ tx, now }) =>
      tx.readerConfiguration.update({ where: { id: portal.configuration.id }, data: { deletedAt: now } }),
    );
    expect((await refusal(portal.cards.add({ ...portal.at, card: blue(portal) }))).code).toBe(
      "cards.configurationUnknown",
    );
    const stranger = await callerOf(await aUser((await anAccount()).id));
    expect(await refusal(stranger.cards.add({ ...portal.at, card: orange() }))).toMatchObject({ kind: "NOT_FOUND" });
    expect((await everything(portal.account.id)).cards).toEqual([]);
  });

  test("rights: viewing is not creating, and creating is not editing", async () => {
    const portal = await aPortal();
    const viewer = await callerOf(await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["cards.view"] } }));
    expect(await refusal(viewer.cards.add({ ...portal.at, card: orange() }))).toMatchObject({ kind: "FORBIDDEN" });
    const maker = await callerOf(
      await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["cards.create"] } }),
    );
    const { id } = await maker.cards.add({ ...portal.at, card: orange() });
    expect(await refusal(maker.cards.edit({ ...portal.at, card: { cardId: id, firstName: "X" } }))).toMatchObject({
      kind: "FORBIDDEN",
    });
    const nobody = await callerOf(null);
    expect(await refusal(nobody.cards.add({ ...portal.at, card: orange() }))).toMatchObject({
      kind: "UNAUTHENTICATED",
    });
  });
});

describe("editing", () => {
  test("R236 R237 R238 R239 R240 everything of a Created card may change, and history names the fields", async () => {
    const portal = await aPortal();
    const other = await aConfiguration(portal.site);
    const { id } = await portal.cards.add({
      ...portal.at,
      card: blue(portal, { lastName: "WHITE", phone: "1", privateId: "5" }),
    });
    await portal.cards.edit({
      ...portal.at,
      card: {
        cardId: id,
        lastName: "BLACK",
        phone: null,
        configurationId: other.id,
        privateId: "6",
        email: "new@example.com",
        transferable: false,
      },
    });
    const rows = await everything(portal.account.id);
    expect(rows.cards).toMatchObject([
      {
        lastName: "BLACK",
        phone: null,
        configurationId: other.id,
        privateId: "6",
        email: "new@example.com",
        transferable: false,
      },
    ]);
    const edit = rows.history.find((entry) => entry.action === "cards.edit");
    expect(edit?.changes).toEqual(
      expect.arrayContaining([
        { field: "lastName", from: "WHITE", to: "BLACK" },
        { field: "phone", from: "1", to: null },
        { field: "transferable", from: true, to: false },
      ]),
    );
    expect(edit?.changes).toHaveLength(6);
  });

  test("R241 Mobile ID+ may become a private-ID card, never the other way", async () => {
    const portal = await aPortal();
    const plus = await portal.cards.add({ ...portal.at, card: orange() });
    expect(
      await refusal(portal.cards.edit({ ...portal.at, card: { cardId: plus.id, kind: "PRIVATE_ID", privateId: "8" } })),
    ).toMatchObject({ code: "cards.configurationNeeded", fields: ["configurationId"] });
    await portal.cards.edit({
      ...portal.at,
      card: { cardId: plus.id, kind: "PRIVATE_ID", configurationId: portal.configuration.id, privateId: "8" },
    });
    expect(
      await refusal(portal.cards.edit({ ...portal.at, card: { cardId: plus.id, kind: "MOBILE_ID_PLUS" } })),
    ).toMatchObject({
      code: "cards.kindFixed",
    });
    expect((await everything(portal.account.id)).cards).toMatchObject([{ kind: "PRIVATE_ID", privateId: "8" }]);
  });

  test("R237 R238 R239 after sending, configuration, private ID and e-mail are settled; names stay free", async () => {
    const portal = await aPortal();
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    await portal.cards.send({ ...portal.at, selection: pick(id) });
    const edit = (change: object) => portal.cards.edit({ ...portal.at, card: { cardId: id, ...change } });
    expect(await refusal(edit({ email: "other@example.com" }))).toMatchObject({
      code: "cards.fieldFixed",
      fields: ["email"],
    });
    expect(await refusal(edit({ privateId: "1" }))).toMatchObject({ code: "cards.fieldFixed", fields: ["privateId"] });
    expect(await edit({ firstName: "Eve" })).toEqual({ changed: 1 });
    expect(await edit({ firstName: "Eve" })).toEqual({ changed: 0 });
  });

  test("R203 an edit can't take another card's private ID or address, but keeps its own", async () => {
    const portal = await aPortal();
    await portal.cards.add({ ...portal.at, card: blue(portal, { privateId: "1", email: "one@example.com" }) });
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal, { privateId: "2" }) });
    const edit = (change: object) => portal.cards.edit({ ...portal.at, card: { cardId: id, ...change } });
    expect(await refusal(edit({ privateId: "1" }))).toMatchObject({ code: "cards.privateIdTaken" });
    expect(await refusal(edit({ email: "ONE@example.com" }))).toMatchObject({ code: "cards.emailTaken" });
    expect(await edit({ privateId: "2", lastName: "NEW" })).toEqual({ changed: 1 });
  });

  test("a foreign card, and one of another site of the account, do not exist", async () => {
    const portal = await aPortal();
    const other = await aPortal();
    const { id } = await other.cards.add({ ...other.at, card: orange() });
    expect(await refusal(portal.cards.edit({ ...portal.at, card: { cardId: id, firstName: "X" } }))).toMatchObject({
      kind: "NOT_FOUND",
    });
    const second = await aSite(portal.account.id);
    const mine = await portal.cards.add({ ...portal.at, card: orange() });
    expect(
      await refusal(portal.cards.edit({ siteId: second.id, card: { cardId: mine.id, firstName: "X" } })),
    ).toMatchObject({
      kind: "NOT_FOUND",
    });
  });
});
