"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField, RequiredNote } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { RadioGroup } from "@/shared/ui/radio-group";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import { upload } from "@/trpc/upload";
import { ORDER_KINDS, ORDER_REFERENCES, type OrderKind, type PlaceOrderInput } from "../orders-contract";
import { OrderFileField } from "./order-file-field";

type Props = { words: { encoder: string; operator: string }; onClose: () => void };

/** Orders credits of the account from its supplier (R034), or of the encoder from the operator (R035), which are two things (R036). */
export function PlaceOrderDialog({ words, onClose }: Props) {
  const t = useTranslations("orders");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const formId = useId();
  // One id per opened dialog: pressing twice, or again after a lost answer, orders once.
  const [id] = useState(() => crypto.randomUUID());
  const [kind, setKind] = useState<OrderKind>("ONLINE");
  const [file, setFile] = useState<File | null>(null);
  const online = useMutation(trpc.orders.place.mutationOptions());
  const place = useMutation({
    mutationFn: (input: PlaceOrderInput) =>
      kind === "ONLINE" ? online.mutateAsync(input) : upload<{ id: string }>("order-request", {}, formOf(input, file)),
    onSuccess: (_, { amount }) => {
      toast.success(t(kind === "ONLINE" ? "placed" : "placedOffline", { count: amount, operator: words.operator }));
      onClose();
    },
    onSettled: () => client.invalidateQueries(trpc.orders.pathFilter()),
  });
  const { error, isPending } = place;
  const errors = error ? fieldErrors(error as never) : {};
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
      title={t("placeTitle")}
      description={t(kind === "ONLINE" ? "placeText" : "placeOfflineText", words)}
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
        <FormField kind="group" label={t("columns.kind")} name="kind">
          <RadioGroup
            look="cards"
            value={kind}
            onChange={(value) => {
              setKind(value as OrderKind);
              place.reset();
            }}
            options={ORDER_KINDS.map((value) => ({
              value,
              label: t("kind", { reference: ORDER_REFERENCES[value], kind: t(`kinds.${value}`, words) }),
            }))}
          />
        </FormField>
        <FormField label={t("amount")} name="amount" required error={errors.amount}>
          <Input inputMode="numeric" autoComplete="off" data-autofocus />
        </FormField>
        <FormField label={t("poNumber")} name="poNumber" required error={errors.poNumber}>
          <Input maxLength={100} autoComplete="off" dir="auto" />
        </FormField>
        <FormField label={t("comment")} name="comment" error={errors.comment}>
          <Input maxLength={500} autoComplete="off" dir="auto" />
        </FormField>
        {kind === "OFFLINE" ? (
          <OrderFileField
            label={t("requestFile", words)}
            file={file}
            onFile={setFile}
            error={errors.file}
            disabled={isPending}
          />
        ) : null}
        <Notice tone="warning">{t("attention", words)}</Notice>
        <RequiredNote />
      </form>
    </Dialog>
  );
}

function formOf(input: PlaceOrderInput, file: File | null): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(input)) if (value !== undefined) form.set(key, String(value));
  if (file) form.set("file", file);
  return form;
}
