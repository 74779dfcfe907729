import { fieldLabels } from "@/modules/accounts/server";
import { currentPrices } from "@/modules/credits/server";
import { accountOf, type Work } from "@/platform/db";
import { AppError } from "@/shared/kernel/app-error";
import type { CardFormOptions } from "../contract";

/** What the card forms and filters of a site need to know (R194): configurations, prices, time zone. */
export async function cardFormOptions(work: Work, siteId: string): Promise<CardFormOptions> {
  const accountId = accountOf(work);
  const site = await work.tx.site.findFirst({
    where: { accountId, id: siteId, deletedAt: null },
    select: { timeZone: true, account: { select: { timeZone: true } } },
  });
  if (!site) throw new AppError("NOT_FOUND", "shared.notFound");
  const configurations = await work.tx.readerConfiguration.findMany({
    where: { accountId, siteId, deletedAt: null },
    orderBy: { name: "asc" },
    select: { id: true, name: true },
  });
  const { PRIVATE_ID, MOBILE_ID_PLUS } = await currentPrices(work);
  return {
    configurations,
    prices: { PRIVATE_ID, MOBILE_ID_PLUS },
    timeZone: site.timeZone ?? site.account.timeZone,
    fieldLabels: await fieldLabels(work, "CARD"),
  };
}
