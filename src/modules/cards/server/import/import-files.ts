import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { exportRefused, uploadImport } from "@/modules/imports/server";
import { writeTemplate } from "@/platform/workbook/write-template";
import type { ImportKey } from "../../domain/import-row";
import { cardFormOptions } from "../form-options.query";
import { cardImport } from "./card-import";
import { cardColumns } from "./import-columns";

/** Takes a file of cards (R201). @throws AppError what `uploadImport` throws. */
export function uploadCards(request: FileRequest, form: FormData): Promise<{ id: string }> {
  return uploadImport(request, form, cardImport);
}

/** The refused rows of an import of cards, with their reasons. */
export function exportRefusedCards(request: FileRequest): Promise<FileAnswer> {
  const { locale } = request;
  return exportRefused(request, { ...cardImport, columns: (work, siteId) => cardColumns(work, siteId, locale) });
}

/** The template of an import: a drop-down with the site's configurations, and a sheet that explains the columns (R202). */
export async function cardTemplate(request: FileRequest): Promise<FileAnswer> {
  const { siteId, locale } = request;
  const t = textsOf(locale, "cards");
  const { columns, options } = await request.read(async (work) => ({
    columns: await cardColumns(work, siteId, locale),
    options: await cardFormOptions(work, siteId),
  }));
  const lists: Partial<Record<ImportKey, string[]>> = {
    configuration: options.configurations.map(({ name }) => name),
    locale: ["English", "Français"],
    transferable: [t("drawer.yes"), t("drawer.no")],
  };
  const explained = (key: string) => t(`import.info.${key.replace(/\d$/, "")}`);
  return {
    fileName: `${t("import.templateFile")}.xlsx`,
    content: await writeTemplate({
      sheetName: t("title"),
      columns: columns.map(({ key, names, required }) => ({
        header: `${names[0] ?? key}${required ? " *" : ""}`,
        dropDown: lists[key as ImportKey],
        note: explained(key),
      })),
      info: {
        sheetName: t("import.infoSheet"),
        rows: [
          [t("import.infoSheet"), t("import.info.intro")],
          ...columns.map(({ key, names }) => [names[0] ?? key, explained(key)]),
        ],
      },
    }),
  };
}
