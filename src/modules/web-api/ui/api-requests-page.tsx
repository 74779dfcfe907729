"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { PageHeader } from "@/shared/ui/page-header";
import { Tabs } from "@/shared/ui/tabs";
import { toast } from "@/shared/ui/toast";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";
import type { ApiRequestRow, ApiRequestsInput } from "../contract";
import { apiRequestColumns, apiRequestTableOptions } from "./api-requests-table";
import { RefuseApiDialog } from "./refuse-api-dialog";

type State = ApiRequestRow["state"];
type Props = { canAct: boolean; timeZone: string };

/** The operator's queue of token requests: by API number, never by company (R155, R156). */
export function ApiRequestsPage(props: Props) {
  const t = useTranslations("webApi.requests");
  const trpc = useTRPC();
  const parameters = useSearchParams();
  const waiting = useQuery(trpc.apiRequests.waiting.queryOptions());
  useLive(["operator"]);
  const state: State = parameters.get("state") === "REFUSED" ? "REFUSED" : "WAITING";
  const show = (value: string) => window.history.pushState(null, "", value === "REFUSED" ? "?state=REFUSED" : "?");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <Tabs
        label={t("title")}
        value={state}
        onChange={show}
        items={[
          { id: "WAITING", label: t("waiting"), count: waiting.data, content: <Requests state="WAITING" {...props} /> },
          { id: "REFUSED", label: t("refused"), content: <Requests state="REFUSED" {...props} /> },
        ]}
      />
    </>
  );
}

function Requests({ state, canAct, timeZone }: Props & { state: State }) {
  const t = useTranslations("webApi.requests");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const [approved, setApproved] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const waiting = state === "WAITING";
  const cells: Record<string, Pick<DataTableColumn<ApiRequestRow>, "header" | "cell">> = {
    apiNumber: { header: t("number"), cell: (row) => <span className="tabular-nums">{row.apiNumber}</span> },
    requestedAt: { header: t("requestedAt"), cell: (row) => formatDateTime(row.requestedAt, { timeZone }) },
    refusalReason: { header: t("reason"), cell: (row) => row.refusalReason ?? "" },
  };
  const columns = apiRequestColumns
    .filter((spec) => !waiting || spec.id !== "refusalReason")
    .map((spec) => ({ ...spec, ...(cells[spec.id] as (typeof cells)[string]) }));
  const table = useTableState<ApiRequestRow, ApiRequestsInput>("api-requests", columns, apiRequestTableOptions);
  const query = useQuery(
    trpc.apiRequests.list.queryOptions({ ...table.input, filters: { state } }, { placeholderData: keepPreviousData }),
  );
  const approve = useMutation(
    trpc.apiRequests.approve.mutationOptions({
      onSuccess: (_, { apiNumber }) => toast.success(t("approved", { apiNumber })),
    }),
  );
  return (
    <>
      <DataTable
        label={t("title")}
        table={table}
        columns={columns}
        query={query}
        rowId={(row) => row.apiNumber}
        rowLabel={(row) => row.apiNumber}
        rowActions={
          canAct && waiting
            ? (row) => [
                { label: t("approve"), onSelect: () => setApproved(row.apiNumber) },
                { label: t("refuse"), tone: "danger" as const, onSelect: () => setRefused(row.apiNumber) },
              ]
            : undefined
        }
        searchPlaceholder={t("search")}
        empty={{ title: t(waiting ? "empty" : "emptyRefused"), icon: <KeyRound /> }}
      />
      <ConfirmDialog
        open={approved !== null}
        onOpenChange={() => {
          approve.reset();
          setApproved(null);
        }}
        title={t("approveTitle", { apiNumber: approved ?? "" })}
        description={t("approveText")}
        confirmLabel={t("approve")}
        error={approve.isError ? errorText(approve.error) : undefined}
        onConfirm={() => (approved ? approve.mutateAsync({ apiNumber: approved }) : undefined)}
      />
      {refused ? <RefuseApiDialog apiNumber={refused} onClose={() => setRefused(null)} /> : null}
    </>
  );
}
