import { execFile } from "node:child_process";
import { buffer } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { hasLibreOffice, LIBREOFFICE_MISSING, openInLibreOffice } from "@tests/support/libreoffice";
import ExcelJS from "exceljs";
import { describe, expect, it } from "vitest";
import { type ExportColumn, type TitleBlock, writeWorkbook } from "@/platform/workbook/write-workbook";

type Card = {
  first: string;
  email: string;
  id: string;
  credits: number;
  created: string | Date;
  revoked: string | null;
};

const columns: ExportColumn<Card>[] = [
  { header: "First Name", kind: "text", value: (card) => card.first },
  { header: "Email", kind: "email", value: (card) => card.email },
  { header: "Private ID/CSN", kind: "text", value: (card) => card.id },
  { header: "Credits", kind: "number", value: (card) => card.credits },
  { header: "VCard Creation Date", kind: "dateTime", value: (card) => card.created },
  { header: "VCard Revoked Date", kind: "dateTime", value: (card) => card.revoked },
];

const simon: Card = {
  first: "Simon",
  email: "simon@example.com",
  id: "00568746",
  credits: 5,
  created: "2018-12-14T08:40:00.000Z",
  revoked: null,
};

const list: TitleBlock = { layout: "list", title: "Account History" };
const report: TitleBlock = {
  layout: "report",
  title: "Report",
  lines: [
    { label: "Company Name", value: "My Company" },
    { label: "Site Name", value: "London" },
    { label: "Date", value: new Date("2018-12-14T08:40:00.000Z") },
  ],
};

async function* each<Row>(rows: Iterable<Row>): AsyncGenerator<Row> {
  yield* rows;
}

function write<Row>(
  rows: Iterable<Row>,
  cols: ExportColumn<Row>[],
  more: { titleBlock?: TitleBlock; rowsPerSheet?: number } = {},
) {
  return buffer(
    writeWorkbook({
      sheetName: "Cards",
      titleBlock: list,
      columns: cols,
      rows: each(rows),
      locale: "en",
      timeZone: "Europe/Paris",
      ...more,
    }),
  );
}

async function open(file: Buffer): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file as never);
  return book;
}

const texts = (values: string[]) => write(values, [{ header: "Text", kind: "text", value: (text) => text }]);

