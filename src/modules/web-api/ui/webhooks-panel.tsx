"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Plus, Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ConfirmDialog } from "@/shared/ui/dialog";
import { ActionsMenu } from "@/shared/ui/menu";
import { EmptyState, ErrorState, SkeletonText } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { WebhookDto } from "../contract";
import { WebhookDialog, WebhookSecretDialog } from "./webhook-dialog";
import { WebhookLogDialog } from "./webhook-log-dialog";
import { WebhookReplayDialog } from "./webhook-replay-dialog";

type Asked = { what: "delete" | "rotate"; webhook: WebhookDto };

/** The addresses of the account that are told of events, with what can be done to them. */
export function WebhooksPanel({ canCreate, timeZone }: { canCreate: boolean; timeZone: string }) {
  const t = useTranslations("webApi.webhooks");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [log, setLog] = useState<WebhookDto | null>(null);
  const [replaying, setReplaying] = useState<WebhookDto | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const list = useQuery(trpc.webhooks.list.queryOptions());
  const failed = { onError: (error: unknown) => toast.error(errorText(error)), onSettled: () => list.refetch() };
  const edit = useMutation(trpc.webhooks.edit.mutationOptions(failed));
  const send = useMutation(
    trpc.webhooks.test.mutationOptions({ ...failed, onSuccess: () => toast.success(t("tested")) }),
  );
  const remove = useMutation(trpc.webhooks.delete.mutationOptions(failed));
  const rotate = useMutation(
    trpc.webhooks.rotate.mutationOptions({ ...failed, onSuccess: (made) => setSecret(made.secret) }),
  );
  const replay = useMutation(
    trpc.webhooks.replay.mutationOptions({
      ...failed,
      onSuccess: ({ events, nextEventId }) =>
        toast.success(t(nextEventId ? "replayedSome" : "replayed", { count: events })),
    }),
  );
  const confirm = async () => {
    if (!asked) return;
    const webhookId = asked.webhook.id;
    if (asked.what === "delete") await remove.mutateAsync({ webhookId });
    if (asked.what === "rotate") await rotate.mutateAsync({ webhookId });
  };
  return (
    <Card
      title={t("title")}
      description={t("description")}
      actions={
        canCreate ? (
          <Button icon={<Plus aria-hidden="true" />} onClick={() => setAdding(true)}>
            {t("add")}
          </Button>
        ) : null
      }
    >
      {list.isError ? <ErrorState title={errorText(list.error)} /> : null}
      {list.isPending ? <SkeletonText lines={3} /> : null}
      {list.data?.length === 0 ? (
        <EmptyState icon={<Webhook />} title={t("empty")} description={t("emptyText")} />
      ) : null}
      <ul className="divide-y divide-line">
        {(list.data ?? []).map((webhook) => (
          <li key={webhook.id} className="flex items-center justify-between gap-4 py-3">
            <div className="min-w-0">
              <p className="font-medium [overflow-wrap:anywhere]">{webhook.url}</p>
              <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
                <Status webhook={webhook} />
                {webhook.events.map((area) => t(`areas.${area}`)).join(", ")}
              </p>
            </div>
            <ActionsMenu
              label={t("actions", { url: webhook.url })}
              items={[
                { label: t("log"), onSelect: () => setLog(webhook) },
                ...(canCreate
                  ? [
                      { label: t("test"), onSelect: () => send.mutate({ webhookId: webhook.id }) },
                      {
                        label: t(webhook.pausedAt ? "resume" : "pause"),
                        onSelect: () => edit.mutate({ webhookId: webhook.id, paused: !webhook.pausedAt }),
                      },
                      { label: t("replay"), onSelect: () => setReplaying(webhook) },
                      { label: t("rotate"), onSelect: () => setAsked({ what: "rotate", webhook }) },
                      {
                        label: t("delete"),
                        tone: "danger" as const,
                        onSelect: () => setAsked({ what: "delete", webhook }),
                      },
                    ]
                  : []),
              ]}
            />
          </li>
        ))}
      </ul>
      {adding ? (
        <WebhookDialog
          onClose={() => setAdding(false)}
          onAdded={(made) => {
            setAdding(false);
            setSecret(made);
            void list.refetch();
          }}
        />
      ) : null}
      <WebhookSecretDialog secret={secret} onClose={() => setSecret(null)} />
      {log ? (
        <WebhookLogDialog
          webhook={log}
          timeZone={timeZone}
          onClose={() => setLog(null)}
          onReplay={canCreate ? (eventId) => replay.mutate({ webhookId: log.id, eventId }) : null}
        />
      ) : null}
      {replaying ? (
        <WebhookReplayDialog
          webhookId={replaying.id}
          timeZone={timeZone}
          onClose={() => setReplaying(null)}
          onSettled={() => void list.refetch()}
        />
      ) : null}
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={asked ? t(`ask.${asked.what}.title`) : ""}
        description={asked ? t(`ask.${asked.what}.text`) : ""}
        confirmLabel={asked ? t(asked.what) : ""}
        tone={asked?.what === "delete" ? "danger" : undefined}
        onConfirm={confirm}
      />
    </Card>
  );
}

function Status({ webhook }: { webhook: WebhookDto }) {
  const t = useTranslations("webApi.webhooks");
  if (webhook.pausedAt) return <Badge tone="neutral">{t("paused")}</Badge>;
  return webhook.failingSince ? (
    <Badge tone="warning">{t("failing")}</Badge>
  ) : (
    <Badge tone="success">{t("active")}</Badge>
  );
}
