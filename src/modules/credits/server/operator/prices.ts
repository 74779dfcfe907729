import { operatorAccount } from "@/modules/accounts/server";
import type { Work } from "@/platform/db";
import { changesBetween, recordEvent } from "@/platform/events";
import type { PricesInput } from "../../operator-contract";
import { currentPrices } from "../current-prices";

/** What sending costs today, in credits. */
export async function readPrices(work: Work): Promise<PricesInput> {
  const prices = await currentPrices(work);
  return { privateIdPrice: prices.PRIVATE_ID, mobileIdPlusPrice: prices.MOBILE_ID_PLUS };
}

/**
 * Sets what sending costs from now on; a card that is out keeps the price at which it was sent (decisions, section 4). System scope.
 */
export async function changePrices(work: Work, prices: PricesInput): Promise<void> {
  const operator = await operatorAccount(work);
  await work.tx
    .$queryRaw`select account_id::text from operator_settings where account_id = ${operator.id}::uuid for update`;
  const changes = changesBetween<Record<string, unknown>>(await readPrices(work), prices);
  if (changes.length === 0) return;
  await work.tx.operatorSettings.update({ where: { accountId: operator.id }, data: prices });
  await recordEvent(work, { accountId: operator.id, page: "settings", action: "credits.pricesChanged", changes });
  work.touch("operator");
}
