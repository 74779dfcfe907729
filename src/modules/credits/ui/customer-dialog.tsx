"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { ContactFields, OrganizationFields, readAccountFields } from "@/modules/access/ui/account-fields-panel";
import { CUSTOMER_TYPES, looksPersonal } from "@/modules/accounts";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ErrorSummary, FormField, RequiredNote } from "@/shared/ui/form-field";
import { Input } from "@/shared/ui/input";
import { RadioGroup } from "@/shared/ui/radio-group";
import { ErrorState, Notice, SkeletonText } from "@/shared/ui/states";
import { toast } from "@/shared/ui/toast";
import { useTRPC } from "@/trpc/client";
import { useErrorText } from "@/trpc/errors";
import type { CustomerDto, CustomerRow } from "../customers-contract";
import { ThresholdField, whole } from "./threshold-field";

type Props = {
  /** Null: a new one. */
  customer: CustomerRow | null;
  timeZone: string;
  countries: { value: string; label: string }[];
  mayTransfer: boolean;
  onClose: () => void;
};

/** The form of a customer account: figure 26 for a new one, figure 33 to change one. */
export function CustomerDialog({ customer, timeZone, countries, mayTransfer, onClose }: Props) {
  const t = useTranslations("customers.form");
  const shared = useTranslations("shared.dialog");
  const labels = useTranslations("accounts");
  const locale = useLocale();
  const trpc = useTRPC();
  const client = useQueryClient();
  const { errorText, fieldErrors } = useErrorText();
  const formId = useId();
  const known = useQuery(
    trpc.customers.get.queryOptions({ accountId: customer?.id ?? "" }, { enabled: customer !== null, staleTime: 0 }),
  );
  const settled = () =>
    Promise.all([
      client.invalidateQueries(trpc.customers.pathFilter()),
      client.invalidateQueries(trpc.credits.pathFilter()),
    ]);
  const done = (text: string) => {
    toast.success(text);
    onClose();
  };
  const open = useMutation(
    trpc.customers.open.mutationOptions({
      onSuccess: (_, { account }) => done(t("added", { account: account.companyName, email: account.email })),
      onSettled: settled,
    }),
  );
  const edit = useMutation(
    trpc.customers.edit.mutationOptions({
      onSuccess: (_, { account }) => done(t("saved", { account: account.companyName })),
      onSettled: settled,
    }),
  );
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const { error, isPending } = customer ? edit : open;
  const errors: Record<string, string | undefined> = Object.fromEntries(
    Object.entries(error ? fieldErrors(error) : {}).map(([path, text]) => [path.replace(/^account\./, ""), text]),
  );
  const wrong = Object.entries(errors).map(([name, text]) => ({
    name,
    message: labels.has(`fields.${name}` as never) ? `${labels(`fields.${name}` as never)}: ${text}` : (text ?? ""),
  }));

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { amount, comment, threshold, warn, ...fields } = readAccountFields(event.currentTarget) as Record<
      string,
      string
    >;
    const alert = warn === undefined ? null : whole(threshold);
    // The server checks: what a field lacks comes back at the field.
    if (customer) edit.mutate({ accountId: customer.id, account: fields as never, threshold: alert });
    else
      open.mutate({
        account: { ...fields, locale, timeZone } as never,
        amount: mayTransfer ? whole(amount) : 0,
        comment: comment?.trim() || undefined,
        threshold: alert,
        idempotencyKey,
      });
  }

  const ready = customer === null || known.data !== undefined;
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(stay) => !stay && onClose()}
      dismissible={!isPending}
      title={customer ? t("editTitle", { account: customer.companyName }) : t("addTitle")}
      description={customer ? undefined : t("addText")}
      footer={
        <>
          <Button onClick={onClose} disabled={isPending}>
            {shared("cancel")}
          </Button>
          <Button type="submit" form={formId} variant="primary" busy={isPending} disabled={!ready}>
            {customer ? t("update") : t("create")}
          </Button>
        </>
      }
    >
      {known.isError ? <ErrorState title={errorText(known.error)} /> : null}
      {!ready && !known.isError ? <SkeletonText lines={8} /> : null}
      {ready ? (
        <form id={formId} onSubmit={submit} noValidate className="space-y-6">
          <ErrorSummary errors={wrong} title={error && wrong.length === 0 ? errorText(error) : undefined} />
          <Part title={t("account")}>
            {known.data ? <Fixed account={known.data} /> : <TypeAndAddress errors={errors} />}
          </Part>
          <Part title={labels("blocks.customerContact")}>
            <ContactFields values={known.data} errors={errors} />
          </Part>
          <Part title={labels("blocks.customerOrganization")}>
            <OrganizationFields values={known.data} errors={errors} countries={countries} />
          </Part>
          <Part title={t("credits")}>
            {customer ? null : <FirstTransfer errors={errors} mayTransfer={mayTransfer} />}
            <ThresholdField
              initial={known.data?.credits.threshold ?? null}
              error={errors.threshold}
              hint={t("thresholdHint")}
            />
          </Part>
          <RequiredNote />
          {customer ? null : <p className="text-xs text-muted">{t("moreUsers")}</p>}
        </form>
      ) : null}
    </Dialog>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="space-y-4">
      <h3 className="text-base">{title}</h3>
      {children}
    </section>
  );
}

