// @ts-check
import { isUtf8 } from "node:buffer";
import { Failure } from "./failure.mjs";

/** @typedef {import("./limits").ReadLimits} ReadLimits */
/** @typedef {import("./sheet.mjs").RawRow} RawRow */

const DELIMITERS = [",", ";", "\t", "|"];
const PIECE = 64 * 1024;
const LONGEST_TEXT = 32_767;

/**
 * The rows of a CSV file (RFC 4180 and what spreadsheets make of it), in pieces. A row's line is its number among the records, as a
 * spreadsheet shows it.
 *
 * @param {Buffer} bytes
 * @param {ReadLimits} limits
 * @returns {Generator<RawRow[]>}
 */
export function* readCsv(bytes, limits) {
  const { encoding, start } = detectEncoding(bytes);
  const sample = new TextDecoder(encoding).decode(bytes.subarray(start, start + PIECE), { stream: true });
  refuseBinary(sample);
  const declared = /^sep=(.)\r?\n/i.exec(sample);
  const parser = new CsvParser(declared?.[1] ?? detectDelimiter(sample), limits);
  const decoder = new TextDecoder(encoding);
  let skip = declared ? declared[0].length : 0;
  if (declared) parser.line++;
  for (let at = start; at < bytes.length; at += PIECE) {
    let text = decoder.decode(bytes.subarray(at, at + PIECE), { stream: true });
    if (text.includes("\0")) throw new Failure("notATable");
    if (skip > 0) {
      text = text.slice(skip);
      skip = 0;
    }
    parser.write(text);
    if (parser.rows.length > 0) yield parser.takeRows();
  }
  parser.write(decoder.decode());
  parser.end();
  if (parser.rows.length > 0) yield parser.takeRows();
}

/**
 * The encoding of a text file and where its text starts: by its byte order mark; UTF-16 without one by its zero bytes; UTF-8 if all
 * of it is; otherwise Windows-1252, which Excel writes in western Europe.
 *
 * @param {Buffer} bytes
 */
export function detectEncoding(bytes) {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: "utf-8", start: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: "utf-16le", start: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: "utf-16be", start: 2 };
  const sample = bytes.subarray(0, Math.min(4096, bytes.length & ~1));
  let even = 0;
  let odd = 0;
  for (let at = 0; at < sample.length; at++) if (sample[at] === 0) at % 2 ? odd++ : even++;
  const half = sample.length / 2;
  if (odd > half * 0.4 && even < half * 0.1) return { encoding: "utf-16le", start: 0 };
  if (even > half * 0.4 && odd < half * 0.1) return { encoding: "utf-16be", start: 0 };
  return { encoding: isUtf8(bytes) ? "utf-8" : "windows-1252", start: 0 };
}

/** @param {string} sample */
function refuseBinary(sample) {
  const head = sample.trimStart().slice(0, 256).toLowerCase();
  if (/^(%pdf|\{\\rtf|<!doctype|<html|<\?xml|<table|<workbook)/.test(head)) throw new Failure("notATable");
  let control = 0;
  for (let at = 0; at < sample.length; at++) {
    const code = sample.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) control++;
  }
  if (control > sample.length / 100) throw new Failure("notATable");
}

/**
 * The character between the fields: the one that splits the first records into the same number of fields, the larger the better.
 *
 * @param {string} sample
 */
export function detectDelimiter(sample) {
  let best = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    /** @type {Map<number, number>} */
    const widths = new Map();
    let width = 1;
    let records = 0;
    let quoted = false;
    for (let at = 0; at < sample.length && records < 20; at++) {
      const character = sample[at];
      if (character === '"') quoted = !quoted;
      else if (quoted) continue;
      else if (character === delimiter) width++;
      else if (character === "\n" || (character === "\r" && sample[at + 1] !== "\n")) {
        if (width > 1) widths.set(width, (widths.get(width) ?? 0) + 1);
        records++;
        width = 1;
      }
    }
    if (width > 1 && records < 20) widths.set(width, (widths.get(width) ?? 0) + 1);
    for (const [fields, times] of widths) {
      const score = times * 1000 + fields;
      if (score > bestScore) {
        bestScore = score;
        best = delimiter;
      }
    }
  }
  return best;
}

/** Splits text that comes in pieces into records; finished ones gather in `rows`. */
class CsvParser {
  /** @type {RawRow[]} */
  rows = [];
  line = 1;
  #delimiter;
  #limits;
  #count = 0;
  /** @type {RawRow} */
  #row = [];
  #column = 0;
  #field = "";
  /** 0 at the start of a field, 1 within, 2 within quotes, 3 after a quote within quotes. */
  #state = 0;
  #openedAt = 0;
  #lastWasReturn = false;
  #breaks;

  /**
   * @param {string} delimiter
   * @param {ReadLimits} limits
   */
  constructor(delimiter, limits) {
    this.#delimiter = delimiter;
    this.#limits = limits;
    this.#breaks = new RegExp(
      `["\\r\\n${delimiter === "|" ? "|" : delimiter === "\t" ? "\\t" : delimiter.replace(/[\]\\^-]/g, "\\$&")}]`,
      "g",
    );
  }

  takeRows() {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  /** @param {string} text */
  write(text) {
    const breaks = this.#breaks;
    let at = 0;
    while (at < text.length) {
      if (this.#state === 2) {
        const quote = text.indexOf('"', at);
        this.#append(text.slice(at, quote < 0 ? text.length : quote));
        if (quote < 0) return;
        this.#state = 3;
        at = quote + 1;
        continue;
      }
      const character = text[at];
      if (this.#lastWasReturn) {
        this.#lastWasReturn = false;
        if (character === "\n") {
          at++;
          continue;
        }
      }
      if (character === '"') {
        if (this.#state === 0) {
          this.#state = 2;
          this.#openedAt = this.line;
        } else {
          // A doubled quote within quotes; one in the middle of a plain field is a character like any other.
          this.#append('"');
          if (this.#state === 3) this.#state = 2;
        }
        at++;
      } else if (character === this.#delimiter) {
        this.#endField();
        at++;
      } else if (character === "\n" || character === "\r") {
        this.#lastWasReturn = character === "\r";
        this.#endRecord();
        at++;
      } else {
        breaks.lastIndex = at + 1;
        const end = breaks.exec(text)?.index ?? text.length;
        this.#append(text.slice(at, end));
        this.#state = 1;
        at = end;
      }
    }
  }

  end() {
    if (this.#state === 2) throw new Failure("unclosedQuote", { line: this.#openedAt });
    if (this.#field !== "" || this.#row.length > 0) this.#endRecord();
  }

  /** @param {string} piece */
  #append(piece) {
    this.#field = this.#field === "" ? piece : this.#field + piece;
    if (this.#field.length <= LONGEST_TEXT) return;
    throw this.#state === 2
      ? new Failure("unclosedQuote", { line: this.#openedAt })
      : new Failure("textTooLong", { line: this.line });
  }

  #endField() {
    if (this.#field !== "" && this.#field.trim() !== "") {
      if (this.#column >= this.#limits.columns) throw new Failure("tooManyColumns", { columns: this.#limits.columns });
      if (this.#row.length === 0) this.#row.push(this.line);
      this.#row.push(this.#column, 0, this.#field);
    }
    this.#field = "";
    this.#state = 0;
    this.#column++;
  }

  #endRecord() {
    this.#endField();
    if (this.#row.length > 0) {
      if (++this.#count > this.#limits.rows) throw new Failure("tooManyRows", { rows: this.#limits.rows });
      this.rows.push(this.#row);
      this.#row = [];
    }
    this.#column = 0;
    this.line++;
  }
}
