import { describe, expect, it } from "vitest";
import { columnLetters, cutToCell, escapeXml, mailtoTarget, sheetTitle } from "./sheet-xml";
import { zonedSerial } from "./zoned-serial";

describe("sheet XML", () => {
  it.each([
    [0, "A"],
    [25, "Z"],
    [26, "AA"],
    [701, "ZZ"],
    [702, "AAA"],
    [16_383, "XFD"],
  ])("column %d is %s", (index, letters) => {
    expect(columnLetters(index)).toBe(letters);
  });

  it.each([
    ["plain", "plain"],
    ["a<b>&c", "a&lt;b&gt;&amp;c"],
    ["a\u0000\u0008\u000b\u001f\ufffeb", "ab"],
    ["\ud800a\udc00🔑", "a🔑"],
    ["a\r\nb\rc", "a\nb\nc"],
    ["_x0041_ _x00zz_", "_x005F_x0041_ _x00zz_"],
  ])("%j is written %j", (text, xml) => {
    expect(escapeXml(text)).toBe(xml);
  });

  it("cuts at 32,767 and never within a character", () => {
    expect(cutToCell("x".repeat(32_767))).toHaveLength(32_767);
    expect(cutToCell("x".repeat(32_768))).toHaveLength(32_767);
    expect(cutToCell(`${"x".repeat(32_766)}🔑`)).toBe("x".repeat(32_766));
  });

  it.each([
    ["a@example.com", "mailto:a@example.com"],
    ["a b@example.com", null],
    ["a@b@c", null],
    ["", null],
    [`${"a".repeat(250)}@b.test`, null],
    ["ü#?%@example.com", "mailto:%C3%BC%23%3F%25@example.com"],
  ])("%j links to %s", (text, target) => {
    expect(mailtoTarget(text)).toBe(target);
  });

  it.each([
    ["Dashboard - Customer Site List", 1, "Dashboard - Customer Site List"],
    ["a[b]:c*d?e/f\\g", 1, "a b  c d e f g"],
    ["'quoted'", 1, "quoted"],
    ["", 1, "Sheet"],
    ["x".repeat(40), 1, "x".repeat(31)],
    ["x".repeat(40), 12, `${"x".repeat(26)} (12)`],
    [`${"x".repeat(30)}🔑`, 1, "x".repeat(30)],
  ])("sheet %j number %d is %j", (name, number, title) => {
    expect(sheetTitle(name, number)).toBe(title);
  });
});

describe("serial days", () => {
  const clock = (serial: number | null) =>
    serial && new Date(Math.round((serial - 25_569) * 86_400_000)).toISOString().slice(0, 19);

  it.each([
    ["UTC", "2018-12-14T08:40:31.999Z", "2018-12-14T08:40:31"],
    ["Europe/Paris", "2018-12-14T08:40:00Z", "2018-12-14T09:40:00"],
    ["Europe/Paris", "2018-07-14T23:40:00Z", "2018-07-15T01:40:00"],
    ["Europe/Paris", "2018-03-25T00:59:59Z", "2018-03-25T01:59:59"],
    ["Europe/Paris", "2018-03-25T01:00:00Z", "2018-03-25T03:00:00"],
    ["Asia/Kathmandu", "2018-12-14T08:40:00Z", "2018-12-14T14:25:00"],
    ["Australia/Lord_Howe", "2018-10-06T15:30:00Z", "2018-10-07T02:30:00"],
    ["Pacific/Kiritimati", "2018-12-31T23:00:00Z", "2019-01-01T13:00:00"],
    ["America/New_York", "1950-06-01T00:00:00Z", "1950-05-31T20:00:00"],
  ])("%s %s is %s", (zone, instant, wall) => {
    expect(clock(zonedSerial(zone)(instant))).toBe(wall);
    expect(clock(zonedSerial(zone)(new Date(instant)))).toBe(wall);
    expect(clock(zonedSerial(zone)(Date.parse(instant)))).toBe(wall);
  });

  it("agrees with Intl at every half hour of a year", () => {
    const serial = zonedSerial("America/St_Johns");
    const format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: "America/St_Johns",
      dateStyle: "short",
      timeStyle: "medium",
    });
    for (let time = Date.UTC(2018, 0, 1); time < Date.UTC(2019, 0, 1); time += 1_800_000) {
      expect(clock(serial(new Date(time)))).toBe(format.format(time).replace(" ", "T"));
    }
  });

  it("knows what a sheet can't hold", () => {
    const serial = zonedSerial("UTC");
    expect([serial("no date"), serial("1899-01-01T00:00:00Z"), serial(new Date(Number.NaN))]).toEqual([
      null,
      null,
      null,
    ]);
    expect(() => zonedSerial("Mars/Olympus")).toThrow(RangeError);
  });
});
