import { buffer } from "node:stream/consumers";
import { convertWithLibreOffice, hasLibreOffice, LIBREOFFICE_MISSING } from "@tests/support/libreoffice";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { exactText } from "@/platform/workbook/reader/cell";
import { type FileRow, readRows } from "@/platform/workbook/reader/read-rows";
import { readTable } from "@/platform/workbook/reader/read-table";
import { writeTemplate } from "@/platform/workbook/write-template";
import { writeWorkbook } from "@/platform/workbook/write-workbook";
import { inline, sheetXml, workbookParts, zip } from "./zip-files";

async function all(file: Uint8Array | string): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of readRows(file)) rows.push(row);
  return rows;
}

/** Lines of a file as lists of texts, holes as "". */
async function lines(file: Uint8Array | string): Promise<[number, ...string[]][]> {
  return (await all(file)).map(({ line, cells }) => {
    const width = Math.max(...cells.keys()) + 1;
    return [line, ...Array.from({ length: width }, (_, index) => cells.get(index)?.text ?? "")];
  });
}

const columns = [
  { key: "first", names: ["First Name", "Prénom"] },
  { key: "email", names: ["Email", "E-mail", "Adresse e-mail"], required: true },
  { key: "privateId", names: ["Private ID", "ID privé"] },
] as const;

async function table(file: Uint8Array | string) {
  const found = await readTable(file, columns);
  const rows: [number, Record<string, string>][] = [];
  for await (const { line, cells } of found.rows) {
    rows.push([line, Object.fromEntries([...cells].map(([key, cell]) => [key, cell.text]))]);
  }
  return { ...found, rows };
}

