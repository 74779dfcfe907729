import type { EmailBrand } from "@emails/_brand/brand";
import type { MailText, MailValue } from "@emails/_components/template";
import { createTranslator } from "next-intl";
import { loadCatalogue } from "@/i18n/catalogues";
import { defaultLocale, isLocale, type Locale } from "@/i18n/locales";

/** The language a mail is written in: the wanted one without its region, or English. */
export function mailLocale(wanted: string): Locale {
  const language = wanted.toLowerCase().split(/[-_]/)[0];
  return isLocale(language) ? language : defaultLocale;
}

/**
 * The texts of mails in one language, with the brand's words as arguments of every message.
 *
 * @throws Error on a missing key or argument: a mail with a hole is not sent.
 */
export function mailText(locale: Locale, brand: EmailBrand): MailText {
  const translator = createTranslator({
    locale,
    messages: loadCatalogue(locale).emails,
    timeZone: "UTC",
    onError: (error) => {
      throw error;
    },
  }) as unknown as {
    (key: string, values: object): string;
    rich(key: string, values: object): React.ReactNode;
  };
  const own = { ...brand.words, productName: brand.productName };
  const strong = { b: (chunks: React.ReactNode) => <strong>{chunks}</strong> };
  const text = (key: string, args?: Record<string, MailValue>) => translator(key, { ...own, ...args });
  return Object.assign(text, {
    rich: (key: string, args?: Record<string, MailValue>) => translator.rich(key, { ...own, ...strong, ...args }),
  });
}
