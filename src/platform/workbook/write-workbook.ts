import { Readable } from "node:stream";
import {
  columnLetters,
  contentTypesXml,
  coreXml,
  linkRelationship,
  mailtoTarget,
  RELATIONSHIPS_HEAD,
  ROOT_RELATIONSHIPS_XML,
  SHEET_LIMITS,
  STYLE,
  STYLES_XML,
  sheetEnd,
  sheetHead,
  sheetTail,
  sheetTitle,
  workbookRelationshipsXml,
  workbookXml,
} from "./sheet-xml";
import { fragment, XmlBytes } from "./xml-bytes";
import { ZipWriter } from "./zip-writer";
import { type Instant, zonedSerial } from "./zoned-serial";

type ColumnBase = {
  /** Its header, in the reader's language. */
  header: string;
  /** In characters; by default what its kind and its header need. */
  width?: number;
};

/**
 * A column of an export and how a row gives its cell. Null, undefined and "" leave the cell empty (R292).
 *
 * - `text`: always text, whatever it begins with; cut at 32,767 characters.
 * - `number`: a number.
 * - `dateTime`: a `Date`, an ISO 8601 text or milliseconds since 1970; a real date cell shown `dd-mm-yyyy hh:mm` in the workbook's time zone.
 * - `email`: text with a mailto link.
 */
export type ExportColumn<Row> = ColumnBase &
  (
    | { kind: "text" | "email"; value: (row: Row) => string | null | undefined }
    | { kind: "number"; value: (row: Row) => number | null | undefined }
    | { kind: "dateTime"; value: (row: Row) => Instant | null | undefined }
  );

/**
 * What stands above the header row.
 *
 * - `list`: the bold title alone in row 1, centered over the columns; headers in row 2 (R066, R100, R137, R143, R168).
 * - `report`: the bold title in B1, then one line each with its bold label in column B and its value in column C, a blank row, the
 *   headers (R291: Company Name, Site Name and Date in rows 2 to 4, headers in row 6).
 */
export type TitleBlock =
  | { layout: "list"; title: string }
  | { layout: "report"; title: string; lines: readonly { label: string; value: string | Date }[] };

export type WorkbookOptions<Row> = {
  sheetName: string;
  titleBlock: TitleBlock;
  columns: readonly ExportColumn<Row>[];
  /** Read one after the other, only as fast as the workbook is taken; its `return()` is called when that ends early. */
  rows: AsyncIterable<Row>;
  /** BCP 47; the language the texts are in. */
  locale: string;
  /** IANA, for example Europe/Paris. */
  timeZone: string;
  /** Rows per sheet, headers included, before the next sheet begins; only tests set less than what a sheet holds. */
  rowsPerSheet?: number;
};

/** Deflate level: 3 takes half the time of 6 for a file about a tenth larger. */
const LEVEL = 3;
/** A zip entry without zip64 ends at 4 GiB; the next sheet begins well before. */
const SHEET_BYTES = 3.5 * 1024 ** 3;
const WIDTHS = { text: 16, email: 30, number: 14, dateTime: 18 } as const;

/**
 * Writes a workbook (.xlsx) as a stream, whatever the number of rows, at a memory cost that does not depend on it.
 *
 * It writes the sheet's XML itself into one deflate stream with back-pressure: exceljs's streaming writer keeps hundreds of
 * megabytes for a million rows (docs/performance.md, P10 and P11). Nothing is read before the stream is. More rows than a sheet
 * holds go on in a second one, with the same head. Destroying the stream ends the rows' iterator and frees everything; an error of
 * the rows destroys the stream with it.
 *
 * Throws a RangeError at once for an unknown time zone or no columns.
 */
