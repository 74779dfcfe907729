import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { createTranslator } from "next-intl";
import { expect, test } from "vitest";
import { type Catalogue, loadCatalogue, namespaceOf } from "@/i18n/catalogues";
import { defaultLocale, locales } from "@/i18n/locales";
import { messageKey } from "@/shared/kernel/app-error";
import { messageArguments, messageUsage, sourceFiles } from "./message-usage";

/** `{a: {b: "x"}}` → `a.b` → `x`. */
function flat(tree: Record<string, unknown>, prefix = ""): [key: string, message: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[prefix + key, value] as [string, string]]
      : flat(value as Record<string, unknown>, `${prefix}${key}.`),
  );
}

const catalogues = new Map(locales.map((locale) => [locale, new Map(flat(loadCatalogue(locale)))]));
const reference = catalogues.get(defaultLocale) ?? new Map<string, string>();
const usage = messageUsage(sourceFiles());
/** Modules whose pages are still being written: a text without its page is no error there. Empty when all are done. */
const pagesToCome = ["accounts", "cards", "readerConfigurations", "sites"];
/** Texts that the whole catalogue of a name is for: their keys are made from data (message kinds, workbook columns). */
const wholeNamespaces = ["emails", "workbook"];

test("R308 every language has the same files and the same keys", () => {
  for (const locale of locales) {
    const keys = catalogues.get(locale) ?? new Map();
    expect(
      [...reference.keys()].filter((key) => !keys.has(key)),
      `missing in ${locale}`,
    ).toEqual([]);
    expect(
      [...keys.keys()].filter((key) => !reference.has(key)),
      `only in ${locale}`,
    ).toEqual([]);
  }
});

test("a catalogue's file is its namespace, and does not repeat it inside", () => {
  for (const name of readdirSync(path.join("src/i18n/messages", defaultLocale))) {
    const content = JSON.parse(readFileSync(path.join("src/i18n/messages", defaultLocale, name), "utf8"));
    expect(Object.keys(content)).not.toEqual([namespaceOf(name)]);
  }
});

test("a message takes the same arguments in every language", () => {
  const differing = [...reference].flatMap(([key, message]) =>
    locales
      .filter((locale) => {
        const other = catalogues.get(locale)?.get(key);
        return other !== undefined && messageArguments(other).join() !== messageArguments(message).join();
      })
      .map((locale) => `${locale} ${key}`),
  );
  expect(differing).toEqual([]);
});

test("every message can be formatted", () => {
  const broken: string[] = [];
  for (const locale of locales) {
    const t = createTranslator<Catalogue>({
      locale,
      messages: loadCatalogue(locale),
      onError: (error) => void broken.push(`${locale} ${error.message}`),
    });
    for (const [key, message] of catalogues.get(locale) ?? []) {
      const values = messageArguments(message).map((name) =>
        name.startsWith("<") ? [name.slice(1, -1), (chunks: string) => chunks] : [name, 2],
      );
      t.markup(key as never, Object.fromEntries(values));
    }
  }
  expect(broken).toEqual([]);
});

test("no key that the code names is missing", () => {
  const missing = [
    ...[...usage.exact].filter(([key]) => !reference.has(key)).map(([key, place]) => `${place} ${key}`),
    ...[...usage.patterns.values()]
      .filter(({ pattern }) => ![...reference.keys()].some((key) => pattern.test(key)))
      .map(({ pattern, place }) => `${place} ${pattern.source}`),
    ...[...usage.errorCodes]
      .filter(([code]) => !reference.has(messageKey(code)))
      .map(([code, place]) => `${place} ${messageKey(code)}`),
  ];
  expect(missing).toEqual([]);
});

test("no key is unused", () => {
  const patterns = [...usage.patterns.values()].map(({ pattern }) => pattern);
  // Codes of errors (of AppError and of schemas) and actions of the history are literals `<module>.<reason>`.
  const codes = [...usage.literals].filter((text) => /^[a-z]\w*\.\w/i.test(text));
  const fromCodes = new Set(codes.flatMap((code) => [messageKey(code), code.replace(".", ".history.")]));
  const used = (key: string) => {
    if (usage.exact.has(key) || patterns.some((pattern) => pattern.test(key)) || fromCodes.has(key)) return true;
    if ([...wholeNamespaces, ...pagesToCome].includes(key.split(".")[0] ?? "")) return true;
    const segments = key.split(".");
    for (let cut = 0; cut < segments.length; cut++) {
      const namespace = segments.slice(0, cut).join(".");
      const rest = segments.slice(cut).join(".");
      // Through a translator that came as a parameter, or through a variable that some literal filled.
      if (usage.loose.has(rest)) return true;
      if (usage.dynamic.has(namespace) && (usage.literals.has(rest) || usage.literals.has(segments.at(-1) ?? "")))
        return true;
    }
    return false;
  };
  expect([...reference.keys()].filter((key) => !used(key))).toEqual([]);
});

test("no text is written into the code of a page", () => {
  expect(usage.writtenTexts).toEqual([]);
});

test("the reader of messages finds arguments in branches and tags, and leaves quoted braces alone", () => {
  expect(
    messageArguments("{count, plural, one {# card of {name}} other {<b>#</b> cards}} '{no}' it''s {at, date, short}"),
  ).toEqual(["<b>", "at", "count", "name"]);
});
