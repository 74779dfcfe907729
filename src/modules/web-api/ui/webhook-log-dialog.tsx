"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { formatDateTime } from "@/i18n/format";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Drawer } from "@/shared/ui/dialog";
import { EmptyState, ErrorState, SkeletonText } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { DeliveryDto, WebhookDto } from "../contract";

const TONES = { PENDING: "warning", DELIVERED: "success", FAILED: "danger" } as const;
type Props = { webhook: WebhookDto; timeZone: string; onClose: () => void };

/** What an address was told, the latest first: request and answer of each event's last attempt. */
export function WebhookLogDialog({ webhook, timeZone, onClose }: Props) {
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
          <Line key={row.id} row={row} timeZone={timeZone} />
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

function Line({ row, timeZone }: { row: DeliveryDto; timeZone: string }) {
  const t = useTranslations("webApi.webhooks");
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
      {row.lastAttemptAt ? (
        <details className="mt-1">
          <summary className="cursor-pointer text-accent">{t("details")}</summary>
          <dl className="mt-2 space-y-2 text-xs">
            <dt className="text-muted">{t("request")}</dt>
            <dd className="[overflow-wrap:anywhere]">
              <code>{row.lastRequest}</code>
            </dd>
            <dt className="text-muted">{t("answer", { milliseconds: row.lastDuration ?? 0 })}</dt>
            <dd className="[overflow-wrap:anywhere]">
              <code>
                {row.lastStatus} {row.lastAnswer}
              </code>
            </dd>
          </dl>
        </details>
      ) : null}
    </li>
  );
}
