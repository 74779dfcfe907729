import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a test that needs LibreOffice says when it is not there. */
export const LIBREOFFICE_MISSING =
  "LibreOffice is missing: apt-get install --no-install-recommends libreoffice-calc (or put soffice on the PATH)";

export async function hasLibreOffice(): Promise<boolean> {
  return run("soffice", ["--version"]).then(
    () => true,
    () => false,
  );
}

/**
 * Has LibreOffice open a file called `name` (read by the filter `from`, if one is given) and save it as `to`, a format with its
 * filter; gives all files that it wrote.
 */
export async function convertWithLibreOffice(file: Buffer, name: string, to: string, from?: string): Promise<Buffer[]> {
  const folder = await mkdtemp(join(tmpdir(), "libreoffice-"));
  try {
    await writeFile(join(folder, name), file);
    const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
    const input = from ? [`--infilter=${from}`] : [];
    const output = ["--convert-to", to, "--outdir", join(folder, "out")];
    await run("soffice", [profile, "--headless", ...input, ...output, join(folder, name)]);
    const names = (await readdir(join(folder, "out"))).sort((a, b) => a.length - b.length || a.localeCompare(b));
    return await Promise.all(names.map((written) => readFile(join(folder, "out", written))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens a workbook with LibreOffice and gives each of its sheets as shown on the screen: lines of cells. */
export async function openInLibreOffice(workbook: Buffer): Promise<string[][][]> {
  // Tokens: comma, quote, UTF-8, from line 1, special numbers detected, cells as shown, all sheets.
  const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1";
  const sheets = await convertWithLibreOffice(workbook, "book.xlsx", filter);
  return sheets.map((sheet) => parse(sheet.toString("utf8")));
}

function parse(csv: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    lines[lines.length - 1]!.push(quoted?.replace(/""/g, '"') ?? plain ?? "");
    if (end === "\n") lines.push([]);
    if (end === "") break;
  }
  return lines.filter((line) => line.length > 1 || line[0] !== "");
}
