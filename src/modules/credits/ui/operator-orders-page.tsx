"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { PageHeader } from "@/shared/ui/page-header";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import type { OrderRow, OrdersInput } from "../orders-contract";
import { OrdersTable, useOrderColumns } from "./orders-table";

/** The operator's queue of orders, and what became of those before. */
export function OperatorOrdersPage({ timeZone, mayDecide }: { timeZone: string; mayDecide: boolean }) {
  const t = useTranslations("orders");
  const trpc = useTRPC();
  useLive(["operator"]);
  const columns = useOrderColumns(timeZone, "operator");
  const table = useTableState<OrderRow, OrdersInput>("operator-orders", columns, {});
  const query = useQuery(trpc.operatorOrders.received.queryOptions(table.input, { placeholderData: keepPreviousData }));
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <OrdersTable
        label={t("title")}
        side="operator"
        table={table}
        columns={columns}
        query={query}
        actions={mayDecide ? ["fulfil", "refuse"] : []}
        emptyText={t("emptyReceived")}
      />
    </>
  );
}
