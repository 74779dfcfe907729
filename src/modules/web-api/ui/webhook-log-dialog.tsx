"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { formatDateTime } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Drawer } from "@/shared/ui/dialog";
import { EmptyState, ErrorState, SkeletonText } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { AttemptDto, DeliveryDto, WebhookDto } from "../contract";

const TONES = { PENDING: "warning", DELIVERED: "success", FAILED: "danger" } as const;
type Props = {
  webhook: WebhookDto;
  timeZone: string;
  onClose: () => void;
  /** Tells everything again from an event on; null: the reader may not. */
  onReplay: ((eventId: string) => void) | null;
};

/** What an address was told, the latest first, with request and answer of every attempt. */
export function WebhookLogDialog({ webhook, timeZone, onClose, onReplay }: Props) {
  const t = useTranslations("webApi.webhooks");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const log = useInfiniteQuery(
    trpc.webhooks.deliveries.infiniteQueryOptions(
      { webhookId: webhook.id, limit: 50 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const rows = log.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Drawer open onOpenChange={onClose} title={t("log")} description={webhook.url} size="lg">
      {log.isError ? <ErrorState title={errorText(log.error)} /> : null}
      {log.isPending ? <SkeletonText lines={8} /> : null}
      {log.data && rows.length === 0 ? <EmptyState title={t("logEmpty")} /> : null}
      <ol className="divide-y divide-line">
        {rows.map((row) => (
          <Line key={row.id} webhookId={webhook.id} row={row} timeZone={timeZone} onReplay={onReplay} />
        ))}
      </ol>
      {log.hasNextPage ? (
        <Button className="mt-4" busy={log.isFetchingNextPage} onClick={() => log.fetchNextPage()}>
          {t("more")}
        </Button>
      ) : null}
    </Drawer>
  );
}

type LineProps = Pick<Props, "timeZone" | "onReplay"> & { webhookId: string; row: DeliveryDto };

function Line({ webhookId, row, timeZone, onReplay }: LineProps) {
  const t = useTranslations("webApi.webhooks");
  const [open, setOpen] = useState(false);
  return (
    <li className="py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <code className="[overflow-wrap:anywhere]">{row.type}</code>
        <Badge tone={TONES[row.state]}>{t(`states.${row.state}`)}</Badge>
      </div>
      <p className="text-xs text-muted tabular-nums">
        {formatDateTime(row.createdAt, { timeZone })} · {t("attempts", { count: row.attempts })}
        {row.nextAttemptAt ? ` · ${t("next", { at: formatDateTime(row.nextAttemptAt, { timeZone }) })}` : ""}
      </p>
      <div className="mt-1 flex flex-wrap items-start justify-between gap-2">
        {row.lastAttemptAt ? (
          <details className="min-w-0 flex-1" onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary className="cursor-pointer text-accent">{t("details")}</summary>
            {open ? <Attempts webhookId={webhookId} row={row} timeZone={timeZone} /> : null}
          </details>
        ) : null}
        {onReplay && row.state !== "PENDING" && !row.type.endsWith(".test") ? (
          <Button size="sm" onClick={() => onReplay(row.eventId)}>
            {t("replayHere")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

/** Every attempt of a delivery, the first one first, and the body that all of them sent. */
function Attempts({ webhookId, row, timeZone }: Omit<LineProps, "onReplay">) {
  const t = useTranslations("webApi.webhooks");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const attempts = useQuery(trpc.webhooks.attempts.queryOptions({ webhookId, deliveryId: row.id }));
  return (
    <div className="mt-2 space-y-3 text-xs">
      <p className="text-muted">{t("body")}</p>
      <code className="block [overflow-wrap:anywhere]">{row.lastRequest}</code>
      {attempts.isError ? <ErrorState title={errorText(attempts.error)} /> : null}
      {attempts.isPending ? <SkeletonText lines={3} /> : null}
      <ol className="space-y-3">
        {(attempts.data ?? []).map((attempt) => (
          <Attempt key={attempt.attempt} attempt={attempt} timeZone={timeZone} />
        ))}
      </ol>
    </div>
  );
}

function Attempt({ attempt, timeZone }: { attempt: AttemptDto; timeZone: string }) {
  const t = useTranslations("webApi.webhooks");
  const at = formatDateTime(attempt.at, { timeZone });
  return (
    <li className="border-l-2 border-line pl-3">
      <p className="font-medium">{t("attempt", { number: attempt.attempt, at })}</p>
      <dl className="mt-1 space-y-1">
        <dt className="text-muted">{t("request")}</dt>
        <dd className="[overflow-wrap:anywhere] whitespace-pre-wrap">
          <code>{`POST ${attempt.url}\n${attempt.requestHeaders}`}</code>
        </dd>
        <dt className="text-muted">{t("answer", { milliseconds: attempt.duration })}</dt>
        <dd className="[overflow-wrap:anywhere] whitespace-pre-wrap">
          <code>
            {attempt.status} {attempt.answer}
          </code>
        </dd>
      </dl>
    </li>
  );
}
