"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId } from "react";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorSummary } from "@/shared/ui/form-field";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { ThresholdField, whole } from "./threshold-field";

/** The account's own alert threshold (R300). */
export function ThresholdDialog({ initial, onClose }: { initial: number | null; onClose: () => void }) {
  const t = useTranslations("credits.alert");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const client = useQueryClient();
  const formId = useId();
  const { errorText, fieldErrors } = useErrorText();
  const set = useMutation(
    trpc.credits.setThreshold.mutationOptions({
      onSuccess: (_, { threshold }) => {
        toast.success(threshold === null ? t("turnedOff") : t("turnedOn", { threshold }));
        onClose();
      },
      onSettled: () => client.invalidateQueries(trpc.credits.pathFilter()),
    }),
  );
  const errors: Record<string, string | undefined> = set.error ? fieldErrors(set.error) : {};
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    set.mutate({ threshold: form.has("warn") ? whole(String(form.get("threshold") ?? "")) : null });
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      dismissible={!set.isPending}
      title={t("title")}
      footer={
        <>
          <Button onClick={onClose} disabled={set.isPending}>
            {shared("cancel")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={set.isPending}>
            {t("save")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="space-y-4">
        <ErrorSummary errors={[]} title={set.error && !errors.threshold ? errorText(set.error) : undefined} />
        <ThresholdField initial={initial} error={errors.threshold} hint={t("hint")} />
      </form>
    </Dialog>
  );
}
