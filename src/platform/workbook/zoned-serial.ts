const DAY = 86_400_000;
/** Day 0 of the 1900 date system, as every spreadsheet counts it for days after February 1900. */
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST = Date.UTC(1900, 2, 1);
const LAST = Date.UTC(9999, 11, 31);

/** A moment: a `Date`, an ISO 8601 text with its zone, or milliseconds since 1970 (the cheapest, of a million rows). */
export type Instant = Date | string | number;

/**
 * Makes the function that turns an instant into a spreadsheet's serial day in an IANA time zone: days since 30 December 1899 of
 * the wall clock there, whole seconds. It returns null for what a sheet can't hold as a date (no date, before March 1900).
 *
 * A zone's offset is asked for once per UTC day (twice: its start and its end), since Intl takes microseconds per answer; on the
 * days on which the clocks change it is asked for each instant.
 *
 * Throws a RangeError for an unknown time zone.
 */
export function zonedSerial(timeZone: string): (instant: Instant) => number | null {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const offsetAt = (time: number): number => {
    const part: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(time)) part[type] = Number(value);
    const wall = Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!);
    return wall - Math.floor(time / 1000) * 1000;
  };
  const days = new Map<number, number | null>();
  const offset = (time: number): number => {
    const day = Math.floor(time / DAY);
    let known = days.get(day);
    if (known === undefined) {
      const start = offsetAt(day * DAY);
      known = start === offsetAt((day + 1) * DAY) ? start : null;
      if (days.size > 20_000) days.clear();
      days.set(day, known);
    }
    return known ?? offsetAt(time);
  };
  return (instant) => {
    const time =
      typeof instant === "number" ? instant : typeof instant === "string" ? Date.parse(instant) : instant.getTime();
    if (!(time >= FIRST && time <= LAST)) return null;
    return (Math.floor(time / 1000) * 1000 + offset(time) - EPOCH) / DAY;
  };
}
