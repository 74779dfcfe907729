"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowLeftRight, Coins, FileSpreadsheet, FileUp, Plus, TriangleAlert, UsersRound } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatDateTime, formatNumber } from "@/i18n/format";
import { CUSTOMER_TYPES } from "@/modules/accounts";
import { exportAddress } from "@/shared/kernel/all-pages";
import { Badge } from "@/shared/ui/badge";
import { Button, LinkButton } from "@/shared/ui/button";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { PageHeader } from "@/shared/ui/page-header";
import { useAddressWord } from "@/shared/ui/use-address-word";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import { CUSTOMER_STATUSES, type CustomerRow, type CustomersInput } from "../customers-contract";
import { customerCan } from "../domain/customer-actions";
import { ActOnCustomersDialog, type AskedOfCustomers } from "./act-on-customers-dialog";
import { CustomerDialog } from "./customer-dialog";
import { CustomersTabs } from "./customers-tabs";
import { DeleteCustomerDialog } from "./delete-customer-dialog";
import { TransferCreditsDialog } from "./transfer-credits-dialog";

export type CustomerRights = { create: boolean; edit: boolean; delete: boolean; transfer: boolean };
type Props = {
  accountId: string;
  timeZone: string;
  rights: CustomerRights;
  countries: { value: string; label: string }[];
};
type Open =
  | { dialog: "add" }
  | { dialog: "edit" | "delete" | "transfer"; customer: CustomerRow }
  | ({ dialog: "act" } & AskedOfCustomers);

const TONES = { CREATED: "info", ACTIVATED: "success", DISABLED: "warning" } as const;

/** "Customer accounts" of a reseller (figures 25 to 31). */
export function CustomersPage({ accountId, timeZone, rights, countries }: Props) {
  const t = useTranslations("customers");
  const trpc = useTRPC();
  useLive([`account:${accountId}`]);
  const [open, setOpen] = useState<Open | null>(null);
  useAddressWord("do", (word) => word === "add" && rights.create && setOpen({ dialog: "add" }));
  const columns = useColumns(timeZone);
  const table = useTableState<CustomerRow, CustomersInput>("customers", columns, {
    defaultSort: { column: "companyName", direction: "asc" },
  });
  const query = useQuery(trpc.customers.list.queryOptions(table.input, { placeholderData: keepPreviousData }));
  const picked = table.selection.kind === "picked" ? [...table.selection.rows.values()] : [];
  const [only] = picked.length === 1 ? picked : [];
  const act = (action: AskedOfCustomers["action"], customers: CustomerRow[]) =>
    setOpen({ dialog: "act", action, customers });
  const bulk = (action: "disable" | "enable") => (
    <Button
      size="sm"
      disabled={!picked.some((customer) => customerCan(customer.status, action))}
      onClick={() => act(action, picked)}
    >
      {t(`actions.${action}`)}
    </Button>
  );
  const close = () => setOpen(null);

  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            <LinkButton href="/credits/transfers" icon={<ArrowLeftRight aria-hidden="true" />}>
              {t("transferHistory")}
            </LinkButton>
            {rights.create ? (
              <LinkButton href="/customers/import" icon={<FileUp aria-hidden="true" />}>
                {t("import.button")}
              </LinkButton>
            ) : null}
            {rights.create ? (
              <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setOpen({ dialog: "add" })}>
                {t("add")}
              </Button>
            ) : null}
          </>
        }
      />
      <CustomersTabs view="accounts" />
      <DataTable
        label={t("title")}
        table={table}
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.companyName}
        onRowOpen={rights.edit ? (customer) => setOpen({ dialog: "edit", customer }) : undefined}
        searchPlaceholder={t("search")}
        actions={
          <LinkButton
            href={exportAddress("customers", table.input)}
            download
            prefetch={false}
            icon={<FileSpreadsheet aria-hidden="true" />}
          >
            {t("exportList")}
          </LinkButton>
        }
        rowActions={(row) => [
          rights.edit && { label: t("actions.edit"), onSelect: () => setOpen({ dialog: "edit", customer: row }) },
          rights.transfer &&
            row.status !== "DISABLED" && {
              label: t("actions.transfer"),
              onSelect: () => setOpen({ dialog: "transfer", customer: row }),
            },
          rights.create &&
            customerCan(row.status, "resend") && {
              label: t("actions.resend"),
              onSelect: () => act("resend", [row]),
            },
          rights.edit &&
            customerCan(row.status, "disable") && {
              label: t("actions.disable"),
              onSelect: () => act("disable", [row]),
            },
          rights.edit &&
            customerCan(row.status, "enable") && { label: t("actions.enable"), onSelect: () => act("enable", [row]) },
          rights.delete && {
            label: t("actions.delete"),
            tone: "danger" as const,
            onSelect: () => setOpen({ dialog: "delete", customer: row }),
          },
        ]}
        bulkActions={
          rights.edit || rights.delete || rights.transfer ? (
            <>
              {rights.transfer ? (
                <Button
                  size="sm"
                  icon={<Coins aria-hidden="true" />}
                  disabled={!only || only.status === "DISABLED"}
                  onClick={() => only && setOpen({ dialog: "transfer", customer: only })}
                >
                  {t("actions.transfer")}
                </Button>
              ) : null}
              {rights.edit ? (
                <Button size="sm" disabled={!only} onClick={() => only && setOpen({ dialog: "edit", customer: only })}>
                  {t("actions.edit")}
                </Button>
              ) : null}
              {rights.edit ? bulk("disable") : null}
              {rights.edit ? bulk("enable") : null}
              {rights.delete ? (
                <Button
                  size="sm"
                  variant="danger"
                  disabled={!only}
                  onClick={() => only && setOpen({ dialog: "delete", customer: only })}
                >
                  {t("actions.delete")}
                </Button>
              ) : null}
            </>
          ) : undefined
        }
        empty={{ title: t("empty"), description: t("emptyText"), icon: <UsersRound /> }}
      />
      {open?.dialog === "add" ? (
        <CustomerDialog
          customer={null}
          timeZone={timeZone}
          countries={countries}
          mayTransfer={rights.transfer}
          onClose={close}
        />
      ) : null}
      {open?.dialog === "edit" ? (
        <CustomerDialog
          customer={open.customer}
          timeZone={timeZone}
          countries={countries}
          mayTransfer={rights.transfer}
          onClose={close}
        />
      ) : null}
      {open?.dialog === "transfer" ? <TransferCreditsDialog customer={open.customer} onClose={close} /> : null}
      {open?.dialog === "delete" ? <DeleteCustomerDialog customer={open.customer} onClose={close} /> : null}
      {open?.dialog === "act" ? <ActOnCustomersDialog asked={open} onClose={close} /> : null}
    </>
  );
}

