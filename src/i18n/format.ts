/** Everything here is pure and the same on the server and in the browser; dates come as ISO 8601 texts. */

const partFormatters = new Map<string, Intl.DateTimeFormat>();

function dateParts(iso: string, timeZone: string): Record<string, string> | null {
  const instant = new Date(iso);
  if (Number.isNaN(instant.getTime())) return null;
  let formatter = partFormatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    partFormatters.set(timeZone, formatter);
  }
  return Object.fromEntries(formatter.formatToParts(instant).map((part) => [part.type, part.value]));
}

/** `31-12-2025 23:59` in the time zone given (R061, R062, R309); empty for null or an unreadable date. */
export function formatDateTime(iso: string | null | undefined, options: { timeZone: string }): string {
  const parts = iso ? dateParts(iso, options.timeZone) : null;
  return parts ? `${parts.day}-${parts.month}-${parts.year} ${parts.hour}:${parts.minute}` : "";
}

/** `31-12-2025` in the time zone given; a plain date (`2025-12-31`) has no time zone and stays that day. */
export function formatDate(iso: string | null | undefined, options: { timeZone: string }): string {
  const timeZone = iso && /^\d{4}-\d{2}-\d{2}$/.test(iso) ? "UTC" : options.timeZone;
  const parts = iso ? dateParts(iso, timeZone) : null;
  return parts ? `${parts.day}-${parts.month}-${parts.year}` : "";
}

/** A number as the language writes it: 12,345 or 12 345. */
export function formatNumber(value: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(value);
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** "3 minutes ago", "in 2 days": the distance of a date from `now`, in the largest unit that fits. */
export function formatRelative(iso: string, options: { now: Date; locale: string }): string {
  const seconds = Math.round((new Date(iso).getTime() - options.now.getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat(options.locale, { numeric: "auto" });
  for (const [unit, length] of steps) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return relative.format(0, "second");
}
