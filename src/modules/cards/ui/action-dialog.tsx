"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { formatDateTime, formatNumber } from "@/i18n/format";
import { BULK_FROM, type CardAction } from "@/modules/delivery";
import { CardOutcomes, CardReasons } from "@/modules/delivery/ui/card-outcomes-panel";
import { Button } from "@/shared/ui/button";
import { DefinitionList } from "@/shared/ui/details";
import { Dialog } from "@/shared/ui/dialog";
import { Notice, SkeletonText } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { appDataOf, useErrorText } from "@/trpc/errors";
import type { ActionPreview, ActionResult, SelectionInput } from "../contract";
import { fromWallTime } from "../domain/zoned-time";
import { SendTime } from "./send-time";

type Props = {
  siteId: string;
  action: CardAction;
  selection: SelectionInput;
  /** The name of the one card that is selected, if it is one. */
  name?: string;
  mayRevoke: boolean;
  /** The site's, for sends at a time to come. */
  timeZone: string;
  onClose: () => void;
  onDone: () => void;
  onRevokeInstead: () => void;
};

/** Before a click that acts on cards: how many qualify, what it costs, what is left; after it, what became of them (R306). */
export function CardActionDialog(props: Props) {
  const { siteId, action, selection, timeZone, onClose, onDone } = props;
  const t = useTranslations("cards");
  const bulkTexts = useTranslations("bulk");
  const trpc = useTRPC();
  const { errorText, fieldErrors } = useErrorText();
  /** For sending: the date and time to come, as the site's clocks show it; null: now. */
  const [later, setLater] = useState<string | null>(null);
  const at = later === null ? null : fromWallTime(later, timeZone);
  const preview = useQuery(
    trpc.cards.preview.queryOptions(
      { siteId, action, selection, scheduled: later !== null },
      { staleTime: 0, gcTime: 0 },
    ),
  );
  const queries = useQueryClient();
  const [result, setResult] = useState<ActionResult | null>(null);

  const finish = (answer: ActionResult) => {
    onDone();
    if (answer.done > 0)
      toast.success(
        at
          ? t("confirm.done.schedule", { count: answer.done, at: formatDateTime(at, { timeZone }) })
          : t(`confirm.done.${action}`, { count: answer.done }),
      );
    if (answer.done === answer.outcomes.length) onClose();
    else setResult(answer);
  };
  const again = (error: unknown) => {
    // What was seen no longer holds: show what holds now, for another decision.
    if (["cards.priceChanged", "cards.insufficient"].includes(appDataOf(error)?.code ?? "")) void preview.refetch();
  };
  const options = { onSuccess: finish, onError: again };
  const send = useMutation(trpc.cards.send.mutationOptions(options));
  const others = {
    withdraw: useMutation(trpc.cards.withdraw.mutationOptions(options)),
    revoke: useMutation(trpc.cards.revoke.mutationOptions(options)),
    cancelRevocation: useMutation(trpc.cards.cancelRevocation.mutationOptions(options)),
    moveToOtherPhone: useMutation(trpc.cards.moveToOtherPhone.mutationOptions(options)),
    replacePhone: useMutation(trpc.cards.replacePhone.mutationOptions(options)),
    delete: useMutation(trpc.cards.delete.mutationOptions(options)),
  };
  const bulk = useMutation(
    trpc.cardBulks[action].mutationOptions({
      onSuccess() {
        void queries.invalidateQueries(trpc.cardBulks.pathFilter());
        toast.success(bulkTexts("started"));
        onDone();
        onClose();
      },
      onError: again,
    }),
  );
  // Many cards are done by a job, so that nobody has to wait on this page.
  const byJob = selection.by === "bulk" || (preview.data?.selected ?? 0) > BULK_FROM;
  const running = byJob ? bulk : action === "send" ? send : others[action];
  const short = action === "send" && preview.data ? preview.data.cost - preview.data.available : 0;
  const run = () => {
    const seen = {
      total: preview.data?.cost,
      asManyAsPossible: short > 0,
      at: later === null ? undefined : (at ?? ""),
    };
    if (byJob) bulk.mutate({ siteId, selection, ...(action === "send" ? seen : {}) });
    else if (action === "send") send.mutate({ siteId, selection, ...seen });
    else others[action].mutate({ siteId, selection });
  };

  const count = preview.data?.qualifies ?? 0;
  const title = t(later === null ? `confirm.title.${action}` : "confirm.schedule", { count: preview.data ? count : 1 });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      size="sm"
      dismissible={!running.isPending}
      title={props.name && count === 1 ? `${t(`action.${action}`)}: ${props.name}` : title}
      description={result ? undefined : t(`confirm.what.${action}`)}
      footer={
        result ? (
          <Button variant="primary" onClick={onClose} data-autofocus="">
            {t("confirm.close")}
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={running.isPending} data-autofocus="">
              {t("form.cancel")}
            </Button>
            <Button
              variant={action === "delete" || action === "revoke" ? "danger" : "primary"}
              busy={running.isPending}
              disabled={!preview.data || count === 0 || (later !== null && !at)}
              onClick={run}
            >
              {short > 0 ? t("confirm.asMany") : title}
            </Button>
          </>
        )
      }
    >
      {result ? <CardOutcomes result={result} /> : null}
      {!result && action === "send" ? (
        <SendTime
          value={later}
          onChange={setLater}
          timeZone={timeZone}
          error={running.isError ? fieldErrors(running.error).at : undefined}
        />
      ) : null}
      {!result && preview.isPending ? <SkeletonText lines={3} /> : null}
      {!result && preview.isError ? <Notice tone="danger">{errorText(preview.error)}</Notice> : null}
      {!result && preview.data ? <Preview {...props} preview={preview.data} short={short} /> : null}
      {running.isError ? (
        <Notice tone="danger" className="mt-3">
          {errorText(running.error)}
        </Notice>
      ) : null}
    </Dialog>
  );
}