function useColumns(timeZone: string): DataTableColumn<CustomerRow>[] {
  const t = useTranslations("customers");
  const locale = useLocale();
  return [
    {
      id: "companyName",
      header: t("columns.companyName"),
      sortable: true,
      primary: true,
      cell: (row) => row.companyName,
    },
    {
      id: "type",
      header: t("columns.type"),
      sortable: true,
      cell: (row) => t(`types.${row.type}`),
      filter: {
        type: "select",
        multiple: true,
        options: CUSTOMER_TYPES.map((value) => ({ value, label: t(`types.${value}`) })),
      },
    },
    { id: "firstName", header: t("columns.firstName"), sortable: true, cell: (row) => row.firstName },
    { id: "lastName", header: t("columns.lastName"), sortable: true, cell: (row) => row.lastName },
    { id: "email", header: t("columns.email"), sortable: true, defaultHidden: true, cell: (row) => row.email },
    {
      id: "status",
      header: t("columns.status"),
      sortable: true,
      cell: (row) => <Badge tone={TONES[row.status]}>{t(`statuses.${row.status}`)}</Badge>,
      filter: {
        type: "select",
        multiple: true,
        options: CUSTOMER_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) })),
      },
    },
    {
      id: "credits",
      header: t("columns.credits"),
      sortable: true,
      align: "end",
      cell: (row) => (
        <span className="inline-flex flex-col items-end">
          <span className={row.reached ? "inline-flex items-center gap-1.5 font-semibold text-danger" : "tabular-nums"}>
            {row.reached ? (
              <>
                <TriangleAlert className="size-4" aria-hidden="true" />
                <span className="sr-only">{t("reached")}: </span>
              </>
            ) : null}
            {formatNumber(row.credits, locale)}
          </span>
          {row.waiting > 0 ? <span className="text-xs text-muted">{t("waiting", { count: row.waiting })}</span> : null}
        </span>
      ),
      filter: { type: "select", options: [{ value: "REACHED", label: t("reached") }] },
    },
    {
      id: "createdAt",
      header: t("columns.createdAt"),
      sortable: true,
      defaultHidden: true,
      cell: (row) => formatDateTime(row.createdAt, { timeZone }),
    },
  ];
}
