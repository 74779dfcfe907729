import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { loadCatalogue } from "./catalogues";
import { isLocale, localeCookie, negotiateLocale } from "./locales";

/** The language of a request, without the address saying it: an explicit one, else the cookie, else the browser's. */
export default getRequestConfig(async ({ locale: explicit }) => {
  const locale = isLocale(explicit)
    ? explicit
    : negotiateLocale((await cookies()).get(localeCookie)?.value, (await headers()).get("accept-language"));
  return { locale, messages: loadCatalogue(locale), timeZone: "UTC" };
});
