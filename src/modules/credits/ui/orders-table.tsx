"use client";

import { ShoppingCart } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { formatDateTime, formatNumber } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { ORDER_STATUSES, type OrderRow } from "../orders-contract";
import { type OrderAction, OrderActionDialog, type OrderSide } from "./order-action-dialog";

const TONES = { PLACED: "warning", FULFILLED: "success", REFUSED: "danger", CANCELLED: "neutral" } as const;

/** Columns of an order history; who ordered is shown to the supplier only. */
export function useOrderColumns(timeZone: string, withAccount: boolean): DataTableColumn<OrderRow>[] {
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

type Table = ComponentProps<typeof DataTable<OrderRow>>;
type Props = Pick<Table, "label" | "table" | "columns" | "query"> & {
  side: OrderSide;
  actions: OrderAction[];
  emptyText: string;
};

/** The order history of one side, with what the reader may do with an order that waits. */
export function OrdersTable({ side, actions, emptyText, ...rest }: Props) {
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
                      label: t(action),
                      tone: action === "fulfil" ? undefined : ("danger" as const),
                      onSelect: () => setAsked({ action, order: row }),
                    }))
                  : []
            : undefined
        }
        searchPlaceholder={t("search")}
        empty={{ title: t("empty"), description: emptyText, icon: <ShoppingCart /> }}
      />
      {asked ? <OrderActionDialog side={side} {...asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}