describe("reading workbooks", () => {
  it("gives every kind of cell as the file has it, with its line", async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("A");
    sheet.getRow(3).values = [
      "text",
      984523,
      984523.5,
      new Date("2026-05-01T00:00:00Z"),
      new Date("2026-05-01T09:30:00Z"),
      true,
    ];
    sheet.getCell("B5").value = { formula: "1+1", result: 2 };
    sheet.getCell("C5").value = { error: "#N/A" };
    sheet.getCell("D5").value = { richText: [{ text: "rich " }, { text: "text", font: { bold: true } }] };
    sheet.getCell("E5").value = { text: "mail", hyperlink: "mailto:a@example.com" };
    sheet.getCell("F5").value = 123456789012345680;
    const rows = await all(Buffer.from(await book.xlsx.writeBuffer()));
    expect(rows.map(({ line }) => line)).toEqual([3, 5]);
    expect([...rows[0]!.cells.values()].map(({ type, text }) => [type, text])).toEqual([
      ["text", "text"],
      ["number", "984523"],
      ["number", "984523.5"],
      ["date", "2026-05-01"],
      ["date", "2026-05-01T09:30:00"],
      ["boolean", "TRUE"],
    ]);
    expect(rows[1]!.cells.get(1)).toEqual({ type: "number", text: "2", formula: true });
    expect(rows[1]!.cells.get(2)).toEqual({ type: "error", text: "#N/A", formula: false });
    expect(rows[1]!.cells.get(3)!.text).toBe("rich text");
    expect(rows[1]!.cells.get(4)!.text).toBe("mail");
    expect(rows[1]!.cells.has(0)).toBe(false);
    expect(exactText(rows[1]!.cells.get(5)!)).toEqual({ problem: "precision" });
  });

  it("numbers that a spreadsheet spoiled stay as written, to be refused", async () => {
    const cells = ["984523.0", "1.23457E+11", "0.1"]
      .map((raw, index) => `<c r="${"ABC"[index]}1"><v>${raw}</v></c>`)
      .join("");
    const [row] = await all(zip(workbookParts(sheetXml(`<row r="1">${cells}</row>`))));
    expect([...row!.cells.values()].map(({ text }) => text)).toEqual(["984523.0", "1.23457E+11", "0.1"]);
    expect([...row!.cells.values()].map(exactText)).toEqual([
      { problem: "decimal" },
      { problem: "exponent" },
      { problem: "decimal" },
    ]);
  });

  it("reads what other programs write: prefixes, no references, CDATA, comments, escapes, phonetics, 1904, no sharedStrings", async () => {
    const sheet =
      '<?xml version="1.0"?><x:worksheet xmlns:x="y"><x:cols><x:col min="1" max="16384"/></x:cols><x:sheetData>' +
      '<x:row><x:c t="inlineStr"><x:is><x:t>a &amp; b &#233;&#x4E2D;</x:t></x:is></x:c><x:c t="str"><x:f>A1</x:f><x:v>f</x:v></x:c></x:row>' +
      '<x:row><!-- <x:c> --><x:c t="inlineStr"><x:is><x:t><![CDATA[<c>]]></x:t><x:rPh><x:t>no</x:t></x:rPh></x:is></x:c>' +
      '<x:c r="D2" t="inlineStr"><x:is><x:t xml:space="preserve"> one_x000A_two </x:t></x:is></x:c><x:c r="XFD2" s="1"/></x:row>' +
      '<x:row r="9"><x:c t="s"><x:v>1</x:v></x:c><x:c s="1"><x:v>0.5</x:v></x:c><x:c t="d"><x:v>2026-01-02T00:00:00Z</x:v></x:c></x:row>' +
      "</x:sheetData></x:worksheet>";
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-40C]hh:mm"/></numFmts><cellXfs><xf/><xf numFmtId="170"/></cellXfs></styleSheet>';
    const sharedStrings = "<sst><si><t>zero</t></si><si><r><t>o</t></r><r><t>ne</t></r></si></sst>";
    expect(await lines(zip(workbookParts(sheet, { styles, sharedStrings })))).toEqual([
      [1, "a & b é中", "f"],
      [2, "<c>", "", "", " one\ntwo "],
      [9, "one", "12:00:00", "2026-01-02"],
    ]);
  });

  it("reads a workbook that LibreOffice saved", async (ctx) => {
    if (!(await hasLibreOffice())) ctx.skip(LIBREOFFICE_MISSING);
    const csv = Buffer.from(
      "First Name,Email,Private ID,Valid From\nZoë,zoe@example.com,568746,2026-05-01\nAda,ada@example.com,0.50,\n",
    );
    const [saved] = await convertWithLibreOffice(csv, "table.csv", "xlsx", "CSV:44,34,76,1");
    const rows = await all(saved!);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 3]);
    expect([...rows[1]!.cells.values()].map(({ type, text }) => [type, text])).toEqual([
      ["text", "Zoë"],
      ["text", "zoe@example.com"],
      ["number", "568746"],
      ["date", "2026-05-01"],
    ]);
    expect(rows[2]!.cells.get(2)).toMatchObject({ type: "number", text: "0.5" });
  }, 180_000);

  it("takes the first visible sheet", async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet("Hidden", { state: "hidden" }).addRow(["no"]);
    book.addWorksheet("Seen").addRow(["yes"]);
    expect(await lines(Buffer.from(await book.xlsx.writeBuffer()))).toEqual([[1, "yes"]]);
  });

  it("reads back what the export writer wrote, title block, links and all", async () => {
    async function* rows() {
      yield { first: "=Simon", email: "simon_white@example.com", id: "00568746" };
      yield { first: "_x0041_ é\n", email: "paul@example.com", id: "7" };
    }
    const file = await buffer(
      writeWorkbook({
        sheetName: "Cards",
        titleBlock: { layout: "report", title: "Export", lines: [{ label: "Email", value: "none" }] },
        columns: [
          { header: "Prénom", kind: "text", value: (row) => row.first },
          { header: "Email", kind: "email", value: (row) => row.email },
          { header: "Private ID", kind: "text", value: (row) => row.id },
        ],
        rows: rows(),
        locale: "fr",
        timeZone: "Europe/Paris",
      }),
    );
    expect((await lines(file)).slice(3)).toEqual([
      [5, "=Simon", "simon_white@example.com", "00568746"],
      [6, "_x0041_ é\n", "paul@example.com", "7"],
    ]);
  });

  it("100,000 rows: every one, in order, also when nobody hurries", async () => {
    const xml = Array.from(
      { length: 100_000 },
      (_, index) => `<row r="${index + 1}">${inline(`A${index + 1}`, `n${index}`)}</row>`,
    );
    let next = 0;
    for await (const { line, cells } of readRows(zip(workbookParts(sheetXml(xml.join("")))))) {
      if (line !== next + 1 || cells.get(0)!.text !== `n${next}`) throw new Error(`row ${next} is ${line}`);
      next++;
      if (next % 10_000 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(next).toBe(100_000);
  });

  it("stops at its limits", async () => {
    const file = zip(
      workbookParts(sheetXml([1, 2, 3].map((n) => `<row r="${n}">${inline(`B${n}`, "x")}</row>`).join(""))),
    );
    const read = async (limits: object) => {
      for await (const _ of readRows(file, limits));
    };
    await expect(read({ rows: 2 })).rejects.toMatchObject({ code: "workbook.tooManyRows", params: { rows: 2 } });
    await expect(read({ columns: 1 })).rejects.toMatchObject({
      code: "workbook.tooManyColumns",
      params: { columns: 1 },
    });
    await expect(read({ inflatedBytes: 500 })).rejects.toMatchObject({ code: "workbook.tooLarge" });
    await expect(read({ fileBytes: 100 })).rejects.toMatchObject({ code: "workbook.fileTooLarge" });
    await expect(read({ seconds: 0 })).rejects.toMatchObject({ code: "workbook.tooSlow" });
    await expect(read({ rows: 3, columns: 2 })).resolves.toBeUndefined();
  });

  it("leaving the loop ends the worker", async () => {
    const workers = () => process.getActiveResourcesInfo().filter((name) => name === "MessagePort").length;
    const before = workers();
    for await (const _ of readRows(Buffer.from("a,b\n".repeat(100_000)))) break;
    expect(workers()).toBe(before);
  });
});

