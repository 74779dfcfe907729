// @ts-check
import { Failure } from "./failure.mjs";
import { wallClock } from "./number-formats.mjs";
import { attribute } from "./xml-scanner.mjs";

/** @typedef {import("./limits").ReadLimits} ReadLimits */

/**
 * A row on its way out of the worker: its line, then for each cell its column, its type and its text, flat, because thousands of
 * small objects are slow to copy between threads. A type is an index into `CELL_TYPES`, plus `FORMULA` for a formula's result.
 *
 * @typedef {(number | string)[]} RawRow
 */

export const CELL_TYPES = /** @type {const} */ (["text", "number", "date", "boolean", "error"]);
export const FORMULA = 8;
const TEXT = 0;
const NUMBER = 1;
const DATE = 2;
const BOOLEAN = 3;
const ERROR = 4;

/** A cell holds 32,767 characters. */
const LONGEST_TEXT = 32_767;

/** The shared texts of a workbook as bytes outside the heap: 700,000 small strings would cost several times their length. */
export class TextTable {
  #bytes = Buffer.allocUnsafe(64 * 1024);
  #ends = new Uint32Array(4096);
  #count = 0;
  #length = 0;
  #limit;

  /** @param {number} limit in bytes */
  constructor(limit) {
    this.#limit = limit;
  }

  /** @param {string} text */
  add(text) {
    const room = this.#length + text.length * 3;
    if (room > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, room));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#length += this.#bytes.write(text, this.#length, "utf8");
    if (this.#count === this.#ends.length) {
      const larger = new Uint32Array(this.#ends.length * 2);
      larger.set(this.#ends);
      this.#ends = larger;
    }
    this.#ends[this.#count++] = this.#length;
    if (this.#length + this.#count * 4 > this.#limit) throw new Failure("tooLarge");
  }

  /** @param {number} index */
  at(index) {
    if (!(index >= 0 && index < this.#count)) throw new Failure("damaged");
    return this.#bytes.toString("utf8", index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }

  /**
   * Reads sharedStrings.xml: the runs of a rich text are joined, phonetic hints left out.
   *
   * @returns {import("./xml-scanner.mjs").XmlHandler}
   */
  reader() {
    const table = this;
    let text = "";
    let phonetic = false;
    return {
      wantsText: false,
      open(name) {
        if (name === "si") text = "";
        else if (name === "rPh") phonetic = true;
        else if (name === "t") this.wantsText = !phonetic;
      },
      close(name) {
        if (name === "t") this.wantsText = false;
        else if (name === "rPh") phonetic = false;
        else if (name === "si") table.add(unescapeText(text));
      },
      text(piece) {
        text += piece;
        if (text.length > LONGEST_TEXT * 8) throw new Failure("damaged");
      },
    };
  }
}

/**
 * Reads a worksheet's XML, handed over as events (it is an `XmlHandler`); finished rows gather in `rows`. Rows without content are
 * left out.
 */
export class SheetParser {
  wantsText = false;
  /** @type {RawRow[]} */
  rows = [];
  /** Whether the sheet's data was closed. */
  complete = false;

  #texts;
  #dates;
  #date1904;
  #limits;
  #inData = false;
  #phonetic = false;
  #count = 0;
  #line = 0;
  #column = -1;
  #type = "n";
  #style = 0;
  #formula = false;
  #value = "";
  /** @type {RawRow} */
  #row = [];

  /** @param {{ texts: TextTable, dates: readonly boolean[], date1904: boolean, limits: ReadLimits }} options */
  constructor({ texts, dates, date1904, limits }) {
    this.#texts = texts;
    this.#dates = dates;
    this.#date1904 = date1904;
    this.#limits = limits;
  }

  takeRows() {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  /**
   * @param {string} name
   * @param {string} attributes
   */
  open(name, attributes) {
    switch (name) {
      case "c": {
        const reference = attribute(attributes, "r");
        this.#column = reference === undefined ? this.#column + 1 : columnOf(reference);
        this.#type = attribute(attributes, "t") ?? "n";
        this.#style = Number(attribute(attributes, "s") ?? 0);
        this.#formula = false;
        this.#value = "";
        return;
      }
      case "v":
        this.wantsText = this.#inData;
        return;
      case "t":
        this.wantsText = this.#inData && !this.#phonetic;
        return;
      case "f":
        this.#formula = true;
        return;
      case "rPh":
        this.#phonetic = true;
        return;
      case "row": {
        const line = Number(attribute(attributes, "r") ?? this.#line + 1);
        if (!Number.isInteger(line) || line <= this.#line) throw new Failure("damaged");
        this.#line = line;
        this.#column = -1;
        this.#row = [line];
        return;
      }
      case "sheetData":
        this.#inData = true;
    }
  }

  /** @param {string} name */
  close(name) {
    switch (name) {
      case "v":
      case "t":
        this.wantsText = false;
        return;
      case "c":
        if (this.#inData && this.#value !== "") this.#cell();
        return;
      case "rPh":
        this.#phonetic = false;
        return;
      case "row":
        if (!this.#inData || this.#row.length === 1) return;
        if (++this.#count > this.#limits.rows) throw new Failure("tooManyRows", { rows: this.#limits.rows });
        this.rows.push(this.#row);
        return;
      case "sheetData":
        this.#inData = false;
        this.complete = true;
    }
  }

  /** @param {string} piece */
  text(piece) {
    this.#value = this.#value === "" ? piece : this.#value + piece;
    if (this.#value.length > LONGEST_TEXT * 8) throw new Failure("damaged");
  }

  #cell() {
    let type = TEXT;
    let text = this.#value;
    switch (this.#type) {
      case "s":
        text = this.#texts.at(Number(text));
        break;
      case "inlineStr":
      case "str":
        text = unescapeText(text);
        break;
      case "b":
        type = BOOLEAN;
        text = text.trim() === "1" || text.trim() === "true" ? "TRUE" : "FALSE";
        break;
      case "e":
        type = ERROR;
        break;
      case "d":
        type = DATE;
        text = text
          .trim()
          .replace(/(\.\d+)?Z?$/, "")
          .replace(/T00:00:00$/, "");
        break;
      default: {
        type = NUMBER;
        text = text.trim();
        const clock = this.#dates[this.#style] ? wallClock(Number(text), this.#date1904) : null;
        if (clock !== null) {
          type = DATE;
          text = clock;
        }
      }
    }
    if (text === "") return;
    if (this.#column >= this.#limits.columns) throw new Failure("tooManyColumns", { columns: this.#limits.columns });
    this.#row.push(this.#column, this.#formula ? type + FORMULA : type, text.slice(0, LONGEST_TEXT));
  }
}

/** @param {string} reference for example AB12 */
function columnOf(reference) {
  let column = 0;
  for (let at = 0; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & 0xdf;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
    if (column > 16_384) throw new Failure("damaged");
  }
  if (column === 0) throw new Failure("damaged");
  return column - 1;
}

/**
 * Characters that spreadsheets write as `_x000D_` (ECMA-376 part 1, 22.9.2.19).
 *
 * @param {string} text
 */
function unescapeText(text) {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}
