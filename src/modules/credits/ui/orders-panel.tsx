"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ShoppingCart } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/states";
import { useAddressWord } from "@/shared/ui/use-address-word";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import type { OrderRow, OrdersInput } from "../orders-contract";
import { OrdersTable, useOrderColumns } from "./orders-table";
import { PlaceOrderDialog } from "./place-order-dialog";

export type OrdersRights = { mayOrder: boolean; words: { encoder: string; operator: string } };
type Props = {
  timeZone: string;
  rights: OrdersRights;
  /** Shows the orders of the account's customers too (resellers). */
  received: boolean;
  mayDecide: boolean;
};

/** Orders of credits (R034 to R037): those of the account's customers first, then its own. */
export function OrdersPanel({ timeZone, rights, received, mayDecide }: Props) {
  const t = useTranslations("orders");
  const [placing, setPlacing] = useState(false);
  useAddressWord("do", (word) => word === "add" && rights.mayOrder && setPlacing(true));
  return (
    <div className="space-y-8">
      {received ? (
        <section>
          <h2 className="mb-3 text-lg">{t("receivedTitle")}</h2>
          <Received timeZone={timeZone} mayDecide={mayDecide} />
        </section>
      ) : null}
      <section>
        <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
          <h2 className="text-lg">{t("placedTitle")}</h2>
          {rights.mayOrder ? (
            <Button variant="primary" icon={<ShoppingCart aria-hidden="true" />} onClick={() => setPlacing(true)}>
              {t("place")}
            </Button>
          ) : null}
        </div>
        <Placed timeZone={timeZone} mayOrder={rights.mayOrder} />
      </section>
      <Notice tone="warning">
        <p>{t("attention", rights.words)}</p>
      </Notice>
      {placing ? <PlaceOrderDialog words={rights.words} onClose={() => setPlacing(false)} /> : null}
    </div>
  );
}

function Received({ timeZone, mayDecide }: { timeZone: string; mayDecide: boolean }) {
  const t = useTranslations("orders");
  const trpc = useTRPC();
  const columns = useOrderColumns(timeZone, "received");
  const table = useTableState<OrderRow, OrdersInput>("received-orders", columns, { prefix: "received-" });
  const query = useQuery(trpc.orders.received.queryOptions(table.input, { placeholderData: keepPreviousData }));
  return (
    <OrdersTable
      label={t("receivedTitle")}
      side="received"
      table={table}
      columns={columns}
      query={query}
      actions={mayDecide ? ["fulfil", "refuse"] : []}
      emptyText={t("emptyReceived")}
    />
  );
}

function Placed({ timeZone, mayOrder }: { timeZone: string; mayOrder: boolean }) {
  const t = useTranslations("orders");
  const trpc = useTRPC();
  const columns = useOrderColumns(timeZone, "placed");
  const table = useTableState<OrderRow, OrdersInput>("placed-orders", columns, {});
  const query = useQuery(trpc.orders.placed.queryOptions(table.input, { placeholderData: keepPreviousData }));
  return (
    <OrdersTable
      label={t("placedTitle")}
      side="placed"
      table={table}
      columns={columns}
      query={query}
      actions={mayOrder ? ["cancel"] : []}
      emptyText={t("emptyPlaced")}
    />
  );
}
