import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import ExcelJS from "exceljs";
import { fileRequest } from "@/authz/server";
import { exportRoutes } from "@/composition/exports";
import { uploadRoutes } from "@/composition/uploads";
import { contextOf } from "./caller";

type Options = { locale?: string; now?: Date };

/** The file that an export gives a user, with its name. */
export async function exported(user: { id: string } | null, path: string, query = "", options: Options = {}) {
  const route = exportRoutes[path];
  if (!route) throw new Error(`No export ${path}`);
  const request = await fileRequest(await contextOf(user, options), route.access, new URLSearchParams(query));
  const { fileName, content } = await route.handle(request);
  return { fileName, bytes: content instanceof Readable ? await buffer(content) : Buffer.from(content) };
}

/** What an upload of a user is answered. */
export async function uploaded(user: { id: string } | null, path: string, query: string, form: FormData) {
  const route = uploadRoutes[path];
  if (!route) throw new Error(`No upload ${path}`);
  return route.handle(await fileRequest(await contextOf(user), route.access, new URLSearchParams(query)), form);
}

/** The first sheet of a workbook, as lines of cell values. */
export async function sheetOf(bytes: Buffer) {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes as never);
  const sheet = workbook.worksheets[0]!;
  return {
    sheet,
    cells: sheet
      .getSheetValues()
      .map((row) => (Array.isArray(row) ? row.slice(1) : []))
      .slice(1),
  };
}
