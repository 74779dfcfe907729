/**
 * A cell as the file holds it; nothing is guessed.
 *
 * `text` is, by type: the text; the number exactly as the file writes it (`984523.0`, `1.23457E+11`); the wall clock of a date as
 * ISO 8601 without zone (`2026-05-01`, `2026-05-01T09:30:00`, `09:30:00` for a time alone); `TRUE` or `FALSE`; the error (`#N/A`).
 */
export type Cell = {
  type: "text" | "number" | "date" | "boolean" | "error";
  text: string;
  /** The cell holds a formula; `text` is its last result, as the program that wrote the file left it. */
  formula: boolean;
};

/** Why a cell can't be taken as the exact text a person typed; message keys `workbook.cells.<reason>`. */
export type CellProblem = "formula" | "error" | "date" | "boolean" | "decimal" | "exponent" | "precision";

/**
 * The text of a cell that must be exact to the digit: an id, a phone number.
 *
 * A whole number of up to 15 digits is taken. Refused with the reason: what a spreadsheet has turned into a float (`984523.0`), an
 * exponent (`1.23457E+11`, also when it stands as text, as a spreadsheet's CSV has it), a date, or a number of more than 15 digits,
 * whose last ones are lost.
 */
export function exactText(cell: Cell): { text: string } | { problem: CellProblem } {
  if (cell.formula) return { problem: "formula" };
  if (cell.type === "date" || cell.type === "boolean" || cell.type === "error") return { problem: cell.type };
  const text = cell.text.trim();
  if (/^[+-]?\d+([.,]\d+)?E[+-]?\d+$/i.test(text) && (cell.type === "number" || /[.,]|\+/.test(text)))
    return { problem: "exponent" };
  if (cell.type === "number") {
    if (!/^\d+$/.test(text)) return { problem: "decimal" };
    return text.length > 15 ? { problem: "precision" } : { text };
  }
  return /^\d+[.,]0+$/.test(text) ? { problem: "decimal" } : { text };
}

/** The text of a cell where a number is as good as a text (a name, a comment); a formula, an error or a date is not. */
export function looseText(cell: Cell): { text: string } | { problem: CellProblem } {
  if (cell.formula) return { problem: "formula" };
  if (cell.type === "date" || cell.type === "error") return { problem: cell.type };
  return { text: cell.text.trim() };
}
