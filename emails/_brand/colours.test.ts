import { describe, expect, it } from "vitest";
import { contrast } from "@/shared/kernel/colour";
import { mailColours } from "./colours";

describe("colours of a mail", () => {
  it("measures contrast as WCAG does", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 1);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
  });

  it("never paints a button that can't be seen on the white sheet", () => {
    for (const headerBackground of ["#ffffff", "#fff7cc", "#e5e7eb", "#12395b", "#ff8800", "#000000"]) {
      const { accent, accentText } = mailColours({ headerBackground, headerText: "#000000" });
      expect(contrast(accent, "#ffffff")).toBeGreaterThanOrEqual(2.99);
      expect(contrast(accent, accentText)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("puts nothing but a colour into a style", () => {
    const colours = mailColours({ headerBackground: "red;background:url(https://x.test)", headerText: "#12" });
    expect(colours).toMatchObject({ headerBackground: "#12395b", headerText: "#ffffff" });
  });
});
