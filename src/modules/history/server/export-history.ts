import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { writeWorkbook } from "@/platform/workbook/write-workbook";
import { allPages, exportedInput } from "@/shared/kernel/all-pages";
import { type HistoryRowDto, historyInput } from "../contract";
import { actionKey } from "../domain/action-text";
import { listHistory } from "./list-history.query";

/** The account's history as a workbook (R065, R066, figure 9); it holds what search, filters and sort on the screen hold. */
export function exportHistory(request: FileRequest): FileAnswer {
  const { actor, locale } = request;
  const input = exportedInput(historyInput, request.query);
  const t = textsOf(locale, "history");
  const action = textOf(locale);
  const page = (name: string) => orElse(() => t(`pages.${name}`), name);
  return {
    fileName: `${t("export.fileName")}.xlsx`,
    content: writeWorkbook<HistoryRowDto>({
      sheetName: t("export.title"),
      titleBlock: { layout: "list", title: t("export.title") },
      columns: [
        { kind: "dateTime", header: t("columns.at"), value: (row) => row.at },
        { kind: "text", header: t("columns.page"), width: 26, value: (row) => page(row.page) },
        { kind: "text", header: t("columns.action"), width: 70, value: action },
        { kind: "text", header: t("columns.performer"), width: 26, value: (row) => row.performerName },
      ],
      rows: allPages((cursor) =>
        request.read((work) => listHistory(work, actor.accountId, { ...input, cursor }, locale)),
      ),
      locale,
      timeZone: actor.timeZone,
    }),
  };
}

function textOf(locale: string): (row: HistoryRowDto) => string {
  const namespaces = new Map<string, ReturnType<typeof textsOf>>();
  return (row) => {
    const [module = "", ...key] = actionKey(row.action).split(".");
    if (!namespaces.has(module)) namespaces.set(module, textsOf(locale, module));
    return orElse(() => namespaces.get(module)?.(key.join("."), row.params) ?? row.action, row.action);
  };
}

/** A text, or what stands for it where the catalogue lacks it: an export does not fail over one line. */
function orElse(read: () => string, instead: string): string {
  try {
    return read();
  } catch {
    return instead;
  }
}
