"use client";

import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { FormField } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { PageHeader } from "@/shared/ui/page-header";
import { Notice } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";

const FIELDS = ["privateIdPrice", "mobileIdPlusPrice"] as const;

/** What sending a card costs (decisions, section 4). */
export function OperatorPricesPage({ mayAct, plusProduct }: { mayAct: boolean; plusProduct: string }) {
  const t = useTranslations("operator.prices");
  const trpc = useTRPC();
  const { errorText, fieldErrors } = useErrorText();
  const prices = useSuspenseQuery(trpc.operatorCredits.prices.queryOptions());
  const [typed, setTyped] = useState<Partial<Record<(typeof FIELDS)[number], string>>>({});
  const change = useMutation(
    trpc.operatorCredits.changePrices.mutationOptions({
      onSuccess: async () => {
        await prices.refetch();
        setTyped({});
        toast.success(t("saved"));
      },
    }),
  );
  const fields = fieldErrors(change.error);
  const text = (field: (typeof FIELDS)[number]) => typed[field] ?? String(prices.data[field]);
  const number = (field: (typeof FIELDS)[number]) =>
    /^\d+$/.test(text(field).trim()) ? Number(text(field)) : Number.NaN;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ privateIdPrice: number("privateIdPrice"), mobileIdPlusPrice: number("mobileIdPlusPrice") });
  };
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <Card className="max-w-2xl">
        <form noValidate onSubmit={submit} className="space-y-4">
          {change.isError && Object.keys(fields).length === 0 ? (
            <Notice tone="danger" title={errorText(change.error)} />
          ) : null}
          {FIELDS.map((field) => (
            <FormField
              key={field}
              name={field}
              label={t(field, { plusProduct })}
              hint={t("hint")}
              error={fields[field]}
              required
            >
              <Input
                inputMode="numeric"
                autoComplete="off"
                className="max-w-40"
                readOnly={!mayAct}
                value={text(field)}
                onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
              />
            </FormField>
          ))}
          <Notice tone="info">{t("effect")}</Notice>
          {mayAct ? (
            <Button type="submit" variant="primary" busy={change.isPending}>
              {t("save")}
            </Button>
          ) : null}
        </form>
      </Card>
    </>
  );
}
