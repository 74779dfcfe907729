import { createTranslator } from "next-intl";
import { loadCatalogue } from "./catalogues";
import { defaultLocale, isLocale } from "./locales";

/** Texts of one namespace outside pages: exports, jobs. An unknown language gives English. @throws Error on a missing key. */
export function textsOf(
  locale: string,
  namespace: string,
): (key: string, values?: Record<string, string | number>) => string {
  const known = isLocale(locale) ? locale : defaultLocale;
  return createTranslator({
    locale: known,
    messages: loadCatalogue(known) as never,
    namespace: namespace as never,
    timeZone: "UTC",
    onError: (error) => {
      throw error;
    },
  }) as never;
}
