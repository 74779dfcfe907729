import { definePort } from "@/shared/kernel/port";

/** How an account's pages for its holders look; what it has not set itself it inherits. Colours as #rrggbb. */
export type LandingBrand = {
  logoUrl: string | null;
  background: string;
  text: string;
  copyright: string;
};

/** Asks for the look of an account's landing pages; of the operator's where there is no account. */
export const landingBrand = definePort<(accountId: string | null) => Promise<LandingBrand>>("landingBrand");
