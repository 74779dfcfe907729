import { cache } from "react";
import { inTransaction, systemPerformer, systemScope } from "@/platform/db";

/** The operator's name and words for its products (decisions, section 1), which no text of the code says; read once per request. */
export const productWords = cache(async () => {
  const settings = await inTransaction({ scope: systemScope, performer: systemPerformer }, ({ tx }) =>
    tx.operatorSettings.findFirst(),
  );
  return {
    productName: settings?.productName ?? "Mobile ID Portal",
    operator: settings?.operatorName ?? "",
    cardProduct: settings?.cardProduct ?? "Mobile ID",
    plusProduct: settings?.plusProduct ?? "Mobile ID+",
    settingsApp: settings?.settingsApp ?? "",
    encoder: settings?.encoder ?? "",
    configurationName: settings?.configurationName ?? "",
    copyright: settings?.copyright ?? "",
    contactEmail: settings?.contactEmail ?? "",
  };
});
