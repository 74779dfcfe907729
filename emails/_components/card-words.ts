import type { MailText } from "./template";

export type CardKindName = "PRIVATE_ID" | "MOBILE_ID_PLUS" | "CONFIGURATION";

/** What a kind of card is called in a sentence, what stands on its picture, and the app that takes it. */
export function cardWords(t: MailText, kind: CardKindName) {
  if (kind === "CONFIGURATION") {
    return { card: t("card.configuration"), product: t("card.configurationProduct"), app: t("card.configurationApp") };
  }
  if (kind === "MOBILE_ID_PLUS") {
    return { card: t("card.mobileIdPlus"), product: t("card.mobileIdPlusProduct"), app: t("card.app") };
  }
  return { card: t("card.privateId"), product: t("card.privateIdProduct"), app: t("card.app") };
}
