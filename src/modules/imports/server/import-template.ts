import { locales } from "@/i18n/locales";
import { textsOf } from "@/i18n/texts";
import { labelledFields } from "@/modules/accounts";
import { writeTemplate } from "@/platform/workbook/write-template";
import type { ImportColumn } from "./import-kind";

/**
 * The template of an import (R202): the columns with what they are for, `lists` as drop-downs by column, and a sheet that explains
 * them. `explain` is asked for each column, `field` for all of the account's own.
 */
export function importTemplate(template: {
  title: string;
  infoTitle: string;
  intro: string;
  columns: readonly ImportColumn[];
  explain: (key: string) => string;
  lists?: Record<string, string[] | undefined>;
}): Promise<Buffer> {
  const { title, infoTitle, intro, columns, lists = {} } = template;
  const explained = (key: string) => template.explain(key.replace(/\d$/, ""));
  return writeTemplate({
    sheetName: title,
    columns: columns.map(({ key, names, required }) => ({
      header: `${names[0] ?? key}${required ? " *" : ""}`,
      dropDown: lists[key],
      note: explained(key),
    })),
    info: {
      sheetName: infoTitle,
      rows: [[infoTitle, intro], ...columns.map(({ key, names }) => [names[0] ?? key, explained(key)])],
    },
  });
}

/** What message keys of a module say, first in `locale`, then in every other language of the interface. */
export function namesInEveryLanguage(namespace: string, keys: readonly string[], locale: string): string[] {
  const languages = [locale, ...locales.filter((one) => one !== locale)];
  return languages.flatMap((language) => keys.map((key) => textsOf(language, namespace)(key)));
}

/** The account's own fields as columns of an import: those that have a label. */
export function fieldColumns(labels: readonly (string | null)[]): ImportColumn[] {
  return labelledFields(labels).map(({ name, label }) => ({ key: name, names: [label], reading: "loose" }));
}
