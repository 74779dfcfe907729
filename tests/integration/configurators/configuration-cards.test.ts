import { randomBytes } from "node:crypto";
import { aUser } from "@tests/factories/accounts";
import { FIGURE_52 } from "@tests/factories/pse";
import { aConfiguration } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { makeLinkToken, seal } from "@/platform/crypto";
import { newId } from "@/shared/kernel/ids";
import { aPhone, refusalOf } from "../activation/phones";
import { anInstaller, aWorkshop, onPhone, pick, stored } from "./installers";

const emails = (cardId: string) => asSystem(({ tx }) => tx.emailMessage.findMany({ where: { cardId } }));
const credentials = (cardId: string) => asSystem(({ tx }) => tx.credential.findMany({ where: { cardId } }));

describe("assigning", () => {
  test("R261 R262 R263 R264 several to several; pairs that exist are skipped and told", async () => {
    const shop = await aWorkshop();
    const second = await shop.configurators.add({
      ...shop.at,
      ...anInstaller({ firstName: "Paul", lastName: "BLUE" }),
    });
    const londres = await aConfiguration(shop.site, { name: "Config Londres" });
    const some = { ...shop.at, configuratorIds: [second.id], configurationIds: [londres.id] };
    expect(await shop.configurationCards.assign(some)).toEqual({ assigned: 1, skipped: [] });
    const all = {
      ...shop.at,
      configuratorIds: [shop.configurator.id, second.id],
      configurationIds: [shop.configuration.id, londres.id],
    };
    expect(await shop.configurationCards.assign(all)).toEqual({
      assigned: 3,
      skipped: [{ configurator: "Paul BLUE", configuration: "Config Londres" }],
    });
    const list = await shop.configurationCards.list(shop.at);
    expect(list.total).toBe(4);
    expect(new Set(list.rows.map((row) => row.status))).toEqual(new Set(["CREATED"]));
    const ofSecond = await shop.configurationCards.list({ ...shop.at, filters: { configuratorId: [second.id] } });
    expect(ofSecond.rows.map((row) => row.configuration.name).sort()).toEqual(
      [shop.configuration.name, "Config Londres"].sort(),
    );
    expect((await shop.configurationCards.list({ ...shop.at, search: "blue londres" })).total).toBe(1);
    expect((await shop.sites.detail(shop.at)).counters.configurations).toMatchObject({ total: 4, created: 4 });
  });

  test("R262 the same assignment twice at once makes one card", async () => {
    const shop = await aWorkshop();
    const pair = { ...shop.at, configuratorIds: [shop.configurator.id], configurationIds: [shop.configuration.id] };
    const answers = await Promise.all([shop.configurationCards.assign(pair), shop.configurationCards.assign(pair)]);
    expect(answers.map((answer) => answer.assigned).sort()).toEqual([0, 1]);
  });

  test("R261 many at once: more than a page of configurators; too many pairs are refused with the numbers, and none is made", async () => {
    const shop = await aWorkshop();
    const more = await aConfiguration(shop.site, { name: "Second" });
    const configuratorIds = Array.from({ length: 1_200 }, () => newId());
    await asSystem(({ tx, now }) =>
      tx.configurator.createMany({
        data: configuratorIds.map((id, n) => ({
          id,
          accountId: shop.site.accountId,
          siteId: shop.site.id,
          firstName: "Many",
          lastName: `No ${n}`,
          email: `many-${n}@example.com`,
          createdAt: now,
        })),
      }),
    );
    const assign = (...configurationIds: string[]) =>
      shop.configurationCards.assign({ ...shop.at, configuratorIds, configurationIds });
    expect(await refusal(assign(shop.configuration.id, more.id))).toMatchObject({
      code: "configurators.tooManyPairs",
      params: { pairs: 2_400, most: 2_000 },
    });
    expect((await shop.configurationCards.list(shop.at)).total).toBe(0);
    expect((await assign(shop.configuration.id)).assigned).toBe(1_200);
  });

  test("R261 ∥ the configuration is deleted: refused, or the deletion is", async () => {
    for (let round = 0; round < 5; round += 1) {
      const shop = await aWorkshop();
      const { readerConfigurations } = await callerOf(shop.user);
      await Promise.allSettled([
        shop.cardOf(),
        readerConfigurations.delete({ ...shop.at, configurationId: shop.configuration.id }),
      ]);
      const { deletedAt } = await asSystem(({ tx }) =>
        tx.readerConfiguration.findUniqueOrThrow({ where: { id: shop.configuration.id } }),
      );
      expect((await shop.configurationCards.list(shop.at)).rows.length).toBe(deletedAt ? 0 : 1);
    }
    const shop = await aWorkshop();
    const { readerConfigurations } = await callerOf(shop.user);
    await readerConfigurations.delete({ ...shop.at, configurationId: shop.configuration.id });
    expect(await refusal(shop.cardOf())).toMatchObject({ code: "configurators.configurationUnknown" });
  });

  test("R261 what belongs to another site or account can't be assigned", async () => {
    const shop = await aWorkshop();
    const stranger = await aWorkshop();
    expect(await refusal(shop.cardOf(stranger.configurator.id))).toMatchObject({ code: "configurators.unknown" });
    expect(await refusal(shop.cardOf(shop.configurator.id, stranger.configuration.id))).toMatchObject({
      code: "configurators.configurationUnknown",
    });
  });
});

