import { aUser } from "@tests/factories/accounts";
import { aConfiguration } from "@tests/factories/sites";
import { callerOf, refusal } from "@tests/support/caller";
import { asSystem } from "@tests/support/system";
import { beforeAll, describe, expect, test } from "vitest";
import type { CardColumn, CardRow } from "@/modules/cards";
import { cardEmails } from "@/modules/delivery/server";
import { makeLinkToken, readLinkToken, siteCode } from "@/platform/crypto";
import type { EmailBrand, EmailRow, ResolvedEmail } from "@/platform/email";
import { aPhone } from "../activation/phones";
import { aPortal, blue, orange, type Portal, pick } from "./portal";

describe("the list", () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await aPortal();
    const paris = await aConfiguration(portal.site, { name: "Paris" });
    const people = [
      ["Aymerick", "BRADLEY", "984523"],
      ["Claudia", "GREEN", "127496"],
      ["Frederick", "BLACKLEDGE", "785612"],
      ["John", "MIDDLETON", "489378"],
      ["Mary", "FOSTER", "658742"],
    ] as const;
    for (const [index, [firstName, lastName, privateId]] of people.entries())
      await portal.cards.add({
        ...portal.at,
        card: blue(portal, {
          firstName,
          lastName,
          privateId,
          email: `${firstName.toLowerCase()}@example.com`,
          phone: `+4477${index}`,
          configurationId: index % 2 ? paris.id : portal.configuration.id,
          ...(index === 0
            ? { validUntil: "2020-01-01T00:00:00Z" }
            : index === 1
              ? { validFrom: "2099-01-01T00:00:00Z" }
              : {}),
        }),
      });
    for (const firstName of ["Zoe", "100%", "Under_score"])
      await portal.cards.add({ ...portal.at, card: orange({ firstName, lastName: "PLUS" }) });
    const { rows } = await portal.cards.list({ ...portal.at });
    await portal.cards.send({ ...portal.at, selection: pick(...rows.slice(0, 3).map((card) => card.id)) });
    await portal.cards.delete({
      ...portal.at,
      selection: pick((await portal.cards.add({ ...portal.at, card: orange() })).id),
    });
  });

  const value: Record<CardColumn, (card: CardRow) => string> = {
    firstName: (card) => card.firstName.toLowerCase(),
    lastName: (card) => card.lastName.toLowerCase(),
    configuration: (card) => (card.configuration?.name ?? "").toLowerCase(),
    ident: (card) => card.privateId ?? "",
    email: (card) => card.email,
    status: (card) => card.status,
    kind: (card) => card.kind,
    createdAt: (card) => card.createdAt,
    sentAt: (card) => card.sentAt ?? "",
    activatedAt: (card) => card.activatedAt ?? "",
    revokedAt: (card) => card.revokedAt ?? "",
  };

  test.each(Object.keys(value) as CardColumn[])(
    "R304 pages by %s, both ways: every card once, forwards and back",
    async (column) => {
      for (const direction of ["asc", "desc"] as const) {
        const seen: CardRow[] = [];
        let cursor: string | null = null;
        const backs: (string | null)[] = [];
        do {
          const page: Awaited<ReturnType<Portal["cards"]["list"]>> = await portal.cards.list({
            ...portal.at,
            limit: 3,
            sort: { column, direction },
            cursor,
          });
          seen.push(...page.rows);
          backs.push(page.previousCursor);
          cursor = page.nextCursor;
          expect(page.total).toBe(8);
        } while (cursor);
        expect(new Set(seen.map((card) => card.id)).size).toBe(8);
        const whole = await portal.cards.list({ ...portal.at, limit: 50, sort: { column, direction } });
        expect(seen.map((card) => card.id)).toEqual(whole.rows.map((card) => card.id));
        const values = seen.map(value[column]);
        if (!["status", "kind", "firstName"].includes(column))
          expect(values).toEqual(
            [...values].sort((a, b) => (direction === "asc" ? 1 : -1) * (a < b ? -1 : a > b ? 1 : 0)),
          );
        const back = await portal.cards.list({
          ...portal.at,
          limit: 3,
          sort: { column, direction },
          cursor: backs.at(-1),
        });
        expect(back.rows.map((card) => card.id)).toEqual(whole.rows.slice(3, 6).map((card) => card.id));
        expect(backs[0]).toBeNull();
      }
    },
  );

  test.each([
    ["green", ["Claudia"]],
    ["CLAUDIA green", ["Claudia"]],
    ["7856", ["Frederick"]],
    ["@example.com", 8],
    ["+44774", ["Mary"]],
    ["%", ["100%"]],
    ["_", ["Under_score"]],
    ["\\", []],
    ["' or 1=1", []],
  ] as const)("R304 searching %s in any column", async (search, expected) => {
    const { rows, total } = await portal.cards.list({ ...portal.at, search });
    if (typeof expected === "number") expect(rows).toHaveLength(expected);
    else expect(rows.map((card) => card.firstName)).toEqual(expected);
    expect(total).toBe(rows.length);
  });

  test("filters, alone and together", async () => {
    const names = async (filters: object) =>
      (await portal.cards.list({ ...portal.at, filters, sort: { column: "lastName", direction: "asc" } })).rows.map(
        (card) => card.firstName,
      );
    expect(await names({ kind: ["PRIVATE_ID"], lastName: "bl" })).toEqual(["Frederick"]);
    expect(await names({ status: ["EMAIL_SENT"] })).toHaveLength(3);
    expect(await names({ status: ["EMAIL_SENT"], kind: ["PRIVATE_ID"] })).toEqual([]);
    expect(await names({ configurationId: [portal.configuration.id] })).toEqual(["Frederick", "Aymerick", "Mary"]);
    expect(await names({ ident: "27" })).toEqual(["Claudia"]);
    expect(await names({ email: "john" })).toEqual(["John"]);
    expect(await names({ validity: ["expired"] })).toEqual(["Aymerick"]);
    expect(await names({ validity: ["notYet", "expired"] })).toEqual(["Aymerick", "Claudia"]);
    expect(await names({ validity: ["always"] })).toHaveLength(6);
    expect(
      (await portal.cards.list({ ...portal.at, filters: { status: ["EMAIL_SENT"], kind: ["MOBILE_ID_PLUS"] } })).total,
    ).toBe(3);
  });

  test("a foreign site, and a cursor that is none", async () => {
    const other = await aPortal();
    expect(await refusal(other.cards.list({ ...portal.at }))).toMatchObject({ kind: "NOT_FOUND" });
    expect(
      await refusal(other.cards.preview({ ...portal.at, action: "send", selection: { by: "filter", filters: {} } })),
    ).toMatchObject({ kind: "NOT_FOUND" });
    expect((await other.cards.list({ ...other.at })).rows).toEqual([]);
    expect((await portal.cards.list({ ...portal.at, cursor: "nonsense" })).rows).toHaveLength(8);
  });
});

