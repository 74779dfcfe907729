// @ts-check
import { readCsv } from "./csv.mjs";
import { Failure } from "./failure.mjs";
import { readXlsx } from "./xlsx.mjs";

/**
 * What a file is, by its content, whatever it is called.
 *
 * @param {Buffer} bytes
 * @returns {"xlsx" | "csv"}
 */
function detectKind(bytes) {
  if (bytes.length === 0) throw new Failure("empty");
  const magic = bytes.subarray(0, 4).toString("hex");
  if (magic === "504b0304") return "xlsx";
  if (magic === "504b0506") throw new Failure("empty");
  // An OLE compound file: a workbook with a password keeps its package in a stream of that name; otherwise it is an old .xls.
  if (magic === "d0cf11e0") {
    throw new Failure(bytes.includes(Buffer.from("EncryptedPackage", "utf16le")) ? "encrypted" : "oldExcel");
  }
  return "csv";
}

/**
 * The rows of a file in pieces, whatever its kind.
 *
 * @param {Buffer} bytes
 * @param {import("./limits").ReadLimits} limits
 * @returns {AsyncIterable<import("./sheet.mjs").RawRow[]> | Iterable<import("./sheet.mjs").RawRow[]>}
 */
export function openRows(bytes, limits) {
  if (detectKind(bytes) === "xlsx") return readXlsx(bytes, limits);
  if (limits.sheet > 0) throw new Failure("noSheet");
  return readCsv(bytes, limits);
}
