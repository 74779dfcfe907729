import { describe, expect, test } from "vitest";
import { CARD_STATUSES } from "@/modules/delivery";
import { editableFields, kindChangeRefusal, validityAt } from "./card-policy";

describe("the table of editable fields (manual, lines 1497 to 1507)", () => {
  // created, created and sent by email, activated, pending revoke, revoked, deleted
  const TABLE: [string, string, boolean[]][] = [
    ["R236", "firstName", [true, true, true, true, true, false]],
    ["R236", "lastName", [true, true, true, true, true, false]],
    ["R237", "configurationId", [true, false, false, false, false, false]],
    ["R237", "kind", [true, false, false, false, false, false]],
    ["R238", "privateId", [true, false, false, false, false, false]],
    ["R239", "email", [true, false, false, false, false, false]],
    ["R240", "phone", [true, true, true, true, true, false]],
    ["R240", "field1", [true, true, true, true, true, false]],
    ["R240", "field5", [true, true, true, true, true, false]],
  ];
  for (const [id, field, row] of TABLE)
    for (const [index, status] of CARD_STATUSES.entries())
      test(`${id} ${field} of a card in ${status}`, () => {
        expect(editableFields(status).has(field as never)).toBe(row[index]);
      });
});

test("R241 a private-ID card cannot become Mobile ID+, all else may change", () => {
  expect(kindChangeRefusal("PRIVATE_ID", "MOBILE_ID_PLUS")).toBe("cards.kindFixed");
  expect(kindChangeRefusal("MOBILE_ID_PLUS", "PRIVATE_ID")).toBeNull();
  expect(kindChangeRefusal("PRIVATE_ID", "PRIVATE_ID")).toBeNull();
  expect(kindChangeRefusal("MOBILE_ID_PLUS", "MOBILE_ID_PLUS")).toBeNull();
});

test("validity: not yet, valid, expired; its ends belong to the later part", () => {
  const from = new Date("2026-01-01T00:00:00Z");
  const until = new Date("2026-02-01T00:00:00Z");
  const at = (text: string, card = { validFrom: from as Date | null, validUntil: until as Date | null }) =>
    validityAt(card, new Date(text));
  expect(at("2025-12-31T23:59:59Z")).toBe("notYet");
  expect(at("2026-01-01T00:00:00Z")).toBe("valid");
  expect(at("2026-01-31T23:59:59Z")).toBe("valid");
  expect(at("2026-02-01T00:00:00Z")).toBe("expired");
  expect(at("2030-01-01T00:00:00Z", { validFrom: null, validUntil: null })).toBe("always");
  expect(at("2030-01-01T00:00:00Z", { validFrom: from, validUntil: null })).toBe("valid");
  expect(at("2020-01-01T00:00:00Z", { validFrom: null, validUntil: until })).toBe("valid");
});
