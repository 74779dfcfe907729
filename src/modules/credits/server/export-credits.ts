import type { FileAnswer, FileRequest } from "@/authz/server";
import { textsOf } from "@/i18n/texts";
import { writeWorkbook } from "@/platform/workbook/write-workbook";
import { allPages, exportedInput } from "@/shared/kernel/all-pages";
import { type StatementRowDto, statementInput, type TransferRowDto, transfersInput } from "../contract";
import { statementKind } from "../domain/statement-text";
import { listStatement } from "./list-statement.query";
import { listTransfers } from "./list-transfers.query";

/** The account's ledger statement as a workbook: what search and filters on the screen hold. */
export function exportStatement(request: FileRequest): FileAnswer {
  const { actor, locale } = request;
  const input = exportedInput(statementInput, request.query);
  const t = textsOf(locale, "credits");
  return {
    fileName: `${t("export.statement")}.xlsx`,
    content: writeWorkbook<StatementRowDto>({
      sheetName: t("page.statement"),
      titleBlock: { layout: "list", title: t("page.statement") },
      columns: [
        { kind: "dateTime", header: t("statement.at"), value: (row) => row.at },
        {
          kind: "text",
          header: t("statement.what"),
          width: 34,
          value: (row) => t(`statement.kinds.${statementKind(row)}`),
        },
        { kind: "text", header: t("export.with"), width: 34, value: (row) => row.card?.name ?? row.counterpart },
        { kind: "text", header: t("statement.state"), value: (row) => t(`statement.states.${row.state}`) },
        { kind: "number", header: t("statement.amount"), value: (row) => row.amount },
        { kind: "number", header: t("statement.balanceChange"), value: (row) => row.balanceChange },
        { kind: "number", header: t("statement.balance"), value: (row) => row.balance },
        { kind: "number", header: t("statement.available"), value: (row) => row.available },
        { kind: "text", header: t("statement.performer"), width: 26, value: (row) => row.performerName },
        { kind: "text", header: t("statement.comment"), width: 40, value: (row) => row.comment },
        {
          kind: "text",
          header: t("export.order"),
          value: (row) => (row.orderNumber === null ? null : String(row.orderNumber)),
        },
      ],
      rows: allPages((cursor) => request.read((work) => listStatement(work, actor.accountId, { ...input, cursor }))),
      locale,
      timeZone: actor.timeZone,
    }),
  };
}

/** The transfer history as a workbook, titles and columns as in figure 37 (R142, R143). */
export function exportTransfers(request: FileRequest): FileAnswer {
  const input = exportedInput(transfersInput, request.query);
  const t = textsOf(request.locale, "credits");
  return {
    fileName: `${t("export.transfers")}.xlsx`,
    content: writeWorkbook<TransferRowDto>({
      sheetName: t("transfers.title"),
      titleBlock: { layout: "list", title: t("transfers.title") },
      columns: [
        { kind: "dateTime", header: t("transfers.at"), value: (row) => row.at },
        { kind: "text", header: t("transfers.to"), width: 34, value: (row) => row.to },
        { kind: "text", header: t("transfers.by"), width: 26, value: (row) => row.by },
        { kind: "number", header: t("transfers.credits"), value: (row) => row.amount },
        { kind: "text", header: t("transfers.comment"), width: 40, value: (row) => row.comment },
      ],
      rows: allPages((cursor) => request.read((work) => listTransfers(work, { ...input, cursor }))),
      locale: request.locale,
      timeZone: request.actor.timeZone,
    }),
  };
}
