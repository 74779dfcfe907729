/** The most a worksheet holds (Excel's specifications and limits). */
export const SHEET_LIMITS = { rows: 1_048_576, columns: 16_384, links: 65_530, text: 32_767, name: 31 } as const;

/** Indexes into `cellXfs` of `STYLES_XML`. */
export const STYLE = { plain: 0, title: 1, header: 2, text: 3, date: 4, link: 5, value: 6, valueDate: 7 } as const;

/** How dates are shown in every workbook (decisions, section 8). */
const DATE_FORMAT = "dd-mm-yyyy hh:mm";

// biome-ignore lint/suspicious/noControlCharactersInRegex: what `escapeXml` changes
const SPECIAL = /[<>&\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]|_x[0-9a-fA-F]{4}_/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly the characters that XML 1.0 can't hold (section 2.2)
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const SPACED = /^\s|\s$|\s\s|[\n\t]/;

/** Cuts a text to what a cell holds, without splitting a character in two. */
export function cutToCell(text: string): string {
  if (text.length <= SHEET_LIMITS.text) return text;
  const last = text.charCodeAt(SHEET_LIMITS.text - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? SHEET_LIMITS.text - 1 : SHEET_LIMITS.text);
}

/**
 * Text as it stands in a `<t>` element or an attribute: characters that XML can't hold removed, line ends as LF, `_x0041_` kept as
 * written (a spreadsheet would read it as an escape, ECMA-376 part 1, 22.9.2.19).
 */
export function escapeXml(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text
    .replace(ILLEGAL, "")
    .replace(/\r\n?/g, "\n")
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, "_x005F_")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;");
}

/** As `escapeXml`, for an attribute in double quotes. */
function escapeAttribute(text: string): string {
  return escapeXml(text).replace(/"/g, "&quot;");
}

/** Whether a text needs `xml:space="preserve"` to keep its blanks. */
export function isSpaced(text: string): boolean {
  return SPACED.test(text);
}

/** The letters of a column: 0 → A, 26 → AA. */
export function columnLetters(index: number): string {
  let letters = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/**
 * The target of an e-mail link, or null when the text is no address that can be one: a relationship that is no valid URI makes
 * Excel call the whole file damaged, so all that is special is percent-encoded.
 */
export function mailtoTarget(text: string): string | null {
  if (text.length > 254 || !/^[^\s@]+@[^\s@]+$/.test(text)) return null;
  if (/\p{Surrogate}/u.test(text)) return null;
  return `mailto:${encodeURIComponent(text).replace("%40", "@").replace(/'/g, "%27")}`;
}

/** A sheet's name as spreadsheets allow it (31 characters, none of `[ ] : * ? / \`), with a number from the second on. */
export function sheetTitle(name: string, number: number): string {
  const suffix = number > 1 ? ` (${number})` : "";
  const clean = name
    .replace(ILLEGAL, "")
    .replace(/[[\]:*?/\\\r\n\t]/g, " ")
    .replace(/^'+|'+$/g, "")
    .trim();
  const cut = Array.from(clean || "Sheet").reduce((text, character) => {
    return text.length + character.length + suffix.length <= SHEET_LIMITS.name ? text + character : text;
  }, "");
  return cut.trimEnd() + suffix;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

/** A worksheet up to its first row: frozen down to `headerRow`, columns of these widths (in characters). */
export function sheetHead(widths: readonly number[], headerRow: number, selected: boolean): string {
  const cell = `A${headerRow + 1}`;
  const columns = widths
    .map((width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`)
    .join("");
  return (
    `${DECLARATION}<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
    `<sheetViews><sheetView workbookViewId="0"${selected ? ' tabSelected="1"' : ""}>` +
    `<pane ySplit="${headerRow}" topLeftCell="${cell}" activePane="bottomLeft" state="frozen"/>` +
    `<selection pane="bottomLeft" activeCell="${cell}" sqref="${cell}"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${columns}</cols><sheetData>`
  );
}

/** What follows a worksheet's rows, up to its links (elements in the order of ECMA-376 part 1, 18.3.1.99). */
export function sheetTail(filter: string, merged: string | null): string {
  return `</sheetData><autoFilter ref="${filter}"/>${merged ? `<mergeCells count="1"><mergeCell ref="${merged}"/></mergeCells>` : ""}`;
}

/** The end of a worksheet. Ids and phone numbers are texts on purpose, so the "number stored as text" marks are off. */
export function sheetEnd(all: string): string {
  return (
    '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup orientation="landscape"/>' +
    `<ignoredErrors><ignoredError sqref="${all}" numberStoredAsText="1"/></ignoredErrors></worksheet>`
  );
}

export const RELATIONSHIPS_HEAD = `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">`;

export function linkRelationship(id: number, target: string): string {
  return `<Relationship Id="rId${id}" Type="${RELATIONS}/hyperlink" Target="${escapeAttribute(target)}" TargetMode="External"/>`;
}

/** `_rels/.rels`, the first entry of the archive. */
export const ROOT_RELATIONSHIPS_XML =
  `${RELATIONSHIPS_HEAD}<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/>` +
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;

export function coreXml(title: string, locale: string): string {
  return (
    `${DECLARATION}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
    `<dc:title>${escapeXml(title)}</dc:title><dc:language>${escapeXml(locale)}</dc:language></cp:coreProperties>`
  );
}

export function workbookXml(names: readonly string[]): string {
  const sheets = names
    .map((name, index) => `<sheet name="${escapeAttribute(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
    .join("");
  return (
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr/><bookViews><workbookView/></bookViews>` +
    `<sheets>${sheets}</sheets></workbook>`
  );
}

export function workbookRelationshipsXml(sheets: number): string {
  let xml = RELATIONSHIPS_HEAD;
  for (let number = 1; number <= sheets; number++) {
    xml += `<Relationship Id="rId${number}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${number}.xml"/>`;
  }
  return `${xml}<Relationship Id="rId${sheets + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`;
}

export function contentTypesXml(sheets: number): string {
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  let xml =
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>` +
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>';
  for (let number = 1; number <= sheets; number++) {
    xml += `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${type}.worksheet+xml"/>`;
  }
  return `${xml}</Types>`;
}

const FONT = '<name val="Calibri"/><family val="2"/>';

/** Number format 49 is "text": what is typed over such a cell stays text too, also when it begins with `=`. */
export const STYLES_XML =
  `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="${DATE_FORMAT}"/></numFmts>` +
  `<fonts count="4"><font><sz val="11"/>${FONT}</font><font><b/><sz val="14"/>${FONT}</font><font><b/><sz val="11"/>${FONT}</font>` +
  `<font><u/><sz val="11"/><color rgb="FF0563C1"/>${FONT}</font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="8">' +
  xf(0, 0) +
  xf(0, 1, '<alignment horizontal="center"/>') +
  xf(49, 2) +
  xf(49, 0) +
  xf(164, 0) +
  xf(49, 3) +
  xf(49, 0, '<alignment horizontal="left"/>') +
  xf(164, 0, '<alignment horizontal="left"/>') +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

function xf(format: number, font: number, alignment = ""): string {
  const applied = `${format ? ' applyNumberFormat="1"' : ""}${font ? ' applyFont="1"' : ""}${alignment ? ' applyAlignment="1"' : ""}`;
  return `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0"${applied}>${alignment}</xf>`;
}
