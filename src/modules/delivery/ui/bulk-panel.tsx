"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ban, Download, RotateCcw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { Button, LinkButton } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ProgressBar } from "@/shared/ui/details";
import { ConfirmDialog, Dialog } from "@/shared/ui/dialog";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import type { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { BulkDto } from "../bulk-contract";
import type { CardAction } from "../domain/card-actions";
import { CardReasons } from "./card-outcomes-panel";

/** The procedures of bulk actions, of user cards or of configuration cards. */
export type BulkApi = Pick<
  ReturnType<typeof useTRPC>["cardBulks"],
  "list" | "failures" | "cancel" | "dismiss" | "pathFilter"
>;

type Props = {
  siteId: string;
  api: BulkApi;
  /** The export that gives the cards left. */
  exportPath: string;
  timeZone: string;
  mayDo: (action: CardAction) => boolean;
  /** Asks again for what a bulk action left. */
  onRetry: (bulkId: string, action: CardAction) => void;
};

/** Asked for again while one is running, should the live connection be down. */
const POLL_MS = 2_000;
const TONES = { RUNNING: "info", DONE: "success", CANCELLED: "warning", FAILED: "danger" } as const;

/** Bulk actions that are running or have ended not long ago: how far, what became of the cards, stop and try again. */
export function BulkPanel(props: Props) {
  const t = useTranslations("bulk");
  const list = useQuery(
    props.api.list.queryOptions(
      { siteId: props.siteId },
      { refetchInterval: ({ state }) => (state.data?.some((one) => one.state === "RUNNING") ? POLL_MS : false) },
    ),
  );
  if (!list.data?.length) return null;
  return (
    <Card title={t("title")} padding={false} className="mb-4">
      <ul className="divide-y divide-line text-sm" aria-live="polite">
        {list.data.map((bulk) => (
          <BulkLine key={bulk.id} {...props} bulk={bulk} />
        ))}
      </ul>
    </Card>
  );
}

function BulkLine({ bulk, siteId, api, timeZone, mayDo, onRetry, exportPath }: Props & { bulk: BulkDto }) {
  const t = useTranslations("bulk");
  const cards = useTranslations("cards");
  const queries = useQueryClient();
  const { codeText, errorText } = useErrorText();
  const [open, setOpen] = useState<"details" | "cancel" | null>(null);
  const again = () => void queries.invalidateQueries(api.pathFilter());
  const cancel = useMutation(api.cancel.mutationOptions({ onSettled: again }));
  const dismiss = useMutation(
    api.dismiss.mutationOptions({ onSettled: again, onError: (error) => void toast.error(errorText(error)) }),
  );
  const at = { siteId, bulkId: bulk.id };
  const running = bulk.state === "RUNNING";
  const seen = bulk.done + bulk.failed;
  const unreached = running ? 0 : bulk.total - seen;
  const title = t("what", { what: cards(`action.${bulk.action}`), total: bulk.total });
  return (
    <li className="space-y-2 px-5 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="min-w-0 flex-1 basis-48 font-medium">{title}</span>
        <Badge tone={TONES[bulk.state]}>{t(`states.${bulk.state}`)}</Badge>
        <span className="text-muted tabular-nums">
          {t("by", { name: bulk.createdBy, time: formatDateTime(bulk.endedAt ?? bulk.createdAt, { timeZone }) })}
        </span>
      </div>
      {running ? (
        <ProgressBar label={title} value={seen} max={bulk.total} text={t("progress", { seen, total: bulk.total })} />
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-muted">
        <span className="min-w-0 flex-1 basis-60">
          {running ? t("mayLeave") : t("counts", { done: bulk.done, failed: bulk.failed })}
          {unreached > 0 ? ` ${t("unreached", { count: unreached })}` : null}
          {bulk.failure ? ` ${codeText(bulk.failure)}` : null}
        </span>
        <span className="flex flex-wrap gap-2">
          <Button size="sm" onClick={() => setOpen("details")}>
            {t("details")}
          </Button>
          {running && mayDo(bulk.action) ? (
            <Button size="sm" icon={<Ban aria-hidden="true" />} onClick={() => setOpen("cancel")}>
              {t("cancel")}
            </Button>
          ) : null}
          {!running && mayDo(bulk.action) && bulk.failed + unreached > 0 ? (
            <Button size="sm" icon={<RotateCcw aria-hidden="true" />} onClick={() => onRetry(bulk.id, bulk.action)}>
              {t("retry")}
            </Button>
          ) : null}
          {!running && mayDo(bulk.action) ? (
            <Button
              size="sm"
              icon={<X aria-hidden="true" />}
              busy={dismiss.isPending}
              onClick={() => dismiss.mutate(at)}
            >
              {t("dismiss")}
            </Button>
          ) : null}
        </span>
      </div>
      {open === "details" ? (
        <BulkDetails
          bulk={bulk}
          title={title}
          api={api}
          siteId={siteId}
          exportPath={exportPath}
          onClose={() => setOpen(null)}
        />
      ) : null}
      <ConfirmDialog
        open={open === "cancel"}
        onOpenChange={(to) => setOpen(to ? "cancel" : null)}
        title={t("cancelTitle")}
        description={t("cancelText")}
        confirmLabel={t("cancel")}
        tone="danger"
        onConfirm={async () => {
          await cancel.mutateAsync(at);
          setOpen(null);
        }}
        error={cancel.isError ? errorText(cancel.error) : undefined}
      />
    </li>
  );
}

function BulkDetails({
  bulk,
  title,
  api,
  siteId,
  exportPath,
  onClose,
}: Pick<Props, "api" | "siteId" | "exportPath"> & { bulk: BulkDto; title: string; onClose: () => void }) {
  const t = useTranslations("bulk");
  const { codeText, errorText } = useErrorText();
  const at = { siteId, bulkId: bulk.id };
  const failures = useQuery(api.failures.queryOptions(at, { enabled: bulk.failed > 0 }));
  return (
    <Dialog
      open
      onOpenChange={(to) => to || onClose()}
      size="lg"
      title={title}
      description={t("counts", { done: bulk.done, failed: bulk.failed })}
      footer={
        bulk.failed > 0 ? (
          <LinkButton
            href={`/api/exports/${exportPath}?siteId=${siteId}&bulkId=${bulk.id}`}
            download
            prefetch={false}
            icon={<Download aria-hidden="true" />}
          >
            {t("download")}
          </LinkButton>
        ) : undefined
      }
    >
      <div className="space-y-4 text-sm">
        {bulk.failure ? <Notice tone="danger">{codeText(bulk.failure)}</Notice> : null}
        {bulk.credits > 0 ? (
          <p>{t(bulk.action === "send" ? "credits.hold" : "credits.back", { count: bulk.credits })}</p>
        ) : null}
        <CardReasons title={t("skipped")} reasons={bulk.skipped} />
        <CardReasons title={t("left")} reasons={bulk.reasons} />
        {failures.isError ? <Notice tone="danger">{errorText(failures.error)}</Notice> : null}
        {failures.data?.length ? (
          <section
            className="max-h-80 overflow-auto rounded-lg border border-line"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reachable by keyboard
            tabIndex={0}
            aria-label={t("failures.label")}
          >
            <table className="w-full text-left">
              <thead className="sticky top-0 bg-surface text-muted">
                <tr>
                  {(["name", "email", "reason"] as const).map((column) => (
                    <th key={column} scope="col" className="px-3 py-2 font-medium">
                      {t(`columns.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody className="divide-y divide-line">
                {failures.data.map((failure) => (
                  <tr key={failure.cardId}>
                    <td className="px-3 py-2">{failure.name}</td>
                    <td className="px-3 py-2 [overflow-wrap:anywhere]">{failure.email}</td>
                    <td className="px-3 py-2">{codeText(failure.code)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ) : null}
        {failures.data && failures.data.length < bulk.failed ? (
          <p className="text-muted">{t("failures.first", { count: failures.data.length })}</p>
        ) : null}
      </div>
    </Dialog>
  );
}
