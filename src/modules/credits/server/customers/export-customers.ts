import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { writeWorkbook } from "@/platform/workbook/write-workbook";
import { allPages, exportedInput } from "@/shared/kernel/all-pages";
import { type CustomerRow, customersInput } from "../../customers-contract";
import { listCustomers } from "./customers.query";

/** The customer accounts as a workbook with the cells of figure 34 (R136, R137); it holds what the screen's list holds. */
export function exportCustomers(request: FileRequest): FileAnswer {
  const input = exportedInput(customersInput, request.query);
  const t = textsOf(request.locale, "customers");
  return {
    fileName: `${t("export.fileName")}.xlsx`,
    content: writeWorkbook<CustomerRow>({
      sheetName: t("title"),
      titleBlock: { layout: "list", title: t("title") },
      columns: [
        { kind: "text", header: t("columns.companyName"), width: 34, value: (row) => row.companyName },
        { kind: "text", header: t("columns.type"), width: 16, value: (row) => t(`types.${row.type}`) },
        { kind: "text", header: t("columns.firstName"), width: 20, value: (row) => row.firstName },
        { kind: "text", header: t("columns.lastName"), width: 20, value: (row) => row.lastName },
        { kind: "text", header: t("columns.status"), width: 14, value: (row) => t(`statuses.${row.status}`) },
        { kind: "number", header: t("columns.credits"), value: (row) => row.credits },
      ],
      rows: allPages((cursor) => request.read((work) => listCustomers(work, { ...input, cursor }))),
      locale: request.locale,
      timeZone: request.actor.timeZone,
    }),
  };
}
