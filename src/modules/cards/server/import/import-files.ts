import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { exportRefused, importTemplate, uploadImport } from "@/modules/imports/server";
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
  return exportRefused(request, cardImport);
}

/** The template of an import, with a drop-down of the site's configurations (R202). */
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
  return {
    fileName: `${t("import.templateFile")}.xlsx`,
    content: await importTemplate({
      title: t("title"),
      infoTitle: t("import.infoSheet"),
      intro: t("import.info.intro"),
      columns,
      explain: (key) => t(`import.info.${key}`),
      lists,
    }),
  };
}