describe("one card", () => {
  test("its timeline tells what people, mails and phones did", async () => {
    const portal = await aPortal();
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    await portal.cards.send({ ...portal.at, selection: pick(id) });
    const { sendingId } = await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id } }));
    await asSystem(async ({ tx, now }) => {
      await tx.emailMessage.updateMany({ where: { cardId: id }, data: { status: "ACCEPTED", acceptedAt: now } });
      await tx.linkVisit.create({
        data: {
          id: crypto.randomUUID(),
          accountId: portal.account.id,
          sendingId: sendingId as string,
          client: "ios",
          at: now,
        },
      });
    });
    expect(await portal.cards.get({ ...portal.at, cardId: id })).toMatchObject({
      link: { dead: null, code: null },
      price: 5,
      device: null,
    });
    await aPhone().activate(makeLinkToken("card", sendingId as string));
    const card = await portal.cards.get({ ...portal.at, cardId: id });
    expect(card).toMatchObject({
      phase: "ACTIVATED",
      link: null,
      device: expect.stringContaining("Pixel"),
      leaseEndsAt: expect.any(String),
    });
    expect(card.timeline.map((entry) => entry.action).sort()).toEqual(
      ["activation.activated", "cardSentAccepted", "cardSentQueued", "cards.add", "cards.send", "opened"].sort(),
    );
    expect(card.timeline[0]?.action).toBe("activation.activated");
  });

  test("the separate code is told only to who may send", async () => {
    const portal = await aPortal();
    await asSystem(({ tx }) =>
      tx.site.update({ where: { id: portal.site.id }, data: { activationCode: "SEPARATE_CODE" } }),
    );
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    await portal.cards.send({ ...portal.at, selection: pick(id) });
    const { sendingId } = await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id } }));
    expect((await portal.cards.get({ ...portal.at, cardId: id })).link?.code).toBe(siteCode(sendingId as string));
    const viewer = await callerOf(await aUser(portal.account.id, { siteRights: { [portal.site.id]: ["cards.view"] } }));
    expect((await viewer.cards.get({ ...portal.at, cardId: id })).link?.code).toBeNull();
  });
});

