"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Eye, FileDown, Radio, Trash2, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState } from "react";
import type { SiteRight } from "@/authz";
import { formatDateTime } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { PageHeader } from "@/shared/ui/page-header";
import { emptySelection } from "@/shared/ui/table-selection";
import { Tooltip } from "@/shared/ui/tooltip";
import { useAddressWord } from "@/shared/ui/use-address-word";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import type { ConfigurationRow, ListConfigurationsInput } from "../contract";
import { CONFIGURATION_TABLE, CONFIGURATION_TABLE_OPTIONS } from "./configurations-table";
import { DeleteConfigurationsDialog } from "./delete-configurations-dialog";
import { ImportPseDialog } from "./import-pse-dialog";
import { PreviewDialog } from "./preview-dialog";
import { previewFile } from "./preview-file";
import type { ConfigurationWords } from "./words";

type Opened =
  | { what: "import" }
  | { what: "preview"; configuration: ConfigurationRow }
  | { what: "delete"; configurations: ConfigurationRow[] };

/** The reader configurations of a site: import, preview, deletion (figures 50 to 52). */
export function ReaderConfigurationsPage({
  siteId,
  rights,
  words,
  timeZone,
  assign,
}: {
  siteId: string;
  rights: readonly SiteRight[];
  words: ConfigurationWords;
  timeZone: string;
  /** "Assign" to configurators (R189, R264): a button for the configurations that are selected. */
  assign?: (configurations: ConfigurationRow[]) => ReactNode;
}) {
  const t = useTranslations("readerConfigurations");
  const trpc = useTRPC();
  const table = useTableState<ConfigurationRow, ListConfigurationsInput>(
    "configurations",
    CONFIGURATION_TABLE,
    CONFIGURATION_TABLE_OPTIONS,
  );
  const list = useQuery(
    trpc.readerConfigurations.list.queryOptions({ siteId, ...table.input }, { placeholderData: keepPreviousData }),
  );
  const [opened, setOpened] = useState<Opened | null>(null);
  useLive([`site:${siteId}`]);
  const canImport = rights.includes("readerConfigurations.create");
  useAddressWord("do", (word) => word === "add" && canImport && setOpened({ what: "import" }));
  const canDelete = rights.includes("readerConfigurations.delete");

  const columns = useMemo<DataTableColumn<ConfigurationRow>[]>(() => {
    const { encoder, configurationName } = words;
    const cells: Record<string, DataTableColumn<ConfigurationRow>["cell"]> = {
      pseName: (row) => row.pseName,
      name: (row) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {row.name}
          {row.format === "OPAQUE" ? (
            <Tooltip text={t("list.opaqueHint")}>
              <button type="button" className="rounded-full">
                <Badge tone="neutral">{t("list.opaque")}</Badge>
              </button>
            </Tooltip>
          ) : null}
        </span>
      ),
      createdAt: (row) => formatDateTime(row.createdAt, { timeZone }),
    };
    return CONFIGURATION_TABLE.map((spec) => ({
      ...spec,
      header: t(`columns.${spec.id as "name"}`, { encoder, configurationName }),
      cell: cells[spec.id] ?? (() => null),
    }));
  }, [t, words, timeZone]);

  const picked = table.selection.kind === "picked" ? [...table.selection.rows.values()] : [];
  const importButton = canImport ? (
    <Button variant="primary" icon={<Upload aria-hidden="true" />} onClick={() => setOpened({ what: "import" })}>
      {t("list.import")}
    </Button>
  ) : undefined;
  const close = () => setOpened(null);

  return (
    <>
      <PageHeader
        title={t("list.title")}
        description={t("list.description", { encoder: words.encoder })}
        actions={importButton}
      />
      <DataTable
        label={t("list.title")}
        table={table}
        columns={columns}
        query={list}
        rowId={(row) => row.id}
        rowLabel={(row) => row.name}
        onRowOpen={(configuration) => setOpened({ what: "preview", configuration })}
        rowActions={(configuration) => [
          {
            label: t("list.preview"),
            icon: <Eye aria-hidden="true" />,
            onSelect: () => setOpened({ what: "preview", configuration }),
          },
          {
            label: t("preview.saveAs"),
            icon: <FileDown aria-hidden="true" />,
            onSelect: () => window.location.assign(previewFile(siteId, configuration.id, "full")),
          },
          canDelete && {
            label: t("delete.open"),
            icon: <Trash2 aria-hidden="true" />,
            tone: "danger" as const,
            onSelect: () => setOpened({ what: "delete", configurations: [configuration] }),
          },
        ]}
        bulkActions={
          canDelete || assign ? (
            <>
              {assign?.(picked)}
              {canDelete ? (
                <Button
                  size="sm"
                  icon={<Trash2 aria-hidden="true" />}
                  disabled={picked.length === 0}
                  onClick={() => setOpened({ what: "delete", configurations: picked })}
                >
                  {t("delete.open")}
                </Button>
              ) : null}
            </>
          ) : undefined
        }
        searchPlaceholder={t("list.search")}
        empty={{
          icon: <Radio aria-hidden="true" />,
          title: t("list.emptyTitle"),
          description: t("list.emptyText", { encoder: words.encoder }),
          action: importButton,
        }}
      />
      {opened?.what === "import" ? <ImportPseDialog siteId={siteId} words={words} onClose={close} /> : null}
      {opened?.what === "preview" ? (
        <PreviewDialog siteId={siteId} configuration={opened.configuration} timeZone={timeZone} onClose={close} />
      ) : null}
      {opened?.what === "delete" ? (
        <DeleteConfigurationsDialog
          siteId={siteId}
          configurations={opened.configurations}
          onClose={() => {
            close();
            table.setSelection(emptySelection());
          }}
        />
      ) : null}
    </>
  );
}
