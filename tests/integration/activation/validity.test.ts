import { aUser } from "@tests/factories/accounts";
import { aCard, aSending } from "@tests/factories/cards";
import { aConfiguration } from "@tests/factories/sites";
import { callerOf } from "@tests/support/caller";
import { expect, test } from "vitest";
import { verifyCredential } from "@/modules/activation";
import { jwksResponse, statusListResponse } from "@/modules/activation/server";
import { aPhone, aSentCard } from "./phones";

const DAY = 86_400_000;
const days = (count: number) => new Date(Date.now() + count * DAY);

async function checks(now: Date, status = true) {
  const { keys } = (await (await jwksResponse(now)).json()) as { keys: never[] };
  const statusList = async (list: number) => (await statusListResponse(String(list), now)).text();
  return { keys, now, ...(status ? { statusList } : {}) };
}

async function aCardOnPhone(validity: { validFrom?: Date; validUntil?: Date }) {
  const { site, account } = await aSentCard();
  const card = await aCard(site, { configurationId: (await aConfiguration(site)).id, ...validity });
  const { token } = await aSending(card.id, { price: 0 });
  const phone = aPhone();
  const held = await phone.activate(token);
  const { cards } = await callerOf(await aUser(account.id));
  const edit = (validFrom: Date | null, validUntil: Date | null) =>
    cards.edit({
      siteId: site.id,
      card: { cardId: card.id, validFrom: validFrom?.toISOString(), validUntil: validUntil?.toISOString() },
    });
  return { held, phone, edit, card };
}

test("a card is valid within its validity only, whatever its status says: not before, not after", async () => {
  const { held } = await aCardOnPhone({ validFrom: days(2), validUntil: days(4) });
  for (const status of [false, true]) {
    const at = async (time: Date) => verifyCredential(held.credential, await checks(time, status));
    expect(await at(days(1))).toEqual({ ok: false, reason: "notYet" });
    expect(await at(days(3))).toMatchObject({ ok: true });
    expect(await at(days(5))).toEqual({ ok: false, reason: "ended" });
  }
});

test("shortened while it is on a phone: the phone has it at its next sync, who asks the status list at once", async () => {
  const { held, phone, edit } = await aCardOnPhone({ validUntil: days(20) });
  expect((await phone.sync()).renewed).toHaveLength(0);
  await edit(null, days(3));
  // The credential of before, with a reader that asks.
  expect(await verifyCredential(held.credential, await checks(days(2)))).toMatchObject({ ok: true });
  expect(await verifyCredential(held.credential, await checks(days(4)))).toEqual({ ok: false, reason: "suspended" });
  const [renewed] = (await phone.sync()).renewed;
  expect(await verifyCredential(renewed?.credential ?? "", await checks(days(4), false))).toEqual({
    ok: false,
    reason: "ended",
  });
  expect((await phone.sync()).renewed).toHaveLength(0);
});

test("lengthened, or begun later: the new credential says so; an edit of something else renews nothing", async () => {
  const { phone, edit } = await aCardOnPhone({ validUntil: days(2) });
  const [from, until] = [days(1), days(6)];
  await edit(from, until);
  const [renewed] = (await phone.sync()).renewed;
  const at = async (time: Date) => verifyCredential(renewed?.credential ?? "", await checks(time));
  expect(await at(days(0))).toEqual({ ok: false, reason: "notYet" });
  expect(await at(days(5))).toMatchObject({ ok: true });
  await edit(from, until);
  expect((await phone.sync()).renewed).toHaveLength(0);
});
