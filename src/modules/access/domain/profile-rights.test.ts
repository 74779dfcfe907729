import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SITE_RIGHTS } from "@/authz";
import { administratorRights, closedRights, lackingToGrant, NO_RIGHTS, type ProfileRights } from "./profile-rights";

const rights = (part: Partial<ProfileRights>): ProfileRights => ({ ...NO_RIGHTS, ...part });
const A = "site-a";

describe("nobody grants what they lack", () => {
  test("rights of the account, one by one", () => {
    const granter = rights({ accountRights: ["users.view", "users.create"] });
    expect(lackingToGrant(NO_RIGHTS, rights({ accountRights: ["users.view"] }), granter)).toEqual([]);
    expect(lackingToGrant(NO_RIGHTS, rights({ accountRights: ["users.view", "users.delete"] }), granter)).toEqual([
      "users.delete",
    ]);
  });

  test("what somebody has already is not granted anew, also where the granter lacks it", () => {
    const before = rights({ accountRights: ["users.delete"] });
    expect(lackingToGrant(before, before, NO_RIGHTS)).toEqual([]);
    expect(lackingToGrant(before, NO_RIGHTS, NO_RIGHTS)).toEqual([]);
  });

  test("every site can't be granted by whoever holds one site, nor one site by whoever lacks it there", () => {
    const granter = rights({ siteRights: { [A]: ["cards.view"] } });
    expect(lackingToGrant(NO_RIGHTS, rights({ siteRights: { [A]: ["cards.view"] } }), granter)).toEqual([]);
    expect(lackingToGrant(NO_RIGHTS, rights({ everySiteRights: ["cards.view"] }), granter)).toEqual(["cards.view"]);
    expect(lackingToGrant(NO_RIGHTS, rights({ siteRights: { b: ["cards.view"] } }), granter)).toEqual(["cards.view"]);
  });

  test("every site reaches into a site where the granter has less, unless that has a row of its own", () => {
    const granter = rights({ everySiteRights: ["cards.view", "sendCards"], siteRights: { [A]: ["cards.view"] } });
    const all = rights({ everySiteRights: ["cards.view", "sendCards"] });
    expect(lackingToGrant(NO_RIGHTS, all, granter)).toEqual(["sendCards"]);
    expect(lackingToGrant(NO_RIGHTS, { ...all, siteRights: { [A]: ["cards.view"] } }, granter)).toEqual([]);
  });

  test("taking a site's row away gives back what every site has: that is a gain", () => {
    const before = rights({ everySiteRights: ["sendCards"], siteRights: { [A]: [] } });
    expect(lackingToGrant(before, rights({ everySiteRights: ["sendCards"] }), NO_RIGHTS)).toEqual(["sendCards"]);
  });

  test("for any rights: an administrator grants all, and nobody can end with more than the granter or they had", () => {
    const some = fc.subarray(SITE_RIGHTS.slice(0, 5));
    const any = fc.record({
      accountRights: fc.subarray(["users.view", "users.create"]),
      everySiteRights: some,
      siteRights: fc.dictionary(fc.constantFrom("a", "b"), some),
    });
    fc.assert(
      fc.property(any, any, any, (before, after, granter) => {
        expect(lackingToGrant(before, after, administratorRights("END_CUSTOMER"))).toEqual([]);
        if (lackingToGrant(before, after, granter).length > 0) return;
        for (const site of ["a", "b", "other"]) {
          const on = (of: ProfileRights) => of.siteRights[site] ?? of.everySiteRights;
          for (const right of on(after)) expect([...on(before), ...on(granter)]).toContain(right);
        }
      }),
    );
  });
});

test("a reseller's profile holds no rights on sites, and a right brings what it implies", () => {
  const given = rights({
    accountRights: ["customerAccounts.create", "sites.create", "nonsense"],
    everySiteRights: ["cards.view"],
  });
  expect(closedRights(given, "RESELLER")).toEqual({
    accountRights: ["customerAccounts.create", "customerAccounts.view"],
    everySiteRights: [],
    siteRights: {},
  });
});
