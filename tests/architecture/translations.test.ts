import { describe, expect, test } from "vitest";
import { type Catalogue, loadCatalogue } from "@/i18n/catalogues";
import { formatDateTime, formatNumber, formatRelative } from "@/i18n/format";
import { defaultLocale, type Locale, localeNames, locales } from "@/i18n/locales";
import { textsOf } from "@/i18n/texts";

/** Messages that say the same in English and another language, because the words are the same there or are names. */
const SAME_EVERYWHERE = [
  ...["App Store (iPhone)", "Google Play (Android)", "iPhone (iOS)", "Android", "MIFARE DESFire", "MIFARE Plus SL3"],
  ...["MIFARE Classic/SL1", "MIFARE UltraLight/C", "Blue Mobile ID", "NFC-HCE", "CPS3", "125 kHz", "Badge", "Slide"],
  ...["Tap Tap", "ID", "CSN", "{milliseconds} ms", "Webhooks"],
];
const SAME: Partial<Record<Locale, string[]>> = {
  fr: [
    ...["E-mail", "E-mails", "Code", "Contact", "Contacts", "Type", "Mobile", "Capital", "{plusProduct} (orange)"],
    ...["Export", "Date", "Configuration", "Configurations", "Configurations ({count})", "Info", "Support", "Site"],
    ...["Sites", "Page", "Pages", "Action", "Actions", "Menu", "Invitation", "Logos", "ON", "OFF", "Notifications"],
    ...["Question", "Version", "Web API", "Imports"],
  ],
  es: ["No", "no", "Portal"],
  de: [
    ...["Code", "{plusProduct} (orange)", "Info", "Logos", "Version", "Portal", "Name", "Status", "Reseller", "Link"],
    ...[
      "Private ID",
      "Private ID / {plusProduct}",
      "Private ID/CSN",
      "Credits",
      "Browser",
      "Website",
      "Text",
      "Videos",
    ],
  ],
  it: [...["E-mail", "Password", "Menu", "ON", "OFF", "No", "no", "Link", "Browser", "computer", "Account", "File"]],
};

function flat(tree: Catalogue | Record<string, unknown>, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : flat(value as Record<string, unknown>, `${prefix}${key}.`),
  );
}

const english = new Map(flat(loadCatalogue(defaultLocale)));
const others = locales.filter((locale) => locale !== defaultLocale);
/** Whether a message has words of its own, beside values and signs. */
const hasWords = (message: string) => /\p{L}{2}/u.test(message.replace(/\{\w+(, number[^}]*)?\}/g, ""));

describe.each(others)("R308 %s", (locale) => {
  const own = new Map(flat(loadCatalogue(locale)));

  test("no message is left in English", () => {
    const allowed = new Set([...SAME_EVERYWHERE, ...(SAME[locale] ?? [])]);
    const left = [...english].filter(
      ([key, message]) => own.get(key) === message && hasWords(message) && !allowed.has(message),
    );
    expect(left.map(([key, message]) => `${key}: ${message}`)).toEqual([]);
  });

  test("no word that may stay is on the list in vain", () => {
    const same = new Set([...english].filter(([key, message]) => own.get(key) === message).map(([, text]) => text));
    expect((SAME[locale] ?? []).filter((word) => !same.has(word))).toEqual([]);
  });

  test("what English tells apart by number is told apart, with a form for one and for others", () => {
    const plural = /\{\w+, plural,/;
    const flatter = [...english].filter(([key, message]) => plural.test(message) && !plural.test(own.get(key) ?? ""));
    expect(flatter.map(([key]) => key)).toEqual([]);
    const short = [...own].filter(([, message]) =>
      message
        .split(plural)
        .slice(1)
        .some((branches) => !/\bone \{/.test(branches) || !/\bother \{/.test(branches)),
    );
    expect(short.map(([key]) => key)).toEqual([]);
  });

  test("quotation marks, spaces and apostrophes are the language's, no English ones are left", () => {
    const typewriter = [...own].filter(([, message]) => /\p{L}'\p{L}|\p{L}"|"\p{L}/u.test(message));
    expect(typewriter.map(([key, message]) => `${key}: ${message}`)).toEqual([]);
    const foreign = locale === "de" ? /[“][^“”]*”/ : /[“”]/;
    expect([...own].filter(([, message]) => foreign.test(message)).map(([key]) => key)).toEqual([]);
  });
});

describe("R308 R309 rules of numbers, plurals and dates", () => {
  const now = new Date("2026-01-10T12:00:00Z");
  test.each([
    ["en", "1 credit", "2 credits", "1,234,567", "in 2 days"],
    ["fr", "1 crédit", "2 crédits", "1\u202f234\u202f567", "après-demain"],
    ["es", "1 crédito", "2 créditos", "1.234.567", "pasado mañana"],
    ["de", "1 Credit", "2 Credits", "1.234.567", "übermorgen"],
    ["it", "1 credito", "2 crediti", "1.234.567", "dopodomani"],
  ] as const)("%s", (locale, one, two, million, inTwoDays) => {
    const emails = textsOf(locale, "emails");
    expect(emails("credits", { amount: 1 })).toBe(one);
    expect(emails("credits", { amount: 2 })).toBe(two);
    expect(formatNumber(1_234_567, locale)).toBe(million);
    expect(formatRelative("2026-01-12T12:00:00Z", { now, locale })).toBe(inTwoDays);
    // Dates are written alike in every language (R061).
    expect(formatDateTime("2026-07-01T22:30:00Z", { timeZone: "Europe/Madrid" })).toBe("02-07-2026 00:30");
  });

  test("every language has its name, and a French none is a singular", () => {
    expect(Object.keys(localeNames)).toEqual([...locales]);
    expect(textsOf("fr", "emails")("credits", { amount: 0 })).toBe("0 crédit");
    expect(textsOf("es", "emails")("credits", { amount: 0 })).toBe("0 créditos");
  });
});
