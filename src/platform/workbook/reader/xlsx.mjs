// @ts-check
import { posix } from "node:path";
import { Archive } from "./archive.mjs";
import { Failure } from "./failure.mjs";
import { readDateStyles } from "./number-formats.mjs";
import { SheetParser, TextTable } from "./sheet.mjs";
import { attribute, XmlScanner } from "./xml-scanner.mjs";

/** @typedef {import("./limits").ReadLimits} ReadLimits */
/** @typedef {import("./sheet.mjs").RawRow} RawRow */

const MEGABYTE = 1024 * 1024;

/**
 * The rows of a workbook's first visible sheet, in pieces.
 *
 * The sheet's XML is parsed here and not by exceljs: its stream reader keeps every shared text twice and goes through three stream
 * layers per cell (measured for 100,000 rows x 9: see docs/performance.md, P13), and it can't be stopped at a limit.
 *
 * @param {Buffer} bytes
 * @param {ReadLimits} limits
 * @returns {AsyncGenerator<RawRow[]>}
 */
export async function* readXlsx(bytes, limits) {
  const archive = await Archive.open(bytes, limits);
  await refuseMacros(archive);
  const { workbook, sheet, parts, date1904 } = await findSheet(archive, limits.sheet);
  const dates = archive.has(parts.styles) ? await readStyles(archive, parts.styles) : [];
  const texts = new TextTable(limits.sharedTextBytes);
  if (archive.has(parts.sharedStrings)) {
    const reader = texts.reader();
    await scan(archive.read(parts.sharedStrings), reader);
  }
  if (!archive.has(sheet)) throw new Failure(workbook ? "damaged" : "unsupported");
  const parser = new SheetParser({ texts, dates, date1904, limits });
  const scanner = new XmlScanner(parser);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of archive.read(sheet)) {
    scanner.write(decode(decoder, chunk));
    if (parser.rows.length > 0) yield parser.takeRows();
  }
  scanner.end();
  if (!parser.complete) throw new Failure("damaged");
  yield parser.takeRows();
}

/**
 * A content type with macros in it, whatever the file is called.
 *
 * @param {Archive} archive
 */
async function refuseMacros(archive) {
  let macros = false;
  await scan(archive.read("[Content_Types].xml", MEGABYTE), {
    wantsText: false,
    open(_, attributes) {
      if (/macroEnabled|vbaProject/i.test(attribute(attributes, "ContentType") ?? "")) macros = true;
    },
    close() {},
    text() {},
  });
  if (macros) throw new Failure("macros");
}

/**
 * The path of a visible sheet, and of what it needs.
 *
 * @param {Archive} archive
 * @param {number} wanted its place among the visible ones, from 0
 */
async function findSheet(archive, wanted) {
  const root = await readRelationships(archive, "_rels/.rels", "");
  const workbook = [...root.values()].find(({ type }) => type.endsWith("/officeDocument"))?.target ?? "xl/workbook.xml";
  if (!archive.has(workbook)) throw new Failure("unsupported");
  /** @type {{ id: string, hidden: boolean }[]} */
  const sheets = [];
  let date1904 = false;
  await scan(archive.read(workbook, 4 * MEGABYTE), {
    wantsText: false,
    open(name, attributes) {
      if (name === "workbookPr") date1904 = /^(1|true)$/.test(attribute(attributes, "date1904") ?? "");
      if (name !== "sheet") return;
      sheets.push({
        id: attribute(attributes, "id") ?? "",
        hidden: /hidden/i.test(attribute(attributes, "state") ?? ""),
      });
    },
    close() {},
    text() {},
  });
  const folder = posix.dirname(workbook);
  const relationships = await readRelationships(
    archive,
    posix.join(folder, "_rels", `${posix.basename(workbook)}.rels`),
    folder,
  );
  const worksheets = sheets.filter(({ id }) => relationships.get(id)?.type.endsWith("/worksheet"));
  const visible = worksheets.filter(({ hidden }) => !hidden);
  const chosen = (visible.length > 0 ? visible : worksheets)[wanted];
  if (!chosen) throw new Failure("noSheet");
  const part = (/** @type {string} */ kind) =>
    [...relationships.values()].find(({ type }) => type.endsWith(`/${kind}`))?.target ??
    posix.join(folder, `${kind}.xml`);
  return {
    workbook,
    sheet: relationships.get(chosen.id)?.target ?? "",
    parts: { styles: part("styles"), sharedStrings: part("sharedStrings") },
    date1904,
  };
}

/**
 * @param {Archive} archive
 * @param {string} name
 * @param {string} folder what its targets are relative to
 */
async function readRelationships(archive, name, folder) {
  /** @type {Map<string, { type: string, target: string }>} */
  const found = new Map();
  if (!archive.has(name)) return found;
  await scan(archive.read(name, 4 * MEGABYTE), {
    wantsText: false,
    open(element, attributes) {
      if (element !== "Relationship" || attribute(attributes, "TargetMode") === "External") return;
      const target = attribute(attributes, "Target") ?? "";
      found.set(attribute(attributes, "Id") ?? "", {
        type: attribute(attributes, "Type") ?? "",
        target: posix.join(target.startsWith("/") ? "" : folder, target).replace(/^\/+/, ""),
      });
    },
    close() {},
    text() {},
  });
  return found;
}

/**
 * @param {Archive} archive
 * @param {string} name
 */
async function readStyles(archive, name) {
  const styles = readDateStyles();
  await scan(archive.read(name, 32 * MEGABYTE), styles.handler);
  return styles.dates;
}

/**
 * @param {AsyncIterable<Buffer>} chunks
 * @param {import("./xml-scanner.mjs").XmlHandler} handler
 */
async function scan(chunks, handler) {
  const scanner = new XmlScanner(handler);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  for await (const chunk of chunks) scanner.write(decode(decoder, chunk));
  scanner.end();
}

/**
 * @param {TextDecoder} decoder
 * @param {Buffer} chunk
 */
function decode(decoder, chunk) {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch {
    throw new Failure("damaged");
  }
}
