import { columnLetters } from "../../../src/platform/workbook/sheet-xml";
import { inline, sheetXml, workbookParts, type ZipPart, zip } from "./zip-files";

const row = `<row r="1">${inline("A1", "Email")}</row>`;
const plain = workbookParts(sheetXml(row));
const book = (more: ZipPart[]) => zip([...plain, ...more]);
const MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml";
const OLE = Buffer.from("d0cf11e0a1b11ae1", "hex");
const huge = Buffer.alloc(100 * 2 ** 20, " ");
const wide = Array.from({ length: 40 }, (_, line) => {
  const cells = Array.from({ length: 16_384 }, (_, column) => inline(`${columnLetters(column)}${line + 1}`, "x"));
  return `<row r="${line + 1}">${cells.join("")}</row>`;
});
const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${sheetXml(row)}`;
const deep = `${"<x>".repeat(300_000)}${"</x>".repeat(300_000)}`;

/** Files made to do harm, each with the reason it must be refused for. */
export const HOSTILE_FILES: Record<string, { reason: string; bytes: () => Buffer }> = {
  "a bomb": {
    reason: "bomb",
    bytes: () => zip([...plain.slice(0, -1), { name: "xl/worksheets/sheet1.xml", data: huge }]),
  },
  "a bomb in a part that is not read": { reason: "bomb", bytes: () => book([{ name: "xl/other.xml", data: huge }]) },
  "a sheet that declares 1 MB and is 100": {
    reason: "lyingSizes",
    bytes: () => zip([...plain.slice(0, -1), { name: "xl/worksheets/sheet1.xml", data: huge, declares: 2 ** 20 }]),
  },
  "a sheet that declares more than it is": {
    reason: "lyingSizes",
    bytes: () =>
      zip([...plain.slice(0, -1), { name: "xl/worksheets/sheet1.xml", data: sheetXml(row), declares: 4000 }]),
  },
  "a zip64 field that declares a terabyte": {
    reason: "bomb",
    bytes: () => book([{ name: "xl/a.xml", data: "a", zip64: 2n ** 40n }]),
  },
  "a zip64 field beyond all numbers": {
    reason: "bomb",
    bytes: () => book([{ name: "xl/a.xml", data: "a", zip64: 2n ** 63n }]),
  },
  "parts that overlap": {
    reason: "tooLarge",
    bytes: () => {
      const noise = Buffer.alloc(4 * 2 ** 20, "<a b='0123456789'/>");
      return book([
        { name: "xl/0.xml", data: noise },
        ...Array.from({ length: 200 }, (_, n) => ({ name: `xl/n${n}.xml`, data: "", sameAs: plain.length })),
      ]);
    },
  },
  "20,000 parts": {
    reason: "tooManyEntries",
    bytes: () => book(Array.from({ length: 20_000 }, (_, n) => ({ name: `xl/${n}.xml`, data: "", stored: true }))),
  },
  "the same part twice": { reason: "damaged", bytes: () => book([{ name: "XL/Workbook.xml", data: "<a/>" }]) },
  "16,384 columns": { reason: "tooManyColumns", bytes: () => zip(workbookParts(sheetXml(wide.join("")))) },
  "an archive within": {
    reason: "nestedArchive",
    bytes: () => book([{ name: "xl/embeddings/a.xlsx", data: zip(plain) }]),
  },
  "an archive that is called a picture": {
    reason: "nestedArchive",
    bytes: () => book([{ name: "xl/media/image1.png", data: zip(plain) }]),
  },
  "a truncated workbook": { reason: "damaged", bytes: () => zip(plain).subarray(0, 700) },
  "a workbook whose sheet ends in the middle": {
    reason: "damaged",
    bytes: () => zip(workbookParts(sheetXml(row).slice(0, -30))),
  },
  noise: {
    reason: "notATable",
    bytes: () => Buffer.from(Array.from({ length: 5000 }, (_, n) => (n * 7919 * 31) % 251)),
  },
  "a PDF": { reason: "notATable", bytes: () => Buffer.from("%PDF-1.7\n1 0 obj <<>> endobj\n") },
  "a web page called .xls": {
    reason: "notATable",
    bytes: () => Buffer.from("<html><table><tr><td>1</td></tr></table></html>"),
  },
  macros: { reason: "macros", bytes: () => book([{ name: "xl/vbaProject.bin", data: OLE }]) },
  "macros by content type": {
    reason: "macros",
    bytes: () => zip(workbookParts(sheetXml(row), { contentType: MACRO_TYPE })),
  },
  "Excel 4 macros": { reason: "macros", bytes: () => book([{ name: "xl/macrosheets/sheet1.xml", data: "<a/>" }]) },
  "links to other workbooks": {
    reason: "externalLinks",
    bytes: () => book([{ name: "xl/externalLinks/externalLink1.xml", data: "<a/>" }]),
  },
  "an encrypted part": { reason: "encrypted", bytes: () => book([{ name: "xl/a.xml", data: "a", encrypted: true }]) },
  "a workbook with a password": {
    reason: "encrypted",
    bytes: () => Buffer.concat([OLE, Buffer.alloc(600), Buffer.from("EncryptedPackage", "utf16le")]),
  },
  "an old .xls": { reason: "oldExcel", bytes: () => Buffer.concat([OLE, Buffer.alloc(600)]) },
  "a text document": {
    reason: "unsupported",
    bytes: () => zip([{ name: "mimetype", data: "application/vnd.oasis.opendocument.text", stored: true }]),
  },
  "a binary workbook": { reason: "unsupported", bytes: () => book([{ name: "xl/workbook.bin", data: "12345678" }]) },
  "entities that multiply": { reason: "damaged", bytes: () => zip(workbookParts(laughs)) },
  "elements without end": { reason: "damaged", bytes: () => zip(workbookParts(sheetXml(deep).slice(0, -24))) },
  "a tag without end": {
    reason: "damaged",
    bytes: () => zip(workbookParts(`<worksheet><sheetData><row r="${"1".repeat(3_000_000)}`)),
  },
  "a text of 3 MB": {
    reason: "damaged",
    bytes: () => zip(workbookParts(sheetXml(`<row r="1">${inline("A1", "ab ".repeat(1_000_000))}</row>`))),
  },
  "rows that go back": { reason: "damaged", bytes: () => zip(workbookParts(sheetXml(`${row}${row}`))) },
  "a shared text that is not there": {
    reason: "damaged",
    bytes: () => zip(workbookParts(sheetXml('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'))),
  },
  "a quotation that never ends": {
    reason: "unclosedQuote",
    bytes: () => Buffer.from(`a,b\n1,"${"x\n".repeat(2_000_000)}`),
  },
  "a CSV of 10,000 columns": { reason: "tooManyColumns", bytes: () => Buffer.from(`${"x;".repeat(10_000)}\n`) },
  nothing: { reason: "empty", bytes: () => Buffer.alloc(0) },
};
