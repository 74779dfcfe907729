"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FileSpreadsheet, History } from "lucide-react";
import { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { exportAddress } from "@/shared/kernel/all-pages";
import { LinkButton } from "@/shared/ui/button";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { PageHeader } from "@/shared/ui/page-header";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import { HISTORY_PAGES, type HistoryInput, type HistoryRowDto } from "../contract";
import { HistoryAction } from "./history-action";

/** What was done in the account, page, by whom and when (figure 8). */
export function HistoryPage({
  accountId,
  timeZone,
  ofOperator = false,
}: {
  accountId: string;
  timeZone: string;
  /** The operator's own history, in its console. */
  ofOperator?: boolean;
}) {
  const t = useTranslations("history");
  const trpc = useTRPC();
  useLive([`account:${accountId}`]);
  const performers =
    useQuery((ofOperator ? trpc.history.performersOfOperator : trpc.history.performers).queryOptions()).data ?? [];
  const columns: DataTableColumn<HistoryRowDto>[] = [
    {
      id: "at",
      header: t("columns.at"),
      primary: true,
      sortable: true,
      filter: { type: "date-range", time: true },
      className: "sm:w-44 whitespace-nowrap tabular-nums",
      cell: (row) => formatDateTime(row.at, { timeZone }),
    },
    {
      id: "pages",
      header: t("columns.page"),
      filter: {
        type: "select",
        multiple: true,
        options: HISTORY_PAGES.map((page) => ({ value: page, label: t(`pages.${page}`) })),
      },
      className: "sm:w-48",
      cell: (row) => (t.has(`pages.${row.page}` as "pages.cards") ? t(`pages.${row.page}` as "pages.cards") : row.page),
    },
    { id: "action", header: t("columns.action"), cell: (row) => <HistoryAction row={row} timeZone={timeZone} /> },
    {
      id: "performer",
      header: t("columns.performer"),
      filter: { type: "select", options: performers.map((name) => ({ value: name, label: name })) },
      className: "sm:w-52",
      cell: (row) => (
        <div>
          {row.performerName}
          {row.performerKind === "user" ? null : (
            <span className="block text-xs text-muted">{t(`performers.${row.performerKind as "api"}`)}</span>
          )}
        </div>
      ),
    },
  ];
  const table = useTableState<HistoryRowDto, HistoryInput>(ofOperator ? "operator-history" : "history", columns, {
    defaultSort: { column: "at", direction: "desc" },
    timeZone,
  });
  const query = useQuery(
    (ofOperator ? trpc.history.ofOperator : trpc.history.list).queryOptions(table.input, {
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <>
      <PageHeader title={t("title")} description={t(ofOperator ? "operatorDescription" : "description")} />
      <DataTable
        label={t("title")}
        table={table}
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => formatDateTime(row.at, { timeZone })}
        actions={
          <LinkButton
            href={exportAddress(ofOperator ? "operator-history" : "history", table.input)}
            download
            prefetch={false}
            icon={<FileSpreadsheet aria-hidden="true" />}
          >
            {t("exportButton")}
          </LinkButton>
        }
        searchPlaceholder={t("search")}
        empty={{ title: t("empty"), description: t("emptyText"), icon: <History /> }}
      />
    </>
  );
}
