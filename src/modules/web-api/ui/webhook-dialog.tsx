"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/shared/ui/button";
import { CopyButton } from "@/shared/ui/copy-button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Checkbox, Input } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { WEBHOOK_AREAS, type WebhookArea } from "../domain/webhook";

/** Adds an address that is told of events. */
export function WebhookDialog({ onClose, onAdded }: { onClose: () => void; onAdded: (secret: string) => void }) {
  const t = useTranslations("webApi.webhooks");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const { errorText, fieldErrors } = useErrorText();
  const formId = useId();
  const [url, setUrl] = useState("https://");
  const [areas, setAreas] = useState<WebhookArea[]>(["cards"]);
  const add = useMutation(trpc.webhooks.add.mutationOptions({ onSuccess: (made) => onAdded(made.secret) }));
  const fields = fieldErrors(add.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate({ url: url.trim(), events: areas });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!add.isPending}
      title={t("addTitle")}
      description={t("addText")}
      footer={
        <>
          <Button onClick={onClose}>{shared("cancel")}</Button>
          <Button type="submit" form={formId} variant="primary" busy={add.isPending}>
            {t("add")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="space-y-4">
        {add.isError && Object.keys(fields).length === 0 ? <Notice tone="danger">{errorText(add.error)}</Notice> : null}
        <FormField label={t("url")} name="url" required hint={t("urlHint")} error={fields.url}>
          <Input
            type="url"
            value={url}
            maxLength={2000}
            spellCheck={false}
            onChange={(event) => setUrl(event.target.value)}
            data-autofocus
          />
        </FormField>
        <FormField label={t("events")} kind="group" error={fields.events}>
          <div className="grid gap-2 sm:grid-cols-2">
            {WEBHOOK_AREAS.map((area) => (
              <Checkbox
                key={area}
                label={t(`areas.${area}`)}
                checked={areas.includes(area)}
                onChange={() => setAreas(areas.includes(area) ? areas.filter((one) => one !== area) : [...areas, area])}
              />
            ))}
          </div>
        </FormField>
      </form>
    </Dialog>
  );
}

/** Shows a signing secret, this once. */
export function WebhookSecretDialog({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  const t = useTranslations("webApi.webhooks");
  return (
    <Dialog
      open={secret !== null}
      onOpenChange={onClose}
      dismissible={false}
      title={t("secretTitle")}
      description={t("secretText")}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("secretDone")}
        </Button>
      }
    >
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-md bg-neutral-soft px-2.5 py-1.5 text-sm [overflow-wrap:anywhere]">
          {secret}
        </code>
        <CopyButton text={secret ?? ""} what={t("secretTitle")} />
      </div>
    </Dialog>
  );
}
