/** Languages the product speaks, in the order in which it offers them. */
export const locales = ["en", "fr", "es", "de", "it"] as const;

export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = "en";

/** Each language's name in itself. */
export const localeNames: Record<Locale, string> = {
  en: "English",
  fr: "Français",
  es: "Español",
  de: "Deutsch",
  it: "Italiano",
};

/** Cookie with the visitor's choice. */
export const localeCookie = "locale";

/** Cookie with the choice of look: `light` or `dark`; absent: as the system. */
export const themeCookie = "theme";

/** True for a language that the product speaks. */
export function isLocale(value: unknown): value is Locale {
  return typeof value === "string" && (locales as readonly string[]).includes(value);
}

/**
 * Chooses a language: the cookie's if supported, else the best of Accept-Language (RFC 9110, 12.5.4), else English.
 * Regions are ignored: `fr-CA` is `fr`.
 */
export function negotiateLocale(cookie: string | undefined, acceptLanguage: string | null | undefined): Locale {
  if (isLocale(cookie)) return cookie;
  const wishes = (acceptLanguage ?? "")
    .split(",")
    .map((part, position) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((p) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(p)?.[1]).find(Boolean);
      return { language: tag.trim().toLowerCase().split("-")[0], weight: quality ? Number(quality) : 1, position };
    })
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight || a.position - b.position);
  return (wishes.find((wish) => isLocale(wish.language))?.language as Locale | undefined) ?? defaultLocale;
}
