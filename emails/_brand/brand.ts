import type { OwnMailText } from "../_components/text-doc";

/** How an e-mail looks and what it calls things: the account's own, else inherited (decisions, section 9). */
export type EmailBrand = {
  /** The platform's name. */
  productName: string;
  /** Whose brand it is; stands as the sender's name, and as the header where there is no logo. */
  companyName: string;
  /** An absolute address of an image about 40 px high, or null. */
  logoUrl: string | null;
  /** Colours as #rrggbb. */
  headerBackground: string;
  headerText: string;
  copyright: string;
  /** Where the reader may write to; null where there is no such address. */
  contactEmail: string | null;
  /** The operator's product words (decisions, section 1). */
  words: {
    operator: string;
    cardProduct: string;
    plusProduct: string;
    settingsApp: string;
    encoder: string;
    configurationName: string;
  };
  /** The account's own words, or those it inherits, by kind of mail and language. */
  texts?: Record<string, Record<string, OwnMailText>>;
};

/** The brand of previews and tests; colours and words of the demo operator come from the database. */
export const sampleBrand: EmailBrand = {
  productName: "Mobile ID Portal",
  companyName: "Northgate Access",
  logoUrl: null,
  headerBackground: "#12395b",
  headerText: "#ffffff",
  copyright: "© 2026 Northgate Access. All rights reserved.",
  contactEmail: "support@northgate.example.com",
  words: {
    operator: "Northgate Access",
    cardProduct: "Northgate Mobile ID",
    plusProduct: "Northgate Mobile ID+",
    settingsApp: "Northgate Settings",
    encoder: "Northgate Encoder",
    configurationName: "Blue Mobile ID Configuration",
  },
};