export function writeWorkbook<Row>(options: WorkbookOptions<Row>): Readable {
  if (options.columns.length === 0 || options.columns.length > SHEET_LIMITS.columns) {
    throw new RangeError("A workbook needs 1 to 16,384 columns");
  }
  const serial = zonedSerial(options.timeZone);
  const rows: RowSource<Row> = { iterator: options.rows[Symbol.asyncIterator](), held: null };
  let wake: { resolve: () => void; reject: (reason: Error) => void } | null = null;
  let wanted = false;
  let started = false;
  let ended: Error | null = null;

  const stream = new Readable({
    highWaterMark: 256 * 1024,
    read() {
      wanted = true;
      wake?.resolve();
      if (started) return;
      started = true;
      produce().catch((error: Error) => stream.destroy(error));
    },
    destroy(error, done) {
      ended = error ?? new Error("The workbook was not read to its end");
      zip.destroy(ended);
      wake?.reject(ended);
      Promise.resolve(rows.iterator.return?.()).catch(() => {});
      done(error);
    },
  });
  const zip = new ZipWriter(
    {
      write(bytes) {
        wanted = stream.push(bytes) && wanted;
      },
      async ready() {
        if (ended) throw ended;
        if (wanted) return;
        await new Promise<void>((resolve, reject) => {
          wake = { resolve, reject };
        });
        wake = null;
      },
    },
    LEVEL,
  );

  async function produce(): Promise<void> {
    await zip.file("_rels/.rels", ROOT_RELATIONSHIPS_XML);
    const names: string[] = [];
    for (let more = true; more; ) {
      names.push(sheetTitle(options.sheetName, names.length + 1));
      more = await writeSheet(zip, names.length, rows, options, serial);
    }
    await zip.file("xl/workbook.xml", workbookXml(names));
    await zip.file("xl/_rels/workbook.xml.rels", workbookRelationshipsXml(names.length));
    await zip.file("xl/styles.xml", STYLES_XML);
    await zip.file("docProps/core.xml", coreXml(options.titleBlock.title, options.locale));
    await zip.file("[Content_Types].xml", contentTypesXml(names.length));
    await zip.end();
    stream.push(null);
  }
  return stream;
}

const ROW_START = fragment('<row r="');
const ROW_START_END = fragment('">');
const ROW_END = fragment("</row>");

/** A sheet being written. */
type Sheet = {
  bytes: XmlBytes;
  /** The beginning of each column's cells. */
  cells: readonly Uint8Array[];
  links: { column: number; line: number; address: string }[];
  serial: (instant: Instant) => number | null;
};

/** The rows, and the one that no longer fitted into the sheet before. */
type RowSource<Row> = { iterator: AsyncIterator<Row>; held: IteratorResult<Row> | null };

/** Writes one sheet with its links; true when it is full and rows remain. */
async function writeSheet<Row>(
  zip: ZipWriter,
  number: number,
  rows: RowSource<Row>,
  options: WorkbookOptions<Row>,
  serial: (instant: Instant) => number | null,
): Promise<boolean> {
  const { columns, titleBlock } = options;
  const limit = Math.min(options.rowsPerSheet ?? SHEET_LIMITS.rows, SHEET_LIMITS.rows);
  const headerRow = titleBlock.layout === "list" ? 2 : titleBlock.lines.length + 3;
  const bytes = new XmlBytes();
  const sheet: Sheet = { bytes, cells: columns.map((_, index) => cellAt(index)), links: [], serial };
  const entry = zip.entry(`xl/worksheets/sheet${number}.xml`);

  bytes.xml(sheetHead(columns.map(widthOf), headerRow, number === 1));
  titleRows(sheet, titleBlock);
  startRow(bytes, headerRow);
  columns.forEach((column, index) => {
    bytes.textCell(sheet.cells[index]!, headerRow, STYLE.header, column.header);
  });
  bytes.fragment(ROW_END);

  let line = headerRow;
  let more = false;
  for (;;) {
    const next = rows.held ?? (await rows.iterator.next());
    rows.held = null;
    if (next.done) break;
    if (line >= limit || entry.size > SHEET_BYTES) {
      rows.held = next;
      more = true;
      break;
    }
    line++;
    startRow(bytes, line);
    for (let index = 0; index < columns.length; index++) writeCell(sheet, columns[index]!, index, line, next.value);
    bytes.fragment(ROW_END);
    if (bytes.full) await entry.write(bytes.take());
  }

  const last = columnLetters(columns.length - 1);
  bytes.xml(
    sheetTail(
      `A${headerRow}:${last}${line}`,
      titleBlock.layout === "list" && columns.length > 1 ? `A1:${last}1` : null,
    ),
  );
  if (sheet.links.length > 0) {
    bytes.xml("<hyperlinks>");
    for (let index = 0; index < sheet.links.length; index++) {
      const { column, line } = sheet.links[index]!;
      bytes.xml(`<hyperlink ref="${columnLetters(column)}${line}" r:id="rId${index + 1}"/>`);
      if (bytes.full) await entry.write(bytes.take());
    }
    bytes.xml("</hyperlinks>");
  }
  bytes.xml(sheetEnd(`A1:${last}${line}`));
  await entry.write(bytes.take());
  await entry.end();
  if (sheet.links.length > 0) await writeLinks(zip, number, sheet);
  return more;
}

