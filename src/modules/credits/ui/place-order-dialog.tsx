"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField, RequiredNote } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { ONLINE_REFERENCE } from "../orders-contract";

type Props = { words: { encoder: string; operator: string }; onClose: () => void };

/** Orders online credits from the account's supplier (R034), with what encoder credits are not (R036). */
export function PlaceOrderDialog({ words, onClose }: Props) {
  const t = useTranslations("orders");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const formId = useId();
  // One id per opened dialog: pressing twice, or again after a lost answer, orders once.
  const [id] = useState(() => crypto.randomUUID());
  const place = useMutation(
    trpc.orders.place.mutationOptions({
      onSuccess: (_, { amount }) => {
        toast.success(t("placed", { count: amount }));
        onClose();
      },
      onSettled: () => client.invalidateQueries(trpc.orders.pathFilter()),
    }),
  );
  const { error, isPending } = place;
  const errors = error ? fieldErrors(error) : {};
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const text = (name: string) => String(new FormData(event.currentTarget).get(name) ?? "").trim();
    const amount = /^\d+$/.test(text("amount")) ? Number(text("amount")) : -1;
    place.mutate({ id, amount, poNumber: text("poNumber"), comment: text("comment") || undefined });
  }
  return (
    <Dialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      dismissible={!isPending}
      title={t("placeTitle", { reference: ONLINE_REFERENCE })}
      description={t("placeText")}
      footer={
        <>
          <Button onClick={onClose} disabled={isPending}>
            {shared("cancel")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isPending}>
            {t("submit")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="space-y-4">
        {error && Object.keys(errors).length === 0 ? <Notice tone="danger">{errorText(error)}</Notice> : null}
        <FormField label={t("amount")} name="amount" required error={errors.amount}>
          <Input inputMode="numeric" autoComplete="off" data-autofocus />
        </FormField>
        <FormField label={t("poNumber")} name="poNumber" required error={errors.poNumber}>
          <Input maxLength={100} autoComplete="off" dir="auto" />
        </FormField>
        <FormField label={t("comment")} name="comment" error={errors.comment}>
          <Input maxLength={500} autoComplete="off" dir="auto" />
        </FormField>
        <Notice tone="warning">{t("attention", words)}</Notice>
        <RequiredNote />
      </form>
    </Dialog>
  );
}
