/** What may be put on the Support page, by what is in the file; what its name or the browser says counts for nothing. */
export type FileKind = { type: string; extension: string };

const starts = (bytes: Uint8Array, text: string, at = 0) =>
  [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0));
const has = (bytes: Uint8Array, text: string) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(text, 0, "latin1");

const OFFICE: [string, FileKind][] = [
  ["xl/workbook.xml", { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", extension: "xlsx" }],
  [
    "word/document.xml",
    { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", extension: "docx" },
  ],
  [
    "ppt/presentation.xml",
    { type: "application/vnd.openxmlformats-officedocument.presentationml.presentation", extension: "pptx" },
  ],
];

/** The kind of a file by its first bytes (and, of Office documents, by what the archive holds); null: none that is taken. */
export function fileKindOf(bytes: Uint8Array): FileKind | null {
  if (starts(bytes, "%PDF-")) return { type: "application/pdf", extension: "pdf" };
  if (starts(bytes, "\x89PNG\r\n\x1a\n")) return { type: "image/png", extension: "png" };
  if (starts(bytes, "\xff\xd8\xff")) return { type: "image/jpeg", extension: "jpg" };
  if (starts(bytes, "ftyp", 4)) return { type: "video/mp4", extension: "mp4" };
  if (!starts(bytes, "PK\x03\x04")) return null;
  const office = OFFICE.find(([entry]) => has(bytes, entry));
  return office && has(bytes, "[Content_Types].xml") ? office[1] : { type: "application/zip", extension: "zip" };
}

/** A file's name with the ending of what it is: `Guide.exe` that is a PDF is called `Guide.pdf`. */
export function nameWithEnding(name: string, kind: FileKind): string {
  const alike = kind.extension === "jpg" ? /\.jpe?g$/i : new RegExp(`\\.${kind.extension}$`, "i");
  return alike.test(name) ? name : `${name.replace(/\.[^.]{1,8}$/, "")}.${kind.extension}`;
}
