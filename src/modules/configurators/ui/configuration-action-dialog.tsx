"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type ActionResult, BULK_FROM, type CardAction } from "@/modules/delivery";
import { CardOutcomes, CardReasons } from "@/modules/delivery/ui/card-outcomes-panel";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { Notice, SkeletonText } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { ConfigurationCardSelection } from "../contract";

/** Before a click that acts on configuration cards: how many qualify; after it, what became of them (R265, R275, R280, R306). */
export function ConfigurationActionDialog({
  siteId,
  action,
  selection,
  name,
  settingsApp,
  onClose,
  onDone,
}: {
  siteId: string;
  action: CardAction;
  selection: ConfigurationCardSelection;
  /** What the one card that is selected is called, if it is one. */
  name?: string;
  settingsApp: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations("configurators");
  const all = useTranslations("cards");
  const bulkTexts = useTranslations("bulk");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { errorText } = useErrorText();
  const preview = useQuery(
    trpc.configurationCards.preview.queryOptions({ siteId, action, selection }, { staleTime: 0, gcTime: 0 }),
  );
  const [result, setResult] = useState<ActionResult | null>(null);
  const onSuccess = (answer: ActionResult) => {
    void queries.invalidateQueries(trpc.configurationCards.list.pathFilter());
    void queries.invalidateQueries(trpc.configurationCards.get.pathFilter());
    void queries.invalidateQueries(trpc.configurators.list.pathFilter());
    onDone();
    if (answer.done > 0) toast.success(t(`confirm.done.${action}`, { count: answer.done }));
    if (answer.done === answer.outcomes.length) onClose();
    else setResult(answer);
  };
  const now = useMutation(trpc.configurationCards[action].mutationOptions({ onSuccess }));
  const bulk = useMutation(
    trpc.configurationCardBulks[action].mutationOptions({
      onSuccess() {
        void queries.invalidateQueries(trpc.configurationCardBulks.pathFilter());
        toast.success(bulkTexts("started"));
        onDone();
        onClose();
      },
    }),
  );
  // Many cards are done by a job, so that nobody has to wait on this page.
  const running = selection.by === "bulk" || (preview.data?.selected ?? 0) > BULK_FROM ? bulk : now;

  const count = preview.data?.qualifies ?? 0;
  const title = t(`confirm.title.${action}`, { count: preview.data ? count : 1 });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="sm"
      dismissible={!running.isPending}
      title={name && count === 1 ? `${all(`action.${action}`)}: ${name}` : title}
      description={result ? undefined : t(`confirm.what.${action}`, { settingsApp })}
      footer={
        result ? (
          <Button variant="primary" onClick={onClose} data-autofocus="">
            {all("confirm.close")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={running.isPending} data-autofocus="">
              {all("form.cancel")}
            </Button>
            <Button
              variant={action === "delete" || action === "revoke" ? "danger" : "primary"}
              busy={running.isPending}
              disabled={!preview.data || count === 0}
              onClick={() => running.mutate({ siteId, selection })}
            >
              {title}
            </Button>
          </>
        )
      }
    >
      {result ? <CardOutcomes result={result} /> : null}
      {!result && preview.isPending ? <SkeletonText lines={3} /> : null}
      {!result && preview.isError ? <Notice tone="danger">{errorText(preview.error)}</Notice> : null}
      {!result && preview.data ? (
        <div className="space-y-3 text-sm">
          {count === 0 ? <Notice tone="warning">{all("confirm.none")}</Notice> : null}
          {preview.data.selected > 1 ? (
            <p>{all("confirm.qualifies", { qualifies: count, selected: preview.data.selected })}</p>
          ) : null}
          {action === "send" && preview.data.again > 0 ? (
            <p>{t("confirm.again", { count: preview.data.again })}</p>
          ) : null}
          <CardReasons title={all("confirm.skipped")} reasons={preview.data.refused} />
        </div>
      ) : null}
      {running.isError ? (
        <Notice tone="danger" className="mt-3">
          {errorText(running.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}
