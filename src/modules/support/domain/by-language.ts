/** The languages in which something is looked for: the reader's, then the default, then whatever there is. */
const order = (locale: string, fallback: string, all: readonly string[]) => [...new Set([locale, fallback, ...all])];

/** The texts for a reader, with their language; null where there is none in any language. */
export function pickWords<Words extends { title: string }>(
  texts: Readonly<Partial<Record<string, Words>>>,
  locale: string,
  fallback: string,
): (Words & { locale: string }) | null {
  for (const candidate of order(locale, fallback, Object.keys(texts))) {
    const words = texts[candidate];
    if (words?.title) return { ...words, locale: candidate };
  }
  return null;
}

/** The file for a reader: one in the reader's language, else one for all languages, else the default language's, else the first. */
export function pickFile<File extends { locale: string | null }>(
  files: readonly File[],
  locale: string,
  fallback: string,
): File | null {
  const of = (wanted: string | null) => files.find((file) => file.locale === wanted);
  return of(locale) ?? of(null) ?? of(fallback) ?? files[0] ?? null;
}
