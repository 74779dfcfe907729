import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { writeWorkbook } from "@/platform/workbook/write-workbook";
import { allPages, exportedInput } from "@/shared/kernel/all-pages";
import { ORDER_REFERENCES, type OrderRow, ordersInput } from "../../orders-contract";
import { listOrders } from "./orders.query";

/** The orders that the account placed, as a workbook: what search and filters on the screen hold. */
export function exportPlacedOrders(request: FileRequest): FileAnswer {
  return orders(request, "placed");
}

/** The orders that the account received, or those that the operator decides. */
export function exportReceivedOrders(request: FileRequest): FileAnswer {
  return orders(request, "received");
}

function orders(request: FileRequest, side: "placed" | "received"): FileAnswer {
  const { locale } = request;
  const input = exportedInput(ordersInput, request.query);
  const t = textsOf(locale, "orders");
  return {
    fileName: `${t("title")}.xlsx`,
    content: writeWorkbook<OrderRow>({
      sheetName: t("title"),
      titleBlock: { layout: "list", title: t("title") },
      columns: [
        { kind: "dateTime", header: t("columns.placedAt"), value: (row) => row.placedAt },
        { kind: "number", header: t("columns.number"), value: (row) => row.number },
        { kind: "text", header: t("columns.kind"), width: 20, value: (row) => ORDER_REFERENCES[row.kind] },
        { kind: "text", header: t("columns.account"), width: 34, value: (row) => row.account },
        { kind: "number", header: t("columns.amount"), value: (row) => row.amount },
        { kind: "text", header: t("columns.poNumber"), width: 26, value: (row) => row.poNumber },
        { kind: "text", header: t("columns.status"), value: (row) => t(`statuses.${row.status}`) },
        { kind: "text", header: t("columns.by"), width: 26, value: (row) => row.placedBy },
        { kind: "text", header: t("columns.comment"), width: 40, value: (row) => row.comment },
        { kind: "dateTime", header: t("columns.settled"), value: (row) => row.decidedAt },
        { kind: "text", header: t("columns.settledBy"), width: 26, value: (row) => row.decidedBy },
        { kind: "text", header: t("reason"), width: 40, value: (row) => row.reason },
      ],
      rows: allPages((cursor) => request.read((work) => listOrders(work, side, { ...input, cursor }))),
      locale,
      timeZone: request.actor.timeZone,
    }),
  };
}