function Preview({
  preview,
  short,
  action,
  mayRevoke,
  onRevokeInstead,
}: Props & { preview: ActionPreview; short: number }) {
  const t = useTranslations("cards");
  const locale = useLocale();
  const number = (value: number) => formatNumber(value, locale);
  const { selected, qualifies, refused, cost, again, available, back, lost } = preview;
  const items = [
    ...(action === "send" && cost > 0
      ? [
          { label: t("confirm.cost"), value: number(cost) },
          { label: t("confirm.available"), value: number(available) },
          ...(short > 0 ? [] : [{ label: t("confirm.left"), value: number(available - cost) }]),
        ]
      : []),
    ...(again > 0 ? [{ label: t("confirm.again"), value: number(again) }] : []),
    ...(back > 0 ? [{ label: t("confirm.back"), value: number(back) }] : []),
    ...(lost > 0 ? [{ label: t("confirm.lost"), value: number(lost) }] : []),
  ];
  return (
    <div className="space-y-3 text-sm">
      {qualifies === 0 ? <Notice tone="warning">{t("confirm.none")}</Notice> : null}
      {selected > 1 ? <p>{t("confirm.qualifies", { qualifies, selected })}</p> : null}
      <CardReasons title={t("confirm.skipped")} reasons={refused} />
      {items.length > 0 ? <DefinitionList items={items} columns={2} /> : null}
      {short > 0 ? (
        <Notice tone="warning" title={t("confirm.shortTitle")}>
          {t("confirm.shortText", { missing: short })}
        </Notice>
      ) : null}
      {lost > 0 ? (
        <Notice
          tone="danger"
          title={t("confirm.lostTitle", { lost })}
          action={
            mayRevoke ? (
              <Button size="sm" onClick={onRevokeInstead}>
                {t("confirm.revokeInstead")}
              </Button>
            ) : undefined
          }
        >
          {t("confirm.lostText")}
        </Notice>
      ) : null}
    </div>
  );
}
