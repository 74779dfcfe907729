import { aUser } from "@tests/factories/accounts";
import { theLabels } from "@tests/factories/labels";
import { aConfiguration } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { heldOpen, waitForLock } from "@tests/support/locks";
import { asAccount, asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { changeCards } from "@/modules/delivery/server";
import { makeLinkToken } from "@/platform/crypto";
import { aPhone } from "../activation/phones";
import { anInstaller, aWorkshop, onPhone, pick, stored } from "./installers";

const historyOf = (accountId: string) =>
  asSystem(async ({ tx }) => {
    const rows = await tx.historyEntry.findMany({ where: { accountId }, orderBy: { id: "asc" } });
    return rows.map((row) => row.action);
  });

describe("configurators", () => {
  test("R255 R257 add, list by any column, search; history tells it", async () => {
    const shop = await aWorkshop();
    await shop.configurators.add({ ...shop.at, ...anInstaller({ lastName: "Abel", phone: " 0033442 " }) });
    const page = await shop.configurators.list({
      ...shop.at,
      limit: 1,
      sort: { column: "lastName", direction: "asc" },
    });
    expect(page).toMatchObject({ total: 2, rows: [{ lastName: "Abel", phone: "0033442", cards: 0 }] });
    const next = await shop.configurators.list({
      ...shop.at,
      limit: 1,
      sort: { column: "lastName", direction: "asc" },
      cursor: page.nextCursor,
    });
    expect(next.rows.map((row) => row.id)).toEqual([shop.configurator.id]);
    for (const column of ["firstName", "email", "createdAt"] as const)
      expect((await shop.configurators.list({ ...shop.at, sort: { column, direction: "desc" } })).rows).toHaveLength(2);
    expect((await shop.configurators.list({ ...shop.at, search: "ABEL ingrid" })).total).toBe(1);
    expect((await shop.configurators.list({ ...shop.at, filters: { lastName: "stone" } })).total).toBe(1);
    expect(await historyOf(shop.account.id)).toEqual(["configurators.added", "configurators.added"]);
  });

  test("R257 one per e-mail and site, without case; again once the other is deleted; twice at once: one", async () => {
    const shop = await aWorkshop();
    const twin = anInstaller();
    const both = await Promise.allSettled([
      shop.configurators.add({ ...shop.at, ...twin }),
      shop.configurators.add({ ...shop.at, ...twin, email: twin.email.toUpperCase() }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(shop.configurators.add({ ...shop.at, ...twin }))).toMatchObject({
      kind: "REFUSED",
      code: "configurators.emailTaken",
      fields: ["email"],
    });
    const [found] = (await shop.configurators.list({ ...shop.at, search: twin.email })).rows;
    await shop.configurators.delete({ ...shop.at, configuratorId: found?.id as string });
    await shop.configurators.add({ ...shop.at, ...twin });
    expect(
      await refusal(shop.configurators.add({ ...shop.at, ...anInstaller({ email: "no address" }) })),
    ).toMatchObject({
      kind: "BAD_INPUT",
    });
  });

  test("R271 everything but the e-mail changes; the names on its cards follow", async () => {
    const shop = await aWorkshop();
    const card = await shop.cardOf();
    const before = await stored(card);
    const wished = {
      ...shop.at,
      configuratorId: shop.configurator.id,
      lastName: "NEW",
      phone: "1",
      email: "x@example.com",
    };
    expect(await shop.configurators.edit(wished)).toEqual({ changed: 2 });
    expect(await shop.configurators.edit(wished)).toEqual({ changed: 0 });
    expect((await shop.configurators.list(shop.at)).rows[0]).toMatchObject({ lastName: "NEW", email: before.email });
    expect(await stored(card)).toMatchObject({ lastName: "NEW", phone: "1", email: before.email });
  });

  test("R042 R257 R271 the account's own fields: stored, searched, changed, told in the history and on the card", async () => {
    const shop = await aWorkshop();
    await theLabels(shop.account.id, "CONFIGURATOR", ["Company", null, null, null, "Badge"]);
    expect(await shop.configurators.fieldLabels(shop.at)).toEqual(["Company", null, null, null, "Badge"]);
    const stranger = await aWorkshop();
    expect(await stranger.configurators.fieldLabels(stranger.at)).toEqual([null, null, null, null, null]);
    expect(await refusal(stranger.configurators.fieldLabels(shop.at))).toMatchObject({ kind: "NOT_FOUND" });
    const { id } = await shop.configurators.add({ ...shop.at, ...anInstaller(), field1: " Stone Ltd ", field5: "007" });
    expect((await shop.configurators.list({ ...shop.at, search: "stone ltd 007" })).rows).toMatchObject([
      { id, field1: "Stone Ltd", field2: null, field5: "007" },
    ]);
    expect(await shop.configurators.edit({ ...shop.at, configuratorId: id, field1: "Rock Ltd", field5: "" })).toEqual({
      changed: 2,
    });
    const cardId = await shop.cardOf(id);
    expect((await shop.configurationCards.get({ ...shop.at, cardId })).configurator).toMatchObject({
      field1: "Rock Ltd",
      field5: null,
      phone: null,
    });
    const entry = await asSystem(({ tx }) =>
      tx.historyEntry.findFirst({ where: { accountId: shop.account.id, action: "configurators.edited" } }),
    );
    expect(entry?.changes).toEqual([
      { field: "field1", from: "Stone Ltd", to: "Rock Ltd" },
      { field: "field5", from: "007", to: null },
    ]);
    const tooLong = shop.configurators.add({ ...shop.at, ...anInstaller(), field1: "x".repeat(201) });
    expect(await refusal(tooLong)).toMatchObject({ kind: "BAD_INPUT" });
  });

  test("R272 R273 R274 R171 deletion is refused while a card is not Revoked, and says which; revoked ones go with it", async () => {
    const shop = await aWorkshop();
    const other = await aConfiguration(shop.site, { name: "Config Londres" });
    const created = await shop.cardOf();
    const active = await shop.cardOf(shop.configurator.id, other.id);
    const phone = await onPhone(shop, active);
    const target = { ...shop.at, configuratorId: shop.configurator.id };
    expect(await refusal(shop.configurators.delete(target))).toMatchObject({
      kind: "REFUSED",
      code: "configurators.hasCards",
      params: { count: 2, configurations: `${shop.configuration.name}, Config Londres` },
    });
    await shop.configurationCards.delete({ ...shop.at, selection: pick(created) });
    await shop.configurationCards.revoke({ ...shop.at, selection: pick(active) });
    expect(await refusal(shop.configurators.delete(target))).toMatchObject({
      params: { count: 1, configurations: "Config Londres" },
    });
    await phone.sync();
    await shop.configurators.delete(target);
    expect(await stored(active)).toMatchObject({ status: "DELETED" });
    expect((await shop.configurators.list(shop.at)).total).toBe(0);
    expect(await refusal(shop.configurators.delete(target))).toMatchObject({ kind: "NOT_FOUND" });
    const { counters } = await shop.sites.detail(shop.at);
    expect(counters.configurators).toEqual({ added: 0, deleted: 1 });
    expect((await historyOf(shop.account.id)).slice(-2)).toEqual(["configurators.delete", "configurators.deleted"]);
  });

  test("R273 deletion ∥ a card is activated: refused, and the phone has its card", async () => {
    const shop = await aWorkshop();
    const card = await shop.cardOf();
    await shop.configurationCards.send({ ...shop.at, selection: pick(card) });
    const token = makeLinkToken("card", (await stored(card)).sendingId as string);
    const [activated, deleted] = await Promise.allSettled([
      aPhone().activate(token),
      shop.configurators.delete({ ...shop.at, configuratorId: shop.configurator.id }),
    ]);
    expect([activated.status, deleted.status]).toEqual(["fulfilled", "rejected"]);
    expect(await stored(card)).toMatchObject({ status: "ACTIVATED" });
  });

  test("R273 deletion ∥ a revoked card is sent again and activated: no card lives on without its configurator", async () => {
    for (let round = 0; round < 5; round += 1) {
      const shop = await aWorkshop();
      const card = await shop.cardOf();
      const phone = await onPhone(shop, card);
      await shop.configurationCards.revoke({ ...shop.at, selection: pick(card) });
      await phone.sync();
      const sendAndActivate = async () => {
        await shop.configurationCards.send({ ...shop.at, selection: pick(card) });
        const { sendingId } = await stored(card);
        if (sendingId) await phone.activate(makeLinkToken("card", sendingId));
      };
      const [, deleted] = await Promise.allSettled([
        sendAndActivate(),
        shop.configurators.delete({ ...shop.at, configuratorId: shop.configurator.id }),
      ]);
      const { status } = await stored(card);
      if (deleted.status === "fulfilled") expect([status, phone.state.cards.length]).toEqual(["DELETED", 0]);
      else expect([status, phone.state.cards.length]).toEqual(["ACTIVATED", 1]);
    }
  });

  test("R273 deletion while a revoked card is being sent again: it waits, is refused, and the card is out", async () => {
    const shop = await aWorkshop();
    const card = await shop.cardOf();
    const phone = await onPhone(shop, card);
    await shop.configurationCards.revoke({ ...shop.at, selection: pick(card) });
    await phone.sync();
    const send = { ...shop.at, kinds: "configuration", event: "sendAny", cards: [{ id: card }], page: "configurators" };
    const release = await heldOpen((hold) =>
      asAccount(shop.account.id, async (work) => {
        await changeCards(work, send as never);
        await hold();
      }),
    );
    const deleted = refusal(shop.configurators.delete({ ...shop.at, configuratorId: shop.configurator.id }));
    await waitForLock();
    await release();
    expect(await deleted).toMatchObject({ code: "configurators.hasCards", params: { count: 1 } });
    expect(await stored(card)).toMatchObject({ status: "EMAIL_SENT" });
  });

  test("R280 deleting a card ∥ it is activated: gone everywhere in the end, and nothing is charged", async () => {
    for (let round = 0; round < 5; round += 1) {
      const shop = await aWorkshop();
      const card = await shop.cardOf();
      await shop.configurationCards.send({ ...shop.at, selection: pick(card) });
      const token = makeLinkToken("card", (await stored(card)).sendingId as string);
      const phone = aPhone();
      await Promise.allSettled([
        phone.activate(token),
        shop.configurationCards.delete({ ...shop.at, selection: pick(card) }),
      ]);
      expect(await stored(card)).toMatchObject({ status: "DELETED", chargeId: null });
      await phone.sync();
      expect(phone.state.cards).toEqual([]);
      await shop.configurators.delete({ ...shop.at, configuratorId: shop.configurator.id });
    }
  });

  test("R272 deletion ∥ assigning: no card is left with a deleted configurator", async () => {
    for (let round = 0; round < 5; round += 1) {
      const shop = await aWorkshop();
      await Promise.allSettled([
        shop.configurators.delete({ ...shop.at, configuratorId: shop.configurator.id }),
        shop.cardOf(),
      ]);
      const left = await asSystem(({ tx }) =>
        tx.virtualCard.count({
          where: { siteId: shop.site.id, status: { not: "DELETED" }, configurator: { deletedAt: { not: null } } },
        }),
      );
      expect(left).toBe(0);
    }
  });

  test("R249 rights and tenants: forbidden without the right, foreign configurators do not exist", async () => {
    const shop = await aWorkshop();
    const stranger = await aWorkshop();
    const target = { configuratorId: shop.configurator.id };
    expect(await refusal(stranger.configurators.list(shop.at))).toMatchObject({ kind: "NOT_FOUND" });
    for (const at of [shop.at, stranger.at]) {
      expect(await refusal(stranger.configurators.edit({ ...at, ...target, lastName: "X" }))).toMatchObject({
        kind: "NOT_FOUND",
      });
      expect(await refusal(stranger.configurators.delete({ ...at, ...target }))).toMatchObject({ kind: "NOT_FOUND" });
    }
    const viewer = await aUser(shop.account.id, {
      siteRights: { [shop.site.id]: ["configurators.view", "configurationCards.view"] },
    });
    const caller = await callerOf(viewer);
    expect((await caller.configurators.list(shop.at)).total).toBe(1);
    for (const call of [
      caller.configurators.add({ ...shop.at, ...anInstaller() }),
      caller.configurators.edit({ ...shop.at, ...target, lastName: "X" }),
      caller.configurators.delete({ ...shop.at, ...target }),
    ])
      expect(await refusal(call)).toMatchObject({ kind: "FORBIDDEN" });
  });
});
