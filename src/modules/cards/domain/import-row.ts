import { type Finding, type PersonOfRow, readRow } from "@/modules/imports";
import { isPrivateId } from "./private-id";
import { fromWallTime } from "./zoned-time";

/** The columns of an import of cards (decisions, section 8). */
export const IMPORT_KEYS = [
  "firstName",
  "lastName",
  "email",
  "phone",
  "configuration",
  "privateId",
  "field1",
  "field2",
  "field3",
  "field4",
  "field5",
  "validFrom",
  "validUntil",
  "locale",
  "transferable",
] as const;
export type ImportKey = (typeof IMPORT_KEYS)[number];

/** What the check of a row must know of the site; names and words are in small letters. */
export type ImportContext = {
  configurations: ReadonlyMap<string, string>;
  timeZone: string;
  languages: ReadonlyMap<string, string>;
  yesNo: ReadonlyMap<string, boolean>;
  now: Date;
};

/** The card that a row is to become; moments are ISO 8601. */
export type ImportedCard = PersonOfRow & {
  kind: "PRIVATE_ID" | "MOBILE_ID_PLUS";
  configurationId: string | null;
  privateId: string | null;
  validFrom: string | null;
  validUntil: string | null;
  locale: string | null;
  transferable: boolean;
};

/**
 * Checks a row of an import by itself, by the rules of the form (R194–R198, R213–R216): no configuration makes a Mobile ID+ card.
 * `problems` are cells that a spreadsheet has spoilt: they are refused, never guessed.
 */
export function checkImportRow(
  cells: Record<string, string>,
  problems: Record<string, string>,
  context: ImportContext,
): { resolved: ImportedCard | null; findings: Finding[] } {
  const { findings, refuse, text, person } = readRow<ImportKey>(cells, problems);
  const who = person();

  const named = text("configuration");
  const configurationId = named ? (context.configurations.get(named.toLowerCase()) ?? null) : null;
  if (named && !configurationId) refuse("configuration", "cards.configurationNamed", { name: named });
  const id = text("privateId");
  if (named !== null && id !== null) {
    if (named === "" && id !== "") refuse("configuration", "cards.idWithoutConfiguration");
    else if (named !== "" && id === "") refuse("privateId", "cards.privateIdNeeded");
    else if (id !== "" && !isPrivateId(id)) refuse("privateId", "cards.privateIdForm");
  }

  const moment = (key: "validFrom" | "validUntil") => {
    const value = text(key);
    return value ? (readMoment(value, context.timeZone, key === "validUntil") ?? refuse(key, "cards.dateForm")) : null;
  };
  const validFrom = moment("validFrom");
  const validUntil = moment("validUntil");
  if (validFrom && validUntil && validFrom >= validUntil) refuse("validUntil", "cards.validityOrder");
  else if (validUntil && Date.parse(validUntil) <= context.now.getTime())
    findings.push({ field: "validUntil", code: "cards.alreadyOver", level: "warned" });

  const word = <Value>(key: "locale" | "transferable", known: ReadonlyMap<string, Value>, code: string) => {
    const value = text(key);
    return value ? (known.get(value.toLowerCase()) ?? refuse(key, code)) : null;
  };
  const locale = word("locale", context.languages, "cards.languageUnknown");
  const transferable = word("transferable", context.yesNo, "cards.yesOrNo");

  if (findings.some((finding) => finding.level === "refused") || !who) return { resolved: null, findings };
  const resolved: ImportedCard = {
    ...who,
    kind: configurationId ? "PRIVATE_ID" : "MOBILE_ID_PLUS",
    ...{ configurationId, validFrom, validUntil, locale },
    privateId: configurationId ? id : null,
    transferable: transferable ?? true,
  };
  return { resolved, findings };
}

/**
 * A moment as a row says it: a date cell's wall clock, `2026-05-01`, `2026-05-01 09:30` or, as the portal's own workbooks show it,
 * `01-05-2026 09:30`; the end of the day where an end has no time. Null for anything else: `05/01/2026` is not guessed.
 */
function readMoment(text: string, timeZone: string, end: boolean): string | null {
  const match = /^(?:(\d{4})-(\d\d)-(\d\d)|(\d\d)[-.](\d\d)[-.](\d{4}))(?:[T ](\d\d):(\d\d)(?::\d\d)?)?$/.exec(text);
  if (!match) return null;
  const [, year, month, day, day2, month2, year2, hour, minute] = match;
  const date = new Date(Date.UTC(Number(year ?? year2), Number(month ?? month2) - 1, Number(day ?? day2)));
  if (date.getUTCMonth() !== Number(month ?? month2) - 1 || Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59)
    return null;
  if (hour === undefined && end) date.setUTCDate(date.getUTCDate() + 1);
  return fromWallTime(`${date.toISOString().slice(0, 10)}T${hour ?? "00"}:${minute ?? "00"}`, timeZone);
}
