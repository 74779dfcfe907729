/*
 * How values travel in the API that integrators' clients speak: names without case, ids as numbers or texts, dates as
 * `dd-mm-yyyy hh:mm`, yes and no as words.
 */

/** Parameters by name without case; a later one stands instead of an earlier one. */
export class CompatParams {
  readonly #values = new Map<string, unknown>();

  constructor(entries: Iterable<[string, unknown]>) {
    for (const [name, value] of entries) this.#values.set(name.toLowerCase(), value);
  }

  /** Whether a parameter was given at all, be it empty. */
  has(name: string): boolean {
    const value = this.#values.get(name.toLowerCase());
    return value !== undefined && value !== null;
  }

  /** A value as text, trimmed; null for none, an empty one, and what is no plain value. */
  text(name: string): string | null {
    const value = this.#values.get(name.toLowerCase());
    if (typeof value === "number" && Number.isFinite(value)) return String(value);
    if (typeof value === "boolean") return value ? "yes" : "no";
    // No text of the portal holds a NUL character: the database can't keep it.
    return typeof value === "string" ? value.replaceAll("\u0000", "").trim() || null : null;
  }

  /** A whole number that an id can be; null for none; undefined for what is none. */
  id(name: string): number | null | undefined {
    const text = this.text(name);
    return text === null ? (this.#isPlain(name) ? null : undefined) : readId(text);
  }

  /** A list of ids: an array, or a text with commas. Undefined for what is none. */
  ids(name: string): number[] | undefined {
    const value = this.#values.get(name.toLowerCase());
    const parts = Array.isArray(value) ? value : String(this.text(name) ?? "").split(",");
    const ids = parts.map((part) => readId(String(part).trim()));
    return ids.every((id) => id !== undefined) ? [...new Set(ids)] : undefined;
  }

  /** Yes or no; null for none; undefined for what is neither. */
  yesNo(name: string): boolean | null | undefined {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return null;
    if (["yes", "true", "1"].includes(text)) return true;
    return ["no", "false", "0"].includes(text) ? false : undefined;
  }

  #isPlain(name: string): boolean {
    return ["string", "undefined"].includes(typeof (this.#values.get(name.toLowerCase()) ?? undefined));
  }
}

/** The largest id: a four-byte integer of the database. */
const MOST = 2_147_483_647;

function readId(text: string): number | undefined {
  if (!/^\d{1,10}$/.test(text)) return undefined;
  const id = Number(text);
  return id <= MOST ? id : undefined;
}

/** A moment as the clocks of a time zone show it, `dd-mm-yyyy hh:mm`; empty for none. */
export function compatDate(moment: Date | null, timeZone: string): string {
  if (!moment) return "";
  const parts = new Map(
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      day: "2-digit",
      month: "2-digit",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
      .formatToParts(moment)
      .map((part) => [part.type, part.value]),
  );
  return `${parts.get("day")}-${parts.get("month")}-${parts.get("year")} ${parts.get("hour")}:${parts.get("minute")}`;
}

/** What clients take as the success of a card, by what was done (integrators' list). */
export const COMPAT_DONE = { send: 25, revoke: 29, delete: 36, edit: 39 } as const;
export type CompatAction = keyof typeof COMPAT_DONE;

/** How cards' statuses are called there. */
export const COMPAT_STATUS: Record<string, string> = {
  CREATED: "Created",
  EMAIL_SENT: "Created and Email Sent",
  ACTIVATED: "Activated",
  PENDING_REVOKE: "Pending Revoke",
  REVOKED: "Revoked",
};

/** Fields hold 30 letters or digits at most. */
export const isCompatField = (text: string) => /^[\p{L}\p{N}]{1,30}$/u.test(text);
/** Phone numbers have 10 to 20 characters. */
export const isCompatPhone = (text: string) => text.length >= 10 && text.length <= 20;
/** A security code has 6 characters. */
export const isCompatCode = (text: string) => /^[A-Za-z0-9]{6}$/.test(text);
