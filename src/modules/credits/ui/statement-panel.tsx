"use client";

import { ReceiptText } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { formatDateTime, formatNumber } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { DataTable, type DataTableColumn, type DataTableProps } from "@/shared/ui/data-table";
import type { Table } from "@/shared/ui/use-table-state";
import type { StatementInput, StatementRowDto } from "../contract";
import { LEDGER_KINDS } from "../domain/entry";
import { statementKind } from "../domain/statement-text";

const STATE_TONES = { ON_HOLD: "warning", POSTED: "success", VOIDED: "neutral" } as const;

/** The columns of a ledger statement: when, what for, with whom, how much, and what was left. */
export function useStatementColumns(timeZone: string): DataTableColumn<StatementRowDto>[] {
  const t = useTranslations("credits.statement");
  const locale = useLocale();
  const signed = (value: number) =>
    value === 0 ? "–" : `${value > 0 ? "+" : "−"}${formatNumber(Math.abs(value), locale)}`;
  return [
    {
      id: "at",
      header: t("at"),
      primary: true,
      filter: { type: "date-range", time: true },
      cell: (row) => formatDateTime(row.at, { timeZone }),
    },
    {
      id: "kinds",
      header: t("what"),
      filter: {
        type: "select",
        multiple: true,
        options: LEDGER_KINDS.map((value) => ({ value, label: t(`groups.${value}`) })),
      },
      cell: (row) => <What row={row} />,
    },
    {
      id: "states",
      header: t("state"),
      filter: {
        type: "select",
        multiple: true,
        options: (["ON_HOLD", "POSTED", "VOIDED"] as const).map((value) => ({ value, label: t(`states.${value}`) })),
      },
      cell: (row) => (
        <Badge tone={STATE_TONES[row.state as keyof typeof STATE_TONES]}>
          {t(`states.${row.state as keyof typeof STATE_TONES}`)}
        </Badge>
      ),
    },
    { id: "amount", header: t("amount"), align: "end", cell: (row) => formatNumber(row.amount, locale) },
    { id: "balanceChange", header: t("balanceChange"), align: "end", cell: (row) => signed(row.balanceChange) },
    {
      id: "balance",
      header: t("balance"),
      align: "end",
      cell: (row) => (row.balance === null ? "" : formatNumber(row.balance, locale)),
    },
    {
      id: "available",
      header: t("available"),
      align: "end",
      cell: (row) => (row.available === null ? "" : formatNumber(row.available, locale)),
    },
    { id: "performer", header: t("performer"), cell: (row) => row.performerName },
    { id: "comment", header: t("comment"), cell: (row) => row.comment ?? "" },
  ];
}

function What({ row }: { row: StatementRowDto }) {
  const t = useTranslations("credits.statement");
  const who = row.card?.name ?? row.counterpart ?? "";
  const order = row.orderNumber === null ? "" : t("order", { number: String(row.orderNumber) });
  return (
    <div>
      {t(`kinds.${statementKind(row)}` as "kinds.LOAD_SINGLE")}
      {who ? <span className="block text-xs text-muted">{who}</span> : null}
      {order ? <span className="block text-xs text-muted">{order}</span> : null}
    </div>
  );
}

type Props = {
  label: string;
  table: Table<StatementRowDto, StatementInput>;
  timeZone: string;
  query: DataTableProps<StatementRowDto>["query"];
  rowActions?: DataTableProps<StatementRowDto>["rowActions"];
  actions?: DataTableProps<StatementRowDto>["actions"];
};

/** An account's ledger statement, newest first. */
export function StatementPanel({ label, table, timeZone, query, rowActions, actions }: Props) {
  const t = useTranslations("credits.statement");
  return (
    <DataTable
      label={label}
      table={table as never}
      columns={useStatementColumns(timeZone)}
      query={query}
      rowActions={rowActions}
      actions={actions}
      rowId={(row) => row.id}
      rowLabel={(row) => formatDateTime(row.at, { timeZone })}
      searchPlaceholder={t("search")}
      empty={{ title: t("empty"), description: t("emptyText"), icon: <ReceiptText /> }}
    />
  );
}