describe("reading CSV", () => {
  const expected = [
    [1, "First Name", "Email", "Private ID"],
    [2, "Zoë", "zoe@example.com", "007"],
  ];
  const text = (delimiter: string, end = "\r\n") =>
    `First Name${delimiter}Email${delimiter}Private ID${end}Zoë${delimiter}zoe@example.com${delimiter}007${end}`;
  const bigEndian = (content: string) => Buffer.from(`\ufeff${content}`, "utf16le").swap16();
  const cases: [string, Buffer][] = [
    ["comma, UTF-8", Buffer.from(text(","))],
    ["semicolon, UTF-8 with BOM", Buffer.from(`\ufeff${text(";")}`)],
    ["tab, UTF-16 LE with BOM", Buffer.from(`\ufeff${text("\t")}`, "utf16le")],
    ["semicolon, UTF-16 BE with BOM", bigEndian(text(";"))],
    ["tab, UTF-16 LE without BOM", Buffer.from(text("\t"), "utf16le")],
    ["semicolon, Windows-1252", Buffer.from(text(";"), "latin1")],
    ["LF ends", Buffer.from(text(",", "\n"))],
    ["CR ends", Buffer.from(text(";", "\r"))],
    ["no end at the end", Buffer.from(text(",").trimEnd())],
    ["quoted throughout", Buffer.from(text('","', '"\r\n"').replace(/^/, '"').slice(0, -1))],
  ];
  it.each(cases)("%s", async (_, bytes) => {
    expect(await lines(bytes)).toEqual(expected);
  });

  it("a line that declares the delimiter is no row", async () => {
    expect(await lines(Buffer.from("sep=;\r\na,b;c\r\n"))).toEqual([[2, "a,b", "c"]]);
  });

  it("blank rows, ragged rows, quotes, line ends and delimiters within quotes", async () => {
    const file = 'a;b;c\n\n;;\n"x;""y""\nz";2\n1;2;3;4\nit"s;"" ;last';
    expect(await lines(Buffer.from(file))).toEqual([
      [1, "a", "b", "c"],
      [4, 'x;"y"\nz', "2"],
      [5, "1", "2", "3", "4"],
      [6, 'it"s', "", "last"],
    ]);
  });

  it("is cut into pieces without a trace, wherever the cut falls", async () => {
    const row = `"é""中,\r\n",🔑,plain\r\n`;
    const count = 20_000;
    const rows = await all(Buffer.from(row.repeat(count)));
    expect(rows).toHaveLength(count);
    expect(new Set(rows.map(({ cells }) => [...cells.values()].map((cell) => cell.text).join("|")))).toEqual(
      new Set(['é"中,\r\n|🔑|plain']),
    );
  });
});

