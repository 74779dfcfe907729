import { columnLetters, sheetTitle } from "./sheet-xml";

export type TemplateColumn = {
  header: string;
  /** Values to choose from in a list; other values are refused by the spreadsheet unless `dropDownOnly` is false. */
  dropDown?: readonly string[];
  dropDownOnly?: boolean;
  /** Characters. */
  width?: number;
  /** Explains the column in a note on its header. */
  note?: string;
};

export type TemplateOptions = {
  sheetName: string;
  columns: readonly TemplateColumn[];
  /** Rows with sample values below the headers, by column. */
  examples?: readonly (readonly string[])[];
  /** A second sheet that explains the columns, line by line. */
  info?: { sheetName: string; rows: readonly (readonly string[])[] };
};

/** Rows that a drop-down list and the text format reach: as many as an import takes, and some. */
const ROWS = 100_010;

/**
 * Makes a template for an import (.xlsx): bold headers in row 1, every column formatted as text so that a spreadsheet leaves ids and
 * phone numbers as typed, drop-down lists (their values on a hidden sheet: a list within a cell's rule ends at 255 characters),
 * examples, and a sheet of explanations. For small workbooks only: it is made in memory.
 */
export async function writeTemplate(options: TemplateOptions): Promise<Buffer> {
  const { default: ExcelJS } = await import("exceljs");
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet(sheetTitle(options.sheetName, 1), { views: [{ state: "frozen", ySplit: 1 }] });
  sheet.columns = options.columns.map((column) => ({
    width: column.width ?? Math.min(60, Math.max(16, column.header.length + 4)),
    style: { numFmt: "@" },
  }));
  const header = sheet.getRow(1);
  options.columns.forEach((column, index) => {
    const cell = header.getCell(index + 1);
    cell.value = column.header;
    cell.font = { bold: true };
    if (column.note) cell.note = column.note;
  });
  for (const example of options.examples ?? []) sheet.addRow([...example]);

  const lists = options.columns.flatMap((column, index) => (column.dropDown?.length ? [{ column, index }] : []));
  if (options.info) {
    const info = book.addWorksheet(sheetTitle(options.info.sheetName, 1));
    info.addRows(options.info.rows.map((row) => [...row]));
    info.columns.forEach((column, index) => {
      column.width = index === 0 ? 30 : 90;
      column.alignment = { wrapText: true, vertical: "top" };
      if (index === 0) column.font = { bold: true };
    });
  }
  if (lists.length > 0) {
    const values = book.addWorksheet("Lists", { state: "veryHidden" });
    lists.forEach(({ column, index }, at) => {
      column.dropDown!.forEach((value, row) => {
        values.getCell(row + 1, at + 1).value = value;
      });
      const letters = columnLetters(at);
      const target = columnLetters(index);
      validations(sheet).add(`${target}2:${target}${ROWS}`, {
        type: "list",
        allowBlank: true,
        showErrorMessage: column.dropDownOnly ?? true,
        formulae: [`Lists!$${letters}$1:$${letters}$${column.dropDown!.length}`],
      });
    });
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

type Validations = { add(range: string, rule: import("exceljs").DataValidation): void };

/** A rule for a whole range: exceljs has it, its types don't; a rule per cell would be 100,000 of them. */
function validations(sheet: import("exceljs").Worksheet): Validations {
  return (sheet as unknown as { dataValidations: Validations }).dataValidations;
}
