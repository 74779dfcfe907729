import { readFileSync } from "node:fs";
import { anOpenPse, PASSPHRASE } from "@tests/factories/pse";
import { inline, sheetXml, workbookParts, zip } from "@tests/integration/workbook/zip-files";
import ExcelJS from "exceljs";
import sharp from "sharp";
import {
  activateEndpoint,
  confirmEndpoint,
  forgetRequests,
  linkEndpoint,
  moveEndpoint,
  syncEndpoint,
} from "@/modules/activation/server";
import { mailSubject, mailTextFault, textDoc } from "@/modules/personalization/domain/mail-text";
import { inspectPse, readPse } from "@/modules/reader-configurations/domain/read-pse";
import { decryptPseKeys } from "@/platform/crypto";
import { redrawImage } from "@/platform/images";
import { DEFAULT_LIMITS } from "@/platform/workbook/reader/limits";
import { openRows } from "@/platform/workbook/reader/open-rows.mjs";
import { readTable } from "@/platform/workbook/reader/read-table";
import { AppError, isAppError } from "@/shared/kernel/app-error";
import { mutated } from "./mutate";

/** A parser of what strangers send, and real inputs for it. `read` gives what became of an input, and throws where it must not. */
export type Parser = {
  name: string;
  originals(): Promise<Uint8Array[]>;
  /** One mutated input; the bytes themselves unless told. */
  mutate?(original: Uint8Array, random: () => number): Uint8Array;
  read(bytes: Uint8Array): Promise<"read" | "refused">;
};

/** Refused is well only by the product's own error, which a person can be told. */
async function outcome(reading: Promise<unknown>): Promise<"read" | "refused"> {
  try {
    await reading;
    return "read";
  } catch (error) {
    if (isAppError(error) && error.kind === "BAD_INPUT") return "refused";
    throw error;
  }
}

const HEADERS = ["First Name", "Last Name", "Email", "Private ID"];
const columns = HEADERS.map((name) => ({ key: name, names: [name], required: name === "Email" }));
const people = Array.from({ length: 40 }, (_, n) => [
  `Simon ${n}`,
  "WHITE",
  `simon${n}@example.com`,
  String(500_000 + n),
]);

let asked = 0;

/**
 * Every fiftieth input goes the whole way (a thread of its own, up to three sheets, headers); the others meet the parser itself, in this
 * thread, where a crash would be one and a hang would be seen.
 */
async function readAll(bytes: Uint8Array): Promise<void> {
  asked += 1;
  if (asked % 50 !== 1) {
    try {
      for await (const _ of openRows(Buffer.from(bytes), DEFAULT_LIMITS));
    } catch (error) {
      throw new AppError("BAD_INPUT", "workbook.damaged", { cause: error }); // as the thread tells it
    }
    return;
  }
  const table = await readTable(bytes, columns);
  for await (const _ of table.rows);
}

const sheet = sheetXml(
  [HEADERS, ...people]
    .map(
      (cells, row) =>
        `<row r="${row + 1}">${cells.map((text, at) => inline(`${"ABCD"[at]}${row + 1}`, text)).join("")}</row>`,
    )
    .join(""),
);

async function aWorkbook(): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet("Cards");
  page.addRow(HEADERS);
  for (const person of people) page.addRow(person).getCell(1).note = "a note";
  page.getCell("F2").value = new Date("2026-01-15T09:30:00Z");
  page.getCell("G2").value = { formula: "1+1", result: 2 };
  return Buffer.from(await book.xlsx.writeBuffer());
}

const workbook: Parser = {
  name: "workbook",
  async originals() {
    return [await aWorkbook(), zip(workbookParts(sheet))];
  },
  mutate(original, random) {
    if (random() < 0.4) return mutated(original, random);
    // What lies inside is mutated too, in an archive that is whole: otherwise checksums would keep everything from the parsers of XML.
    const parts = workbookParts(sheet);
    const part = parts[Math.floor(random() * parts.length)];
    if (part) part.data = mutated(Buffer.from(part.data), random);
    return zip(parts);
  },
  read: (bytes) => outcome(readAll(bytes)),
};

const csv: Parser = {
  name: "csv",
  async originals() {
    const lines = (separator: string) =>
      [HEADERS, ...people].map((row) => row.map((text) => `"${text}"`).join(separator)).join("\r\n");
    return [Buffer.from(lines(";")), Buffer.from(`\ufeff${lines(",")}`, "utf16le"), Buffer.from(lines("\t"), "latin1")];
  },
  read: (bytes) => outcome(readAll(bytes)),
};

