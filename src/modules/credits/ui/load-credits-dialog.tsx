"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { formatNumber } from "@/i18n/format";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

type Props = {
  account: { id: string; companyName: string; available: number; created: boolean };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The operator loads credits to one of its direct accounts. */
export function LoadCreditsDialog({ account, open, onOpenChange }: Props) {
  const t = useTranslations("operator.load");
  const locale = useLocale();
  const trpc = useTRPC();
  const { errorText, fieldErrors } = useErrorText();
  const [amount, setAmount] = useState("");
  const [comment, setComment] = useState("");
  // One key per opened dialog: pressing twice, or again after a lost answer, loads once.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const load = useMutation(
    trpc.operatorCredits.load.mutationOptions({
      onSuccess: (given) => {
        toast.success(t(given.pending ? "pending" : "done", { count: given.amount, account: account.companyName }));
        setAmount("");
        setComment("");
        setKey(crypto.randomUUID());
        onOpenChange(false);
      },
    }),
  );
  const fields = fieldErrors(load.error);
  const wanted = /^\d+$/.test(amount.trim()) ? Number(amount) : Number.NaN;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    load.mutate({ accountId: account.id, amount: wanted, comment: comment || undefined, idempotencyKey: key });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("title", { account: account.companyName })}
      description={t(account.created ? "textCreated" : "text", { available: account.available })}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form="load-credits" busy={load.isPending}>
            {t("submit")}
          </Button>
        </>
      }
    >
      <form id="load-credits" noValidate onSubmit={submit} className="space-y-4">
        {load.isError && Object.keys(fields).length === 0 ? (
          <Notice tone="danger" title={errorText(load.error)} />
        ) : null}
        <FormField
          label={t("amount")}
          name="amount"
          required
          error={fields.amount}
          hint={wanted > 0 ? t("after", { value: formatNumber(account.available + wanted, locale) }) : undefined}
        >
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={amount}
            onChange={(event) => setAmount(event.target.value)}
            data-autofocus
          />
        </FormField>
        <FormField label={t("comment")} name="comment" hint={t("commentHint")} error={fields.comment}>
          <Input value={comment} maxLength={500} onChange={(event) => setComment(event.target.value)} />
        </FormField>
      </form>
    </Dialog>
  );
}
