"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId } from "react";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Textarea } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

/** Refuses a token request with the reason that who asked gets to read. */
export function RefuseApiDialog({ apiNumber, onClose }: { apiNumber: string; onClose: () => void }) {
  const t = useTranslations("webApi.requests");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const { errorText, fieldErrors } = useErrorText();
  const formId = useId();
  const refuse = useMutation(
    trpc.apiRequests.refuse.mutationOptions({
      onSuccess: () => {
        toast.success(t("refusedDone", { apiNumber }));
        onClose();
      },
    }),
  );
  const fields = fieldErrors(refuse.error);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    refuse.mutate({ apiNumber, reason: String(new FormData(event.currentTarget).get("reason")) });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!refuse.isPending}
      title={t("refuseTitle", { apiNumber })}
      description={t("refuseText")}
      footer={
        <>
          <Button onClick={onClose}>{shared("cancel")}</Button>
          <Button type="submit" form={formId} variant="danger" busy={refuse.isPending}>
            {t("refuse")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="space-y-4">
        {refuse.isError && !fields.reason ? <Notice tone="danger">{errorText(refuse.error)}</Notice> : null}
        <FormField label={t("reason")} name="reason" required error={fields.reason}>
          <Textarea rows={4} maxLength={1000} />
        </FormField>
      </form>
    </Dialog>
  );
}