const pse: Parser = {
  name: "pse",
  async originals() {
    return [await anOpenPse("London")];
  },
  async read(bytes) {
    const file = { fileName: "london.pse", bytes };
    await outcome((async () => inspectPse(file))());
    // Each try of a passphrase costs what it must cost an attacker too: only the part before it is tried every time.
    const decrypt: typeof decryptPseKeys = (jwe, passphrase) =>
      bytes[bytes.length - 1] === 0x0a || bytes.length % 16 === 0
        ? decryptPseKeys(jwe, passphrase)
        : Promise.resolve(new Uint8Array(bytes.subarray(0, 64)));
    return outcome(readPse(file, { passphrase: PASSPHRASE, configurationName: "London" }, decrypt));
  },
};

const image: Parser = {
  name: "image",
  async originals() {
    const drawn = sharp({ create: { width: 64, height: 48, channels: 4, background: "#1d5fd3" } });
    return [
      await drawn.clone().png().toBuffer(),
      await drawn.clone().jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    ];
  },
  read: (bytes) =>
    outcome(redrawImage(bytes, { width: 200, height: 60, crop: { left: -5, top: 1, width: 9e9, height: 7 } })),
};

const vectors = JSON.parse(readFileSync("docs/phone-protocol.vectors.json", "utf8"));
const phoneKey = ({ kty, crv, x, y }: Record<string, string>) => ({ kty, crv, x, y });
const signKey = phoneKey(vectors.signKey);
const REQUESTS = [
  {
    endpoint: activateEndpoint,
    body: {
      token: vectors.token,
      code: "1234",
      signKey,
      agreeKey: phoneKey(vectors.agreeKey),
      device: { model: "Phone", app: "web" },
      proof: vectors.activateProof,
    },
  },
  { endpoint: linkEndpoint, body: { token: vectors.token, phone: vectors.signKeyThumbprint } },
  { endpoint: syncEndpoint, body: { signKey, request: vectors.syncRequest } },
  { endpoint: confirmEndpoint, body: { signKey, request: vectors.confirmRequest } },
  { endpoint: moveEndpoint, body: { signKey, request: vectors.syncRequest } },
];

const phone: Parser = {
  name: "phone",
  // The first byte says which endpoint is asked; it is not mutated.
  originals: async () =>
    REQUESTS.map(({ body }, index) => Buffer.concat([Buffer.of(index), Buffer.from(JSON.stringify(body))])),
  mutate: (original, random) => Buffer.concat([original.subarray(0, 1), mutated(original.subarray(1), random)]),
  async read(bytes) {
    forgetRequests(); // the limit of requests would answer instead of the parser
    const endpoint = REQUESTS[bytes[0] ?? 0]?.endpoint ?? syncEndpoint;
    const headers = { "content-type": "application/json" };
    const response = await endpoint(
      new Request("https://portal.example.com/api/device/x", {
        method: "POST",
        headers,
        body: new Uint8Array(bytes.subarray(1)),
      }),
    );
    const text = await response.text();
    if (response.status >= 500) throw new Error(`answered ${response.status}: ${text.slice(0, 200)}`);
    JSON.parse(text);
    return response.status === 200 ? "read" : "refused";
  },
};

const paragraph = (text: string, href?: string) => ({
  type: "paragraph",
  content: [{ type: "text", text, ...(href ? { marks: [{ type: "link", attrs: { href } }, { type: "bold" }] } : {}) }],
});
const TEMPLATE = {
  subject: "Your card of {{siteName}}, {{ holderName }}",
  body: {
    type: "doc",
    content: [
      paragraph("Hello"),
      { type: "paragraph", content: [{ type: "variable", attrs: { name: "holderName" } }] },
      paragraph("our site", "https://www.example.com/help?x=1"),
      { type: "bulletList", content: [{ type: "listItem", content: [paragraph("one")] }] },
      { type: "essentials" },
    ],
  },
};
const template: Parser = {
  name: "template",
  originals: async () => [Buffer.from(JSON.stringify(TEMPLATE))],
  async read(bytes) {
    let value: unknown;
    try {
      value = JSON.parse(Buffer.from(bytes).toString("utf8"));
    } catch {
      return "refused"; // no JSON: never reaches the schema
    }
    const { subject, body } = (value ?? {}) as { subject?: unknown; body?: unknown };
    const title = mailSubject.safeParse(subject);
    const doc = textDoc.safeParse(body);
    if (!title.success || !doc.success) return "refused";
    const rules = { variables: ["siteName", "holderName"], essentials: "link" as const };
    return mailTextFault({ subject: title.data, body: doc.data }, rules) ? "refused" : "read";
  },
};

export const parsers: readonly Parser[] = [workbook, csv, pse, image, phone, template];
