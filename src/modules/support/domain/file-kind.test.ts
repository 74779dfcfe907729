import { expect, test } from "vitest";
import { fileKindOf, nameWithEnding } from "./file-kind";

const bytes = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));

test.each([
  ["%PDF-1.7\n", "pdf"],
  ["\x89PNG\r\n\x1a\n…", "png"],
  ["\xff\xd8\xff\xe0", "jpg"],
  ["\x00\x00\x00\x18ftypmp42", "mp4"],
  ["PK\x03\x04….[Content_Types].xml….word/document.xml", "docx"],
  ["PK\x03\x04….[Content_Types].xml….xl/workbook.xml", "xlsx"],
  ["PK\x03\x04….xl/workbook.xml", "zip"],
])("what a file is, is told by its bytes: %j", (text, extension) => {
  expect(fileKindOf(bytes(text))?.extension).toBe(extension);
});

test.each(["", "<html><script>", "MZ\x90\x00", "<svg xmlns=", "#!/bin/sh", "GIF89a", " %PDF-1.7"])(
  "what runs, or is not known, is none: %j",
  (text) => expect(fileKindOf(bytes(text))).toBeNull(),
);

test("the name gets the ending of what the file is", () => {
  const pdf = { type: "application/pdf", extension: "pdf" };
  expect(nameWithEnding("Guide.exe", pdf)).toBe("Guide.pdf");
  expect(nameWithEnding("Guide.PDF", pdf)).toBe("Guide.PDF");
  expect(nameWithEnding("Guide 1.1", pdf)).toBe("Guide 1.pdf");
  expect(nameWithEnding("photo.jpeg", { type: "image/jpeg", extension: "jpg" })).toBe("photo.jpeg");
});