describe("reading tables", () => {
  it("finds headers below a title block, in any order, language and case; the rest is named", async () => {
    const found = await table(
      Buffer.from("\nExport\nCompany;x\n\nADRESSE  E-MAIL *;Remark;prenom\na@example.com;hello;Ada\n;only a remark;\n"),
    );
    expect(found.headerLine).toBe(5);
    expect([...found.columns]).toEqual([
      ["email", 0],
      ["first", 2],
    ]);
    expect(found.unknown).toEqual(["Remark"]);
    expect(found.rows).toEqual([[6, { email: "a@example.com", first: "Ada" }]]);
  });

  it("header names are data: __proto__ and constructor are columns like any other", async () => {
    const found = await table(Buffer.from("__proto__,constructor,Email\nx,y,a@example.com\n"));
    expect(found.unknown).toEqual(["__proto__", "constructor"]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it("says what is wrong with the headers", async () => {
    await expect(table(Buffer.from("a,b\n1,2\n"))).rejects.toMatchObject({ code: "workbook.noHeader" });
    await expect(table(Buffer.from("First Name,Private ID\n1,2\n"))).rejects.toMatchObject({
      code: "workbook.missingColumn",
      params: { header: "Email" },
    });
    await expect(table(Buffer.from("Email,E-Mail\n1,2\n"))).rejects.toMatchObject({
      code: "workbook.duplicateColumn",
      params: { header: "E-Mail" },
    });
  });
});

describe("templates", () => {
  it("have headers, text columns, drop-downs of any length, examples and explanations, and can be imported", async () => {
    const configurations = Array.from({ length: 120 }, (_, index) => `Configuration "${index}", London`);
    const file = await writeTemplate({
      sheetName: "Cards: import/template",
      columns: [
        { header: "First Name" },
        { header: "Email", note: "Mandatory" },
        { header: "Private ID" },
        { header: "Configuration", dropDown: configurations },
      ],
      examples: [["Simon", "simon@example.com", "00568746", configurations[7]!]],
      info: { sheetName: "Info", rows: [["Email", "The holder's address"]] },
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file as never);
    expect(book.worksheets.map(({ name, state }) => [name, state])).toEqual([
      ["Cards  import template", "visible"],
      ["Info", "visible"],
      ["Lists", "veryHidden"],
    ]);
    const sheet = book.worksheets[0]!;
    expect(sheet.getCell("B1").font.bold).toBe(true);
    expect(sheet.getCell("C2").numFmt).toBe("@");
    expect(sheet.getCell("D100").dataValidation).toMatchObject({ type: "list", formulae: ["Lists!$A$1:$A$120"] });
    expect(book.worksheets[2]!.getCell("A120").value).toBe('Configuration "119", London');
    expect((await table(file)).rows).toEqual([
      [2, { first: "Simon", email: "simon@example.com", privateId: "00568746" }],
    ]);
  });
});
