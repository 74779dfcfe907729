"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Mails } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import type { OperatorListInput } from "@/composition/operator-contract";
import { formatDateTime } from "@/i18n/format";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { PageHeader } from "@/shared/ui/page-header";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { MailDrawer } from "./mail-drawer";

type Row = { id: string; toAddress: string; toName: string | null; fromName: string; subject: string; at: string };

/** The built-in mailbox: what was sent to anybody, newest first. */
export function Mailbox({ timeZone }: { timeZone: string }) {
  const t = useTranslations("operator.mailbox");
  const trpc = useTRPC();
  const router = useRouter();
  const parameters = useSearchParams();
  const opened = parameters.get("mail");
  const open = (id: string | null) => {
    const next = new URLSearchParams(parameters);
    if (id) next.set("mail", id);
    else next.delete("mail");
    router.replace(`?${next}`, { scroll: false });
  };
  const columns: DataTableColumn<Row>[] = [
    {
      id: "subject",
      header: t("subject"),
      primary: true,
      cell: (row) => row.subject,
    },
    {
      id: "to",
      header: t("to"),
      cell: (row) => (
        <div>
          {row.toName ?? row.toAddress}
          {row.toName ? <span className="block break-all text-xs text-muted">{row.toAddress}</span> : null}
        </div>
      ),
    },
    { id: "from", header: t("from"), cell: (row) => row.fromName },
    {
      id: "at",
      header: t("at"),
      className: "sm:w-40 whitespace-nowrap tabular-nums",
      cell: (row) => formatDateTime(row.at, { timeZone }),
    },
  ];
  const table = useTableState<Row, OperatorListInput>("mailbox", columns, {});
  const query = useQuery({
    ...trpc.operator.mailbox.queryOptions(table.input, { placeholderData: keepPreviousData }),
    refetchInterval: 5_000,
  });
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <DataTable
        label={t("title")}
        table={table}
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.subject}
        onRowOpen={(row) => open(row.id)}
        searchPlaceholder={t("search")}
        empty={{ title: t("empty"), description: t("emptyText"), icon: <Mails /> }}
      />
      {opened ? <MailDrawer id={opened} timeZone={timeZone} onClose={() => open(null)} /> : null}
    </>
  );
}
