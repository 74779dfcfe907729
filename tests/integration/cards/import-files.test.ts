import { callerOf, refusal } from "@tests/support/caller";
import { aFile, importsOf, importsOn } from "@tests/support/imports";
import { convertWithLibreOffice, hasLibreOffice, LIBREOFFICE_MISSING } from "@tests/support/libreoffice";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { cardImport } from "@/modules/cards/server";
import { HOSTILE_FILES } from "../workbook/hostile-samples";
import { zip } from "../workbook/zip-files";
import { aPortal, everything } from "./portal";

/* Files as the world writes them, from the upload to the cards. */

async function aPortalOfImports() {
  const portal = await aPortal();
  const { cardImports } = await callerOf(portal.user);
  return { ...portal, cardImports, ...importsOn(portal, "cards", cardImport, cardImports) };
}
type Imports = Awaited<ReturnType<typeof aPortalOfImports>>;

/** What every file of these tests says, whoever wrote it; the second person has a Mobile ID+ card. */
const PEOPLE = [
  ["Élodie", "D’ŒUVRE", "elodie@example.com", "+33442126060", "AB12"],
  ["Jürgen", "MÜLLER; FILS", "juergen@example.com", "0033442126061", ""],
] as const;

async function imported(portal: Imports, content: string | Uint8Array) {
  const id = await portal.checked(content);
  expect(await portal.told(id)).toEqual(
    expect.arrayContaining([expect.arrayContaining(["GOOD"]), expect.arrayContaining(["GOOD"])]),
  );
  await portal.commit(id);
  const { cards } = await everything(portal.account.id);
  return cards
    .sort((a, b) => a.email.localeCompare(b.email))
    .map((card) => [card.firstName, card.lastName, card.email, card.phone ?? "", card.privateId ?? ""]);
}

