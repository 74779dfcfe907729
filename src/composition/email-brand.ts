import { logoPath } from "@/modules/personalization";
import { lookOf, mailTextsOf } from "@/modules/personalization/server";
import { config } from "@/platform/config";
import type { Work } from "@/platform/db";
import type { EmailBrand } from "@/platform/email";

/** How an account's mails and landing pages look (system scope): its own look, else what it inherits (decisions, section 9). */
export async function mailLook(work: Work, accountId: string) {
  const { companyLogo, headerBackground, headerText, copyright } = await lookOf(work, accountId);
  return {
    logoUrl: companyLogo.value ? config().origin + logoPath(companyLogo.value) : null,
    headerBackground: headerBackground.value,
    headerText: headerText.value,
    copyright: copyright.value ?? "",
  };
}

/**
 * The look of an account's mails with their words: its own, else those it inherits (system scope).
 *
 * @param accountId null: a mail of the platform itself, in the operator's look.
 */
export async function emailBrand(work: Work, accountId: string | null): Promise<EmailBrand> {
  const settings = await work.tx.operatorSettings.findFirstOrThrow();
  const whose = accountId ?? settings.accountId;
  return {
    ...(await mailLook(work, whose)),
    texts: await mailTextsOf(work, whose),
    productName: settings.productName,
    companyName: settings.operatorName,
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
