import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { exportRefused, importTemplate, uploadImport } from "@/modules/imports/server";
import { configuratorImport } from "./configurator-import";

/** Takes a file of configurators (R258). @throws AppError what `uploadImport` throws. */
export function uploadConfigurators(request: FileRequest, form: FormData): Promise<{ id: string }> {
  return uploadImport(request, form, configuratorImport);
}

/** The refused rows of an import of configurators, with their reasons. */
export function exportRefusedConfigurators(request: FileRequest): Promise<FileAnswer> {
  return exportRefused(request, configuratorImport);
}

/** The template of an import of configurators, with a sheet that explains it. */
export async function configuratorTemplate(request: FileRequest): Promise<FileAnswer> {
  const { siteId, locale } = request;
  const t = textsOf(locale, "configurators");
  return {
    fileName: `${t("import.templateFile")}.xlsx`,
    content: await importTemplate({
      title: t("title"),
      infoTitle: t("import.infoSheet"),
      intro: t("import.info.intro"),
      columns: await request.read((work) => configuratorImport.columns(work, siteId, locale)),
      explain: (key) => t(`import.info.${key}`),
    }),
  };
}
