import { AppError, isAppError } from "@/shared/kernel/app-error";
import type { Cell } from "./cell";
import type { ReadLimits } from "./limits";
import { type FileRow, readRows } from "./read-rows";

/** A column that a table may have: its key, and all the headers it goes by, in every language. */
export type TableColumn<Key extends string> = { key: Key; names: readonly string[]; required?: boolean };

export type TableRow<Key extends string> = { line: number; cells: Map<Key, Cell> };

export type Table<Key extends string> = {
  /** The line of the headers. */
  headerLine: number;
  /** Where each column that is there was found (from 0), in the file's order. */
  columns: Map<Key, number>;
  /** Headers that belong to no column, as written. */
  unknown: string[];
  /** The rows below the headers that have content in a known column. Read once. */
  rows: AsyncIterable<TableRow<Key>>;
  /** Ends the reading; needed only when `rows` is not read. */
  close(): Promise<void>;
};

/** Headers are looked for in so many rows with content: exports and reports have a title block above them. */
const HEADER_WITHIN = 20;

/** A header as it is compared: without case, accents, marks and superfluous blanks. */
function normalizeHeader(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[*:\u200b\ufeff]/g, " ")
    .replace(/[\u2019\u02bc`]/g, "'")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** The table is looked for in so many visible sheets: Numbers puts one before it that sums up the document. */
const SHEETS = 3;
const NOT_HERE = ["workbook.noHeader", "workbook.missingColumn", "workbook.noRows", "workbook.empty"];

/**
 * Reads a table: finds the row of headers (the first in which all required columns are, wherever it stands among the first twenty
 * rows of one of the first visible sheets), maps its columns in any order, and gives the rows below it by key.
 *
 * Throws what `readRows` throws, and BAD_INPUT `workbook.noHeader`, `workbook.missingColumn` {header}, `workbook.duplicateColumn`
 * {header}.
 */
export async function readTable<Key extends string>(
  file: Uint8Array | string,
  columns: readonly TableColumn<Key>[],
  limits: Partial<ReadLimits> = {},
): Promise<Table<Key>> {
  const known = new Map<string, Key>();
  for (const { key, names } of columns) for (const name of names) known.set(normalizeHeader(name), key);
  const required = columns.filter((column) => column.required);

  let refused: unknown = null;
  for (let sheet = 0; sheet < SHEETS; sheet++) {
    try {
      return await readSheet(file, known, required, { ...limits, sheet });
    } catch (error) {
      refused ??= error;
      // What the first sheet was refused for is what the person reads.
      if (!isAppError(error) || !NOT_HERE.includes(error.code)) throw sheet === 0 ? error : refused;
    }
  }
  throw refused;
}

async function readSheet<Key extends string>(
  file: Uint8Array | string,
  known: Map<string, Key>,
  required: readonly TableColumn<Key>[],
  limits: Partial<ReadLimits>,
): Promise<Table<Key>> {
  const rows = readRows(file, limits);
  try {
    let nearest: Headers<Key> | null = null;
    for (let tried = 0; tried < HEADER_WITHIN; tried++) {
      const next = await rows.next();
      if (next.done) break;
      const headers = readHeaders(next.value, known);
      if (headers.columns.size > (nearest?.columns.size ?? 0)) nearest = headers;
      if (headers.columns.size === 0 || required.some(({ key }) => !headers.columns.has(key))) continue;
      if (headers.duplicate !== null) throw refusal("duplicateColumn", headers.duplicate);
      return {
        headerLine: next.value.line,
        columns: headers.columns,
        unknown: headers.unknown,
        rows: below(rows, headers.columns),
        close: async () => void (await rows.return(undefined)),
      };
    }
    const missing = nearest && required.find(({ key }) => !nearest.columns.has(key));
    throw missing
      ? refusal("missingColumn", missing.names[0] ?? missing.key)
      : new AppError("BAD_INPUT", "workbook.noHeader");
  } catch (error) {
    await rows.return(undefined);
    throw error;
  }
}

type Headers<Key> = { columns: Map<Key, number>; unknown: string[]; duplicate: string | null };

/** Header names come from the file, so they are only ever keys of a Map. */
function readHeaders<Key extends string>(row: FileRow, known: Map<string, Key>): Headers<Key> {
  const headers: Headers<Key> = { columns: new Map(), unknown: [], duplicate: null };
  for (const [index, cell] of row.cells) {
    const key = known.get(normalizeHeader(cell.text));
    if (key === undefined) headers.unknown.push(cell.text.trim());
    else if (headers.columns.has(key)) headers.duplicate ??= cell.text.trim();
    else headers.columns.set(key, index);
  }
  return headers;
}

async function* below<Key extends string>(
  rows: AsyncGenerator<FileRow>,
  columns: Map<Key, number>,
): AsyncGenerator<TableRow<Key>> {
  for await (const row of rows) {
    const cells = new Map<Key, Cell>();
    for (const [key, index] of columns) {
      const cell = row.cells.get(index);
      if (cell) cells.set(key, cell);
    }
    if (cells.size > 0) yield { line: row.line, cells };
  }
}

function refusal(reason: string, header: string): AppError {
  return new AppError("BAD_INPUT", `workbook.${reason}`, { params: { header: header.slice(0, 100) } });
}