describe("configuration cards", () => {
  test("R250 R251 R265 R266 R267 R269 the phone alone reads settings and keys; R275 R276 R277 revoking removes them", async () => {
    const shop = await aWorkshop();
    const keys = randomBytes(32);
    await asSystem(({ tx }) =>
      tx.readerConfiguration.update({
        where: { id: shop.configuration.id },
        data: { settings: FIGURE_52, sealedKeys: seal("pse-keys", keys) },
      }),
    );
    const card = await shop.cardOf();
    const phone = await onPhone(shop, card);
    expect(await stored(card)).toMatchObject({ status: "ACTIVATED", chargeId: null });
    const [held] = phone.state.cards;
    expect(held?.card).toMatchObject({ kind: "configuration", site: shop.site.name, title: shop.configuration.name });
    const { configuration } = JSON.parse(Buffer.from(held?.secrets as string, "base64url").toString());
    expect(configuration).toEqual({
      name: shop.configuration.name,
      settings: FIGURE_52,
      keys: keys.toString("base64url"),
    });
    // Nothing of it is in what is signed in the open, nor is the link of use to another phone.
    expect(held?.credential).not.toContain(keys.toString("base64url"));
    const sendings = await asSystem(({ tx }) => tx.sending.findMany({ where: { cardId: card } }));
    expect(await refusalOf(aPhone().activate(makeLinkToken("card", sendings[0]?.id as string)))).toMatchObject({
      reason: "used",
    });

    expect((await shop.configurationCards.revoke({ ...shop.at, selection: pick(card) })).outcomes).toEqual([
      { cardId: card, ok: true, phase: "PENDING_REVOKE" },
    ]);
    expect(phone.state.cards).toHaveLength(1);
    await phone.sync();
    expect(phone.state.cards).toHaveLength(0);
    expect(await stored(card)).toMatchObject({ status: "REVOKED", credentialId: null });
    expect((await emails(card)).map((mail) => mail.kind)).toEqual(["card-sent", "card-revoked"]);
    const details = await shop.configurationCards.get({ ...shop.at, cardId: card });
    expect(details.timeline.map((entry) => entry.action)).toEqual(
      expect.arrayContaining([
        "configurators.assigned",
        "configurators.send",
        "activation.activated",
        "configurators.revoke",
        "activation.removed",
      ]),
    );
    expect(await asSystem(({ tx }) => tx.ledgerEntry.count({ where: { cardId: card } }))).toBe(0);
  });

  test("R279 R283 resending: in any status but Activated, which must be revoked first", async () => {
    const shop = await aWorkshop();
    const card = await shop.cardOf();
    const send = async () => (await shop.configurationCards.send({ ...shop.at, selection: pick(card) })).outcomes[0];
    expect(await send()).toMatchObject({ ok: true, phase: "EMAIL_SENT" });
    const first = makeLinkToken("card", (await stored(card)).sendingId as string);
    expect(await send()).toMatchObject({ ok: true, phase: "EMAIL_SENT" });
    expect(await refusalOf(aPhone().activate(first))).toBeTruthy();
    const phone = aPhone();
    await phone.activate(makeLinkToken("card", (await stored(card)).sendingId as string));
    expect(await send()).toMatchObject({ ok: false, code: "cards.revokeFirst" });
    await shop.configurationCards.revoke({ ...shop.at, selection: pick(card) });
    expect(await send()).toMatchObject({ ok: false, code: "cards.revocationPending" });
    await shop.configurationCards.cancelRevocation({ ...shop.at, selection: pick(card) });
    await phone.sync();
    expect(await stored(card)).toMatchObject({ status: "ACTIVATED" });
    await shop.configurationCards.revoke({ ...shop.at, selection: pick(card) });
    await phone.sync();
    expect(await send()).toMatchObject({ ok: true, phase: "EMAIL_SENT" });
    expect((await shop.configurationCards.withdraw({ ...shop.at, selection: pick(card) })).outcomes[0]).toMatchObject({
      phase: "CREATED",
    });
  });

  test("R280 R281 deletion in every status; a phone that holds it is told", async () => {
    const shop = await aWorkshop();
    const make = async () => {
      const { id } = await shop.configurators.add({ ...shop.at, ...anInstaller() });
      return shop.cardOf(id);
    };
    const created = await make();
    const sent = await make();
    await shop.configurationCards.send({ ...shop.at, selection: pick(sent) });
    const active = await make();
    const activePhone = await onPhone(shop, active);
    const pending = await make();
    const pendingPhone = await onPhone(shop, pending);
    await shop.configurationCards.revoke({ ...shop.at, selection: pick(pending) });
    const revoked = await make();
    const revokedPhone = await onPhone(shop, revoked);
    await shop.configurationCards.revoke({ ...shop.at, selection: pick(revoked) });
    await revokedPhone.sync();
    const preview = { ...shop.at, action: "delete" as const, selection: { by: "filter" as const } };
    expect(await shop.configurationCards.preview(preview)).toEqual({
      selected: 5,
      qualifies: 5,
      refused: [],
      again: 0,
    });
    expect((await shop.configurationCards.delete({ ...shop.at, selection: { by: "filter" } })).done).toBe(5);
    for (const id of [created, sent, active, pending, revoked])
      expect(await stored(id)).toMatchObject({ status: "DELETED" });
    expect(await credentials(active)).toMatchObject([{ state: "INVALID", removalOrderedAt: expect.any(Date) }]);
    for (const phone of [activePhone, pendingPhone]) {
      await phone.sync();
      expect(phone.state.cards).toHaveLength(0);
    }
    expect((await shop.configurationCards.list(shop.at)).total).toBe(0);
  });

  test("R265 R306 a mass action takes any mix and says which don't qualify; what was seen no longer holds: a conflict", async () => {
    const shop = await aWorkshop();
    const card = await shop.cardOf();
    const other = await shop.cardOf((await shop.configurators.add({ ...shop.at, ...anInstaller() })).id);
    await onPhone(shop, other);
    const selection = { by: "filter" as const };
    expect(await shop.configurationCards.preview({ ...shop.at, action: "send", selection })).toEqual({
      selected: 2,
      qualifies: 1,
      refused: [{ code: "cards.revokeFirst", count: 1 }],
      again: 0,
    });
    expect((await shop.configurationCards.send({ ...shop.at, selection })).done).toBe(1);
    const old = { by: "cards" as const, cards: [{ id: card, phase: "CREATED" }] };
    expect((await shop.configurationCards.delete({ ...shop.at, selection: old })).outcomes).toMatchObject([
      { ok: false, code: "cards.changedMeanwhile" },
    ]);
  });

  test("revoke ∥ revoke: one wins; user cards and foreign cards do not exist here", async () => {
    const shop = await aWorkshop();
    const card = await shop.cardOf();
    await onPhone(shop, card);
    const both = await Promise.all([
      shop.configurationCards.revoke({ ...shop.at, selection: pick(card) }),
      shop.configurationCards.revoke({ ...shop.at, selection: pick(card) }),
    ]);
    expect(both.map((result) => result.done).sort()).toEqual([0, 1]);
    const { cards } = await callerOf(shop.user);
    const plus = { kind: "MOBILE_ID_PLUS" as const, firstName: "A", lastName: "B", email: "user@example.com" };
    const userCard = await cards.add({ ...shop.at, card: plus });
    const stranger = await aWorkshop();
    for (const result of [
      await shop.configurationCards.delete({ ...shop.at, selection: pick(userCard.id) }),
      await cards.delete({ ...shop.at, selection: pick(card) }),
      await stranger.configurationCards.delete({ ...stranger.at, selection: pick(card) }),
    ])
      expect(result.outcomes).toMatchObject([{ ok: false, code: "cards.notFound" }]);
    expect(await refusal(stranger.configurationCards.get({ ...stranger.at, cardId: card }))).toMatchObject({
      kind: "NOT_FOUND",
    });
    expect(await refusal(stranger.configurationCards.list(shop.at))).toMatchObject({ kind: "NOT_FOUND" });
  });

  test("R249 each action needs its own right", async () => {
    const shop = await aWorkshop();
    const card = await shop.cardOf();
    const viewer = await callerOf(
      await aUser(shop.account.id, { siteRights: { [shop.site.id]: ["configurationCards.view"] } }),
    );
    const act = { ...shop.at, selection: pick(card) };
    expect((await viewer.configurationCards.list(shop.at)).total).toBe(1);
    expect((await viewer.configurators.options(shop.at)).configurators).toEqual([]);
    for (const name of [
      "send",
      "withdraw",
      "replacePhone",
      "moveToOtherPhone",
      "revoke",
      "cancelRevocation",
      "delete",
    ] as const)
      expect(await refusal(viewer.configurationCards[name](act))).toMatchObject({ kind: "FORBIDDEN" });
    const pair = { ...shop.at, configuratorIds: [shop.configurator.id], configurationIds: [shop.configuration.id] };
    expect(await refusal(viewer.configurationCards.assign(pair))).toMatchObject({ kind: "FORBIDDEN" });
  });
});
