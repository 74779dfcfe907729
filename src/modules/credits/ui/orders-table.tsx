"use client";

import { Download, FileSpreadsheet, ShoppingCart } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { formatDateTime, formatNumber } from "@/i18n/format";
import { exportAddress } from "@/shared/kernel/all-pages";
import { Badge } from "@/shared/ui/badge";
import { LinkButton } from "@/shared/ui/button";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import type { Table } from "@/shared/ui/use-table-state";
import { ORDER_KINDS, ORDER_REFERENCES, ORDER_STATUSES, type OrderRow, type OrdersInput } from "../orders-contract";
import { AnswerOrderDialog } from "./answer-order-dialog";
import { type OrderAction, OrderActionDialog, type OrderSide } from "./order-action-dialog";

const TONES = { PLACED: "warning", FULFILLED: "success", REFUSED: "danger", CANCELLED: "neutral" } as const;

const EXPORTS: Record<OrderSide, string> = {
  placed: "orders",
  received: "orders-received",
  operator: "operator-orders",
};

/** Columns of an order history; who ordered is shown to the supplier only. */
export function useOrderColumns(timeZone: string, side: OrderSide): DataTableColumn<OrderRow>[] {
  const withAccount = side !== "placed";
  const operator = side === "operator";
  const t = useTranslations("orders");
  const locale = useLocale();
  const columns: (DataTableColumn<OrderRow> | false)[] = [
    {
      id: "placedAt",
      header: t("columns.placedAt"),
      sortable: true,
      className: "sm:w-44 whitespace-nowrap tabular-nums",
      cell: (row) => formatDateTime(row.placedAt, { timeZone }),
    },
    { id: "number", header: t("columns.number"), primary: !withAccount, cell: (row) => `#${row.number}` },
    withAccount && { id: "account", header: t("columns.account"), primary: true, cell: (row) => row.account },
    {
      id: "kind",
      header: t("columns.kind"),
      cell: (row) => <span className="whitespace-nowrap">{ORDER_REFERENCES[row.kind]}</span>,
      filter: {
        type: "select",
        multiple: true,
        options: ORDER_KINDS.map((value) => ({ value, label: ORDER_REFERENCES[value] })),
      },
    },
    { id: "amount", header: t("columns.amount"), align: "end", cell: (row) => formatNumber(row.amount, locale) },
    { id: "poNumber", header: t("columns.poNumber"), cell: (row) => row.poNumber },
    {
      id: "status",
      header: t("columns.status"),
      cell: (row) => (
        <span className="inline-flex flex-col items-start gap-1">
          <Badge tone={TONES[row.status]}>{t(`statuses.${row.status}`)}</Badge>
          {row.reason ? <span className="text-xs text-muted">{row.reason}</span> : null}
        </span>
      ),
      filter: {
        type: "select",
        multiple: true,
        options: ORDER_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) })),
      },
    },
    { id: "files", header: t("columns.files"), cell: (row) => <OrderFiles row={row} operator={operator} /> },
    { id: "placedBy", header: t("columns.by"), cell: (row) => row.placedBy },
    { id: "comment", header: t("columns.comment"), cell: (row) => row.comment ?? "" },
    {
      id: "settled",
      header: t("columns.settled"),
      cell: (row) => (row.decidedAt ? `${formatDateTime(row.decidedAt, { timeZone })} · ${row.decidedBy ?? ""}` : ""),
    },
  ];
  return columns.filter((column) => column !== false);
}

type Props = Pick<ComponentProps<typeof DataTable<OrderRow>>, "label" | "columns" | "query"> & {
  table: Table<OrderRow, OrdersInput>;
  side: OrderSide;
  actions: OrderAction[];
  emptyText: string;
};

/** The order history of one side, with what the reader may do with an order that waits. */
export function OrdersTable({ side, actions, emptyText, ...rest }: Props) {
  const page = useTranslations("credits.page");
  const t = useTranslations("orders");
  const [asked, setAsked] = useState<{ action: OrderAction; order: OrderRow } | null>(null);
  return (
    <>
      <DataTable
        {...rest}
        rowId={(row) => row.id}
        rowLabel={(row) => `#${row.number} ${row.poNumber}`}
        rowActions={
          actions.length > 0
            ? (row) =>
                row.status === "PLACED"
                  ? actions.map((action) => ({
                      label: t(action === "fulfil" && row.kind === "OFFLINE" ? "answer" : action),
                      tone: action === "fulfil" ? undefined : ("danger" as const),
                      onSelect: () => setAsked({ action, order: row }),
                    }))
                  : []
            : undefined
        }
        actions={
          <LinkButton
            href={exportAddress(EXPORTS[side], rest.table.input)}
            download
            prefetch={false}
            icon={<FileSpreadsheet aria-hidden="true" />}
          >
            {page("export")}
          </LinkButton>
        }
        searchPlaceholder={t("search")}
        empty={{ title: t("empty"), description: emptyText, icon: <ShoppingCart /> }}
      />
      {asked?.action === "fulfil" && asked.order.kind === "OFFLINE" ? (
        <AnswerOrderDialog order={asked.order} onClose={() => setAsked(null)} />
      ) : asked ? (
        <OrderActionDialog side={side} {...asked} onClose={() => setAsked(null)} />
      ) : null}
    </>
  );
}

/** The files of an offline order, to be saved; never opened in the portal. */
function OrderFiles({ row, operator }: { row: OrderRow; operator: boolean }) {
  const t = useTranslations("orders");
  const files = [
    { side: "REQUEST", name: row.requestFile },
    { side: "ANSWER", name: row.answerFile },
  ] as const;
  return (
    <ul className="space-y-1">
      {files.map(({ side, name }) =>
        name ? (
          <li key={side}>
            <a
              href={`/api/exports/${operator ? "operator-order-file" : "order-file"}?orderId=${row.id}&side=${side}`}
              download
              className="inline-flex items-start gap-1 text-accent underline-offset-2 hover:underline [overflow-wrap:anywhere]"
            >
              <Download className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
              {t(`files.${side}`, { name })}
            </a>
          </li>
        ) : null,
      )}
    </ul>
  );
}
