import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { writeWorkbook } from "@/platform/workbook/write-workbook";
import { allPages, exportedInput } from "@/shared/kernel/all-pages";
import { type OverviewRow, overviewInput } from "../../overview-contract";
import { listOverview } from "./overview.query";

/** The overview of the account's customers as a workbook: what search and filters on the screen hold. */
export function exportOverview(request: FileRequest): FileAnswer {
  const input = exportedInput(overviewInput, request.query);
  const t = textsOf(request.locale, "overview");
  const customers = textsOf(request.locale, "customers");
  const number = (header: string, value: (row: OverviewRow) => number | null) =>
    ({ kind: "number", header, value }) as const;
  return {
    fileName: `${t("title")}.xlsx`,
    content: writeWorkbook<OverviewRow>({
      sheetName: t("sheet"),
      titleBlock: { layout: "list", title: t("title") },
      columns: [
        { kind: "text", header: customers("columns.companyName"), width: 34, value: (row) => row.companyName },
        { kind: "text", header: customers("columns.type"), width: 16, value: (row) => customers(`types.${row.type}`) },
        { kind: "text", header: customers("columns.status"), value: (row) => customers(`statuses.${row.status}`) },
        number(t("columns.available"), (row) => row.available),
        number(t("columns.used"), (row) => row.used),
        number(t("columns.days"), (row) => row.daysLeft),
        { kind: "dateTime", header: t("columns.daysLeft"), value: (row) => row.until },
        number(t("columns.beneath"), (row) => row.beneath),
        number(t("columns.treeCredits"), (row) => row.treeCredits),
        number(t("columns.treeCards"), (row) => row.treeCards),
        number(t("columns.treeActive"), (row) => row.treeActive),
      ],
      rows: allPages((cursor) => request.read((work) => listOverview(work, { ...input, cursor }))),
      locale: request.locale,
      timeZone: request.actor.timeZone,
    }),
  };
}
