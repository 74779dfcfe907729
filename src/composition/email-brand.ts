import { DEFAULT_LOOK, logoPath } from "@/modules/personalization";
import { lookOf, mailTextsOf } from "@/modules/personalization/server";
import { config } from "@/platform/config";
import type { Work } from "@/platform/db";
import type { EmailBrand } from "@/platform/email";

/**
 * How the mails of an account look (system scope): its own look, else what it inherits (decisions, section 9).
 *
 * @param accountId null: a mail of the platform itself, in the operator's look.
 */
export async function emailBrand(work: Work, accountId: string | null): Promise<EmailBrand> {
  const settings = await work.tx.operatorSettings.findFirstOrThrow();
  const whose = accountId ?? settings.accountId;
  const [look, texts] = [await lookOf(work, whose), await mailTextsOf(work, whose)];
  const { companyLogo, headerBackground, headerText, copyright } = look;
  return {
    productName: settings.productName,
    companyName: settings.operatorName,
    logoUrl: companyLogo.value ? config().origin + logoPath(companyLogo.value) : null,
    headerBackground: headerBackground.value ?? (DEFAULT_LOOK.headerBackground as string),
    headerText: headerText.value ?? (DEFAULT_LOOK.headerText as string),
    copyright: copyright.value ?? settings.copyright,
    contactEmail: settings.contactEmail,
    texts,
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
