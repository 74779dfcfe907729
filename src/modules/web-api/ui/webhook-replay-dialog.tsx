"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { fromWallTime, toWallTime } from "@/modules/cards";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

type Props = { webhookId: string; timeZone: string; onClose: () => void; onSettled: () => void };
const DAY = 86_400_000;

/** Asks from when on events are told again, by the account's clock: a day back unless changed. */
export function WebhookReplayDialog({ webhookId, timeZone, onClose, onSettled }: Props) {
  const t = useTranslations("webApi.webhooks");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const { errorText } = useErrorText();
  const formId = useId();
  const [at, setAt] = useState(() => toWallTime(new Date(Date.now() - DAY).toISOString(), timeZone));
  const since = fromWallTime(at, timeZone);
  const replay = useMutation(
    trpc.webhooks.replay.mutationOptions({
      onSuccess: ({ events, nextEventId }) => {
        toast.success(t(nextEventId ? "replayedSome" : "replayed", { count: events }));
        onClose();
      },
      onSettled,
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (since) replay.mutate({ webhookId, since });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!replay.isPending}
      title={t("replayTitle")}
      description={t("replayText")}
      footer={
        <>
          <Button onClick={onClose}>{shared("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={replay.isPending} disabled={!since}>
            {t("replay")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="space-y-4">
        {replay.isError ? <Notice tone="danger">{errorText(replay.error)}</Notice> : null}
        <FormField label={t("replaySince")} name="since" required hint={t("replayHint", { timeZone })}>
          <Input type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} data-autofocus />
        </FormField>
      </form>
    </Dialog>
  );
}
