import { randomBytes } from "node:crypto";
import { FIGURE_52 } from "@tests/factories/pse";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { usableSecrets, verifyCredential, verifyDoorCode } from "@/modules/activation";
import { doorCode } from "@/modules/activation/phone/door-code";
import { jwksResponse, statusListResponse } from "@/modules/activation/server";
import { seal } from "@/platform/crypto";
import { aWorkshop, onPhone, pick, stored, type Workshop } from "./installers";

const DAY = 86_400_000;

/** A workshop whose site has a lease of one day, with a configuration card on a phone, and the keys that it carries. */
async function aConfiguredPhone() {
  const shop = await aWorkshop();
  const keys = randomBytes(32);
  await asSystem(async ({ tx }) => {
    await tx.site.update({ where: { id: shop.site.id }, data: { leaseDays: 1 } });
    const data = { settings: FIGURE_52, sealedKeys: seal("pse-keys", keys) };
    await tx.readerConfiguration.update({ where: { id: shop.configuration.id }, data });
  });
  const cardId = await shop.cardOf();
  const phone = await onPhone(shop, cardId);
  const [held] = phone.state.cards;
  if (!held) throw new Error("The phone has no card");
  return { shop, cardId, phone, held, keys: keys.toString("base64url") };
}

async function checks(now: Date) {
  const { keys } = await (await jwksResponse(now)).json();
  return { keys, now, statusList: async (list: number) => (await statusListResponse(String(list), now)).text() };
}

/** All that a phone has stored, keys of its own aside, with the secrets of its cards in the clear. */
const storedOn = ({ state }: { state: { cards: { secrets: string }[]; pending: unknown[] } }) =>
  JSON.stringify([state.pending, state.cards, state.cards.map((card) => atob(toBase64(card.secrets)))]);
const toBase64 = (text: string) => text.replaceAll("-", "+").replaceAll("_", "/");

describe("a configuration card's lease", () => {
  test("R251 a lapsed lease makes it unusable: for the phone itself, offline, and for whoever checks it", async () => {
    const { shop, cardId, phone, held, keys } = await aConfiguredPhone();
    const within = new Date(Date.parse(held.leaseEndsAt) - 1_000);
    const after = new Date(Date.parse(held.leaseEndsAt));
    expect(within.getTime() - Date.now()).toBeLessThan(DAY);
    expect(usableSecrets(held, within)).toEqual({
      configuration: { name: shop.configuration.name, settings: FIGURE_52, keys },
    });
    expect(usableSecrets(held, after)).toBeNull();

    expect(await verifyCredential(held.credential, await checks(within))).toMatchObject({ ok: true });
    expect(await verifyCredential(held.credential, await checks(after))).toEqual({ ok: false, reason: "ended" });
    const own = await phone.store.existingKeys();
    const code = await doorCode(own as NonNullable<typeof own>, held.pass, after);
    expect(await verifyDoorCode(code, await checks(after))).toEqual({ ok: false, reason: "ended" });
    // The portal says when, and the card is still Activated: nobody has taken it back.
    const details = await shop.configurationCards.get({ ...shop.at, cardId });
    expect(details.status).toBe("ACTIVATED");
    expect(details.leaseEndsAt?.slice(0, 19)).toBe(held.leaseEndsAt.slice(0, 19));
  });

  test("R251 a phone that comes back after the end of its lease gets a new one, unless the card was revoked meanwhile", async () => {
    const { shop, cardId, phone, held } = await aConfiguredPhone();
    const lapse = () =>
      asSystem(({ tx, now }) =>
        tx.credential.updateMany({ where: { cardId }, data: { leaseEndsAt: new Date(now.getTime() - 2 * DAY) } }),
      );
    await lapse();
    expect((await phone.sync()).renewed).toHaveLength(1);
    const [renewed] = phone.state.cards;
    expect(usableSecrets(renewed as typeof held, new Date())).toMatchObject({ configuration: { settings: FIGURE_52 } });
    await lapse();
    await shop.configurationCards.revoke({ ...shop.at, selection: pick(cardId) });
    const back = await phone.sync();
    expect([back.renewed.length, back.removed.length]).toEqual([0, 1]);
    expect(await stored(cardId)).toMatchObject({ status: "REVOKED" });
  });
});

describe("taking a configuration back", () => {
  const ways: [string, (shop: Workshop, cardId: string) => Promise<unknown>, string][] = [
    ["R277 revoking", (shop, id) => shop.configurationCards.revoke({ ...shop.at, selection: pick(id) }), "REVOKED"],
    ["R281 deleting", (shop, id) => shop.configurationCards.delete({ ...shop.at, selection: pick(id) }), "DELETED"],
    [
      "R281 deleting while it is being revoked",
      async (shop, id) => {
        await shop.configurationCards.revoke({ ...shop.at, selection: pick(id) });
        await shop.configurationCards.delete({ ...shop.at, selection: pick(id) });
      },
      "DELETED",
    ],
  ];
  test.each(ways)(
    "%s removes the settings and keys from the phone, and its credential is worth nothing",
    async (_, act, status) => {
      const { shop, cardId, phone, held, keys } = await aConfiguredPhone();
      expect(storedOn(phone)).toContain(keys);
      await act(shop, cardId);
      // Offline still: no reader that asks takes the credential.
      expect(await verifyCredential(held.credential, await checks(new Date()))).toMatchObject({ ok: false });
      expect((await phone.sync()).removed).toMatchObject([{ credentialId: held.credentialId }]);
      expect(storedOn(phone)).toBe("[[],[],[]]");
      expect(await stored(cardId)).toMatchObject({ status });
      expect(await verifyCredential(held.credential, await checks(new Date()))).toEqual({
        ok: false,
        reason: "invalid",
      });
      expect((await phone.sync()).renewed).toEqual([]);
    },
  );
});
