import { expect, test } from "vitest";
import { type LookLink, resolveLook } from "./look";

const nothing: LookLink = {
  operator: false,
  headerBackground: null,
  headerText: null,
  copyright: null,
  companyLogo: null,
  footerCompanyLogo: null,
  footerLogo: null,
};

test("each value comes from the nearest account that sets it, and says from where", () => {
  const look = resolveLook([
    { ...nothing, headerText: "#ffffff" },
    { ...nothing, headerText: "#eeeeee", copyright: "Reseller" },
    { ...nothing, operator: true, copyright: "Operator", headerBackground: "#0c0c0c" },
  ]);
  expect(look.headerText).toEqual({ value: "#ffffff", source: "own" });
  expect(look.copyright).toEqual({ value: "Reseller", source: "supplier" });
  expect(look.headerBackground).toEqual({ value: "#0c0c0c", source: "operator" });
  expect(look.companyLogo).toEqual({ value: null, source: "default" });
});

test("where nobody sets anything the product's own colours stand", () => {
  expect(resolveLook([nothing]).headerBackground).toEqual({ value: "#113a3c", source: "default" });
});
