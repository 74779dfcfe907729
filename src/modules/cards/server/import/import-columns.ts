import { localeNames, locales } from "@/i18n/locales";
import { textsOf } from "@/i18n/texts";
import { fieldColumns, type ImportColumn, namesInEveryLanguage } from "@/modules/imports/server";
import type { Work } from "@/platform/db";
import type { ImportKey } from "../../domain/import-row";
import { cardFormOptions } from "../form-options.query";

const READING: Partial<Record<ImportKey, ImportColumn["reading"]>> = {
  phone: "exact",
  privateId: "exact",
  validFrom: "date",
  validUntil: "date",
};
const REQUIRED: readonly ImportKey[] = ["firstName", "lastName", "email"];

/** The fixed columns in the order of the template, with the message keys (namespace cards) that name each. */
const COLUMNS = {
  firstName: ["import.columns.firstName", "columns.firstName", "report.firstName", "form.firstName"],
  lastName: ["import.columns.lastName", "columns.lastName", "report.lastName", "form.lastName"],
  email: ["import.columns.email", "columns.email", "report.email", "form.email"],
  phone: ["import.columns.phone", "columns.phone", "report.phone", "form.phone"],
  configuration: ["import.columns.configuration", "columns.configuration"],
  privateId: ["import.columns.privateId", "form.privateId", "report.ident"],
} satisfies Partial<Record<ImportKey, string[]>>;
const LAST = {
  validFrom: ["import.columns.validFrom", "form.validFrom"],
  validUntil: ["import.columns.validUntil", "form.validUntil"],
  locale: ["import.columns.locale", "form.locale"],
  transferable: ["import.columns.transferable", "drawer.transferable"],
} satisfies Partial<Record<ImportKey, string[]>>;

/**
 * The columns that an import of cards knows, named first in `locale`, then in every language of the interface; the account's own
 * fields by their labels.
 */
export async function cardColumns(work: Work, siteId: string, locale = "en"): Promise<ImportColumn[]> {
  const { fieldLabels } = await cardFormOptions(work, siteId);
  const settings = await work.tx.operatorSettings.findFirst({ select: { configurationName: true } });
  const configurationName = settings?.configurationName ?? "";
  const fixed = (keys: Record<string, readonly string[]>) =>
    Object.entries(keys).map(([key, names]): ImportColumn => {
      const own = key === "configuration" && configurationName ? [configurationName] : [];
      return {
        key,
        names: [...own, ...namesInEveryLanguage("cards", names, locale)],
        required: REQUIRED.includes(key as ImportKey),
        reading: READING[key as ImportKey] ?? "loose",
      };
    });
  return [...fixed(COLUMNS), ...fieldColumns(fieldLabels), ...fixed(LAST)];
}

/** What languages and yes and no are called, in any language of the interface and in small letters. */
export function importWords() {
  const languages = new Map<string, string>();
  const yesNo = new Map<string, boolean>();
  for (const locale of locales) {
    languages.set(locale, locale).set(localeNames[locale].toLowerCase(), locale);
    const t = textsOf(locale, "cards");
    yesNo.set(t("drawer.yes").toLowerCase(), true).set(t("drawer.no").toLowerCase(), false);
  }
  yesNo.set("true", true).set("false", false);
  return { languages, yesNo };
}
