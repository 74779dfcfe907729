"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { Button, LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { DefinitionList } from "@/shared/ui/details";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { PageHeader } from "@/shared/ui/page-header";
import { toast } from "@/shared/ui/toast";
import type { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";
import type { ImportColumnName, ImportDetails, ImportDto } from "../contract";
import { ImportRowsPanel, useImportColumns, useImportRows } from "./import-rows-panel";
import { ImportStatePanel, ImportStepsPanel } from "./import-steps-panel";

/** The procedures of imports of one kind, all alike but `get`. */
export type ImportsApi = Omit<ReturnType<typeof useTRPC>["configuratorImports"], "get">;

/** Asked for again while a job is at the import, should the live connection be down. */
const POLL_MS = 2_000;

/** How often an import is asked for again, milliseconds, by what is known of it. */
export function importInterval({ state }: { state: { data?: ImportDto } }): number | false {
  return state.data?.state === "CHECKING" || state.data?.state === "COMMITTING" ? POLL_MS : false;
}

/** What can be imported: the folder of its pages, and how its exports and its upload are called. */
export type Imported = "cards" | "configurators" | "customers";

/** Where what was imported is listed; `siteId` is "" where it belongs to no site. */
const listAddress = (siteId: string, of: Imported) => (siteId ? `/sites/${siteId}/${of}` : `/${of}`);

/** Where the imports of a kind are listed. */
export const importAddress = (siteId: string, of: Imported) => `${listAddress(siteId, of)}/import`;

/** One import: its check, its rows with what is wrong with them, and the commit. */
export function ImportPanel({
  siteId,
  importId,
  of,
  topic = `site:${siteId}`,
  api,
  found,
  title,
  backText,
  commitText,
  facts = [],
  note,
  timeZone,
}: {
  siteId: string;
  importId: string;
  of: Imported;
  /** What tells of changes of the import; of its site unless said. */
  topic?: string;
  api: ImportsApi;
  found: ImportDetails | undefined;
  title: string;
  /** The way to what was imported. */
  backText: string;
  commitText: (count: number) => string;
  /** What is to be known before the commit, besides how many rows are good. */
  facts?: { label: string; value: ReactNode }[];
  note: string;
  timeZone: string;
}) {
  const words = useTranslations("imports.act");
  const queries = useQueryClient();
  const router = useRouter();
  const { errorText } = useErrorText();
  const at = { siteId, importId };
  useLive([topic]);
  const again = () => void queries.invalidateQueries(api.pathFilter());
  const onError = (error: unknown) => void toast.error(errorText(error));
  const { mutate: correct } = useMutation(api.correct.mutationOptions({ onSettled: again, onError }));
  const remove = useMutation(api.removeRow.mutationOptions({ onSettled: again, onError }));
  const commit = useMutation(api.commit.mutationOptions({ onSettled: again, onError }));
  const discard = useMutation(api.discard.mutationOptions());
  const [discarding, setDiscarding] = useState(false);

  const open = found?.state === "CHECKED";
  const onCorrect = useMemo(
    () =>
      open ? (edit: { rowId: string; cells: Record<string, string> }) => correct({ siteId, importId, ...edit }) : null,
    [open, correct, siteId, importId],
  );
  const columns = useImportColumns(found?.columnNames ?? NONE, onCorrect);
  const table = useImportRows(columns);
  const settled = open || found?.state === "COMMITTED";
  const rows = useQuery(
    api.rows.queryOptions({ ...at, ...table.input }, { placeholderData: keepPreviousData, enabled: settled }),
  );
  if (!found) return <PageHeader title={title} />;
  const ready = found.good + found.warned;
  const back = importAddress(siteId, of);

  return (
    <>
      <PageHeader
        title={title}
        description={found.fileName}
        actions={
          <>
            <LinkButton href={found.state === "COMMITTED" ? listAddress(siteId, of) : back}>
              {found.state === "COMMITTED" ? backText : words("all")}
            </LinkButton>
            {open || found.state === "FAILED" ? (
              <Button onClick={() => setDiscarding(true)}>{words("discard")}</Button>
            ) : null}
            {open ? (
              <Button
                variant="primary"
                busy={commit.isPending}
                disabled={ready === 0}
                onClick={() => commit.mutate(at)}
              >
                {commitText(ready)}
              </Button>
            ) : null}
          </>
        }
      />
      <ImportStepsPanel state={found.state} />
      <ImportStatePanel found={found} timeText={(iso) => formatDateTime(iso, { timeZone })} />
      {open ? (
        <Card className="mb-4">
          <DefinitionList
            columns={2}
            items={[
              { label: words("ready"), value: words("count", { count: ready }) },
              { label: words("refused"), value: words("count", { count: found.refused }) },
              ...facts,
            ]}
          />
          <p className="mt-2 text-sm text-muted">{note}</p>
        </Card>
      ) : null}
      {settled && (open || found.refused > 0) ? (
        <ImportRowsPanel
          table={table}
          columns={columns}
          query={rows}
          onRemove={open ? (row) => remove.mutate({ ...at, rowId: row.id }) : null}
          actions={
            found.refused > 0 ? (
              <LinkButton
                href={`/api/exports/${of}-import-refused?siteId=${siteId}&importId=${importId}`}
                download
                prefetch={false}
                icon={<Download aria-hidden="true" />}
              >
                {words("download")}
              </LinkButton>
            ) : undefined
          }
        />
      ) : null}
      <ConfirmDialog
        open={discarding}
        onOpenChange={setDiscarding}
        title={words("discardTitle")}
        description={words("discardText")}
        confirmLabel={words("discard")}
        tone="danger"
        onConfirm={async () => {
          await discard.mutateAsync(at);
          router.push(back);
        }}
        error={discard.isError ? errorText(discard.error) : undefined}
      />
    </>
  );
}

const NONE: ImportColumnName[] = [];
