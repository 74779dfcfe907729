"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FileSpreadsheet } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { exportAddress } from "@/shared/kernel/all-pages";
import { LinkButton } from "@/shared/ui/button";
import { PageHeader } from "@/shared/ui/page-header";
import { TabNav } from "@/shared/ui/tabs";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import type { StatementInput, StatementRowDto } from "../contract";
import { CancelTransferDialog, type PendingTransfer } from "./cancel-transfer-dialog";
import { CreditsFiguresPanel } from "./credits-figures-panel";
import { OrdersPanel, type OrdersRights } from "./orders-panel";
import { StatementPanel, useStatementColumns } from "./statement-panel";
import { TransfersPanel } from "./transfers-panel";

type Props = {
  accountId: string;
  timeZone: string;
  view: "statement" | "transfers" | "orders";
  /** Shows the transfer history beside the statement (resellers). */
  maySeeTransfers: boolean;
  mayTransfer: boolean;
  maySetThreshold: boolean;
  /** Absent: the reader may not see what the account orders. */
  orders?: OrdersRights;
  /** How long the credits last; the use that it draws is another module's. */
  forecast?: ReactNode;
};

/** The account's credits: what it has, and the ledger statement or the transfer history. */
export function CreditsPage({
  accountId,
  timeZone,
  view,
  maySeeTransfers,
  mayTransfer,
  maySetThreshold,
  orders,
  forecast,
}: Props) {
  const t = useTranslations("credits.page");
  useLive([`account:${accountId}`]);
  const tabs = [
    { href: "/credits", label: t("statement"), current: view === "statement" },
    ...(maySeeTransfers ? [{ href: "/credits/transfers", label: t("transfers"), current: view === "transfers" }] : []),
    { href: "/credits/orders", label: t("orders"), current: view === "orders" },
  ];
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <CreditsFiguresPanel maySetThreshold={maySetThreshold} />
      {forecast}
      <TabNav label={t("views")} items={tabs} />
      {view === "statement" ? (
        <OwnStatement timeZone={timeZone} mayTransfer={mayTransfer} />
      ) : view === "transfers" ? (
        <TransfersPanel timeZone={timeZone} mayTransfer={mayTransfer} />
      ) : orders ? (
        <OrdersPanel timeZone={timeZone} rights={orders} received={maySeeTransfers} mayDecide={mayTransfer} />
      ) : null}
    </>
  );
}

function OwnStatement({ timeZone, mayTransfer }: { timeZone: string; mayTransfer: boolean }) {
  const t = useTranslations("credits.page");
  const trpc = useTRPC();
  const [cancelled, setCancelled] = useState<PendingTransfer | null>(null);
  const columns = useStatementColumns(timeZone);
  const table = useTableState<StatementRowDto, StatementInput>("statement", columns, { timeZone });
  const query = useQuery(trpc.credits.statement.queryOptions(table.input, { placeholderData: keepPreviousData }));
  return (
    <>
      <StatementPanel
        label={t("statement")}
        table={table}
        timeZone={timeZone}
        query={query}
        rowActions={
          mayTransfer
            ? (row) => [
                row.cancellable && {
                  label: t("cancel"),
                  tone: "danger" as const,
                  onSelect: () => setCancelled({ id: row.id, amount: row.amount, to: row.counterpart ?? "" }),
                },
              ]
            : undefined
        }
        actions={
          <LinkButton
            href={exportAddress("credit-statement", table.input)}
            download
            prefetch={false}
            icon={<FileSpreadsheet aria-hidden="true" />}
          >
            {t("export")}
          </LinkButton>
        }
      />
      <CancelTransferDialog transfer={cancelled} onClose={() => setCancelled(null)} />
    </>
  );
}
