"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { PencilLine, Trash2, Wrench } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState } from "react";
import type { SiteRight } from "@/authz";
import { formatDateTime } from "@/i18n/format";
import { labelledFields } from "@/modules/accounts";
import { ReportButtons } from "@/modules/delivery/ui/report-buttons-panel";
import { Button } from "@/shared/ui/button";
import { DataTable, type DataTableColumn, LONG_TEXT } from "@/shared/ui/data-table";
import { emptySelection } from "@/shared/ui/table-selection";
import type { Table } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import type { ConfiguratorRow, ListConfiguratorsInput } from "../contract";
import { CONFIGURATOR_TABLE } from "./configurators-table";
import { DeleteConfiguratorsDialog } from "./delete-configurators-dialog";

/** The configurators of a site (figure 70). */
export function ConfiguratorsPanel({
  siteId,
  may,
  timeZone,
  labels,
  table,
  picked,
  onEdit,
  addButton,
}: {
  siteId: string;
  may: (right: SiteRight) => boolean;
  timeZone: string;
  /** What the account calls fields 1 to 5; null: nothing. */
  labels: readonly (string | null)[];
  table: Table<ConfiguratorRow, ListConfiguratorsInput>;
  picked: ConfiguratorRow[];
  onEdit: (configurator: ConfiguratorRow) => void;
  addButton: ReactNode;
}) {
  const t = useTranslations("configurators");
  const trpc = useTRPC();
  const list = useQuery(
    trpc.configurators.list.queryOptions({ siteId, ...table.input }, { placeholderData: keepPreviousData }),
  );
  const [deleting, setDeleting] = useState<ConfiguratorRow[] | null>(null);
  const columns = useMemo<DataTableColumn<ConfiguratorRow>[]>(() => {
    const cells: Record<string, DataTableColumn<ConfiguratorRow>["cell"]> = {
      firstName: (row) => (
        <>
          {row.firstName}
          <span className="sm:hidden"> {row.lastName}</span>
        </>
      ),
      lastName: (row) => row.lastName,
      email: (row) => row.email,
      phone: (row) => row.phone,
      cards: (row) => row.cards,
      createdAt: (row) => <span className="tabular-nums">{formatDateTime(row.createdAt, { timeZone })}</span>,
    };
    const fixed = CONFIGURATOR_TABLE.map((spec) => ({
      ...spec,
      header: t(`columns.${spec.id as "email"}`),
      cell: cells[spec.id] ?? (() => null),
      primary: spec.id === "firstName",
      align: spec.id === "cards" ? ("end" as const) : undefined,
      defaultHidden: spec.id === "phone" || spec.id === "createdAt",
      // On phones the last name stands beside the first.
      className: spec.id === "lastName" ? `max-sm:hidden ${LONG_TEXT}` : LONG_TEXT,
    }));
    // The account's own fields stand with what else is known of a person, before the number of cards.
    const own = labelledFields(labels).map(({ name, label }) => ({
      id: name,
      header: label,
      cell: (row: ConfiguratorRow) => row[name],
    }));
    const at = fixed.findIndex(({ id }) => id === "cards");
    return [...fixed.slice(0, at), ...own, ...fixed.slice(at)];
  }, [t, timeZone, labels]);

  const mayEdit = may("configurators.edit");
  const mayDelete = may("configurators.delete");
  return (
    <div>
      <DataTable
        label={t("title")}
        table={table}
        columns={columns}
        query={list}
        rowId={(row) => row.id}
        rowLabel={(row) => `${row.firstName} ${row.lastName}`}
        onRowOpen={mayEdit ? onEdit : undefined}
        rowActions={(row) => [
          mayEdit && { label: t("edit"), icon: <PencilLine aria-hidden="true" />, onSelect: () => onEdit(row) },
          mayDelete && {
            label: t("delete"),
            icon: <Trash2 aria-hidden="true" />,
            tone: "danger" as const,
            onSelect: () => setDeleting([row]),
          },
        ]}
        picksOnly
        bulkActions={
          <>
            {mayEdit ? (
              <Button
                size="sm"
                icon={<PencilLine aria-hidden="true" />}
                disabled={picked.length !== 1}
                onClick={() => picked[0] && onEdit(picked[0])}
              >
                {t("edit")}
              </Button>
            ) : null}
            {mayDelete ? (
              <Button
                size="sm"
                icon={<Trash2 aria-hidden="true" />}
                disabled={picked.length === 0}
                onClick={() => setDeleting(picked)}
              >
                {t("delete")}
              </Button>
            ) : null}
          </>
        }
        actions={
          may("reports.view") ? <ReportButtons siteId={siteId} of="configurators" input={table.input} /> : undefined
        }
        searchPlaceholder={t("search")}
        empty={{
          icon: <Wrench aria-hidden="true" />,
          title: t("empty.title"),
          description: t("empty.text"),
          action: addButton,
        }}
      />
      {deleting ? (
        <DeleteConfiguratorsDialog
          siteId={siteId}
          configurators={deleting}
          onClose={() => {
            setDeleting(null);
            table.setSelection(emptySelection());
          }}
        />
      ) : null}
    </div>
  );
}