/** The bytes of a text in Windows-1252: Latin-1, and what that lacks of these texts. */
function windows1252(text: string): Uint8Array {
  const more: Record<string, number> = { "’": 0x92, Œ: 0x8c, œ: 0x9c, "€": 0x80 };
  return Uint8Array.from(text, (letter) => more[letter] ?? letter.charCodeAt(0));
}
const utf16 = (text: string, bigEndian: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return new Uint8Array(bigEndian ? bytes.swap16() : bytes);
};
const ENCODINGS: Record<string, (text: string) => string | Uint8Array> = {
  "UTF-8": (text) => text,
  "UTF-8 with BOM": (text) => `\ufeff${text}`,
  "UTF-16 LE": (text) => utf16(text, false),
  "UTF-16 BE": (text) => utf16(text, true),
  "Windows-1252": windows1252,
};
const SEPARATORS = { semicolon: ";", comma: ",", tab: "\t" };
const quoted = (text: string) => (/[;,\t"\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A French file, its columns in another order, with a blank row and one the app does not know. */
function csvIn(separator: string, configuration: string): string {
  const rows = PEOPLE.map(([first, last, email, phone, id]) => [
    id,
    email,
    last,
    first,
    id && configuration,
    phone,
    "x",
  ]);
  return [
    ["Identifiant privé", "E-mail", "Nom", "Prénom", "Configuration", "Téléphone", "Remarque"],
    rows[0],
    [],
    rows[1],
  ]
    .map((row) => (row as string[]).map(quoted).join(separator))
    .join("\r\n");
}

describe("R201 text files", () => {
  for (const [encoding, encode] of Object.entries(ENCODINGS))
    for (const [name, separator] of Object.entries(SEPARATORS))
      test(`R201 ${encoding}, ${name}`, async () => {
        const portal = await aPortalOfImports();
        const text = csvIn(separator, portal.configuration.name);
        expect(await imported(portal, encode(text))).toEqual(PEOPLE.map((person) => [...person]));
      });
});

const HEAD = ["First Name", "Last Name", "Email", "Phone Number", "Configuration", "Private ID"];
const rowsFor = (configuration: string) =>
  PEOPLE.map(([first, last, email, phone, id]) => [first, last, email, phone, id ? configuration : "", id]);
const xml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
const column = (index: number) => String.fromCharCode(65 + index);

type Sheets = { names?: string[]; sheets: string[]; shared?: string; prefix?: string; strict?: boolean };
/** A workbook of sheets given as XML, with as little around them as such files have. */
function workbook({ names, sheets, shared, prefix = "", strict }: Sheets): Uint8Array {
  const p = prefix ? `${prefix}:` : "";
  const main = strict
    ? "http://purl.oclc.org/ooxml/spreadsheetml/main"
    : "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const rel = strict
    ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
    : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const ns = prefix ? `xmlns:${prefix}="${main}"` : `xmlns="${main}"`;
  const part = (type: string) => `application/vnd.openxmlformats-officedocument.spreadsheetml.${type}+xml`;
  const overrides = [
    `<Override PartName="/xl/workbook.xml" ContentType="${part("sheet.main")}"/>`,
    ...sheets.map(
      (_, n) => `<Override PartName="/xl/worksheets/sheet${n + 1}.xml" ContentType="${part("worksheet")}"/>`,
    ),
    ...(shared ? [`<Override PartName="/xl/sharedStrings.xml" ContentType="${part("sharedStrings")}"/>`] : []),
  ];
  return new Uint8Array(
    zip([
      {
        name: "[Content_Types].xml",
        data: `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`,
      },
      {
        name: "_rels/.rels",
        data: `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      },
      {
        name: "xl/workbook.xml",
        data: `<?xml version="1.0"?><${p}workbook ${ns} xmlns:r="${rel}"><${p}sheets>${sheets
          .map((_, n) => `<${p}sheet name="${names?.[n] ?? `Sheet${n + 1}`}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`)
          .join("")}</${p}sheets></${p}workbook>`,
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        data: `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets
          .map(
            (_, n) => `<Relationship Id="rId${n + 1}" Type="${rel}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`,
          )
          .join(
            "",
          )}${shared ? `<Relationship Id="rIdS" Type="${rel}/sharedStrings" Target="sharedStrings.xml"/>` : ""}</Relationships>`,
      },
      ...sheets.map((rows, n) => ({
        name: `xl/worksheets/sheet${n + 1}.xml`,
        data: `<?xml version="1.0"?><${p}worksheet ${ns}><${p}sheetData>${rows}</${p}sheetData></${p}worksheet>`,
      })),
      ...(shared
        ? [{ name: "xl/sharedStrings.xml", data: `<?xml version="1.0"?><${p}sst ${ns}>${shared}</${p}sst>` }]
        : []),
    ]),
  );
}

/** Rows of cells by a function, without dimension; empty cells are left out, as everybody does. */
const sheetOf = (rows: readonly (readonly string[])[], cell: (text: string, at: string) => string, p = "") =>
  rows
    .map(
      (row, line) =>
        `<${p}row r="${line + 1}">${row.map((text, index) => (text ? cell(text, `${column(index)}${line + 1}`) : "")).join("")}</${p}row>`,
    )
    .join("");

/** A sheet of shared strings, each as `si` writes it. */
function sharing(rows: readonly (readonly string[])[], si: (text: string) => string, p = "") {
  const texts = [...new Set(rows.flat().filter(Boolean))];
  return {
    sheets: [
      sheetOf(rows, (text, at) => `<${p}c r="${at}" s="0" t="s"><${p}v>${texts.indexOf(text)}</${p}v></${p}c>`, p),
    ],
    shared: texts.map(si).join(""),
  };
}

const WRITERS: Record<string, (rows: string[][]) => Uint8Array | Promise<Uint8Array>> = {
  "Excel: shared strings, rich text and phonetic runs": (rows) =>
    workbook(
      sharing(rows, (text) =>
        text === "Élodie"
          ? '<si><r><rPr><b/></rPr><t xml:space="preserve">Élo</t></r><r><t>die</t></r><rPh sb="0" eb="1"><t>xx</t></rPh></si>'
          : `<si><t xml:space="preserve">${xml(text)}</t></si>`,
      ),
    ),
  "Excel, strict Open XML": (rows) =>
    workbook({ ...sharing(rows, (text) => `<si><t>${xml(text)}</t></si>`), strict: true }),
  "Open XML SDK: a prefix on every element": (rows) =>
    workbook({ ...sharing(rows, (text) => `<x:si><x:t>${xml(text)}</x:t></x:si>`, "x:"), prefix: "x" }),
  "inline strings": (rows) =>
    workbook({ sheets: [sheetOf(rows, (text, at) => `<c r="${at}" t="inlineStr"><is><t>${xml(text)}</t></is></c>`)] }),
  "Google Sheets: a thousand rows of styled cells with nothing in them": (rows) => {
    const shared = sharing(rows, (text) => `<si><t>${xml(text)}</t></si>`);
    const empty = Array.from(
      { length: 1_000 },
      (_, n) => `<row r="${n + rows.length + 1}"><c r="A${n + rows.length + 1}" s="2"/></row>`,
    );
    return workbook({ ...shared, sheets: [`${shared.sheets[0]}${empty.join("")}`] });
  },
  "Numbers: the first sheet sums up, the second has the table": (rows) => {
    const table = sheetOf(rows, (text, at) => `<c r="${at}" t="inlineStr"><is><t>${xml(text)}</t></is></c>`);
    const summary = sheetOf(
      [
        ["This document was exported from Numbers. Each table was converted to an Excel worksheet."],
        [],
        ["Numbers Sheet Name", "Numbers Table Name", "Excel Worksheet Name"],
        ["Sheet 1"],
        ["", "Table 1", "Sheet 1"],
      ],
      (text, at) => `<c r="${at}" t="inlineStr"><is><t>${xml(text)}</t></is></c>`,
    );
    return workbook({ names: ["Export Summary", "Sheet 1"], sheets: [summary, table] });
  },
  LibreOffice: async (rows) => {
    expect(await hasLibreOffice(), LIBREOFFICE_MISSING).toBe(true);
    const book = new ExcelJS.Workbook();
    book.addWorksheet("Cards").addRows(rows);
    const [written] = await convertWithLibreOffice(
      Buffer.from(await book.xlsx.writeBuffer()),
      "cards.xlsx",
      "xlsx:Calc MS Excel 2007 XML",
    );
    return new Uint8Array(written as Buffer);
  },
};

describe("R201 workbooks", () => {
  for (const [name, write] of Object.entries(WRITERS))
    test(`R201 ${name}`, async () => {
      const portal = await aPortalOfImports();
      const file = await write([HEAD, ...rowsFor(portal.configuration.name)]);
      expect(await imported(portal, file)).toEqual(PEOPLE.map((person) => [...person]));
    }, 60_000);

  test("R198 what a spreadsheet has made of private IDs and phone numbers is refused with the reason, not guessed", async () => {
    const portal = await aPortalOfImports();
    const { name } = portal.configuration;
    const number = (text: string) => /^\d/.test(text);
    const rows = [
      HEAD,
      ["A", "A", "a@example.com", "", name, "984523.5"],
      ["B", "B", "b@example.com", "", name, "123457000000000000000"],
      ["C", "C", "c@example.com", "", name, "984524"],
      ["D", "D", "d@example.com", "33442126060.25", "", ""],
    ];
    const cell = (text: string, at: string) =>
      number(text) ? `<c r="${at}"><v>${text}</v></c>` : `<c r="${at}" t="inlineStr"><is><t>${xml(text)}</t></is></c>`;
    const id = await portal.checked(workbook({ sheets: [sheetOf(rows, cell)] }));
    const told = await portal.told(id);
    expect(told.map((row) => row.slice(0, 2))).toEqual([
      [2, "REFUSED"],
      [3, "REFUSED"],
      [4, "GOOD"],
      [5, "REFUSED"],
    ]);
    expect(told.map((row) => String(row[2] ?? "").split(" ")[0])).toEqual(["privateId", "privateId", "", "phone"]);
  });
});

describe("R201 files that are refused leave nothing behind", () => {
  test.each(Object.keys(HOSTILE_FILES))("R201 %s", async (name) => {
    const portal = await aPortalOfImports();
    const found = await refusal(
      portal.upload(aFile(new Uint8Array(HOSTILE_FILES[name]?.bytes() as Buffer), "cards.xlsx")),
    );
    expect(["BAD_INPUT", "TOO_LARGE"]).toContain(found.kind);
    expect(await importsOf(portal.account.id)).toEqual({ imports: 0, rows: 0 });
  });

  test("R201 a workbook with macros, also under another name, is refused before it is unpacked", async () => {
    const portal = await aPortalOfImports();
    const macros = zip([
      { name: "[Content_Types].xml", data: "<Types/>" },
      { name: "xl/vbaProject.bin", data: Buffer.alloc(10, 1) },
      { name: "xl/worksheets/sheet1.xml", data: "<worksheet/>" },
    ]);
    for (const name of ["cards.xlsm", "cards.xlsx"])
      expect(await refusal(portal.upload(aFile(new Uint8Array(macros), name)))).toMatchObject({
        code: "workbook.macros",
      });
    expect(await importsOf(portal.account.id)).toEqual({ imports: 0, rows: 0 });
  });

  test("R201 one row more than 100,000", async () => {
    const portal = await aPortalOfImports();
    const lines = Array.from({ length: 100_001 }, (_, n) => `A;B${n};a${n}@example.com`);
    const content = ["First Name;Last Name;Email", ...lines].join("\n");
    expect(await refusal(portal.upload(aFile(content)))).toMatchObject({ code: "workbook.tooManyRows" });
    expect(await importsOf(portal.account.id)).toEqual({ imports: 0, rows: 0 });
  }, 180_000);
});