/** A link's target is an entry of its own beside the sheet. */
async function writeLinks(zip: ZipWriter, number: number, { bytes, links }: Sheet): Promise<void> {
  const entry = zip.entry(`xl/worksheets/_rels/sheet${number}.xml.rels`);
  bytes.xml(RELATIONSHIPS_HEAD);
  for (let index = 0; index < links.length; index++) {
    bytes.xml(linkRelationship(index + 1, mailtoTarget(links[index]!.address)!));
    if (bytes.full) await entry.write(bytes.take());
  }
  bytes.xml("</Relationships>");
  await entry.write(bytes.take());
  await entry.end();
}

function writeCell<Row>(sheet: Sheet, column: ExportColumn<Row>, index: number, line: number, row: Row): void {
  const { bytes, links } = sheet;
  const cell = sheet.cells[index]!;
  switch (column.kind) {
    case "text": {
      const value = column.value(row);
      if (value != null) bytes.textCell(cell, line, STYLE.text, value);
      return;
    }
    case "number": {
      const value = column.value(row);
      if (value != null) bytes.numberCell(cell, line, STYLE.plain, value);
      return;
    }
    case "dateTime": {
      const value = column.value(row);
      if (value == null || value === "") return;
      const day = sheet.serial(value);
      if (day === null) bytes.textCell(cell, line, STYLE.text, String(value));
      else bytes.dateCell(cell, line, STYLE.date, day);
      return;
    }
    case "email": {
      const value = column.value(row);
      if (value == null) return;
      const linked = links.length < SHEET_LIMITS.links && mailtoTarget(value) !== null;
      if (linked) links.push({ column: index, line, address: value });
      bytes.textCell(cell, line, linked ? STYLE.link : STYLE.text, value);
    }
  }
}

function titleRows({ bytes, serial }: Sheet, block: TitleBlock): void {
  const [a, b, c] = [cellAt(0), cellAt(1), cellAt(2)];
  startRow(bytes, 1);
  if (block.layout === "list") bytes.textCell(a, 1, STYLE.title, block.title);
  else bytes.textCell(b, 1, STYLE.header, block.title);
  bytes.fragment(ROW_END);
  if (block.layout === "list") return;
  block.lines.forEach(({ label, value }, index) => {
    const line = index + 2;
    const day = value instanceof Date ? serial(value) : null;
    startRow(bytes, line);
    bytes.textCell(b, line, STYLE.header, label);
    if (day === null) bytes.textCell(c, line, STYLE.value, String(value));
    else bytes.dateCell(c, line, STYLE.valueDate, day);
    bytes.fragment(ROW_END);
  });
}

function startRow(bytes: XmlBytes, line: number): void {
  bytes.fragment(ROW_START);
  bytes.integer(line);
  bytes.fragment(ROW_START_END);
}

function cellAt(column: number): Uint8Array {
  return fragment(`<c r="${columnLetters(column)}`);
}

function widthOf<Row>(column: ExportColumn<Row>): number {
  return column.width ?? Math.min(60, Math.max(WIDTHS[column.kind], column.header.length + 4));
}
