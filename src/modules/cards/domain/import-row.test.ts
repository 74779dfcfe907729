import { describe, expect, test } from "vitest";
import { checkImportRow, type ImportContext } from "./import-row";

const context: ImportContext = {
  configurations: new Map([["head office", "c1"]]),
  timeZone: "Europe/Paris",
  languages: new Map([["français", "fr"]]),
  yesNo: new Map([["non", false]]),
  now: new Date("2026-01-10T00:00:00Z"),
};
const good = { firstName: "Ann", lastName: "BLACK", email: "ann@example.com" };
const check = (cells: Record<string, string>, problems: Record<string, string> = {}) =>
  checkImportRow({ ...good, ...cells }, problems, context);
const codes = (cells: Record<string, string>, problems: Record<string, string> = {}) =>
  check(cells, problems).findings.map(({ field, code, level }) => `${field} ${code} ${level}`);

describe("R201 a row of an import", () => {
  test("with a configuration is a private-ID card, leading zeros kept; without one Mobile ID+", () => {
    expect(check({ configuration: "HEAD Office", privateId: " 00123 " })).toMatchObject({
      resolved: { kind: "PRIVATE_ID", configurationId: "c1", privateId: "00123", transferable: true },
      findings: [],
    });
    expect(check({ phone: " " }).resolved).toMatchObject({ kind: "MOBILE_ID_PLUS", privateId: null, phone: null });
  });

  test.each([
    [{ firstName: " " }, ["firstName cards.missing refused"]],
    [{ lastName: "x".repeat(101) }, ["lastName cards.tooLong refused"]],
    [{ email: "ann@" }, ["email shared.email refused"]],
    [{ email: "" }, ["email cards.missing refused"]],
    [{ configuration: "Elsewhere", privateId: "1" }, ["configuration cards.configurationNamed refused"]],
    [{ privateId: "1" }, ["configuration cards.idWithoutConfiguration refused"]],
    [{ configuration: "head office" }, ["privateId cards.privateIdNeeded refused"]],
    [{ configuration: "head office", privateId: "12-34" }, ["privateId cards.privateIdForm refused"]],
    [{ configuration: "head office", privateId: "1".repeat(33) }, ["privateId cards.privateIdForm refused"]],
    [{ validFrom: "05/01/2026" }, ["validFrom cards.dateForm refused"]],
    [{ validFrom: "2026-02-30" }, ["validFrom cards.dateForm refused"]],
    [{ validFrom: "2026-05-02", validUntil: "2026-05-01" }, ["validUntil cards.validityOrder refused"]],
    [{ validUntil: "2026-01-01" }, ["validUntil cards.alreadyOver warned"]],
    [{ locale: "Klingon" }, ["locale cards.languageUnknown refused"]],
    [{ transferable: "perhaps" }, ["transferable cards.yesOrNo refused"]],
  ])("R195 R198 %j", (cells, expected) => {
    expect(codes(cells)).toEqual(expected);
    expect(check(cells).resolved === null).toBe(expected[0]?.endsWith("refused"));
  });

  test("a number that a spreadsheet has turned into a float is refused with the reason", () => {
    const cells = { configuration: "head office", privateId: "984523.0" };
    expect(codes(cells, { privateId: "decimal" })).toEqual(["privateId workbook.cells.decimal refused"]);
  });

  test("dates are the site's; an end without time is the end of its day", () => {
    expect(
      check({ validFrom: "2026-05-01T09:30:00", validUntil: "01.05.2026", locale: "Français", transferable: "Non" })
        .resolved,
    ).toMatchObject({
      validFrom: "2026-05-01T07:30:00.000Z",
      validUntil: "2026-05-01T22:00:00.000Z",
      locale: "fr",
      transferable: false,
    });
  });
});
