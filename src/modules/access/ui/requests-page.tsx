"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Inbox } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { DataTable, type DataTableColumn } from "@/shared/ui/data-table";
import { PageHeader } from "@/shared/ui/page-header";
import { Tabs } from "@/shared/ui/tabs";
import { useTableState } from "@/shared/ui/use-table-state";
import { useTRPC } from "@/trpc/client";
import { useLive } from "@/trpc/live";
import type { ListRequestsInput, RequestRow } from "../contract";
import { requestColumns, requestTableOptions } from "./request-columns";
import { RequestDrawer } from "./request-drawer";

type State = RequestRow["state"];

/** The operator's queue of account requests (R006), live. The request that is open stands in the address, for the e-mail's link. */
export function RequestsPage({ canAct, timeZone }: { canAct: boolean; timeZone: string }) {
  const t = useTranslations("access.requests");
  const trpc = useTRPC();
  const parameters = useSearchParams();
  const waiting = useQuery(trpc.requests.waiting.queryOptions());
  useLive(["operator"]);
  const state: State = parameters.get("state") === "REFUSED" ? "REFUSED" : "WAITING";
  // A dialog belongs to the browser: the server shows the list, and the one named in the address opens over it.
  const [inBrowser, setInBrowser] = useState(false);
  useEffect(() => setInBrowser(true), []);
  const opened = inBrowser ? parameters.get("request") : null;
  const show = (next: URLSearchParams) => window.history.pushState(null, "", `?${next}`);
  const open = (id: string | null) => {
    const next = new URLSearchParams(parameters);
    if (id) next.set("request", id);
    else next.delete("request");
    show(next);
  };
  const list = (of: State) => <RequestList key={of} state={of} timeZone={timeZone} onOpen={open} />;
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <Tabs
        label={t("title")}
        value={state}
        onChange={(value) => show(new URLSearchParams(value === "REFUSED" ? { state: value } : {}))}
        items={[
          { id: "WAITING", label: t("waiting"), count: waiting.data, content: list("WAITING") },
          { id: "REFUSED", label: t("refused"), content: list("REFUSED") },
        ]}
      />
      {opened ? (
        <RequestDrawer accountId={opened} canAct={canAct} timeZone={timeZone} onClose={() => open(null)} />
      ) : null}
    </>
  );
}

type ListProps = { state: State; timeZone: string; onOpen: (accountId: string) => void };

function RequestList({ state, timeZone, onOpen }: ListProps) {
  const t = useTranslations("access.requests");
  const types = useTranslations("accounts.types");
  const trpc = useTRPC();
  const cells: Record<string, Pick<DataTableColumn<RequestRow>, "header" | "cell">> = {
    companyName: { header: t("company"), cell: (row) => row.companyName },
    lastName: { header: t("contact"), cell: (row) => row.name },
    email: { header: t("email"), cell: (row) => row.email },
    type: {
      header: t("type"),
      cell: (row) => <Badge tone={row.type === "RESELLER" ? "info" : "neutral"}>{types(row.type)}</Badge>,
    },
    country: { header: t("country"), cell: (row) => row.country },
    createdAt: { header: t("received"), cell: (row) => formatDateTime(row.createdAt, { timeZone }) },
  };
  const columns = requestColumns.map((spec) => ({ ...spec, ...cells[spec.id]! }));
  const table = useTableState<RequestRow, ListRequestsInput>("operator-requests", columns, requestTableOptions);
  const query = useQuery(
    trpc.requests.list.queryOptions({ ...table.input, filters: { state } }, { placeholderData: keepPreviousData }),
  );
  const waiting = state === "WAITING";
  return (
    <DataTable
      label={t("title")}
      table={table}
      columns={columns}
      query={query}
      rowId={(row) => row.id}
      rowLabel={(row) => row.companyName}
      onRowOpen={(row) => onOpen(row.id)}
      searchPlaceholder={t("search")}
      empty={{
        title: t(waiting ? "emptyTitle" : "emptyRefused"),
        description: waiting ? t("emptyText") : undefined,
        icon: <Inbox />,
      }}
    />
  );
}
