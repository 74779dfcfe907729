import { callerOf, refusal } from "@tests/support/caller";
import { csvOf, importsOn } from "@tests/support/imports";
import { asSystem } from "@tests/support/system";
import { describe, expect, test } from "vitest";
import { cardImport } from "@/modules/cards/server";
import { remindHolders } from "@/modules/delivery/server";
import { makeLinkToken } from "@/platform/crypto";
import { aPhone } from "../activation/phones";
import { aPortal, blue, creditsOf, everything, type Portal, pick } from "./portal";

/* People, the clock and imports against phones and switches: whatever comes first, what is left is whole. */

const ROUNDS = 6;

function cardOf(id: string) {
  return asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id } }));
}
async function tokenOf(id: string): Promise<string> {
  return makeLinkToken("card", (await cardOf(id)).sendingId as string);
}
async function sent(portal: Portal) {
  const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
  await portal.cards.send({ ...portal.at, selection: pick(id) });
  return id;
}
async function valid(cardId: string): Promise<number> {
  return asSystem(({ tx }) => tx.credential.count({ where: { cardId, state: "VALID" } }));
}

describe("against a phone that activates", () => {
  test("I14 replace phone: one charge, one valid credential; a link is out exactly when the replacing was done", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const portal = await aPortal();
      const id = await sent(portal);
      const first = await tokenOf(id);
      const [phone, replaced] = await Promise.allSettled([
        aPhone().activate(first),
        portal.cards.replacePhone({ ...portal.at, selection: pick(id) }),
      ]);
      expect(phone.status).toBe("fulfilled");
      expect((await cardOf(id)).status).toBe("ACTIVATED");
      expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 0, spent: 5 });
      expect(await valid(id)).toBe(1);
      const done = replaced.status === "fulfilled" && replaced.value.done === 1;
      const { sendings } = await everything(portal.account.id);
      expect(sendings).toHaveLength(done ? 2 : 1);
    }
  });

  test("withdraw a replacement: the new phone has the card, or the old one keeps it, never both", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const portal = await aPortal();
      const id = await sent(portal);
      const old = aPhone();
      await old.activate(await tokenOf(id));
      await portal.cards.replacePhone({ ...portal.at, selection: pick(id) });
      const token = await tokenOf(id);
      await Promise.allSettled([
        aPhone().activate(token),
        portal.cards.withdraw({ ...portal.at, selection: pick(id) }),
      ]);
      expect((await cardOf(id)).status).toBe("ACTIVATED");
      expect(await valid(id)).toBe(1);
      expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 0, spent: 5 });
    }
  });

  test("move to another phone, and withdraw the move: paid once, on one phone or on its way back", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const portal = await aPortal();
      const id = await sent(portal);
      await aPhone().activate(await tokenOf(id));
      await portal.cards.revoke({ ...portal.at, selection: pick(id) });
      await portal.cards.moveToOtherPhone({ ...portal.at, selection: pick(id) });
      const token = await tokenOf(id);
      await Promise.allSettled([
        aPhone().activate(token),
        portal.cards.withdraw({ ...portal.at, selection: pick(id) }),
      ]);
      const { status } = await cardOf(id);
      expect([status, await valid(id)]).toEqual(status === "ACTIVATED" ? ["ACTIVATED", 1] : ["PENDING_REVOKE", 0]);
      expect(await creditsOf(portal.account.id)).toEqual({ available: 95, held: 0, spent: 5 });
    }
  });

  test("R236 edit: the phone gets the card, the name changes or the edit is refused whole, and the settled fields stay", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const portal = await aPortal();
      const id = await sent(portal);
      const token = await tokenOf(id);
      const before = await cardOf(id);
      const [phone, renamed, moved] = await Promise.allSettled([
        aPhone().activate(token),
        portal.cards.edit({ ...portal.at, card: { cardId: id, firstName: "Eve" } }),
        portal.cards.edit({ ...portal.at, card: { cardId: id, email: "other@example.com" } }),
      ]);
      expect([phone.status, moved.status]).toEqual(["fulfilled", "rejected"]);
      // An edit that crosses the activation is made, or refused whole and told so; it is never half of it.
      if (renamed.status === "rejected")
        expect(await refusal(Promise.reject(renamed.reason))).toMatchObject({ kind: "CONFLICT" });
      const firstName = renamed.status === "fulfilled" ? "Eve" : before.firstName;
      expect(await cardOf(id)).toMatchObject({ status: "ACTIVATED", firstName, email: before.email });
    }
  });

  test("reminder: at most one goes out, and none once the card is on the phone", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const portal = await aPortal();
      await asSystem(({ tx }) =>
        tx.site.update({ where: { id: portal.site.id }, data: { reminderAfterDays: 7, maxReminders: 2 } }),
      );
      const id = await sent(portal);
      const token = await tokenOf(id);
      const week = () => new Date(Date.now() + 7 * 86_400_000 + 3_600_000);
      const [phone] = await Promise.allSettled([aPhone().activate(token), remindHolders(week)]);
      expect(phone.status).toBe("fulfilled");
      const reminders = async () =>
        (await everything(portal.account.id)).mails.filter(({ data }) => (data as { reminder?: boolean }).reminder)
          .length;
      const sentOut = await reminders();
      expect(sentOut).toBeLessThanOrEqual(1);
      await remindHolders(() => new Date(week().getTime() + 8 * 86_400_000));
      expect(await reminders()).toBe(sentOut);
    }
  });
});

test("R246 R248 duplicates forbidden while an import commits: all its rows came before, or none is made and it is told", async () => {
  const ends = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    const portal = await aPortal({ allowDuplicateIds: true });
    const { cardImports, sites } = await callerOf(portal.user);
    const on = importsOn(portal, "cards", cardImport, cardImports);
    const head = ["First Name", "Last Name", "Email", "Phone Number", "Configuration", "Private ID"];
    const row = (n: number) => ["A", "A", `n${n}@example.com`, "", portal.configuration.name, "77"];
    const importId = await on.checked(csvOf(head, [row(1), row(2), row(3)]));
    const off = () => sites.setDuplicates({ siteId: portal.site.id, allowed: false });
    // The last round turns it off between the click and the job, so that this end is seen for certain.
    if (round === ROUNDS - 1) {
      await cardImports.commit({ ...portal.at, importId });
      await off();
      await on.finishCommit(importId);
    } else await Promise.all([on.commit(importId), off()]);
    const { state, committed, failure } = await cardImports.get({ ...portal.at, importId });
    const { cards } = await everything(portal.account.id);
    ends.add(state);
    if (state === "COMMITTED") expect([committed, cards.length]).toEqual([3, 3]);
    else expect([state, committed, failure, cards.length]).toEqual(["CHECKED", 0, "imports.conflict", 0]);
  }
  expect(ends).toContain("CHECKED");
});
