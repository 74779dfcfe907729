import type { Work } from "@/platform/db";
import type { Prices } from "../domain/prices";

const DEFAULT: Prices = { PRIVATE_ID: 5, MOBILE_ID_PLUS: 1, CONFIGURATION: 0 };

/** What sending a card costs now, in credits: the operator's prices, or the defaults (decisions, section 4). */
export async function currentPrices(work: Work): Promise<Prices> {
  const settings = await work.tx.operatorSettings.findFirst({
    select: { privateIdPrice: true, mobileIdPlusPrice: true },
  });
  if (!settings) return DEFAULT;
  return { PRIVATE_ID: settings.privateIdPrice, MOBILE_ID_PLUS: settings.mobileIdPlusPrice, CONFIGURATION: 0 };
}
