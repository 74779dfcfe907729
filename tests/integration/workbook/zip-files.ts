import { crc32, deflateRawSync } from "node:zlib";

export type ZipPart = {
  name: string;
  data: Buffer | string;
  /** Leave it as it is instead of deflating it. */
  stored?: boolean;
  /** What the directory says the inflated size is, true or not. */
  declares?: number;
  encrypted?: boolean;
  /** Put the sizes into a zip64 field: what it says the inflated size is. */
  zip64?: bigint;
  /** Take another part's data: the archive overlaps itself. */
  sameAs?: number;
};

/** Writes a zip archive as told, lies included. */
export function zip(parts: ZipPart[]): Buffer {
  const bytes: Buffer[] = [];
  const directory: Buffer[] = [];
  const offsets: { offset: number; compressed: number; size: number; crc: number }[] = [];
  let offset = 0;
  for (const part of parts) {
    const data = Buffer.from(part.data as string);
    const name = Buffer.from(part.name);
    const flags = 0x800 | (part.encrypted ? 1 : 0);
    const method = part.stored ? 0 : 8;
    let at = offsets[part.sameAs ?? -1];
    if (!at) {
      const content = part.stored ? data : deflateRawSync(data, { level: 1 });
      at = { offset, compressed: content.length, size: part.declares ?? data.length, crc: crc32(data) };
      const local = Buffer.alloc(30);
      local.writeUInt32LE(0x04034b50, 0);
      local.writeUInt16LE(20, 4);
      local.writeUInt16LE(flags, 6);
      local.writeUInt16LE(method, 8);
      local.writeUInt32LE(at.crc, 14);
      local.writeUInt32LE(at.compressed, 18);
      local.writeUInt32LE(at.size, 22);
      local.writeUInt16LE(name.length, 26);
      bytes.push(local, name, content);
      offset += 30 + name.length + content.length;
    }
    offsets.push(at);
    const extra = Buffer.alloc(part.zip64 === undefined ? 0 : 12);
    if (part.zip64 !== undefined) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(8, 2);
      extra.writeBigUInt64LE(part.zip64, 4);
    }
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    central.writeUInt16LE(20, 6);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(at.crc, 16);
    central.writeUInt32LE(at.compressed, 20);
    central.writeUInt32LE(part.zip64 === undefined ? at.size : 0xffffffff, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE(at.offset, 42);
    directory.push(central, name, extra);
  }
  const tail = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(tail.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bytes, tail, end]);
}

const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** The parts of a workbook around a sheet's XML; more can be added, or put in place of these. */
export function workbookParts(
  sheet: string | Buffer,
  more: { contentType?: string; sharedStrings?: string; styles?: string } = {},
): ZipPart[] {
  return [
    {
      name: "[Content_Types].xml",
      data: `<Types><Override PartName="/xl/workbook.xml" ContentType="${more.contentType ?? `${TYPES}.sheet.main+xml`}"/></Types>`,
    },
    {
      name: "_rels/.rels",
      data: `<Relationships><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    },
    { name: "xl/workbook.xml", data: `<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>` },
    {
      name: "xl/_rels/workbook.xml.rels",
      data: `<Relationships><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    ...(more.sharedStrings ? [{ name: "xl/sharedStrings.xml", data: more.sharedStrings }] : []),
    ...(more.styles ? [{ name: "xl/styles.xml", data: more.styles }] : []),
    { name: "xl/worksheets/sheet1.xml", data: sheet },
  ];
}

/** A worksheet with these rows of cells (their XML). */
export function sheetXml(rows: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>${rows}</sheetData></worksheet>`;
}

/** A cell of inline text. */
export function inline(reference: string, text: string): string {
  return `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
}
