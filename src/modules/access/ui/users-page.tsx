"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { FileSpreadsheet, UserCog, UserPlus, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { FIELD_COUNT } from "@/modules/accounts";
import { Badge } from "@/shared/ui/badge";
import { Button, LinkButton } from "@/shared/ui/button";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { PageHeader } from "@/shared/ui/page-header";
import { useAddressWord } from "@/shared/ui/use-address-word";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import type { ListUsersInput, UserRow } from "../contract";
import { LISTED_STATUSES, userCan } from "../domain/user-machine";
import { ActOnUsersDialog, type AskedAction } from "./act-on-users-dialog";
import { userColumns, userTableOptions } from "./user-columns";
import { UserDialog } from "./user-dialog";

export type UserRights = { create: boolean; edit: boolean; delete: boolean; profiles: boolean; holder: boolean };
type Props = {
  accountId: string;
  timeZone: string;
  rights: UserRights;
  /** Where the pages of users are: the operator's are in its console. */
  base?: string;
};

const TONES = { CREATED: "info", ACTIVATED: "success", DISABLED: "warning" } as const;

/** "Users and profiles" (figures 13 to 22). */
export function UsersPage({ accountId, timeZone, rights, base = "/users" }: Props) {
  const t = useTranslations("access.users");
  const trpc = useTRPC();
  useLive([`account:${accountId}`]);
  const profiles = useQuery(trpc.users.profileOptions.queryOptions());
  const labels = useQuery(trpc.users.fieldLabels.queryOptions());
  const [editing, setEditing] = useState<UserRow | "new" | null>(null);
  useAddressWord("do", (word) => word === "add" && rights.create && setEditing("new"));
  const [asked, setAsked] = useState<AskedAction | null>(null);
  const options = (profiles.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const cells: Record<string, Omit<DataTableColumn<UserRow>, "id">> = {
    profile: {
      header: t("profile"),
      cell: (row) => row.profile,
      filter: { type: "select", multiple: true, options },
    },
    firstName: { header: t("firstName"), cell: (row) => row.firstName },
    lastName: { header: t("lastName"), cell: (row) => row.lastName, primary: true },
    email: { header: t("email"), cell: (row) => row.email },
    ...Object.fromEntries(
      Array.from({ length: FIELD_COUNT }, (_, index) => [
        `field${index + 1}`,
        { header: labels.data?.[index] ?? t("field", { n: index + 1 }), cell: (row: UserRow) => row.fields[index] },
      ]),
    ),
    phone: { header: t("phone"), cell: (row) => row.phone, defaultHidden: true },
    status: {
      header: t("status"),
      cell: (row) => (
        <span className="inline-flex flex-wrap gap-1.5">
          <Badge tone={TONES[row.status]}>{t(`statuses.${row.status}`)}</Badge>
          {row.holder ? <Badge>{t("holder")}</Badge> : null}
        </span>
      ),
      filter: {
        type: "select",
        multiple: true,
        options: LISTED_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) })),
      },
    },
    secondFactor: {
      header: t("secondFactor.title"),
      cell: (row) => t(row.secondFactor ? "secondFactor.on" : "secondFactor.off"),
      defaultHidden: true,
    },
    createdAt: {
      header: t("createdAt"),
      cell: (row) => formatDateTime(row.createdAt, { timeZone }),
      defaultHidden: true,
    },
  };
  // The figure's two fields are always there; further ones once the account has named them (R041).
  const shown = userColumns.filter(({ id }) => !/^field[345]$/.test(id) || labels.data?.[Number(id.slice(5)) - 1]);
  const columns = shown.map((spec) => ({ ...spec, ...cells[spec.id]! }));
  const table = useTableState<UserRow, ListUsersInput>("users", columns, userTableOptions);
  const query = useQuery(trpc.users.list.queryOptions(table.input, { placeholderData: keepPreviousData }));
  const picked = table.selection.kind === "picked" ? [...table.selection.rows.values()] : [];
  const ask = (action: AskedAction["action"], users: UserRow[]) => setAsked({ action, users });
  const bulk = (action: "disable" | "reactivate" | "delete", allowed: boolean) =>
    allowed ? (
      <Button
        size="sm"
        variant={action === "delete" ? "danger" : "secondary"}
        disabled={!picked.some((user) => userCan(user.status, action))}
        onClick={() => ask(action, picked)}
      >
        {t(`actions.${action}`)}
      </Button>
    ) : null;

  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("description")}
        actions={
          <>
            {rights.profiles ? (
              <LinkButton href={`${base}/profiles`} icon={<UserCog aria-hidden="true" />}>
                {t("manageProfiles")}
              </LinkButton>
            ) : null}
            {rights.create ? (
              <Button variant="primary" icon={<UserPlus aria-hidden="true" />} onClick={() => setEditing("new")}>
                {t("add")}
              </Button>
            ) : null}
          </>
        }
      />
      <DataTable
        label={t("title")}
        table={table}
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => `${row.firstName} ${row.lastName}`}
        onRowOpen={rights.edit ? setEditing : undefined}
        searchPlaceholder={t("search")}
        actions={
          <LinkButton href={exportAddress(table.input)} prefetch={false} icon={<FileSpreadsheet aria-hidden="true" />}>
            {t("exportList")}
          </LinkButton>
        }
        rowActions={(row) => [
          rights.edit && { label: t("actions.edit"), onSelect: () => setEditing(row) },
          rights.create &&
            row.status === "CREATED" && { label: t("actions.invite"), onSelect: () => ask("invite", [row]) },
          rights.edit && row.status === "ACTIVATED" && !row.holder
            ? { label: t("actions.disable"), onSelect: () => ask("disable", [row]) }
            : null,
          rights.edit && row.status === "DISABLED"
            ? { label: t("actions.reactivate"), onSelect: () => ask("reactivate", [row]) }
            : null,
          rights.holder && row.status === "ACTIVATED" && !row.holder
            ? { label: t("actions.handOver"), onSelect: () => ask("handOver", [row]) }
            : null,
          rights.edit && row.secondFactor
            ? { label: t("actions.resetSecondFactor"), onSelect: () => ask("resetSecondFactor", [row]) }
            : null,
          rights.delete && !row.holder
            ? { label: t("actions.delete"), tone: "danger" as const, onSelect: () => ask("delete", [row]) }
            : null,
        ]}
        bulkActions={
          rights.edit || rights.delete ? (
            <>
              {bulk("disable", rights.edit)}
              {bulk("reactivate", rights.edit)}
              {bulk("delete", rights.delete)}
            </>
          ) : undefined
        }
        empty={{ title: t("empty"), icon: <Users /> }}
      />
      {editing ? (
        <UserDialog
          user={editing === "new" ? null : editing}
          profiles={profiles.data ?? []}
          labels={labels.data ?? []}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {asked ? <ActOnUsersDialog asked={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

/** The workbook of what the list shows. */
function exportAddress({ search, sort, filters }: ListUsersInput): string {
  const query = new URLSearchParams();
  if (sort) query.set("sort", sort.column);
  if (sort) query.set("direction", sort.direction);
  if (search) query.set("search", search);
  if (filters.email) query.set("email", filters.email);
  for (const status of filters.status ?? []) query.append("status", status);
  for (const profile of filters.profile ?? []) query.append("profile", profile);
  return `/api/exports/users?${query}`;
}
