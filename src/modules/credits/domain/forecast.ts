/** Days of use that a forecast looks back on. */
export const FORECAST_DAYS = 90;
/** An account that is younger than this is taken as this old: one busy first day is no pace. */
const FEWEST_DAYS = 7;

/** How many days of use a forecast divides by: the last 90, or as many as the account is old. */
export function daysCounted(ageInDays: number): number {
  return Math.min(FORECAST_DAYS, Math.max(FEWEST_DAYS, Math.ceil(ageInDays)));
}

/** `daysLeft`: whole days that what is available lasts at the pace `perDay`; null where nothing is used. */
export type Forecast = { perDay: number; daysLeft: number | null };

/** How long available credits last if as much is used each day as in the days counted (`used`: charges and transfers less refunds). */
export function forecastOf(available: number, used: number, counted: number): Forecast {
  if (used <= 0) return { perDay: 0, daysLeft: null };
  return { perDay: used / counted, daysLeft: Math.floor((available * counted) / used) };
}
