"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { MailCheck, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import type { OperatorListInput } from "@/composition/operator-contract";
import { formatDateTime } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { TextLink } from "@/shared/ui/button";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { PageHeader } from "@/shared/ui/page-header";
import { toast } from "@/shared/ui/toast";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";

type Row = {
  id: string;
  kind: string;
  to: string;
  account: string | null;
  accountId: string | null;
  status: "FAILED" | "BOUNCED";
  attempts: number;
  error: string | null;
  at: string;
};

/** Mails that could not be delivered, with what the server said; each can be sent again. */
export function FailedEmails({ mayAct, timeZone }: { mayAct: boolean; timeZone: string }) {
  const t = useTranslations("operator.failedEmails");
  const kinds = useTranslations("operator.mailKinds");
  const status = useTranslations("operator.account.mailStatus");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  useLive(["operator"]);
  const columns: DataTableColumn<Row>[] = [
    {
      id: "at",
      header: t("at"),
      primary: true,
      className: "sm:w-40 whitespace-nowrap tabular-nums",
      cell: (row) => formatDateTime(row.at, { timeZone }),
    },
    {
      id: "kind",
      header: t("kind"),
      cell: (row) => (kinds.has(row.kind as "card-sent") ? kinds(row.kind as "card-sent") : row.kind),
    },
    { id: "to", header: t("to"), cell: (row) => <span className="break-all">{row.to}</span> },
    {
      id: "account",
      header: t("account"),
      cell: (row) =>
        row.accountId ? <TextLink href={`/operator/accounts/${row.accountId}`}>{row.account}</TextLink> : t("platform"),
    },
    { id: "status", header: t("status"), cell: (row) => <Badge tone="danger">{status(row.status)}</Badge> },
    {
      id: "error",
      header: t("error"),
      cell: (row) => (
        <div>
          <span className="break-words">{row.error ?? ""}</span>
          <span className="block text-xs text-muted">{t("attempts", { count: row.attempts })}</span>
        </div>
      ),
    },
  ];
  const table = useTableState<Row, OperatorListInput>("failed-emails", columns, {});
  const query = useQuery(trpc.operator.failedEmails.queryOptions(table.input, { placeholderData: keepPreviousData }));
  const resend = useMutation(
    trpc.operator.resendEmail.mutationOptions({
      onSuccess: () => toast.success(t("resent")),
      onError: (error) => toast.error(errorText(error)),
      onSettled: () => query.refetch(),
    }),
  );
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <DataTable
        label={t("title")}
        table={table}
        columns={columns}
        query={query}
        rowId={(row) => row.id}
        rowLabel={(row) => row.to}
        rowActions={
          mayAct
            ? (row) => [{ label: t("resend"), icon: <Send />, onSelect: () => resend.mutate({ id: row.id }) }]
            : undefined
        }
        searchPlaceholder={t("search")}
        empty={{ title: t("empty"), description: t("emptyText"), icon: <MailCheck /> }}
      />
    </>
  );
}
