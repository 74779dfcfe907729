import { describe, expect, it } from "vitest";
import { detectDelimiter, detectEncoding } from "./csv.mjs";
import { isDateFormat, wallClock } from "./number-formats.mjs";
import { attribute, decodeXml, XmlScanner } from "./xml-scanner.mjs";

describe("number formats", () => {
  it.each([
    "dd-mm-yyyy hh:mm",
    "d/m/yy",
    "[$-40C]d mmmm yyyy",
    "h:mm AM/PM",
    'yyyy"年"m"月"',
    "mm:ss.0",
    "[Red]yyyy;0",
  ])("%s is a date", (code) => {
    expect(isDateFormat(code)).toBe(true);
  });
  it.each(["General", "0.00", '0 "days"', "#,##0\\d", "[h]:mm", "@", "[Red]0", "0.00E+00", "_d0", ""])(
    "%s is none",
    (code) => {
      expect(isDateFormat(code)).toBe(false);
    },
  );
  it.each([
    [43448.402777777781, false, "2018-12-14T09:40:00"],
    [43448, false, "2018-12-14"],
    [41986, true, "2018-12-14"],
    [1, false, "1900-01-01"],
    [61, false, "1900-03-01"],
    [0.75, false, "18:00:00"],
    [-1, false, null],
    [Number.NaN, false, null],
    [3_000_000, false, null],
  ])("%d shows as %s", (serial, date1904, text) => {
    expect(wallClock(serial, date1904)).toBe(text);
  });
});

describe("XML in pieces", () => {
  const events = (xml: string, size: number) => {
    const found: string[] = [];
    const scanner = new XmlScanner({
      wantsText: true,
      open: (name, attributes) => found.push(`<${name}${attributes}`),
      close: (name) => found.push(`/${name}`),
      text: (text) => found.push(text),
    });
    for (let at = 0; at < xml.length; at += size) scanner.write(xml.slice(at, at + size));
    scanner.end();
    return found;
  };
  const xml = `<?xml version="1.0"?><a:b c="1>2" d='"'>x&lt;y<!-- <z> --><e/><![CDATA[<&]]></a:b >`;

  it("is the same wherever the cuts fall", () => {
    const whole = events(xml, xml.length);
    expect(whole).toEqual([`<b c="1>2" d='"'`, "x<y", "<e", "/e", "<&", "/b"]);
    for (let size = 1; size < 20; size++) expect(events(xml, size)).toEqual(whole);
  });

  it.each(["<!DOCTYPE a>", "<a>&unknown;</a>", "<a>&#x110000;</a>", "<a", "<a b='", "<!-- "])("refuses %s", (bad) => {
    expect(() => events(bad, bad.length)).toThrow("damaged");
  });

  it("reads attributes by their local name", () => {
    expect(attribute(` xr:id = 'a&amp;b' s="2"`, "id")).toBe("a&b");
    expect(attribute(` spans="1" s = "2"`, "s")).toBe("2");
    expect(attribute(` ref="1"`, "r")).toBeUndefined();
    expect(decodeXml("&#65;&#x42;&quot;")).toBe('AB"');
  });
});

describe("CSV by its looks", () => {
  it.each([
    ["a,b;c\n1,2;3\n", ","],
    ["a;b\n1,5;2,5\n", ";"],
    ["a\tb\n", "\t"],
    ["name|mail\nx|y", "|"],
    ['"a,b,c";d\n"e,f,g";h\n', ";"],
    ["alone\nalone\n", ","],
  ])("%j is split by %j", (sample, delimiter) => {
    expect(detectDelimiter(sample)).toBe(delimiter);
  });

  it("an encoding without a mark is found by its bytes", () => {
    expect(detectEncoding(Buffer.from("Zoë")).encoding).toBe("utf-8");
    expect(detectEncoding(Buffer.from("Zoë", "latin1")).encoding).toBe("windows-1252");
    expect(detectEncoding(Buffer.from("Zoë;x", "utf16le")).encoding).toBe("utf-16le");
    expect(detectEncoding(Buffer.from("Zoë;x", "utf16le").swap16()).encoding).toBe("utf-16be");
  });
});
