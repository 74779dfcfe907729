import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { localeNames, locales, themeCookie } from "@/i18n/locales";
import { LanguageSwitch, ThemeSwitch } from "@/shared/ui/preference-switches";
import { chooseLocale, chooseTheme } from "./preferences";

/** Language and look, for the header of every page. */
export async function PreferenceSwitches() {
  const [t, locale, store] = await Promise.all([getTranslations("navigation"), getLocale(), cookies()]);
  return (
    <>
      <LanguageSwitch
        label={t("language")}
        choices={locales.map((value) => ({ value, label: localeNames[value] }))}
        current={locale}
        choose={chooseLocale}
      />
      <ThemeSwitch
        label={t("theme")}
        choices={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`themes.${value}`) }))}
        current={store.get(themeCookie)?.value ?? "system"}
        choose={chooseTheme}
      />
    </>
  );
}
