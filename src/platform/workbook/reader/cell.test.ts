import { describe, expect, it } from "vitest";
import { type Cell, exactText, looseText } from "./cell";

const cell = (type: Cell["type"], text: string, formula = false): Cell => ({ type, text, formula });

describe("exact texts", () => {
  it.each([
    [cell("text", " 00568746 "), "00568746"],
    [cell("text", "1E5"), "1E5"],
    [cell("text", "+33 4.42"), "+33 4.42"],
    [cell("number", "568746"), "568746"],
    [cell("number", "123456789012345"), "123456789012345"],
  ])("takes %j", (given, text) => {
    expect(exactText(given)).toEqual({ text });
  });

  it.each([
    [cell("number", "984523.0"), "decimal"],
    [cell("number", "-1"), "decimal"],
    [cell("number", "1.23457E+11"), "exponent"],
    [cell("number", "1E5"), "exponent"],
    [cell("number", "1234567890123456"), "precision"],
    [cell("text", "984523.0"), "decimal"],
    [cell("text", "984523,00"), "decimal"],
    [cell("text", "1.23457E+11"), "exponent"],
    [cell("text", "1,23457E+11"), "exponent"],
    [cell("date", "2026-05-01"), "date"],
    [cell("boolean", "TRUE"), "boolean"],
    [cell("error", "#N/A"), "error"],
    [cell("text", "568746", true), "formula"],
  ])("refuses %j: %s", (given, problem) => {
    expect(exactText(given)).toEqual({ problem });
  });
});

describe("loose texts", () => {
  it("takes numbers and booleans, not dates, errors or formulas", () => {
    expect(looseText(cell("number", "12.5"))).toEqual({ text: "12.5" });
    expect(looseText(cell("boolean", "TRUE"))).toEqual({ text: "TRUE" });
    expect(looseText(cell("date", "2026-05-01"))).toEqual({ problem: "date" });
    expect(looseText(cell("error", "#N/A"))).toEqual({ problem: "error" });
    expect(looseText(cell("text", "x", true))).toEqual({ problem: "formula" });
  });
});
