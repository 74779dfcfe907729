"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField, RequiredNote } from "@/shared/ui/form-field";
import { Input, Textarea } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { CustomerRow } from "../customers-contract";

type Props = {
  customer: Pick<CustomerRow, "id" | "companyName" | "firstName" | "lastName" | "status">;
  onClose: () => void;
};

/** "TRANSFER CREDITS" (figure 29): what is available, what will be left, and that it is final (R119 to R124). */
export function TransferCreditsDialog({ customer, onClose }: Props) {
  const t = useTranslations("customers.transfer");
  const shared = useTranslations("shared.dialog");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const formId = useId();
  const balance = useQuery(trpc.credits.balance.queryOptions());
  const [amount, setAmount] = useState("");
  // One key per opened dialog: pressing twice, or again after a lost answer, transfers once.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const transfer = useMutation(
    trpc.credits.transfer.mutationOptions({
      onSuccess: (given) => {
        const text = { count: given.amount, account: customer.companyName };
        toast.success(given.pending ? t("donePending", text) : t("done", text));
        onClose();
      },
      onSettled: async () => {
        await client.invalidateQueries(trpc.customers.pathFilter());
        await client.invalidateQueries(trpc.credits.pathFilter());
      },
    }),
  );
  const { error, isPending } = transfer;
  const errors = error ? fieldErrors(error) : {};
  const available = balance.data?.available ?? 0;
  const wanted = /^\d+$/.test(amount.trim()) ? Number(amount) : Number.NaN;
  const left = available - wanted;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const comment = String(new FormData(event.currentTarget).get("comment") ?? "").trim();
    transfer.mutate({ accountId: customer.id, amount: wanted, comment: comment || undefined, idempotencyKey });
  }
  const hint =
    wanted > 0 && left >= 0
      ? t("left", { available, left })
      : left < 0
        ? t("tooMuch", { available })
        : t("amountHint", { available });
  return (
    <Dialog
      open
      onOpenChange={(stay) => !stay && onClose()}
      dismissible={!isPending}
      title={t("title")}
      description={customer.status === "CREATED" ? t("pending") : t("final")}
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
        <FormField label={t("customerName")} name="customerName">
          <Input value={`${customer.firstName} ${customer.lastName}`} readOnly dir="auto" />
        </FormField>
        <FormField label={t("companyName")} name="companyName">
          <Input value={customer.companyName} readOnly dir="auto" />
        </FormField>
        <FormField label={t("amount")} name="amount" required error={errors.amount} hint={hint}>
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
            data-autofocus
          />
        </FormField>
        <FormField label={t("comment")} name="comment" error={errors.comment} hint={t("commentHint")}>
          <Textarea rows={2} maxLength={500} dir="auto" />
        </FormField>
        <RequiredNote />
      </form>
    </Dialog>
  );
}
