"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FileSpreadsheet, Hourglass, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatDate, formatNumber } from "@/i18n/format";
import { CUSTOMER_TYPES } from "@/modules/accounts";
import { exportAddress } from "@/shared/kernel/all-pages";
import { LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { PageHeader } from "@/shared/ui/page-header";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import { CUSTOMER_STATUSES } from "../customers-contract";
import type { OverviewInput, OverviewRow } from "../overview-contract";
import { AccountStatusBadge } from "./account-status-badge";
import { CustomersTabs } from "./customers-tabs";
import { TransferCreditsDialog } from "./transfer-credits-dialog";

/** Days below which credits are told to end soon. */
const SOON = 30;

/** A reseller's customers by how long their credits last, and sums over the whole tree beneath it. */
export function CustomersOverviewPage(props: { accountId: string; timeZone: string; mayTransfer: boolean }) {
  const { timeZone, mayTransfer } = props;
  const t = useTranslations("overview");
  const customers = useTranslations("customers");
  const trpc = useTRPC();
  useLive([`account:${props.accountId}`]);
  const [receiver, setReceiver] = useState<OverviewRow | null>(null);
  const columns = useColumns(timeZone);
  const table = useTableState<OverviewRow, OverviewInput>("customers-overview", columns, {
    defaultSort: { column: "daysLeft", direction: "asc" },
  });
  const query = useQuery(trpc.customers.overview.queryOptions(table.input, { placeholderData: keepPreviousData }));
  return (
    <>
      <PageHeader title={customers("title")} description={t("description")} />
      <CustomersTabs view="overview" />
      <TreeCard />
      <DataTable
        label={t("title")}
        table={table}
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.companyName}
        rowActions={
          mayTransfer
            ? (row) => [
                row.status !== "DISABLED" && {
                  label: customers("actions.transfer"),
                  onSelect: () => setReceiver(row),
                },
              ]
            : undefined
        }
        searchPlaceholder={t("search")}
        actions={
          <LinkButton
            href={exportAddress("customers-overview", table.input)}
            download
            prefetch={false}
            icon={<FileSpreadsheet aria-hidden="true" />}
          >
            {customers("exportList")}
          </LinkButton>
        }
        empty={{ title: customers("empty"), description: t("emptyText"), icon: <Hourglass /> }}
      />
      {receiver ? <TransferCreditsDialog customer={receiver} onClose={() => setReceiver(null)} /> : null}
    </>
  );
}

function TreeCard() {
  const t = useTranslations("overview.tree");
  const locale = useLocale();
  const trpc = useTRPC();
  const tree = useQuery(trpc.customers.tree.queryOptions()).data;
  const keys = ["customers", "beneath", "credits", "cards", "active"] as const;
  return (
    <Card title={t("title")} description={t("description")} className="mb-5">
      <dl className="grid grid-cols-2 gap-x-8 gap-y-4 sm:flex sm:flex-wrap">
        {keys.map((key) => (
          <div key={key} className="sm:min-w-32">
            <dt className="text-xs text-muted">{t(key)}</dt>
            <dd data-testid={`tree-${key}`} className="text-2xl font-semibold tabular-nums">
              {tree ? formatNumber(tree[key], locale) : "…"}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function useColumns(timeZone: string): DataTableColumn<OverviewRow>[] {
  const t = useTranslations("overview");
  const customers = useTranslations("customers");
  const locale = useLocale();
  const number = (id: "beneath" | "treeCredits" | "treeCards" | "treeActive"): DataTableColumn<OverviewRow> => ({
    id,
    header: t(`columns.${id}`),
    align: "end",
    defaultHidden: id === "treeActive",
    cell: (row) => formatNumber(row[id], locale),
  });
  return [
    {
      id: "companyName",
      header: customers("columns.companyName"),
      sortable: true,
      primary: true,
      cell: (row) => row.companyName,
    },
    {
      id: "daysLeft",
      header: t("columns.daysLeft"),
      sortable: true,
      cell: (row) => {
        if (row.daysLeft === null) return <span className="text-muted">{t("unused")}</span>;
        const soon = row.daysLeft <= SOON;
        return (
          <span className={soon ? "inline-flex items-start gap-1.5 font-semibold text-danger" : undefined}>
            {soon ? <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" /> : null}
            <span>
              {row.until ? formatDate(row.until, { timeZone }) : t("beyond")}
              <span className="block text-xs font-normal text-muted">{t("days", { count: row.daysLeft })}</span>
            </span>
          </span>
        );
      },
      filter: {
        type: "select",
        key: "within",
        options: (["7", "30", "90"] as const).map((value) => ({ value, label: t("within", { count: Number(value) }) })),
      },
    },
    {
      id: "available",
      header: t("columns.available"),
      sortable: true,
      align: "end",
      cell: (row) => formatNumber(row.available, locale),
    },
    {
      id: "used",
      header: t("columns.used"),
      sortable: true,
      align: "end",
      cell: (row) => (
        <>
          {formatNumber(row.used, locale)}
          <span className="block text-xs text-muted">{t("inDays", { count: row.counted })}</span>
        </>
      ),
    },
    {
      id: "type",
      header: customers("columns.type"),
      cell: (row) => customers(`types.${row.type}`),
      filter: {
        type: "select",
        multiple: true,
        options: CUSTOMER_TYPES.map((value) => ({ value, label: customers(`types.${value}`) })),
      },
    },
    {
      id: "status",
      header: customers("columns.status"),
      cell: (row) => <AccountStatusBadge status={row.status} />,
      filter: {
        type: "select",
        multiple: true,
        options: CUSTOMER_STATUSES.map((value) => ({ value, label: customers(`statuses.${value}`) })),
      },
    },
    number("beneath"),
    number("treeCredits"),
    number("treeCards"),
    number("treeActive"),
  ];
}
