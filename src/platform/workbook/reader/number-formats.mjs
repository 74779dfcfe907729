// @ts-check
import { attribute } from "./xml-scanner.mjs";

/** Built-in formats that show a date or a time, those of East Asian editions included (ECMA-376 part 1, 18.8.30). */
const BUILT_IN = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 47, ...range(27, 36), ...range(50, 58)]);

/**
 * Whether a number format shows a number as a date or a time. Durations (`[h]:mm`) are no dates.
 *
 * @param {string} code
 */
export function isDateFormat(code) {
  const first = code
    .replace(/"[^"]*"|\\.|[_*]./g, "")
    .split(";")[0]
    ?.toLowerCase();
  if (!first || /\[(h+|m+|s+)\]/.test(first)) return false;
  const bare = first.replace(/\[[^\]]*\]/g, "").replace(/general/g, "");
  return /[ymdhs]/.test(bare) && !/[0#?]/.test(bare.replace(/s\.0+/g, "s"));
}

/** Reads styles.xml: afterwards `dates[style]` tells whether cells of that style are dates. */
export function readDateStyles() {
  /** @type {Map<number, boolean>} */
  const custom = new Map();
  /** @type {boolean[]} */
  const dates = [];
  let inCells = false;
  return {
    dates,
    /** @type {import("./xml-scanner.mjs").XmlHandler} */
    handler: {
      wantsText: false,
      open(name, attributes) {
        if (name === "numFmt") {
          custom.set(
            Number(attribute(attributes, "numFmtId")),
            isDateFormat(attribute(attributes, "formatCode") ?? ""),
          );
        } else if (name === "cellXfs") inCells = true;
        else if (name === "xf" && inCells) {
          const id = Number(attribute(attributes, "numFmtId") ?? 0);
          dates.push(custom.get(id) ?? BUILT_IN.has(id));
        }
      },
      close(name) {
        if (name === "cellXfs") inCells = false;
      },
      text() {},
    },
  };
}

/**
 * @param {number} from
 * @param {number} to
 */
function range(from, to) {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/**
 * A serial day as the wall clock it shows: `2026-05-01`, `2026-05-01T09:30:00`, `09:30:00` for a time without a day. Null for what no
 * spreadsheet shows as a date.
 *
 * @param {number} serial
 * @param {boolean} date1904 the workbook counts from 1904 (old Macs)
 */
export function wallClock(serial, date1904) {
  if (!(serial >= 0 && serial < 2_958_466)) return null;
  const seconds = Math.round(serial * 86_400);
  if (seconds < 86_400 && !date1904) return new Date(seconds * 1000).toISOString().slice(11, 19);
  // Day 60 is 29 February 1900, which never was; the days before it are one off.
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : serial < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const text = new Date(epoch + seconds * 1000).toISOString();
  return text.slice(0, text.endsWith("T00:00:00.000Z") ? 10 : 19);
}
