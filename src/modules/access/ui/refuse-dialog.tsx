"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
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

type Props = { accountId: string; companyName: string; onClose: () => void; onDone: () => void };

/** Refuses a request with the reason that its requester gets to read. */
export function RefuseDialog({ accountId, companyName, onClose, onDone }: Props) {
  const t = useTranslations("access.requests");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const formId = useId();
  const refuse = useMutation(
    trpc.requests.refuse.mutationOptions({
      onSuccess: () => {
        toast.success(t("refusedDone", { company: companyName }));
        onClose();
        onDone();
      },
      onSettled: () => client.invalidateQueries(trpc.requests.pathFilter()),
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    refuse.mutate({ accountId, reason: String(new FormData(event.currentTarget).get("reason")) });
  };
  const fields = refuse.error ? fieldErrors(refuse.error) : {};
  return (
    <Dialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      dismissible={!refuse.isPending}
      title={t("refuseTitle", { company: companyName })}
      description={t("refuseText")}
      footer={
        <>
          <Button onClick={onClose} disabled={refuse.isPending}>
            {shared("cancel")}
          </Button>
          <Button type="submit" form={formId} variant="danger" busy={refuse.isPending}>
            {t("refuse")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="space-y-4">
        {refuse.error && Object.keys(fields).length === 0 ? (
          <Notice tone="danger">{errorText(refuse.error)}</Notice>
        ) : null}
        <FormField label={t("reason")} name="reason" required hint={t("reasonHint")} error={fields.reason}>
          <Textarea rows={4} maxLength={1000} />
        </FormField>
      </form>
    </Dialog>
  );
}
