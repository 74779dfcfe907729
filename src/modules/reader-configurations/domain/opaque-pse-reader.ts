import { checkSize, cleanName, type PseReader, pseError } from "./pse-reader";

/** Beginnings of files that are certainly something else: pictures, documents, archives, programs, web pages. */
const FOREIGN = [
  "89504e47", // PNG
  "ffd8ff", // JPEG
  "47494638", // GIF
  "25504446", // PDF
  "504b0304", // zip, .xlsx, .docx
  "504b0506",
  "d0cf11e0", // old Office files
  "1f8b08", // gzip
  "377abcaf", // 7z
  "52617221", // RAR
  "7f454c46", // ELF
  "4d5a", // Windows programs
  "7b5c7274", // RTF
];

/**
 * The reader of all other files, whose inside only the encoder knows: the file is kept as it is, the person types the
 * configuration's name, and the import makes a random key for it (decisions, section 7).
 */
export const opaquePseReader: PseReader = {
  format: "OPAQUE",

  recognizes(bytes) {
    const start = Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
    const text = new TextDecoder("latin1").decode(bytes.subarray(0, 64)).trimStart().toLowerCase();
    return !FOREIGN.some((magic) => start.startsWith(magic)) && !/^(<!doctype html|<html|<svg)/.test(text);
  },

  inspect({ fileName, bytes }) {
    checkSize(bytes.length);
    return { format: "OPAQUE", pseName: nameOf(fileName), configurationName: null, needsPassphrase: false };
  },

  async read({ fileName, bytes }, { configurationName }) {
    checkSize(bytes.length);
    if (!configurationName?.trim()) throw pseError("nameNeeded", {}, "configurationName");
    const name = cleanName(configurationName);
    if (name === null) throw pseError("badName", {}, "configurationName");
    return { format: "OPAQUE", pseName: nameOf(fileName), configurationName: name, settings: null, secretKeys: null };
  },
};

/** A file's name without folders and ending. */
function nameOf(fileName: string): string {
  const base = fileName.replace(/^.*[/\\]/, "").replace(/(.)\.[^.]*$/, "$1");
  return cleanName(base.replace(/[\p{Cc}\p{Cs}]/gu, "").slice(0, 100)) ?? "PSE";
}
