import type { LandingBrand } from "@/modules/activation/server";
import { inTransaction, systemPerformer, systemScope } from "@/platform/db";
import { emailBrand } from "./email-brand";

/** Landing pages look as the account's mails do: the holder comes from one to the other. */
export function landingBrandOf(accountId: string | null): Promise<LandingBrand> {
  return inTransaction({ scope: systemScope, performer: systemPerformer }, async (work) => {
    const { logoUrl, headerBackground, headerText, copyright } = await emailBrand(work, accountId);
    return { logoUrl: logoUrl ?? null, background: headerBackground, text: headerText, copyright };
  });
}
