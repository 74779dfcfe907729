import { operatorAccount } from "@/modules/accounts/server";
import type { LandingBrand } from "@/modules/activation/server";
import { inTransaction, systemPerformer, systemScope } from "@/platform/db";
import { mailLook } from "./email-brand";

/** Landing pages look as the account's mails do: the holder comes from one to the other. Null: the operator's. */
export function landingBrandOf(accountId: string | null): Promise<LandingBrand> {
  return inTransaction({ scope: systemScope, performer: systemPerformer }, async (work) => {
    const whose = accountId ?? (await operatorAccount(work)).id;
    const { logoUrl, headerBackground, headerText, copyright } = await mailLook(work, whose);
    return { logoUrl, background: headerBackground, text: headerText, copyright };
  });
}