describe("its mails", () => {
  const brand = { productName: "P" } as EmailBrand;
  const emails = cardEmails(async () => brand);

  async function resolved(accountId: string, kind: "card-sent" | "card-revoked") {
    return asSystem(async (work) => {
      const rows = (await work.tx.emailMessage.findMany({
        where: { accountId, kind },
        orderBy: { id: "asc" },
      })) as unknown as EmailRow[];
      const all = await (
        emails[kind] as {
          resolveAll: (w: typeof work, r: EmailRow[]) => Promise<Map<string, ResolvedEmail<"card-sent">>>;
        }
      ).resolveAll(work, rows);
      return rows.map((row) => all.get(row.id));
    });
  }

  test("R219 R223 card-sent carries the link of its sending; a replaced or withdrawn one is not sent", async () => {
    const portal = await aPortal();
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal, { lastName: "WHITE" }) });
    await portal.cards.send({ ...portal.at, selection: pick(id) });
    await portal.cards.send({ ...portal.at, selection: pick(id) });
    const [first, second] = await resolved(portal.account.id, "card-sent");
    expect(first).toBeUndefined();
    const { sendingId } = await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id } }));
    expect(second).toMatchObject({
      brand,
      data: {
        cardKind: "PRIVATE_ID",
        holderName: "Simon WHITE",
        accountName: "Bank of America",
        again: true,
        code: expect.stringMatching(/^\d{4}$/),
      },
    });
    const { landingUrl } = (second as { data: { landingUrl: string } }).data;
    expect(landingUrl.startsWith("https://portal.example.com/a/")).toBe(true);
    expect(readLinkToken("card", landingUrl.split("/a/")[1] as string)).toBe(sendingId);
    await portal.cards.withdraw({ ...portal.at, selection: pick(id) });
    expect(await resolved(portal.account.id, "card-sent")).toEqual([undefined, undefined]);
  });

  test("the mail of a site with separate codes holds none; a revocation that was cancelled is not told", async () => {
    const portal = await aPortal();
    await asSystem(({ tx }) =>
      tx.site.update({ where: { id: portal.site.id }, data: { activationCode: "SEPARATE_CODE" } }),
    );
    const { id } = await portal.cards.add({ ...portal.at, card: blue(portal) });
    await portal.cards.send({ ...portal.at, selection: pick(id) });
    expect(await resolved(portal.account.id, "card-sent")).toMatchObject([{ data: { code: null } }]);
    const { sendingId } = await asSystem(({ tx }) => tx.virtualCard.findUniqueOrThrow({ where: { id } }));
    await aPhone().activate(makeLinkToken("card", sendingId as string), siteCode(sendingId as string));
    await portal.cards.revoke({ ...portal.at, selection: pick(id) });
    expect(await resolved(portal.account.id, "card-revoked")).toMatchObject([
      { data: { walletUrl: "https://portal.example.com/wallet" } },
    ]);
    await portal.cards.cancelRevocation({ ...portal.at, selection: pick(id) });
    expect(await resolved(portal.account.id, "card-revoked")).toEqual([undefined]);
  });
});