describe("export writer, opened with exceljs", () => {
  it("R066 R100 R137 R143 R168: bold title alone in row 1, centered over the columns, bold headers in row 2", async () => {
    const sheet = (await open(await write([simon], columns))).worksheets[0]!;
    expect(sheet.name).toBe("Cards");
    expect(sheet.getCell("A1").value).toBe("Account History");
    expect(sheet.getCell("A1").font.bold).toBe(true);
    expect(sheet.getCell("A1").alignment.horizontal).toBe("center");
    expect(sheet.getCell("F1").master.address).toBe("A1");
    expect((sheet.getRow(2).values as unknown[]).slice(1)).toEqual(columns.map((column) => column.header));
    expect(sheet.getCell("C2").font.bold).toBe(true);
    expect(sheet.views[0]).toMatchObject({ state: "frozen", ySplit: 2 });
    expect(sheet.autoFilter).toBe("A2:F3");
  });

  it("R291: report block in columns B and C, real date in C4, row 5 blank, headers in row 6", async () => {
    const sheet = (await open(await write([simon], columns, { titleBlock: report }))).worksheets[0]!;
    expect(sheet.getCell("B1").value).toBe("Report");
    expect([2, 3, 4].map((row) => sheet.getCell(row, 2).value)).toEqual(["Company Name", "Site Name", "Date"]);
    expect([2, 3].map((row) => sheet.getCell(row, 3).value)).toEqual(["My Company", "London"]);
    // exceljs gives the wall clock of the sheet as if it were UTC: 09:40 in Paris.
    expect(sheet.getCell("C4").value).toEqual(new Date("2018-12-14T09:40:00.000Z"));
    expect(sheet.getCell("C4").numFmt).toBe("dd-mm-yyyy hh:mm");
    expect(["B1", "B2", "B4", "A6", "F6"].map((cell) => sheet.getCell(cell).font.bold)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(sheet.getCell("C2").font.bold).toBeFalsy();
    expect(sheet.getRow(5).hasValues).toBe(false);
    expect(sheet.getCell("A6").value).toBe("First Name");
    expect(sheet.getCell("A7").value).toBe("Simon");
    expect(sheet.views[0]).toMatchObject({ ySplit: 6 });
  });

  it("R291 R292: e-mails as links, ids as texts with their zeros, real dates in the time zone, empty dates empty", async () => {
    const sheet = (await open(await write([simon], columns))).worksheets[0]!;
    expect(sheet.getCell("B3").value).toEqual({ text: "simon@example.com", hyperlink: "mailto:simon@example.com" });
    expect(sheet.getCell("C3").value).toBe("00568746");
    expect(sheet.getCell("C3").numFmt).toBe("@");
    expect(sheet.getCell("D3").value).toBe(5);
    expect(sheet.getCell("E3").value).toEqual(new Date("2018-12-14T09:40:00.000Z"));
    expect(sheet.getCell("E3").numFmt).toBe("dd-mm-yyyy hh:mm");
    expect(sheet.getCell("F3").type).toBe(ExcelJS.ValueType.Null);
  });

  it("never writes a formula", async () => {
    const hostile = [
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "=cmd|' /C calc'!A0",
      "\t=1",
      "\r=1",
      '=HYPERLINK("http://x.test")',
    ];
    const file = await texts(hostile);
    const sheet = (await open(file)).worksheets[0]!;
    hostile.forEach((text, index) => {
      const cell = sheet.getCell(index + 3, 1);
      expect(cell.type).toBe(ExcelJS.ValueType.String);
      expect(cell.value).toBe(text.replace("\r", "\n"));
      expect(cell.numFmt).toBe("@");
    });
  });

  it("keeps every text as it is, less what XML can't hold", async () => {
    const kept = [
      "  two  blanks  ",
      "a\nb\tc",
      "<&>\"'",
      "Zoë 李 🔑",
      "é".repeat(400),
      "under_score",
      "x".repeat(40_000).slice(0, 32_767),
    ];
    const sheet = (
      await open(await texts([...kept, "a\u0000b\u0008\ud800c\uffff", "\u0001", `${"y".repeat(32_766)}🔑`]))
    ).worksheets[0]!;
    kept.forEach((text, index) => {
      expect(sheet.getCell(index + 3, 1).value).toBe(text);
    });
    expect(sheet.getCell(kept.length + 3, 1).value).toBe("abc");
    expect(sheet.getCell(kept.length + 4, 1).value).toBeNull();
    expect(sheet.getCell(kept.length + 5, 1).value).toBe("y".repeat(32_766));
  });

  it("links only what can be an address, percent-encoded so that Excel finds no damage", async () => {
    const values = ["a'b+c@example.com", 'x"y<z>&%@example.com', "no address", "a b@example.com", "=x@example.com"];
    const file = await write(values, [{ header: "Email", kind: "email", value: (text) => text }]);
    const sheet = (await open(file)).worksheets[0]!;
    const links = values.map((_, index) => sheet.getCell(index + 3, 1).hyperlink ?? null);
    expect(links).toEqual([
      "mailto:a%27b%2Bc@example.com",
      "mailto:x%22y%3Cz%3E%26%25@example.com",
      null,
      null,
      "mailto:%3Dx@example.com",
    ]);
    expect(values.map((_, index) => sheet.getCell(index + 3, 1).text)).toEqual(values);
  });

  it("keeps to Excel's 65,530 links a sheet: what follows is plain text", async () => {
    const addresses = Array.from({ length: 65_600 }, (_, index) => `user${index}@example.com`);
    const sheet = (await open(await write(addresses, [{ header: "Email", kind: "email", value: (text) => text }])))
      .worksheets[0]!;
    expect(sheet.getCell(65_532, 1).hyperlink).toBe("mailto:user65529@example.com");
    expect(sheet.getCell(65_533, 1).value).toBe("user65530@example.com");
  });

  it("goes on in a second sheet with the same head, and not when the rows just fit", async () => {
    const numbers = Array.from({ length: 8 }, (_, index) => index);
    const column: ExportColumn<number> = { header: "N", kind: "number", value: (number) => number };
    const fitting = await open(await write(numbers, [column], { rowsPerSheet: 10 }));
    expect(fitting.worksheets.map((sheet) => sheet.name)).toEqual(["Cards"]);
    const split = await open(await write([...numbers, 8], [column], { rowsPerSheet: 10 }));
    expect(split.worksheets.map((sheet) => sheet.name)).toEqual(["Cards", "Cards (2)"]);
    expect(split.worksheets[0]!.getCell("A10").value).toBe(7);
    expect([1, 2, 3].map((row) => split.worksheets[1]!.getCell(row, 1).value)).toEqual(["Account History", "N", 8]);
  });

  it("writes dates right on both sides of a change of the clocks", async () => {
    const instants = ["2018-10-28T00:59:59Z", "2018-10-28T01:00:00Z", "2018-03-25T00:59:00Z", "2018-03-25T01:00:00Z"];
    const file = await write(instants, [{ header: "When", kind: "dateTime", value: (text) => text }]);
    const sheet = (await open(file)).worksheets[0]!;
    expect(instants.map((_, index) => (sheet.getCell(index + 3, 1).value as Date).toISOString())).toEqual([
      "2018-10-28T02:59:59.000Z",
      "2018-10-28T02:00:00.000Z",
      "2018-03-25T01:59:00.000Z",
      "2018-03-25T03:00:00.000Z",
    ]);
  });

  it("writes an empty list as its head alone", async () => {
    const sheet = (await open(await write([], columns))).worksheets[0]!;
    expect(sheet.rowCount).toBe(2);
    expect(sheet.autoFilter).toBe("A2:F2");
  });
});

describe("export writer, opened with LibreOffice", () => {
  it("R291: shows the report to the cell, on every sheet", async (ctx) => {
    if (!(await hasLibreOffice())) ctx.skip(LIBREOFFICE_MISSING);
    const paul = { ...simon, first: "=1+1", email: "paul@example.com", revoked: "2018-12-15T23:30:00.000Z" };
    const sheets = await openInLibreOffice(
      await write([simon, paul, simon], columns, { titleBlock: report, rowsPerSheet: 8 }),
    );
    const head = [
      ["", "Report", "", "", "", ""],
      ["", "Company Name", "My Company", "", "", ""],
      ["", "Site Name", "London", "", "", ""],
      ["", "Date", "14-12-2018 09:40", "", "", ""],
      ["", "", "", "", "", ""],
      columns.map((column) => column.header),
    ];
    const first = ["Simon", "simon@example.com", "00568746", "5", "14-12-2018 09:40", ""];
    expect(sheets).toEqual([
      [...head, first, ["=1+1", "paul@example.com", "00568746", "5", "14-12-2018 09:40", "16-12-2018 00:30"]],
      [...head, first],
    ]);
  }, 180_000);
});

describe("export writer, the escapes of ECMA-376", () => {
  it("a text that looks like an escape is kept as it was typed", async (ctx) => {
    if (!(await hasLibreOffice())) ctx.skip(LIBREOFFICE_MISSING);
    const [lines] = await openInLibreOffice(await texts(["_x0041_", "a_x00e9_b"]));
    expect(lines!.slice(2)).toEqual([["_x0041_"], ["a_x00e9_b"]]);
  }, 180_000);
});

describe("export writer, as a stream", () => {
  it("reads no row before it is read, and only as far as it is read", async () => {
    let made = 0;
    async function* endless() {
      for (;;) yield ++made;
    }
    const stream = writeWorkbook({
      sheetName: "N",
      titleBlock: list,
      columns: [{ header: "N", kind: "number", value: (number: number) => (number * 7919) % 1_000_003 }],
      rows: endless(),
      locale: "en",
      timeZone: "UTC",
    });
    await wait(20);
    expect(made).toBe(0);
    stream.once("readable", () => {});
    let before = -1;
    while (before !== made || made === 0) {
      before = made;
      await wait(100);
    }
    // 256 KiB wait in the stream; what made them is far from endless.
    expect(made).toBeLessThan(500_000);
    stream.destroy();
  });

  it("P12: destroyed half-way it ends the rows' iterator and the deflate stream", async () => {
    let closed = false;
    async function* endless() {
      try {
        for (let number = 0; ; number++) yield number;
      } finally {
        closed = true;
      }
    }
    const handles = () => process.getActiveResourcesInfo().filter((name) => name.startsWith("ZLIB")).length;
    const before = handles();
    const stream = writeWorkbook({
      sheetName: "N",
      titleBlock: list,
      columns: [{ header: "N", kind: "number", value: (number: number) => number }],
      rows: endless(),
      locale: "en",
      timeZone: "UTC",
    });
    for await (const chunk of stream) {
      expect(chunk.length).toBeGreaterThan(0);
      if (chunk.length > 1000) break;
    }
    expect(stream.destroyed).toBe(true);
    await expect.poll(() => [closed, handles()]).toEqual([true, before]);
  });

  it("an error of the rows is the stream's error", async () => {
    async function* broken() {
      yield 1;
      throw new Error("the database went away");
    }
    const stream = writeWorkbook({
      sheetName: "N",
      titleBlock: list,
      columns: [{ header: "N", kind: "number", value: (number: number) => number }],
      rows: broken(),
      locale: "en",
      timeZone: "UTC",
    });
    await expect(buffer(stream)).rejects.toThrow("the database went away");
  });

  it("P10: 200,000 rows of 10 columns cost no memory that grows with them", async () => {
    const script = new URL("./measure-export.ts", import.meta.url).pathname;
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--expose-gc",
      "--import",
      "tsx",
      script,
      "200000",
    ]);
    const { growth, bytes } = JSON.parse(stdout) as { growth: number; bytes: number };
    expect(bytes).toBeGreaterThan(5_000_000);
    expect(growth / 2 ** 20).toBeLessThan(80);
  }, 180_000);
});
