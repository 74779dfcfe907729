import { expect, test } from "vitest";
import { isAppError } from "@/shared/kernel/app-error";
import { checkFields } from "./check-fields";

/** The fields at fault. */
function wrong(given: Parameters<typeof checkFields>[0]): string[] {
  try {
    checkFields(given);
    return [];
  } catch (error) {
    if (!isAppError(error)) throw error;
    return Object.keys(error.fields);
  }
}

test("R056 VAT numbers are checked by the digits of their country; one of a country that is not known is taken", () => {
  expect(wrong({ vatId: "FR40303265045" })).toEqual([]);
  expect(wrong({ vatId: "fr 40 303 265 045" })).toEqual([]);
  expect(wrong({ vatId: "FR41303265045" })).toEqual(["vatId"]);
  expect(wrong({ vatId: "DE136695976" })).toEqual([]);
  expect(wrong({ vatId: "DE136695977" })).toEqual(["vatId"]);
  expect(wrong({ vatId: "XX12345" })).toEqual([]);
  expect(wrong({ vatId: "?!" })).toEqual(["vatId"]);
});

test("R056 an EORI number is a country's two letters and up to 15 letters or digits", () => {
  expect(wrong({ eori: "FR 12345678900011" })).toEqual([]);
  expect(wrong({ eori: "12345" })).toEqual(["eori"]);
  expect(wrong({ eori: "FR1234567890123456" })).toEqual(["eori"]);
});

test("R055 telephone numbers are checked for the country, or by their prefix; without either they are taken", () => {
  expect(wrong({ phone: "04 42 12 60 60", country: "FR" })).toEqual([]);
  expect(wrong({ phone: "+33 (0)4 42 12 60 60" })).toEqual([]);
  expect(wrong({ phone: "12", country: "FR" })).toEqual(["phone"]);
  expect(wrong({ mobile: "call me", country: "FR", fax: "+1" })).toEqual(["mobile", "fax"]);
  expect(wrong({ phone: "555 123", country: "Atlantis" })).toEqual([]);
});
