import type { FileAnswer, FileRequest } from "@/authz/server";
import { localeNames, locales } from "@/i18n/locales";
import { textsOf } from "@/i18n/texts";
import { CUSTOMER_TYPES, TITLES } from "@/modules/accounts";
import { exportRefused, importTemplate, uploadImport } from "@/modules/imports/server";
import { customerImport } from "./customer-import";

/** Takes a file of customer accounts. @throws AppError what `uploadImport` throws. */
export function uploadCustomers(request: FileRequest, form: FormData): Promise<{ id: string }> {
  return uploadImport(request, form, customerImport);
}

/** The refused rows of an import of customer accounts, with their reasons. */
export function exportRefusedCustomers(request: FileRequest): Promise<FileAnswer> {
  return exportRefused(request, customerImport);
}

/** The template of an import of customer accounts: drop-downs where there are few choices, and a sheet that explains the columns. */
export async function customerTemplate(request: FileRequest): Promise<FileAnswer> {
  const { locale } = request;
  const [t, accounts] = [textsOf(locale, "customers"), textsOf(locale, "accounts")];
  return {
    fileName: `${t("import.templateFile")}.xlsx`,
    content: await importTemplate({
      title: t("title"),
      infoTitle: t("import.infoSheet"),
      intro: t("import.info.intro"),
      columns: await request.read((work) => customerImport.columns(work, "", locale)),
      explain: (key) => t(`import.info.${EXPLAINED[key] ?? "optional"}`),
      lists: {
        type: CUSTOMER_TYPES.map((type) => t(`types.${type}`)),
        title: TITLES.map((title) => accounts(`titles.${title}`)),
        locale: locales.map((one) => localeNames[one]),
      },
    }),
  };
}

/** The explanation of each column; those that are not named here are optional texts. */
const EXPLAINED: Record<string, string> = {
  ...{ companyName: "needed", firstName: "needed", lastName: "needed", jobTitle: "needed", ceo: "needed" },
  ...{ street: "needed", zip: "needed", city: "needed" },
  ...{ type: "type", email: "email", title: "title", country: "country", locale: "language" },
  ...{ amount: "amount", threshold: "threshold", comment: "comment" },
};
