"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowLeftRight, FileSpreadsheet } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatDateTime, formatNumber } from "@/i18n/format";
import { exportAddress } from "@/shared/kernel/all-pages";
import { Badge } from "@/shared/ui/badge";
import { LinkButton } from "@/shared/ui/button";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import type { TransferRowDto, TransfersInput } from "../contract";
import { CancelTransferDialog, type PendingTransfer } from "./cancel-transfer-dialog";

const TONES = { ON_HOLD: "warning", POSTED: "success", VOIDED: "neutral" } as const;

/** The credit transfer history of a reseller (R138–R143, figure 35). */
export function TransfersPanel({ timeZone, mayTransfer }: { timeZone: string; mayTransfer: boolean }) {
  const t = useTranslations("credits.transfers");
  const page = useTranslations("credits.page");
  const state = useTranslations("credits.statement.states");
  const locale = useLocale();
  const trpc = useTRPC();
  const [cancelled, setCancelled] = useState<PendingTransfer | null>(null);
  const columns: DataTableColumn<TransferRowDto>[] = [
    {
      id: "at",
      header: t("at"),
      primary: true,
      filter: { type: "date-range", time: true },
      className: "sm:w-44 whitespace-nowrap tabular-nums",
      cell: (row) => formatDateTime(row.at, { timeZone }),
    },
    { id: "to", header: t("to"), cell: (row) => row.to },
    { id: "by", header: t("by"), cell: (row) => row.by },
    { id: "credits", header: t("credits"), align: "end", cell: (row) => formatNumber(row.amount, locale) },
    { id: "state", header: t("state"), cell: (row) => <Badge tone={TONES[row.state]}>{state(row.state)}</Badge> },
    { id: "comment", header: t("comment"), cell: (row) => row.comment ?? "" },
  ];
  const table = useTableState<TransferRowDto, TransfersInput>("transfers", columns, { timeZone });
  const query = useQuery(trpc.credits.transfers.queryOptions(table.input, { placeholderData: keepPreviousData }));
  return (
    <>
      <DataTable
        label={t("title")}
        table={table}
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.to}
        rowActions={
          mayTransfer
            ? (row) => [
                row.state === "ON_HOLD" && {
                  label: page("cancel"),
                  tone: "danger" as const,
                  onSelect: () => setCancelled({ id: row.id, amount: row.amount, to: row.to }),
                },
              ]
            : undefined
        }
        actions={
          <LinkButton
            href={exportAddress("credit-transfers", table.input)}
            download
            prefetch={false}
            icon={<FileSpreadsheet aria-hidden="true" />}
          >
            {page("export")}
          </LinkButton>
        }
        searchPlaceholder={t("search")}
        empty={{ title: t("empty"), description: t("emptyText"), icon: <ArrowLeftRight /> }}
      />
      <CancelTransferDialog transfer={cancelled} onClose={() => setCancelled(null)} />
    </>
  );
}
