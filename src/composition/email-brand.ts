import type { Work } from "@/platform/db";
import type { EmailBrand } from "@/platform/email";

/**
 * How the mails of an account look (system scope). Until accounts have a look of their own, all have the operator's.
 *
 * @param _accountId null: a mail of the platform itself.
 */
export async function emailBrand(work: Work, _accountId: string | null): Promise<EmailBrand> {
  const settings = await work.tx.operatorSettings.findFirstOrThrow();
  return {
    productName: settings.productName,
    companyName: settings.operatorName,
    logoUrl: null,
    headerBackground: "#0c0c0c",
    headerText: "#ffffff",
    copyright: settings.copyright,
    contactEmail: settings.contactEmail,
    words: {
      operator: settings.operatorName,
      cardProduct: settings.cardProduct,
      plusProduct: settings.plusProduct,
      settingsApp: settings.settingsApp,
      encoder: settings.encoder,
      configurationName: settings.configurationName,
    },
  };
}
