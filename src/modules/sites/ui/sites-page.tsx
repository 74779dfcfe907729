"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Building2, FileSpreadsheet, FolderOpen, PencilLine, Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { SiteRight } from "@/authz";
import { formatDateTime } from "@/i18n/format";
import { Button, LinkButton } from "@/shared/ui/button";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { PageHeader } from "@/shared/ui/page-header";
import { emptySelection } from "@/shared/ui/table-selection";
import { useAddressWord } from "@/shared/ui/use-address-word";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import type { ListSitesInput, SiteRow } from "../contract";
import { sitePage } from "../domain/site-page";
import { DeleteSiteDialog } from "./delete-site-dialog";
import { SiteNameDialog } from "./site-name-dialog";
import { SITE_TABLE, SITE_TABLE_OPTIONS } from "./sites-table";

type Row = SiteRow & { rights: SiteRight[] };
type Opened = { what: "add" } | { what: "rename" | "delete"; site: Row };

/** The customer sites that the reader may see (figures 44 to 47), live. */
export function SitesPage({
  accountId,
  timeZone,
  canCreate,
}: {
  accountId: string;
  timeZone: string;
  canCreate: boolean;
}) {
  const t = useTranslations("sites");
  const trpc = useTRPC();
  const table = useTableState<Row, ListSitesInput>("sites", SITE_TABLE, SITE_TABLE_OPTIONS);
  const list = useQuery(trpc.sites.list.queryOptions(table.input, { placeholderData: keepPreviousData }));
  const [opened, setOpened] = useState<Opened | null>(null);
  useAddressWord("do", (word) => word === "add" && canCreate && setOpened({ what: "add" }));
  useLive([`account:${accountId}`]);

  const columns = useMemo<DataTableColumn<Row>[]>(() => {
    const cells: Record<string, Pick<DataTableColumn<Row>, "cell" | "align">> = {
      name: { cell: (site) => site.name },
      createdAt: { cell: (site) => formatDateTime(site.createdAt, { timeZone }) },
      configurations: { cell: (site) => site.configurations, align: "end" },
      users: { cell: (site) => site.users, align: "end" },
      configurators: { cell: (site) => site.configurators, align: "end" },
    };
    return SITE_TABLE.map((spec) => ({
      ...spec,
      header: t(`columns.${spec.id as "name"}`),
      ...(cells[spec.id] as Pick<DataTableColumn<Row>, "cell">),
    }));
  }, [t, timeZone]);

  const picked = table.selection.kind === "picked" ? [...table.selection.rows.values()] : [];
  const onlyOne = picked.length === 1 ? picked[0] : undefined;
  const forOne = (right: SiteRight, what: "rename" | "delete") => ({
    size: "sm" as const,
    disabled: !onlyOne?.rights.includes(right),
    title: onlyOne ? undefined : t("delete.chooseOne"),
    onClick: () => onlyOne && setOpened({ what, site: onlyOne }),
  });
  const add = canCreate ? (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setOpened({ what: "add" })}>
      {t("add.open")}
    </Button>
  ) : undefined;
  const close = () => setOpened(null);

  return (
    <>
      <PageHeader title={t("list.title")} description={t("list.description")} actions={add} />
      <DataTable
        label={t("list.heading")}
        table={table}
        columns={columns}
        query={list}
        rowId={(site) => site.id}
        rowLabel={(site) => site.name}
        rowHref={sitePage}
        rowActions={(site) => [
          { label: t("add.openSite"), icon: <FolderOpen aria-hidden="true" />, href: sitePage(site) },
          site.rights.includes("site.edit") && {
            label: t("rename.open"),
            icon: <PencilLine aria-hidden="true" />,
            onSelect: () => setOpened({ what: "rename", site }),
          },
          site.rights.includes("site.delete") && {
            label: t("delete.open"),
            icon: <Trash2 aria-hidden="true" />,
            tone: "danger" as const,
            onSelect: () => setOpened({ what: "delete", site }),
          },
        ]}
        bulkActions={
          <>
            <Button {...forOne("site.edit", "rename")}>{t("rename.open")}</Button>
            <Button {...forOne("site.delete", "delete")}>{t("delete.open")}</Button>
          </>
        }
        actions={
          <LinkButton
            href={exportAddress(table.input)}
            download
            prefetch={false}
            icon={<FileSpreadsheet aria-hidden="true" />}
          >
            {t("list.export")}
          </LinkButton>
        }
        searchPlaceholder={t("list.search")}
        empty={{
          icon: <Building2 aria-hidden="true" />,
          title: t("list.emptyTitle"),
          description: t(canCreate ? "list.emptyText" : "list.emptyNoRight"),
          action: add,
        }}
      />
      {opened?.what === "add" ? <SiteNameDialog onClose={close} /> : null}
      {opened?.what === "rename" ? <SiteNameDialog rename={opened.site} onClose={close} /> : null}
      {opened?.what === "delete" ? (
        <DeleteSiteDialog
          site={opened.site}
          onClose={close}
          onDeleted={() => {
            close();
            table.setSelection(emptySelection());
          }}
        />
      ) : null}
    </>
  );
}

/** The export of what the list shows, all pages of it. */
function exportAddress({ sort, search, filters }: ListSitesInput): string {
  const query = new URLSearchParams();
  if (sort) query.set("sort", sort.column);
  if (sort) query.set("direction", sort.direction);
  if (search) query.set("search", search);
  if (filters.name) query.set("name", filters.name);
  return `/api/exports/sites?${query}`;
}
