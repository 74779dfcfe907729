"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Building2 } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { formatDate, formatNumber } from "@/i18n/format";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { PageHeader } from "@/shared/ui/page-header";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import {
  ACCOUNT_STATUSES,
  ACCOUNT_TYPES,
  type OperatorAccountRow,
  type OperatorAccountsInput,
} from "../operator-contract";
import { AccountStatusBadge } from "./account-status-badge";
import { AccountViews } from "./operator-tree-page";

/** All accounts below the operator, found by any part of their names. */
export function OperatorAccountsPage() {
  const t = useTranslations("operator.accounts");
  const status = useTranslations("operator.status");
  const type = useTranslations("operator.type");
  const locale = useLocale();
  const trpc = useTRPC();
  useLive(["operator"]);

  const columns: DataTableColumn<OperatorAccountRow>[] = [
    { id: "companyName", header: t("companyName"), cell: (row) => row.companyName, sortable: true, primary: true },
    {
      id: "type",
      header: t("type"),
      cell: (row) => type(row.type),
      filter: {
        type: "select",
        multiple: true,
        options: ACCOUNT_TYPES.map((value) => ({ value, label: type(value) })),
      },
    },
    { id: "holder", header: t("holder"), cell: (row) => row.holder },
    { id: "email", header: t("email"), cell: (row) => row.email, defaultHidden: true },
    { id: "supplier", header: t("supplier"), cell: (row) => row.supplier },
    {
      id: "status",
      header: t("status"),
      cell: (row) => <AccountStatusBadge status={row.status} />,
      filter: {
        type: "select",
        multiple: true,
        options: ACCOUNT_STATUSES.map((value) => ({ value, label: status(value) })),
      },
    },
    {
      id: "available",
      header: t("available"),
      align: "end",
      sortable: true,
      cell: (row) => (
        <span className={row.reached ? "text-danger" : undefined}>{formatNumber(row.available, locale)}</span>
      ),
    },
    {
      id: "createdAt",
      header: t("createdAt"),
      sortable: true,
      cell: (row) => formatDate(row.createdAt, { timeZone: "UTC" }),
    },
  ];
  const table = useTableState<OperatorAccountRow, OperatorAccountsInput>("operator-accounts", columns, {
    defaultSort: { column: "companyName", direction: "asc" },
  });
  const query = useQuery(
    trpc.operatorCredits.accounts.queryOptions(table.input, { placeholderData: keepPreviousData }),
  );

  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <AccountViews current="list" />
      <DataTable
        label={t("title")}
        table={table}
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.companyName}
        rowHref={(row) => `/operator/accounts/${row.id}`}
        searchPlaceholder={t("search")}
        empty={{ title: t("empty"), description: t("emptyText"), icon: <Building2 /> }}
      />
    </>
  );
}
