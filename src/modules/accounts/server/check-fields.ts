import { checkVAT, countries } from "jsvat";
import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js";
import { AppError } from "@/shared/kernel/app-error";
import type { AccountFields } from "../contract";
import { isCountryCode } from "../domain/countries";

const EORI = /^[A-Z]{2}[A-Z0-9]{1,15}$/;

/**
 * Checks phone numbers, VAT identification and EORI as far as libraries know the country; what they don't know is taken
 * as it was typed.
 *
 * @throws AppError BAD_INPUT with the fields at fault.
 */
export function checkFields(given: Partial<AccountFields>): void {
  const fields: Record<string, string> = {};
  const country = given.country && isCountryCode(given.country) ? given.country : undefined;
  for (const field of ["phone", "mobile", "fax"] as const) {
    const number = given[field];
    if (!number) continue;
    if (!/^[\d\s()+./-]{3,40}$/.test(number)) fields[field] = "accounts.phone";
    // Without a country only a number with its prefix says whose it is.
    else if (country || number.startsWith("+")) {
      const parsed = parsePhoneNumberFromString(number.replace("(0)", ""), country as CountryCode | undefined);
      if (!parsed?.isPossible()) fields[field] = "accounts.phone";
    }
  }
  if (given.vatId) {
    const vat = given.vatId.replace(/[\s.-]/g, "").toUpperCase();
    const prefix = vat.startsWith("EL") ? "GR" : vat.slice(0, 2);
    const known = countries.find((entry) => entry.codes[0] === prefix);
    if (known && !checkVAT(vat, [known]).isValid) fields.vatId = "accounts.vatId";
    else if (!/^[A-Z0-9/+*]{4,20}$/.test(vat)) fields.vatId = "accounts.vatId";
  }
  if (given.eori && !EORI.test(given.eori.replace(/\s/g, "").toUpperCase())) fields.eori = "accounts.eori";
  if (Object.keys(fields).length > 0) throw new AppError("BAD_INPUT", "shared.badInput", { fields });
}