/** What never changes, and why (R111). */
function Fixed({ account }: { account: CustomerDto }) {
  const t = useTranslations("customers");
  const labels = useTranslations("accounts.fields");
  return (
    <>
      <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
        <FormField label={labels("type")} name="fixedType">
          <Input value={t(`types.${account.type}`)} readOnly />
        </FormField>
        <FormField label={labels("email")} name="fixedEmail">
          <Input value={account.email} readOnly />
        </FormField>
      </div>
      <Notice>{t("form.fixed")}</Notice>
    </>
  );
}

/** The type (R013) and the address, with the advice of a generic one (R015, R112). */
function TypeAndAddress({ errors }: { errors: Record<string, string | undefined> }) {
  const t = useTranslations("customers");
  const labels = useTranslations("accounts.fields");
  const [personal, setPersonal] = useState(false);
  return (
    <>
      <FormField label={labels("type")} name="type" kind="group" required error={errors.type}>
        <RadioGroup
          look="cards"
          className="sm:grid sm:grid-cols-2"
          options={[...CUSTOMER_TYPES].reverse().map((value) => ({
            value,
            label: <span className="font-medium">{t(`types.${value}`)}</span>,
            hint: t(`form.typeHints.${value}`),
          }))}
        />
      </FormField>
      <FormField label={labels("email")} name="email" required error={errors.email} hint={t("form.emailHint")}>
        <Input
          type="email"
          inputMode="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onBlur={(event) => setPersonal(looksPersonal(event.target.value))}
        />
      </FormField>
      {personal ? <Notice tone="warning">{t("form.emailPersonal")}</Notice> : null}
    </>
  );
}

/** "Credit transfer": 0 for none now (R108); what is available and what will be left (R109, R110). */
function FirstTransfer({ errors, mayTransfer }: { errors: Record<string, string | undefined>; mayTransfer: boolean }) {
  const t = useTranslations("customers.form");
  const transfer = useTranslations("customers.transfer");
  const trpc = useTRPC();
  const balance = useQuery(trpc.credits.balance.queryOptions());
  const [amount, setAmount] = useState("0");
  if (!mayTransfer) return <Notice>{t("amountNone")}</Notice>;
  const available = balance.data?.available ?? 0;
  const wanted = whole(amount);
  const more =
    wanted > available ? transfer("tooMuch", { available }) : wanted > 0 ? t("left", { left: available - wanted }) : "";
  return (
    <div className="grid gap-x-5 gap-y-4 sm:grid-cols-2">
      <FormField
        label={t("amount")}
        name="amount"
        required
        error={errors.amount}
        hint={`${t("amountHint", { available })} ${more}`}
      >
        <Input
          inputMode="numeric"
          autoComplete="off"
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
      </FormField>
      <FormField label={t("comment")} name="comment" error={errors.comment}>
        <Input maxLength={500} autoComplete="off" dir="auto" />
      </FormField>
    </div>
  );
}
