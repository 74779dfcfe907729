"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { ImportRowsPanel, useImportColumns, useImportRows } from "@/modules/imports/ui/import-rows-panel";
import { ImportStatePanel, ImportStepsPanel } from "@/modules/imports/ui/import-steps-panel";
import { Button, LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { DefinitionList } from "@/shared/ui/details";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { PageHeader } from "@/shared/ui/page-header";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { useLive } from "@/trpc/live";

/** Asked for again while a job is at the import, should the live connection be down. */
const POLL_MS = 2_000;

/** One import of cards: its check, its rows with what is wrong with them, what sending would cost, and the commit. */
export function CardImportPage({ siteId, importId, timeZone }: { siteId: string; importId: string; timeZone: string }) {
  const t = useTranslations("cards.import");
  const words = useTranslations("imports.act");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const router = useRouter();
  const { errorText } = useErrorText();
  const at = { siteId, importId };
  const detail = useQuery(
    trpc.cardImports.get.queryOptions(at, {
      refetchInterval: ({ state }) =>
        state.data?.state === "CHECKING" || state.data?.state === "COMMITTING" ? POLL_MS : false,
    }),
  );
  useLive([`site:${siteId}`]);
  const found = detail.data;
  const again = () => void queries.invalidateQueries(trpc.cardImports.pathFilter());
  const onError = (error: unknown) => void toast.error(errorText(error));
  const { mutate: correct } = useMutation(trpc.cardImports.correct.mutationOptions({ onSettled: again, onError }));
  const remove = useMutation(trpc.cardImports.removeRow.mutationOptions({ onSettled: again, onError }));
  const commit = useMutation(trpc.cardImports.commit.mutationOptions({ onSettled: again, onError }));
  const discard = useMutation(trpc.cardImports.discard.mutationOptions());
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
    trpc.cardImports.rows.queryOptions(
      { ...at, ...table.input },
      { placeholderData: keepPreviousData, enabled: settled },
    ),
  );
  if (!found) return <PageHeader title={t("title")} />;
  const ready = found.good + found.warned;
  const back = `/sites/${siteId}/cards/import`;
  const timeText = (iso: string) => formatDateTime(iso, { timeZone });

  return (
    <>
      <PageHeader
        title={t("title")}
        description={found.fileName}
        actions={
          <>
            <LinkButton href={found.state === "COMMITTED" ? `/sites/${siteId}/cards` : back}>
              {t(found.state === "COMMITTED" ? "toCards" : "all")}
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
                {t("commit", { count: ready })}
              </Button>
            ) : null}
          </>
        }
      />
      <ImportStepsPanel state={found.state} />
      <ImportStatePanel found={found} timeText={timeText} />
      {open ? (
        <Card className="mb-4">
          <DefinitionList
            columns={2}
            items={[
              { label: words("ready"), value: words("count", { count: ready }) },
              { label: words("refused"), value: words("count", { count: found.refused }) },
              { label: t("cost"), value: words("number", { count: found.cost }) },
              { label: t("available"), value: words("number", { count: found.available }) },
            ]}
          />
          <p className="mt-2 text-sm text-muted">{t("free")}</p>
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
                href={`/api/exports/cards-import-refused?siteId=${siteId}&importId=${importId}`}
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

const NONE: { key: string; name: string; inFile: boolean }[] = [];
