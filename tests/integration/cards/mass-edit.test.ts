import { aUser } from "@tests/factories/accounts";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { makeLinkToken } from "@/platform/crypto";
import { aPhone } from "../activation/phones";
import { aPortal, blue, everything, orange, pick } from "./portal";

const from = "2030-01-01T08:00:00.000Z";
const until = "2030-02-01T08:00:00.000Z";

describe("R240 validity, Transferable and language of a selection", () => {
  test("only what is told changes, in any status; each card answers; history has old and new value", async () => {
    const portal = await aPortal();
    const { id: first } = await portal.cards.add({ ...portal.at, card: blue(portal, { locale: "fr" }) });
    const { id: active } = await portal.cards.add({ ...portal.at, card: orange() });
    await portal.cards.send({ ...portal.at, selection: pick(active) });
    const { sendingId } = await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id: active } }));
    await aPhone().activate(makeLinkToken("card", sendingId as string));
    const gone = (await portal.cards.add({ ...portal.at, card: orange() })).id;
    await portal.cards.delete({ ...portal.at, selection: pick(gone) });

    const change = { validity: { from, until }, transferable: false };
    const result = await portal.cards.editMany({ ...portal.at, selection: pick(first, active, gone), change });
    expect(result).toEqual({
      done: 2,
      credits: 0,
      outcomes: [
        { cardId: first, ok: true, phase: "CREATED" },
        { cardId: active, ok: true, phase: "ACTIVATED" },
        { cardId: gone, ok: false, code: "cards.notFound", phase: "NONE" },
      ],
    });
    const { cards, history } = await everything(portal.account.id);
    expect(cards.filter((card) => card.id !== gone)).toMatchObject(
      [first, active].map(() => ({ validFrom: new Date(from), validUntil: new Date(until), transferable: false })),
    );
    expect(cards.find((card) => card.id === first)?.locale).toBe("fr");
    expect(history.filter((entry) => entry.action === "cards.edit")).toMatchObject([
      {
        cardId: first,
        changes: [
          { field: "validFrom", from: null, to: from },
          { field: "validUntil", from: null, to: until },
          { field: "transferable", from: true, to: false },
        ],
      },
      { cardId: active },
    ]);
  });

  test("all that match the filter; cards that are so already are told and get no history; no limit again", async () => {
    const portal = await aPortal();
    await portal.cards.add({ ...portal.at, card: blue(portal, { locale: "fr" }) });
    await portal.cards.add({ ...portal.at, card: blue(portal, { validUntil: until }) });
    await portal.cards.add({ ...portal.at, card: orange() });
    const selection = { by: "filter" as const, filters: { kind: ["PRIVATE_ID" as const] } };
    const french = await portal.cards.editMany({ ...portal.at, selection, change: { locale: "fr" } });
    expect(french.done).toBe(1);
    expect(french.outcomes.filter((outcome) => !outcome.ok)).toMatchObject([{ code: "cards.alreadySo" }]);
    const list = (filters: object) => portal.cards.list({ ...portal.at, limit: 50, filters });
    expect((await list({ locale: ["fr"] })).rows).toHaveLength(2);
    expect((await list({ locale: ["default"] })).rows).toHaveLength(1);
    expect((await list({ transferable: ["no"] })).rows).toHaveLength(0);
    await portal.cards.editMany({ ...portal.at, selection, change: { validity: { from: null, until: null } } });
    expect((await list({ validity: ["always"] })).rows).toHaveLength(3);
    expect((await everything(portal.account.id)).history.filter(({ action }) => action === "cards.edit")).toHaveLength(
      2,
    );
  });

  test("an end before the beginning, or nothing to change, is refused and changes nothing", async () => {
    const portal = await aPortal();
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    const before = await everything(portal.account.id);
    const edit = (change: object) => portal.cards.editMany({ ...portal.at, selection: pick(id), change });
    expect(await refusal(edit({ validity: { from: until, until: from } }))).toMatchObject({
      code: "cards.validityOrder",
      fields: ["validUntil"],
    });
    expect(await refusal(edit({}))).toMatchObject({ kind: "BAD_INPUT" });
    expect(await everything(portal.account.id)).toEqual(before);
  });

  test("R306 beforehand: how many would change and how many are so already; nothing is written", async () => {
    const portal = await aPortal();
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.push((await portal.cards.add({ ...portal.at, card: blue(portal) })).id);
    await portal.cards.editMany({ ...portal.at, selection: pick(ids[0] as string), change: { locale: "fr" } });
    const before = await everything(portal.account.id);
    const ask = (cards: typeof portal.cards, change: object) =>
      cards.previewEditMany({ ...portal.at, selection: pick(...ids), change });
    expect(await ask(portal.cards, { locale: "fr" })).toEqual({ changing: 2, alreadySo: 1 });
    expect(await ask(portal.cards, { locale: "fr", transferable: false })).toEqual({ changing: 3, alreadySo: 0 });
    expect(await ask(portal.cards, { validity: { from: null, until: null } })).toEqual({ changing: 0, alreadySo: 3 });
    const validity = { from: "2030-02-01T00:00:00Z", until: "2030-01-01T00:00:00Z" };
    expect(await refusal(ask(portal.cards, { validity }))).toMatchObject({ code: "cards.validityOrder" });
    const stranger = await aPortal();
    expect(await refusal(ask(stranger.cards, { locale: "fr" }))).toMatchObject({ kind: "NOT_FOUND" });
    expect(
      await stranger.cards.previewEditMany({ ...stranger.at, selection: pick(...ids), change: { locale: "fr" } }),
    ).toEqual({
      changing: 0,
      alreadySo: 0,
    });
    const { cards } = await callerOf(
      await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["cards.view", "sendCards"] } }),
    );
    expect(await refusal(ask(cards, { locale: "fr" }))).toMatchObject({ kind: "FORBIDDEN" });
    expect(await everything(portal.account.id)).toEqual(before);
  });

  test("viewing and sending are not editing; a foreign site, and a foreign card, do not exist", async () => {
    const portal = await aPortal();
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    const change = { transferable: false };
    const reader = await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["cards.view", "sendCards"] } });
    const { cards } = await callerOf(reader);
    expect(await refusal(cards.editMany({ ...portal.at, selection: pick(id), change }))).toMatchObject({
      kind: "FORBIDDEN",
    });
    const stranger = await aPortal();
    expect(await refusal(stranger.cards.editMany({ ...portal.at, selection: pick(id), change }))).toMatchObject({
      kind: "NOT_FOUND",
    });
    expect(await stranger.cards.editMany({ ...stranger.at, selection: pick(id), change })).toMatchObject({
      outcomes: [{ code: "cards.notFound" }],
    });
  });

  test("two edits of the same cards at once: both are done, one after the other", async () => {
    const portal = await aPortal();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push((await portal.cards.add({ ...portal.at, card: blue(portal) })).id);
    const call = (order: string[], change: object) =>
      portal.cards.editMany({ ...portal.at, selection: pick(...order), change });
    await Promise.all([
      ...[1, 2, 3].map(() => call(ids, { transferable: false })),
      ...[1, 2, 3].map(() => call([...ids].reverse(), { locale: "fr" })),
    ]);
    const { cards, history } = await everything(portal.account.id);
    expect(cards.every((card) => !card.transferable && card.locale === "fr")).toBe(true);
    expect(history.filter(({ action }) => action === "cards.edit")).toHaveLength(10);
  });
});
