import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { pagedRows } from "@/platform/workbook/paged-rows";
import { writeWorkbook } from "@/platform/workbook/write-workbook";
import { AppError } from "@/shared/kernel/app-error";
import { isUuid } from "@/shared/kernel/ids";
import type { ImportRowDto } from "../contract";
import type { ImportKind } from "./import-kind";
import { findingText, getImport, importRows } from "./imports.query";

/** The refused rows of an import (`importId` in the query) as a workbook: the file's columns, and one with the reasons. */
export async function exportRefused(request: FileRequest, kind: ImportKind): Promise<FileAnswer> {
  const importId = request.query.get("importId") ?? "";
  if (!isUuid(importId)) throw new AppError("NOT_FOUND", "shared.notFound");
  const { locale } = request;
  const { found, columns } = await request.read(async (work) => ({
    found: await getImport(work, kind.kind, request.siteId, importId),
    columns: await kind.columns(work, request.siteId, locale),
  }));
  const t = textsOf(locale, "imports");
  const names = new Map(columns.map((column) => [column.key, column.names[0] ?? column.key]));
  return {
    fileName: `${t("refused.file", { name: found.fileName.replace(/\.[^.]*$/, "") })}.xlsx`,
    content: writeWorkbook<ImportRowDto>({
      sheetName: t("refused.sheet"),
      titleBlock: { layout: "list", title: t("refused.title", { name: found.fileName }) },
      columns: [
        ...found.columns.map((key) => ({
          kind: "text" as const,
          header: names.get(key) ?? key,
          value: (row: ImportRowDto) => row.cells[key],
        })),
        { kind: "number", header: t("refused.line"), value: (row) => row.line },
        {
          kind: "text",
          header: t("refused.reasons"),
          width: 80,
          value: (row) =>
            row.findings
              .filter((finding) => finding.level === "refused")
              .map((finding) => `${names.get(finding.field) ?? finding.field}: ${findingText(locale, finding)}`)
              .join(" "),
        },
      ],
      rows: pagedRows<ImportRowDto, string>(async (cursor) => {
        const input = { cursor, limit: 2_000, filters: { state: ["REFUSED" as const] } };
        const page = await request.read((work) => importRows(work, kind.kind, request.siteId, importId, input));
        return { rows: page.rows, next: page.nextCursor };
      }),
      locale,
      timeZone: request.actor.timeZone,
    }),
  };
}
