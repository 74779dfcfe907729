import type { FileAnswer, FileRequest } from "@/authz/server";
import { formatDateTime } from "@/i18n/format";
import { textsOf } from "@/i18n/texts";
import { pagedRows } from "@/platform/workbook/paged-rows";
import { writeWorkbook } from "@/platform/workbook/write-workbook";
import { AppError } from "@/shared/kernel/app-error";
import { isUuid } from "@/shared/kernel/ids";
import type { BulkFailureDto } from "../../bulk-contract";
import { bulkFailures, getBulk } from "./bulk.query";
import type { BulkKind } from "./bulk-kind";

/** The cards that a bulk action (`bulkId` in the query) left as they were, with the reasons, as a workbook. */
export async function exportLeft(request: FileRequest, kind: BulkKind): Promise<FileAnswer> {
  const bulkId = request.query.get("bulkId") ?? "";
  if (!isUuid(bulkId)) throw new AppError("NOT_FOUND", "shared.notFound");
  const found = await request.read((work) => getBulk(work, kind, request.siteId, bulkId));
  const { locale } = request;
  const timeZone = request.actor.timeZone;
  const t = textsOf(locale, "bulk");
  const what = textsOf(locale, "cards")(`action.${found.action}`);
  const reason = (code: string) => {
    const [namespace = "", ...rest] = code.split(".");
    return textsOf(locale, namespace)(`errors.${rest.join(".")}`);
  };
  return {
    fileName: `${t("file", { what })}.xlsx`,
    content: writeWorkbook<BulkFailureDto>({
      sheetName: t("sheet"),
      titleBlock: {
        layout: "list",
        title: t("fileTitle", { what, time: formatDateTime(found.createdAt, { timeZone }) }),
      },
      columns: [
        { kind: "text", header: t("columns.name"), width: 30, value: (row) => row.name },
        { kind: "email", header: t("columns.email"), value: (row) => row.email },
        { kind: "text", header: t("columns.reason"), width: 80, value: (row) => reason(row.code) },
      ],
      rows: pagedRows<BulkFailureDto, number>(async (after) => {
        const limit = 2_000;
        const rows = await request.read((work) => bulkFailures(work, bulkId, { after: after ?? -1, limit }));
        return { rows, next: rows.length === limit ? (rows.at(-1)?.position ?? null) : null };
      }),
      locale,
      timeZone,
    }),
  };
}
