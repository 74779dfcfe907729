/** Dates as the holder writes them: day before month in English, too. */
export function writtenDate(locale: string, iso: string, withTime = false): string {
  const style: Intl.DateTimeFormatOptions = { dateStyle: "long", timeStyle: withTime ? "short" : undefined };
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, style).format(new Date(iso));
}

/** The time of day. */
export function writtenTime(locale: string, date: Date): string {
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, { timeStyle: "short" }).format(date);
}
