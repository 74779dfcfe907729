/* Conversions between a moment and what a clock on the wall of a time zone shows, for forms (`datetime-local`). */

const formatters = new Map<string, Intl.DateTimeFormat>();

function wall(moment: Date, timeZone: string): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(moment).replace(" ", "T");
}

/** `2026-01-31T09:30`, as the clocks of a time zone show a moment; empty for none. */
export function toWallTime(iso: string | null, timeZone: string): string {
  return iso ? wall(new Date(iso), timeZone) : "";
}

/**
 * The moment at which the clocks of a time zone show `2026-01-31T09:30`, as ISO 8601; null for no or a malformed text.
 * A time that clocks skip in spring is taken as the moment an hour later; of one that they show twice, the first is taken.
 */
export function fromWallTime(text: string, timeZone: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return null;
  const asUtc = Date.parse(`${text}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // The offset of a place is between -12 and +14 hours: what its clocks show a day before and after gives both candidates.
  const offsetAt = (time: number) => Date.parse(`${wall(new Date(time), timeZone)}:00Z`) - time;
  const candidates = [asUtc - 86_400_000, asUtc + 86_400_000].map((time) => asUtc - offsetAt(time));
  const exact = candidates.find((time) => wall(new Date(time), timeZone) === text);
  return new Date(exact ?? Math.max(...candidates)).toISOString();
}
